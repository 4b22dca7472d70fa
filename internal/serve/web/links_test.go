package web

import (
	"encoding/xml"
	"errors"
	"html"
	"io"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/casework"
	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/ledger"
	"github.com/taupier-eu/taupier/internal/link"
	"github.com/taupier-eu/taupier/internal/store"
	"github.com/taupier-eu/taupier/internal/store/storetest"
)

func linkRows() map[string]example {
	people := []access.Role{access.CISO, access.Analyst}
	return map[string]example{
		"GET /links":       {"/links?a=p-1&b=p-3", nil, 200, people},
		"GET /links.csv":   {"/links.csv?focus=p-1", nil, 200, people},
		"GET /links.svg":   {"/links.svg?focus=p-1&depth=2", nil, 200, people},
		"POST /links/save": {"/links/save", url.Values{"focus": {"p-3"}}, 422, people},
	}
}

func TestAChainIsSaidInWordsBeforeItIsDrawn(t *testing.T) {
	w := newWorld(t)
	_, body := w.do(t, "GET", "/links?a=nadia&b=p-3", nil, w.session(t, "u-analyst"))
	body = html.UnescapeString(body)
	at := 0
	for _, want := range []string{"Nadia Example and Cem Example are connected by 1 link.", "Nadia Example and Cem Example share:", "phone number +44 1632 960001", "1 other person has it too", "people/p-1/person.yaml:4", "It would be innocent", "A family", "<svg", "<table"} {
		i := strings.Index(body[at:], want)
		if i < 0 {
			t.Fatalf("%q is missing, or in another place:\n%s", want, body)
		}
		at += i
	}
}

func TestWhoIsNotFoundOrIsSeveralIsAskedFor(t *testing.T) {
	w := newWorld(t)
	s := w.session(t, "u-analyst")
	for path, want := range map[string]string{
		"/links":                         "Choose two people or one device.",
		"/links?focus=nobody+there":      "Nobody whom you may see is called so",
		"/links?a=example&b=p-3":         "Which one?",
		"/links?find=lt-07":              "Nothing that two people",
		"/links?find=%2B44+1632+960001":  "/links?thing=",
		"/links?focus=p-2":               "Omar Example shares 2 things with 2 other people.",
		"/links?focus=p-2&kind=bank":     "Omar Example shares nothing",
		"/links?a=p-2&b=p-2":             "Omar Example shares 2 things",
		"/links?a=p-1&b=p-2&kind=device": "Nothing connects",
	} {
		if res, body := w.do(t, "GET", path, nil, s); res.StatusCode != 200 || !strings.Contains(body, want) {
			t.Errorf("%s: %d, without %q:\n%s", path, res.StatusCode, want, body)
		}
	}
	if res, _ := w.do(t, "GET", "/links?focus=p-1&depth=9&kind=x", nil, s); res.StatusCode != 422 {
		t.Errorf("a wrong address: %d", res.StatusCode)
	}
}

// Whoever is hidden from somebody is on no drawing, in no table, in no count and in no file, and his name is found by no search.
func TestNobodySeesHimselfOrThoseBelowHimAmongLinks(t *testing.T) {
	w := newWorld(t)
	for _, c := range []struct {
		user   string
		hidden []string
	}{{"u-subject", []string{"p-1", "Nadia"}}, {"u-manager", []string{"p-1", "p-2", "Nadia", "Omar"}}} {
		s := w.session(t, c.user)
		for _, path := range []string{"/links?focus=p-3&depth=3", "/links?a=p-3&b=p-1", "/links?a=p-1&b=p-3", "/links?focus=p-1", "/links.csv?focus=p-3", "/links.svg?focus=p-3", "/links?focus=p-3&depth=3&from=2020-01-01", "/people/p-3", "/links?find=%2B44+1632+960001", "/links?a=example&b=p-3"} {
			_, body := w.do(t, "GET", path, nil, s)
			body = unasked(body)
			for _, h := range append(c.hidden, "1 other person has", "3 people") {
				if strings.Contains(body, h) {
					t.Errorf("%s shows %s %q:\n%s", path, c.user, h, body)
				}
			}
		}
	}
}

// unasked leaves out what was typed, and the names of whoever looks.
func unasked(body string) string {
	_, body, _ = strings.Cut(body, "<main")
	for _, typed := range []string{`value="p-1"`, "<strong>p-1</strong>"} {
		body = strings.ReplaceAll(body, typed, "")
	}
	return body
}

