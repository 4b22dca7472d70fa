package web

import (
	"context"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"
)

func TestTrustSaysWhatTheTimeStampAuthoritySaid(t *testing.T) {
	w := newWorld(t)
	var state Stamps
	w.options.Stamps = func(context.Context) (Stamps, error) { return state, nil }
	w.serve(t)
	dpo := w.session(t, "u-dpo")
	good := Stamps{Planned: true, Every: time.Hour, Size: 41, Since: 2, Asked: start.Add(-time.Hour), Before: start.Add(-time.Hour + 2*time.Second), By: "Stamps <SA>", Ends: start.AddDate(2, 0, 0)}
	with := func(change func(*Stamps)) Stamps {
		s := good
		change(&s)
		return s
	}
	for name, c := range map[string]struct {
		state    Stamps
		en, fr   string
		not, non string
	}{
		"none is asked": {Stamps{}, "No time-stamp authority is asked", "Aucune autorité d", "request", "demande"},
		"none yet":      {Stamps{Planned: true, Every: time.Hour}, "No time stamp was given yet", "Aucun horodatage", "<dl", "<dl"},
		"good":          {good, "41 entries were there before " + good.Before.Format("2006-01-02 15:04:05 UTC"), "41 inscriptions existaient avant le", "failed", "échoué"},
		"one entry":     {with(func(s *Stamps) { s.Size = 1 }), "1 entry was there before", "1 inscription existait avant le", "failed", "échoué"},
		"by whom":       {good, "Stamps &lt;SA&gt;", "Stamps &lt;SA&gt;", "hours old", "date de"},
		"failed":        {with(func(s *Stamps) { s.Problem = "it answered <503>" }), "it answered &lt;503&gt;", "La dernière demande d&#39;horodatage a échoué", "hours old", "date de"},
		"late":          {with(func(s *Stamps) { s.Asked = start.Add(-5 * time.Hour); s.Before = s.Asked }), "5 hours old, more than twice", "date de 5 heures", "failed", "échoué"},
		"nothing new":   {with(func(s *Stamps) { s.Asked = start.Add(-5 * time.Hour); s.Before = s.Asked; s.Since = 0 }), "41 entries", "41 inscriptions", "more than twice the time between two", "plus du double"},
		"clocks apart":  {with(func(s *Stamps) { s.Before = s.Asked.Add(-2 * time.Hour) }), "were 2 hours apart", "différaient de 2 heures", "failed", "échoué"},
		"no more asked": {with(func(s *Stamps) { s.Planned, s.Problem = false, "it answered 503" }), "41 entries were there", "41 inscriptions", "503", "503"},
	} {
		state = c.state
		for lang, want := range map[string][2]string{"en": {c.en, c.not}, "fr": {c.fr, c.non}} {
			body := stampPart(t, w, dpo, lang)
			if !strings.Contains(body, want[0]) || strings.Contains(body, want[1]) {
				t.Errorf("%s, %s: want %q and not %q:\n%s", name, lang, want[0], want[1], body)
			}
		}
	}
}

// stampPart is what Trust says of time stamps, in a language.
func stampPart(t *testing.T, w *world, who *http.Cookie, lang string) string {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, w.http.URL+"/trust", nil)
	if err != nil {
		t.Fatal(err)
	}
	req.AddCookie(who)
	req.AddCookie(&http.Cookie{Name: langCookie, Value: lang})
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	_, part, _ := strings.Cut(string(body), `<h2 id="stamps">`)
	part, _, _ = strings.Cut(part, `<h2 id="backups">`)
	return part
}
