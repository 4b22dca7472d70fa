package storetest

import (
	"errors"
	"testing"

	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/ledger"
	"github.com/taupier-eu/taupier/internal/store"
)

// answers keeps an answer with an act, loses it with one that is refused, and forgets it after a day.
func (b *bench) answers(t *testing.T) {
	ctx := b.db.KeepAnswer(t.Context(), "u-1", "key", "POST /x", Now, func() (string, error) { return "done", nil })
	refused := errors.New("refused")
	act := func(err error) error {
		return b.db.Act(ctx, ledger.Entry{At: Now, Actor: "u-1", Act: "test.act"}, nil, func(*store.Tx) error { return err })
	}
	look := func(user string, want string) {
		t.Helper()
		request, answer, err := b.db.Answer(t.Context(), user, "key", Now)
		if answer != want || (want == "") != errors.Is(err, core.ErrNotFound) || want != "" && request != "POST /x" {
			t.Errorf("%q %q %v, want %q", request, answer, err, want)
		}
	}
	if err := act(refused); !errors.Is(err, refused) {
		t.Error(err)
	}
	look("u-1", "")
	if err := act(nil); err != nil {
		t.Fatal(err)
	}
	look("u-1", "done")
	look("u-2", "")
	if err := act(nil); !errors.Is(err, core.ErrUnavailable) {
		t.Errorf("the same key twice: %v", err)
	}
	if got := b.verify(t); got.Entries != 1 {
		t.Errorf("%d entries, want the one act", got.Entries)
	}
	later := Now.Add(store.AnswerLife)
	if _, _, err := b.db.Answer(t.Context(), "u-1", "key", later); !errors.Is(err, core.ErrNotFound) {
		t.Errorf("after a day: %v", err)
	}
	again := b.db.KeepAnswer(t.Context(), "u-1", "key", "POST /y", later, func() (string, error) { return "more", nil })
	if err := b.db.Act(again, ledger.Entry{At: later, Actor: "u-1", Act: "test.act"}, nil, func(*store.Tx) error { return nil }); err != nil {
		t.Errorf("the key of a day ago: %v", err)
	}
}