// Two worlds: in one, somebody whom the viewer may not see has a thing that others have, too. The viewer gets the same bytes, whether
// what people share is looked up in the database or in memory.
func TestAHiddenHolderChangesNoByte(t *testing.T) {
	with, without := newWorld(t), newWorld(t)
	with.share(t, storetest.Thing(core.TraitPhone, "+44 1632 960002", "p-1", "p-2", "p-3"))
	without.share(t, storetest.Thing(core.TraitPhone, "+44 1632 960002", "p-2", "p-3"))
	for range 2 {
		for user, same := range map[string]bool{"u-subject": true, "u-analyst": false} {
			a, b := with.session(t, user), without.session(t, user)
			for _, path := range []string{"/links?focus=p-3&depth=2", "/links?a=p-2&b=p-3", "/links.csv?focus=p-2", "/links.svg?focus=p-2", "/people/p-3"} {
				x, y := bytesOf(t, with, "GET", path, nil, a), bytesOf(t, without, "GET", path, nil, b)
				if (x == y) != same {
					t.Errorf("%s as %s: the same %v, want %v:\n%s\n---\n%s", path, user, x == y, same, x, y)
				}
			}
		}
		if err := errors.Join(with.db.GatherLinks(t.Context()), without.db.GatherLinks(t.Context())); err != nil {
			t.Fatal(err)
		}
	}
}

// unthing leaves out the names of things and lengths: they come from a random key of each store.
func unthing(body string) string {
	for {
		before, rest, ok := strings.Cut(body, "thing=")
		if !ok {
			return body
		}
		body = before + rest[16:]
	}
}

func (w *world) share(t *testing.T, things ...link.Thing) {
	t.Helper()
	if err := w.db.Act(t.Context(), ledger.Entry{At: start, Actor: "server", Act: "company.read"}, nil, func(x *store.Tx) error { return x.PutLinks(things, nil) }); err != nil {
		t.Fatal(err)
	}
}

func TestWhatManyHaveIsSaidAndNotDrawn(t *testing.T) {
	w := newWorld(t)
	var many []string
	for i := range 4120 {
		many = append(many, "x-"+string(rune('a'+i%26))+strings.Repeat("i", i/26))
	}
	w.share(t, storetest.Thing(core.TraitIP, "192.0.2.9", append(many, "p-3")...))
	_, body := w.do(t, "GET", "/links?focus=p-3", nil, w.session(t, "u-analyst"))
	if !strings.Contains(body, "access line 192.0.2.9: 4121 people — ignored as common.") || strings.Contains(body, "x-a") {
		t.Error(body)
	}
}

func TestADrawingIsAFileThatIsXMLAndHoldsForeignTextAsText(t *testing.T) {
	w := newWorld(t)
	w.share(t, storetest.Thing(core.TraitDevice, "<b>\x01LT & \"7\"</b>", "p-2", "p-3"))
	s := w.session(t, "u-analyst")
	_, body := w.do(t, "GET", "/links.svg?focus=p-2", nil, s)
	d := xml.NewDecoder(strings.NewReader(body))
	var texts []string
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatalf("%v:\n%s", err, body)
		}
		switch x := token.(type) {
		case xml.StartElement:
			if !slices.Contains([]string{"svg", "g", "title", "path", "circle", "rect", "text"}, x.Name.Local) {
				t.Errorf("it holds <%s>", x.Name.Local)
			}
		case xml.CharData:
			texts = append(texts, string(x))
		}
	}
	if !slices.ContainsFunc(texts, func(s string) bool { return strings.Contains(s, `LT & "7"</b>`) }) || strings.Contains(body, "href") {
		t.Errorf("%q", texts)
	}
	if _, page := w.do(t, "GET", "/links?focus=p-2", nil, s); strings.Contains(page, "<b>") {
		t.Error("the page holds foreign markup")
	}
}

func TestADrawingIsKeptWithACaseThatOneHolds(t *testing.T) {
	w := newWorld(t)
	id := w.caseAboutNadia(t)
	form := url.Values{"a": {"p-1"}, "b": {"p-3"}, "case": {id}}
	s := w.session(t, "u-analyst")
	if res, _ := w.do(t, "POST", "/links/save", form, w.session(t, "u-ciso")); res.StatusCode != 422 {
		t.Errorf("somebody who does not hold the case: %d", res.StatusCode)
	}
	if err := w.desk.Do(t.Context(), analyst, id, casework.Event{Kind: casework.Claiming}, start); err != nil && !errors.Is(err, core.ErrConflict) {
		t.Fatal(err)
	}
	if res, body := w.do(t, "POST", "/links/save", form, s); res.StatusCode != 303 {
		t.Fatalf("%d\n%s", res.StatusCode, body)
	}
	_, body := w.do(t, "GET", "/cases/"+id+"/evidence", nil, s)
	if !strings.Contains(body, "links.svg") || !strings.Contains(body, "links.json") {
		t.Error(body)
	}
	items, err := w.evidence.Of(t.Context(), analyst, id)
	if err != nil || len(items) != 2 {
		t.Fatal(items, err)
	}
	_, doc, err := w.evidence.Open(t.Context(), analyst, id, items[1].ID, "review", start)
	if err != nil || !strings.Contains(string(doc), `"shown": "+44 1632 960001"`) || !strings.Contains(string(doc), `"people/p-3/person.yaml"`) {
		t.Errorf("%s %v", doc, err)
	}
	if res, _ := w.do(t, "POST", "/links/save", form, s); res.StatusCode != 409 {
		t.Errorf("the same again: %d", res.StatusCode)
	}
}

