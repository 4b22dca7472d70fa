package storetest

import (
	"errors"
	"os"
	"strconv"
	"sync"
	"testing"

	"github.com/taupier-eu/taupier/internal/casework"
	"github.com/taupier-eu/taupier/internal/core"
)

// races is how often the race is run: TAUPIER_RACES, or enough to see one in an ordinary run of the tests.
func races() int {
	if n, err := strconv.Atoi(os.Getenv("TAUPIER_RACES")); err == nil {
		return n
	}
	return 50
}

// Two trustees approve at the same moment while a colleague writes a note. At most one approval is taken, and it stands directly
// behind what it approves; when the note was first, none is.
func (b *bench) race(t *testing.T) {
	ctx, desk, id := b.held(t)
	won := map[casework.Kind]int{}
	for range races() {
		do(t, ctx, desk, "u-1", id, suspend)
		w, err := desk.Waits(ctx, one("u-t1"), Now)
		if err != nil || len(w.Approvals) != 1 {
			t.Fatalf("%+v %v", w, err)
		}
		a, err := desk.Approval(ctx, one("u-t1"), w.Approvals[0].ID, Now)
		if err != nil {
			t.Fatal(err)
		}
		answer := func(who string) func() error {
			return func() error { return desk.Answer(ctx, one(who), a.ID, true, a.Hash, "I see the same facts", Now) }
		}
		note := func() error {
			return desk.Do(ctx, one("u-2"), id, casework.Event{Kind: casework.Noting, Text: "the laptop was in repair"}, Now)
		}
		errs := together(answer("u-t1"), answer("u-t2"), note)
		c, _, err := desk.Case(ctx, one("u-1"), id, Now)
		if err != nil {
			t.Fatal(err)
		}
		won[c.Events[a.Action.Version].Kind]++
		checkRace(t, c, a.Action.Version, errs)
		if c.State == casework.Decided {
			do(t, ctx, desk, "u-1", id, casework.Event{Kind: casework.Closing, Class: casework.Unresolved})
			if id, err = desk.FirstView(ctx, one("u-1"), "p-1", "This may be a short trip", "a journey", Now); err != nil {
				t.Fatal(err)
			}
		}
	}
	t.Logf("first behind the proposal: %v", won)
	b.verify(t)
}

// together runs acts at the same moment and gives what each said.
func together(acts ...func() error) []error {
	var ready, done sync.WaitGroup
	begin, errs := make(chan struct{}), make([]error, len(acts))
	for i, act := range acts {
		ready.Add(1)
		done.Add(1)
		go func() {
			defer done.Done()
			ready.Done()
			<-begin
			errs[i] = act()
		}()
	}
	ready.Wait()
	close(begin)
	done.Wait()
	return errs
}

func checkRace(t *testing.T, c casework.Case, version int, errs []error) {
	t.Helper()
	approvals := 0
	for i, e := range c.Events[version:] {
		if e.Kind == casework.Approving {
			if approvals++; i != 0 {
				t.Errorf("an approval %d events behind its proposal", i)
			}
		}
	}
	taken := 0
	for _, err := range errs[:2] {
		switch {
		case err == nil:
			taken++
		case !errors.Is(err, core.ErrNotFound) && !errors.Is(err, core.ErrConflict):
			t.Errorf("an answer that lost was told %v", err)
		}
	}
	if approvals > 1 || taken != approvals || (c.State == casework.Decided) != (approvals == 1) {
		t.Errorf("%d approvals are in the case, %d were confirmed, and it is %s", approvals, taken, c.State)
	}
}
