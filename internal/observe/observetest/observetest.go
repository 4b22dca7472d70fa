// Package observetest drives a reader in tests the way a scan does, and holds it to the promises
// that every reader makes.
package observetest

import (
	"fmt"
	"strings"
	"testing"

	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/observe"
	"github.com/taupier-eu/taupier/sigma"
)

// Parse parses one record and brings it into the reader's normal shape.
func Parse(t testing.TB, r observe.Reader, line string) *sigma.Event {
	t.Helper()
	e := &sigma.Event{}
	if err := e.Parse([]byte(line)); err != nil {
		t.Fatalf("parse %s: %v", line, err)
	}
	if err := normalise(r, e); err != nil {
		t.Fatal(err)
	}
	return e
}

func normalise(r observe.Reader, e *sigma.Event) error {
	n, ok := r.(observe.Normaliser)
	if !ok {
		return nil
	}
	flat, changed := n.Normalise(e.Root(), nil)
	if !changed {
		return nil
	}
	if err := e.Parse(flat); err != nil {
		return fmt.Errorf("the normalised record is no JSON: %w\n%s", err, flat)
	}
	return nil
}

// Read gives the observations of one record.
func Read(t testing.TB, r observe.Reader, line string) ([]core.Observation, error) {
	t.Helper()
	var got []core.Observation
	err := r.Read(Parse(t, r, line).Root(), observe.NewKeeper(), func(o core.Observation) { got = append(got, o) })
	return got, err
}

// One gives the only observation of a record that must be readable.
func One(t testing.TB, r observe.Reader, line string) core.Observation {
	t.Helper()
	got, err := Read(t, r, line)
	if err != nil {
		t.Fatalf("read: %v", err)
	}
	if len(got) != 1 {
		t.Fatalf("got %d observations, want 1: %+v", len(got), got)
	}
	return got[0]
}

// Refuses holds that a record is rejected with an error that says every one of words, and that
// nothing of it was emitted.
func Refuses(t testing.TB, r observe.Reader, line string, words ...string) {
	t.Helper()
	got, err := Read(t, r, line)
	if err == nil {
		t.Fatalf("the record was taken: %+v", got)
	}
	for _, w := range words {
		if !strings.Contains(err.Error(), w) {
			t.Errorf("error %q does not say %q", err, w)
		}
	}
	if len(got) != 0 {
		t.Errorf("a rejected record left %d observations", len(got))
	}
}

// Fuzz feeds a reader anything: it must not panic, and what it emits must keep its promises.
func Fuzz(f *testing.F, r observe.Reader, seeds ...string) {
	for _, s := range seeds {
		f.Add([]byte(s))
	}
	f.Add([]byte(`{}`))
	f.Add([]byte(`{"type":null,"time":[],"user":{"a":1}}`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		var e sigma.Event
		if e.Parse(raw) != nil {
			return
		}
		if n := r.Recognise(e.Root(), "logs/x.jsonl"); n < 0 || n > 100 {
			t.Fatalf("recognised with %d, want 0 to 100", n)
		}
		if err := normalise(r, &e); err != nil {
			t.Fatal(err)
		}
		r.Source(e.Root())
		if rooted, ok := r.(observe.Rooted); ok && len(rooted.Roots(e.Root())) == 0 {
			t.Fatal("no root to look in")
		}
		var got []core.Observation
		_ = r.Read(e.Root(), observe.NewKeeper(), func(o core.Observation) { got = append(got, o) })
		before := fmt.Sprintf("%+v", got)
		scratch := `{"x":"` + strings.Repeat("#", len(raw)+64) + `"}`
		if err := e.Parse([]byte(scratch)); err != nil {
			t.Fatal(err)
		}
		if after := fmt.Sprintf("%+v", got); after != before {
			t.Fatalf("an observation points into the record's buffer:\n%s\n%s", before, after)
		}
		for _, o := range got {
			if err := check(&o); err != nil {
				t.Fatalf("%v: %+v", err, o)
			}
		}
	})
}

func check(o *core.Observation) error {
	switch {
	case o.At.IsZero():
		return fmt.Errorf("no time")
	case o.Kind == "" || o.Source == "":
		return fmt.Errorf("no kind or no source")
	case o.Account != strings.ToLower(o.Account) || o.Other != strings.ToLower(o.Other):
		return fmt.Errorf("an account is not in lower case")
	case o.Place.Country != "" && len(o.Place.Country) != 2:
		return fmt.Errorf("a country is no code")
	case o.Place.City != "" && !o.Place.Known():
		return fmt.Errorf("a city without its country")
	case o.Person != "" || o.Where != "" || o.Input != "" || o.Line != 0:
		return fmt.Errorf("a reader filled what is not its own")
	}
	return nil
}

// Bench measures what a reader costs per record once the record is parsed.
func Bench(b *testing.B, r observe.Reader, line string) {
	e := Parse(b, r, line)
	k := observe.NewKeeper()
	rec := e.Root()
	emitted := 0
	b.ReportAllocs()
	for b.Loop() {
		r.Recognise(rec, "logs/x.jsonl")
		if err := r.Read(rec, k, func(core.Observation) { emitted++ }); err != nil {
			b.Fatal(err)
		}
	}
	if emitted == 0 {
		b.Fatal("nothing was emitted")
	}
}
