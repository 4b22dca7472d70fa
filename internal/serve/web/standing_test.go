package web

import (
	"context"
	"errors"
	"io/fs"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/intake/upload"
)

// letIn does something once, right after somebody was let in.
type letIn struct {
	Door
	then func()
}

func (l *letIn) Who(ctx context.Context, session string, now time.Time) (access.Actor, error) {
	a, err := l.Door.Who(ctx, session, now)
	if then := l.then; then != nil {
		l.then = nil
		then()
	}
	return a, err
}

// Whoever is put out between being let in and his act has not done it, and is shown nothing.
func TestWhoeverIsOutBeforeHisActHasNotDoneIt(t *testing.T) {
	w := newWorld(t)
	id := w.caseAboutNadia(t)
	door := &letIn{Door: w.db}
	w.options.Door = door
	w.serve(t)
	for _, c := range []struct {
		user, method, path string
		form               url.Values
	}{{"u-colleague", "GET", "/cases/" + id, nil}, {"u-analyst", "POST", "/cases/" + id + "/note", url.Values{"text": {"called the school"}}}} {
		s := w.session(t, c.user)
		door.then = func() { w.putOut(t, c.user) }
		if res, body := w.do(t, c.method, c.path, c.form, s); res.StatusCode != 404 || strings.Contains(body, "Nadia") {
			t.Errorf("%s: %s\n%s", c.path, res.Status, body)
		}
	}
	if got, _, err := w.desk.Case(t.Context(), proved("u-ciso", access.CISO), id, start); err != nil || len(got.Events) != 2 {
		t.Errorf("%d events, %v", len(got.Events), err)
	}
}

// To confirm or to remove an import reads the operator's folder first, which may take minutes: whoever is out by then has not done it.
func TestWhoeverIsOutMeanwhileConfirmsAndRemovesNothing(t *testing.T) {
	for _, act := range []string{"confirm", "remove"} {
		w := newWorld(t)
		d, s, body := w.options.Imports, w.session(t, "u-ciso"), ""
		files := map[string]string{"people/p-7/person.yaml": aPerson}
		u, err := d.Take(t.Context(), ciso, upload.Company, "acme.zip", strings.NewReader(zipped(t, files)), 1<<20, start)
		if err := errors.Join(err, d.Work(t.Context(), start)); err != nil {
			t.Fatal(err)
		}
		page, want := "/import/"+u.ID, 0
		if act == "remove" {
			if err := d.Confirm(t.Context(), ciso, u.ID, "", start); err != nil {
				t.Fatal(err)
			}
			page, want = "/import/remove/"+u.ID, 1
		}
		_, body = w.do(t, "GET", page, nil, s)
		folder := d.Folder
		d.Folder = func() (fs.FS, func() error, error) { w.putOut(t, "u-ciso"); return folder() }
		res, _ := w.do(t, "POST", "/import/"+u.ID+"/"+act, url.Values{"shown": {shownField.FindStringSubmatch(body)[1]}}, s)
		if live, err := d.Live(t.Context()); res.StatusCode != 404 || err != nil || len(live) != want {
			t.Errorf("%s: %s, %d files count, %v", act, res.Status, len(live), err)
		}
	}
}

func (w *world) putOut(t *testing.T, user string) {
	t.Helper()
	if err := w.db.DisableHere(t.Context(), "admin", user, start); err != nil {
		t.Error(err)
	}
}