func TestThePageOfAPersonSaysWithWhomSomethingIsShared(t *testing.T) {
	w := newWorld(t)
	_, body := w.do(t, "GET", "/people/p-3", nil, w.session(t, "u-analyst"))
	for _, want := range []string{`<a href="/links?a=p-3&amp;b=p-2">Omar Example</a>`, "+44 1632 960001", `href="/links?focus=p-3"`} {
		if !strings.Contains(strings.ReplaceAll(body, "&#43;", "+"), want) {
			t.Errorf("%q is missing:\n%s", want, body)
		}
	}
}

func TestWhoLookedAtLinksIsOnTheTrustPageButForWhomItConcerns(t *testing.T) {
	w := newWorld(t)
	_, body := w.do(t, "GET", "/links?a=p-1&b=p-3", nil, w.session(t, "u-analyst"))
	_, thing, _ := strings.Cut(body, "/links?thing=")
	w.do(t, "GET", "/links?thing="+thing[:16], nil, w.session(t, "u-analyst"))
	for person, sees := range map[string]bool{"": true, "p-1": false, "p-2": false} {
		list, err := w.desk.Accesses(t.Context(), access.Actor{User: "u-ciso", Person: person, Roles: []access.Role{access.CISO}}, start)
		if err != nil {
			t.Fatal(err)
		}
		looks := slices.DeleteFunc(list, func(a casework.Access) bool { return a.Act != "links.view" })
		if (len(looks) == 2) != sees || len(looks) != 0 && !sees {
			t.Errorf("as %q: %+v", person, looks)
		}
		if sees && countLooks(looks)[0].People != 2 {
			t.Errorf("%+v", countLooks(looks))
		}
	}
}

// At most 300 people and things are drawn, and it is said that there are more; a plain link draws what one of them shares.
func TestALargeDrawingIsCutAndOpensOneByOne(t *testing.T) {
	w := newWorld(t)
	things := []link.Thing{storetest.Thing(core.TraitDevice, "LT-1", "p-2", "p-3"), storetest.Thing(core.TraitDevice, "LT-2", "p-1", "p-2")}
	w.share(t, things...)
	s := w.session(t, "u-analyst")
	_, body := w.do(t, "GET", "/links?focus=p-3", nil, s)
	if strings.Contains(body, "LT-2") || !strings.Contains(body, `<a href="/links?focus=p-3&amp;open=p-2"`) || !strings.Contains(body, "Draw what Omar Example shares: 1 person more") {
		t.Error(body)
	}
	if _, body = w.do(t, "GET", "/links?focus=p-3&open=p-2", nil, s); !strings.Contains(body, "LT-2") || strings.Contains(body, "Draw what") {
		t.Error(body)
	}
	for i := range 400 {
		things = append(things, storetest.Thing(core.TraitPhone, strconv.Itoa(i), "p-3", "x-"+strconv.Itoa(i)))
	}
	w.share(t, things...)
	_, body = w.do(t, "GET", "/links?focus=p-3", nil, s)
	_, drawn, _ := strings.Cut(body, "<svg")
	drawn, _, _ = strings.Cut(drawn, "</svg>")
	if n := strings.Count(drawn, `class="who`) + strings.Count(drawn, `class="what`); n < link.MaxDrawn-1 || n > link.MaxDrawn || !strings.Contains(body, "There is no room for everybody") || len(body) > 300<<10 {
		t.Errorf("%d are drawn in a page of %d bytes", n, len(body))
	}
}

func TestADrawingIsOfTheDaysThatWereAskedFor(t *testing.T) {
	w := newWorld(t)
	s := w.session(t, "u-analyst")
	day, before := storetest.Now.Format(time.DateOnly), storetest.Now.AddDate(0, 0, -1).Format(time.DateOnly)
	for path, want := range map[string][]string{
		"/links?focus=p-2&from=" + day + "&to=" + day:                 {"Omar Example shares 2 things with 2 other people.", "Only what was there from " + day + " to " + day, `name="from" value="` + day},
		"/links?focus=p-2&to=" + before:                               {"Omar Example shares nothing", "Only what was there on " + before + " or earlier", "One change later: as of " + day, "All days"},
		"/links.svg?focus=p-2&to=" + day:                              {"Only what was there on " + day + " or earlier"},
		"/links?focus=p-2&kind=phone&depth=2&open=p-3&from=" + before: {`name="kind" value="phone"`, `name="depth" value="2"`, `name="open" value="p-3"`, "/links.csv?depth=2&amp;focus=p-2&amp;from=" + before + "&amp;kind=phone&amp;open=p-3"},
	} {
		res, body := w.do(t, "GET", path, nil, s)
		for _, text := range want {
			if res.StatusCode != 200 || !strings.Contains(body, text) {
				t.Errorf("%s: %d, without %q:\n%s", path, res.StatusCode, text, body)
			}
		}
	}
	for _, path := range []string{"/links?focus=p-2&from=soon", "/links?focus=p-2&from=" + day + "&to=" + before} {
		if res, body := w.do(t, "GET", path, nil, s); res.StatusCode != 422 || !strings.Contains(body, "shares 2 things") {
			t.Errorf("%s: %d", path, res.StatusCode)
		}
	}
}
