package storetest

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/ledger"
	"github.com/taupier-eu/taupier/internal/store"
)

func put(user string) func(*store.Tx) error {
	return func(t *store.Tx) error { return t.PutUser(access.Actor{User: user, Name: user}) }
}

// together has acts at the same time of which every third fails in its own way: refused by its rule after it wrote, refused by
// the engine, given up by whoever asked.
func (b *bench) together(t *testing.T) {
	if err := b.act(t.Context(), "taken", Now); err != nil {
		t.Fatal(err)
	}
	stop := errors.New("stop")
	var wait sync.WaitGroup
	for i := range 60 {
		wait.Go(func() {
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			user := fmt.Sprintf("user-%d", i)
			err := b.db.Act(ctx, ledger.Entry{At: Now, Actor: "test", Act: "user.add", Object: user}, nil, func(x *store.Tx) error {
				if err := put(user)(x); err != nil {
					return err
				}
				switch i % 6 {
				case 1:
					return stop
				case 3:
					return put("taken")(x)
				case 5:
					cancel()
				}
				return nil
			})
			for n, want := range map[int]error{1: stop, 3: core.ErrUnavailable, 5: context.Canceled} {
				if i%6 == n && !errors.Is(err, want) {
					t.Errorf("%s: %v, want %v", user, err, want)
				}
			}
			if i%2 == 0 && err != nil {
				t.Errorf("%s: %v", user, err)
			}
		})
	}
	wait.Wait()
	if got := b.verify(t); got.Entries != 31 || b.users(t) != 31 {
		t.Errorf("%d entries and %d users, want 31 of each", got.Entries, b.users(t))
	}
}

func (b *bench) viewWrites(t *testing.T) {
	err := b.db.Act(t.Context(), ledger.Entry{At: Now, Actor: "test", Act: "user.view"}, nil, put("a"))
	if err != nil {
		t.Fatal(err)
	}
	err = b.db.Act(t.Context(), ledger.Entry{At: Now, Actor: "test", Act: "user.view"}, nil, func(x *store.Tx) error {
		_, err := x.User("nobody")
		return err
	})
	if !errors.Is(err, core.ErrNotFound) {
		t.Errorf("%v", err)
	}
	if got := b.verify(t); got.Entries != 1 || b.users(t) != 1 {
		t.Errorf("%d entries and %d users, want one of each", got.Entries, b.users(t))
	}
}

// readsBeside has somebody who only looks come while another writes: what he reads is read before the other is done.
func (b *bench) readsBeside(t *testing.T) {
	for _, act := range []string{"person.view", "task.list"} {
		writing, read := make(chan struct{}), make(chan struct{})
		var wait sync.WaitGroup
		wait.Go(func() {
			err := b.db.Act(t.Context(), ledger.Entry{At: Now, Actor: "test", Act: "user.add"}, nil, func(x *store.Tx) error {
				close(writing)
				select {
				case <-read:
				case <-time.After(10 * time.Second):
					t.Errorf("%s waits for whoever writes", act)
				}
				return put(act)(x)
			})
			if err != nil {
				t.Error(err)
			}
		})
		<-writing
		first := sync.OnceFunc(func() { close(read) })
		err := b.db.Act(t.Context(), ledger.Entry{At: Now, Actor: "test", Act: act}, nil, func(x *store.Tx) error {
			_, err := x.User("nobody")
			first()
			if errors.Is(err, core.ErrNotFound) {
				return nil
			}
			return err
		})
		if err != nil {
			t.Error(err)
		}
		wait.Wait()
	}
}

func (b *bench) panics(t *testing.T) {
	func() {
		defer func() {
			if recover() == nil {
				t.Error("the panic was swallowed")
			}
		}()
		_ = b.db.Act(t.Context(), ledger.Entry{At: Now, Actor: "test", Act: "user.add"}, nil, func(x *store.Tx) error {
			if err := put("a")(x); err != nil {
				t.Error(err)
			}
			panic("a bug")
		})
	}()
	if err := b.act(t.Context(), "b", Now); err != nil {
		t.Fatal(err)
	}
	if got := b.verify(t); got.Entries != 1 || b.users(t) != 1 {
		t.Errorf("%d entries and %d users, want one of each", got.Entries, b.users(t))
	}
}
