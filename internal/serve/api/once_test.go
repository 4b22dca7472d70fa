package api

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/taupier-eu/taupier/internal/casework"
	"github.com/taupier-eu/taupier/internal/ledger"
)

// note is a request to add a note, under a key.
func (w *world) note(t testing.TB, id, key, text string) ask {
	return ask{method: "POST", path: "/api/v1/cases/" + id + "/notes", body: fmt.Sprintf(`{"text":%q}`, text), header: map[string]string{"Idempotency-Key": key, "If-Match": "*"}, session: w.session(t, "u-analyst")}
}

// notes are the notes of a case.
func (w *world) notes(t testing.TB, id string) (out []string) {
	t.Helper()
	c, _, err := w.desk.Case(t.Context(), analyst, id, w.now())
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range c.Events {
		if e.Kind == casework.Noting {
			out = append(out, e.Text)
		}
	}
	return out
}

func TestARequestThatIsSentAgainIsNotDoneAgain(t *testing.T) {
	w := newWorld(t)
	id := w.caseAboutNadia(t)
	q := w.note(t, id, "k-1", "called the school")
	first := w.do(t, q)
	if first.status != 201 {
		t.Fatal(first)
	}
	for name, again := range map[string]func() answer{
		"at once":         func() answer { return w.do(t, q) },
		"after a restart": func() answer { w.serve(t); return w.do(t, q) },
	} {
		got := again()
		if got.header.Get("Idempotency-Replayed") != "true" {
			t.Errorf("%s: it does not say so", name)
		}
		got.header.Del("Idempotency-Replayed")
		if !same(first, got) {
			t.Errorf("%s: %v, want %v", name, got, first)
		}
	}
	if got := w.notes(t, id); len(got) != 1 {
		t.Errorf("%q", got)
	}
}

func TestAKeyIsGoodForOneRequest(t *testing.T) {
	w := newWorld(t)
	id := w.caseAboutNadia(t)
	w.do(t, w.note(t, id, "k-1", "called the school"))
	other := w.note(t, id, "k-1", "called the school")
	other.path, other.body = "/api/v1/cases/"+id+"/claim", "{}"
	somebody := w.note(t, id, "k-1", "called the carrier")
	somebody.session = w.session(t, "u-ciso")
	for _, c := range []struct {
		name string
		q    ask
		want int
	}{
		{"another body", w.note(t, id, "k-1", "called the carrier"), 422},
		{"another operation", other, 422},
		{"another case", w.note(t, "c-none", "k-1", "called the school"), 422},
		{"somebody else's key", somebody, 201},
	} {
		if got := w.do(t, c.q); got.status != c.want || c.want == 422 && !strings.Contains(got.body, `"key_reused"`) {
			t.Errorf("%s: %v", c.name, got)
		}
	}
	w.later(24 * time.Hour)
	if got := w.do(t, w.note(t, id, "k-1", "called again")); got.status != 201 {
		t.Errorf("after a day: %v", got)
	}
}

func TestWhatWasRefusedIsNotKept(t *testing.T) {
	w := newWorld(t)
	id := w.caseAboutNadia(t)
	if got := w.do(t, w.note(t, id, "k-1", " ")); got.status != 422 || !strings.Contains(got.body, `"empty"`) {
		t.Fatal(got)
	}
	if got := w.do(t, w.note(t, id, "k-1", "called the school")); got.status != 201 {
		t.Errorf("%v", got)
	}
}

func TestManyWithOneKeyAreDoneOnce(t *testing.T) {
	w := newWorld(t)
	id := w.caseAboutNadia(t)
	q := w.note(t, id, "k-1", "called the school")
	var wait sync.WaitGroup
	for range 20 {
		wait.Go(func() {
			if got := w.do(t, q); got.status != 201 && got.status != 409 {
				t.Error(got)
			}
		})
	}
	wait.Wait()
	if got := w.notes(t, id); len(got) != 1 {
		t.Errorf("%q", got)
	}
}

// held is a store whose acts wait.
type held struct {
	casework.Store
	in, out chan bool
}

func (h held) Act(ctx context.Context, e ledger.Entry, detail []byte, do func(casework.Writer) error) error {
	h.in <- true
	<-h.out
	return h.Store.Act(ctx, e, detail, do)
}

func TestAKeyInFlightIsRefused(t *testing.T) {
	w := newWorld(t)
	id := w.caseAboutNadia(t)
	h := held{w.desk.Store, make(chan bool), make(chan bool)}
	w.desk.Store = h
	w.serve(t)
	q := w.note(t, id, "k-1", "called the school")
	done := make(chan answer)
	go func() { done <- w.do(t, q) }()
	<-h.in
	if got := w.do(t, q); got.status != 409 || !strings.Contains(got.body, `"key_in_use"`) {
		t.Error(got)
	}
	close(h.out)
	if got := <-done; got.status != 201 {
		t.Error(got)
	}
}

// A refusal stands in the ledger, and is an act too; the request that was refused is not answered as done when it is sent again.
func TestWhatWasRefusedIsNotAnsweredAsDone(t *testing.T) {
	w := newWorld(t)
	id := w.caseAboutNadia(t)
	w.send(t, "u-analyst", "/api/v1/cases/"+id+"/proposals", `{"text":"He says he never left","outcome":"suspend_access","hypothesis":"A journey","trial":"fails"}`, 201)
	waits := read[Page[Pending]](t, w.see(t, "u-trustee", "/api/v1/approvals"))
	for _, q := range []ask{
		{path: "/api/v1/approvals/" + waits.Items[0].ID + "/answers", body: `{"approve":true,"hash":"` + strings.Repeat("0", 64) + `","text":"I see the same facts"}`},
		{path: "/api/v1/break-glass", body: `{"name":"p-1","text":"The police are at the door","how":"alone"}`},
		{path: "/api/v1/knocks/g-none/answers", body: `{"yes":true,"text":"He is right, let him"}`},
	} {
		q.method, q.header, q.session = "POST", written(t), w.session(t, "u-trustee")
		first, again := w.do(t, q), w.do(t, q)
		if first.status < 400 || !same(first, again) {
			t.Errorf("%s: %v, and then %v", q.path, first, again)
		}
	}
}

func TestNoRefusalOfAnyOperationIsAnsweredAsDone(t *testing.T) {
	w := newWorld(t)
	rows := matrix(t, w, w.caseAboutNadia(t))
	sessions := map[string]*http.Cookie{}
	for _, who := range roleUsers {
		sessions[who.User] = w.session(t, who.User)
	}
	for op, method := range w.registered() {
		if method != "POST" || rows[op].ok < 400 {
			continue
		}
		for _, role := range rows[op].may {
			q := ask{method: method, path: rows[op].path, body: rows[op].body, header: written(t), session: sessions["u-"+string(role)]}
			if first, again := w.do(t, q), w.do(t, q); first.status < 400 || !same(first, again) {
				t.Errorf("%s by %s: %v, and then %v", op, role, first, again)
			}
		}
	}
}
