package storetest

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/casework"
	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/ledger"
	"github.com/taupier-eu/taupier/internal/store"
)

// copied copies the store, while others may write, and opens the copy as the store of a restored server.
func (b *bench) copied(t *testing.T) (*store.DB, string) {
	t.Helper()
	dir := t.TempDir()
	if err := b.db.CopyTo(t.Context(), dir); err != nil {
		t.Fatal(err)
	}
	c, err := store.Open(t.Context(), store.Options{Place: dir, Random: nil, Key: b.key, KeyFile: b.keyFile})
	if err != nil {
		t.Fatal(err)
	}
	return c, dir
}

// copy holds a copy to be the store at one moment: each act with its entry, whoever writes meanwhile, and all that was confirmed
// before.
func (b *bench) copy(t *testing.T) {
	b.company(t)
	ctx := t.Context()
	var confirmed atomic.Int64
	stop := make(chan struct{})
	var writers sync.WaitGroup
	for w := range 3 {
		writers.Go(func() {
			for i := 0; ; i++ {
				select {
				case <-stop:
					return
				default:
				}
				if err := b.act(ctx, fmt.Sprintf("w-%d-%d", w, i), Now); err != nil {
					t.Error(err)
					return
				}
				confirmed.Add(1)
			}
		})
	}
	for range 3 {
		for before := confirmed.Load(); confirmed.Load() < before+10; {
		}
		before := confirmed.Load()
		c, _ := b.copied(t)
		if err := c.CheckFile(ctx); err != nil {
			t.Error(err)
		}
		v, err := c.VerifySealed(ctx, b.public)
		if err != nil {
			t.Error(err)
		}
		entries, users := int64(0), int64(0)
		err = c.View(ctx, func(v *store.View) error {
			all, err := v.Users()
			for _, u := range all {
				if u.User[0] == 'w' {
					users++
				}
			}
			return err
		})
		if err != nil {
			t.Error(err)
		}
		var out bytes.Buffer
		if err := c.Export(ctx, &out); err != nil {
			t.Error(err)
		}
		entries = int64(bytes.Count(out.Bytes(), []byte(`\"object\":\"w-`)))
		if users != entries || users < before {
			t.Errorf("the copy has %d users, %d entries about them, and %d were confirmed before it; its ledger has %d", users, entries, before, v.Entries)
		}
		if err := c.Close(); err != nil {
			t.Error(err)
		}
	}
	close(stop)
	writers.Wait()
	b.sameInEveryEngine(t)
}

// sameInEveryEngine copies a store at rest, and the copy into another empty store of the engine: all three say the same.
func (b *bench) sameInEveryEngine(t *testing.T) {
	ctx := t.Context()
	if _, err := b.db.Sign(ctx, Now); err != nil {
		t.Fatal(err)
	}
	c, dir := b.copied(t)
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
	back := b.fresh(t)
	if err := store.Fill(ctx, back, dir); err != nil {
		t.Fatal(err)
	}
	if err := store.Fill(ctx, back, dir); !errors.Is(err, core.ErrConflict) {
		t.Errorf("a store that holds a server was filled: %v", err)
	}
	again, err := store.Open(ctx, store.Options{Place: back, Key: b.key, KeyFile: b.keyFile})
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	if want, got := b.says(t, b.db), b.says(t, again); !reflect.DeepEqual(want, got) {
		t.Errorf("the store says\n%v\nand its copy\n%v", want, got)
	}
}

// says is what a store says through its doors: the ledger with its details, a person, the users.
func (b *bench) says(t *testing.T, db *store.DB) []any {
	t.Helper()
	var out bytes.Buffer
	if err := db.Export(t.Context(), &out); err != nil {
		t.Fatal(err)
	}
	rows, err := casework.Desk{Store: db.Cases()}.People(t.Context(), analyst("u-1", ""), casework.Filter{Whose: casework.Everybody}, casework.Place{}, 50, Now)
	if err != nil {
		t.Fatal(err)
	}
	users, err := db.Accounts(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	entries := bytes.Split(out.Bytes(), []byte("\n"))
	return []any{len(entries), string(entries[1]), string(entries[len(entries)/2]), fmt.Sprint(rows), users}
}

// restored holds that a restoration is one entry, and ends what may have been ended since the backup.
func (b *bench) restored(t *testing.T) {
	ctx := t.Context()
	if err := b.act(ctx, "a", Now); err != nil {
		t.Fatal(err)
	}
	if err := b.db.PutLink(ctx, access.Link{Hash: "link", User: "a", Ends: Now.Add(access.LinkLife)}, Now); err != nil {
		t.Fatal(err)
	}
	if err := b.db.PutLink(ctx, access.Link{Hash: "used", User: "a", Ends: Now.Add(access.LinkLife)}, Now); err != nil {
		t.Fatal(err)
	}
	if err := b.db.SignIn(ctx, "used", "session", Now); err != nil {
		t.Fatal(err)
	}
	r := store.Restoration{ID: "r-1", Backup: "sum", Made: Now, Entries: 3, At: Now, By: "Anna Example"}
	size := b.verify(t).Entries
	for range 2 {
		if err := b.db.PutRestoration(ctx, r, Now); err != nil {
			t.Fatal(err)
		}
	}
	if v := b.verify(t); v.Entries != size+1 {
		t.Errorf("%d entries say that the server was restored", v.Entries-size)
	}
	if got, err := b.db.Restorations(ctx); err != nil || len(got) != 1 || got[0] != r {
		t.Errorf("%+v %v", got, err)
	}
	if who, err := b.db.Who(ctx, "session", Now); err == nil && who.User != "" {
		t.Error("a session of before the restoration is still open")
	}
	if err := b.db.SignIn(ctx, "link", "other", Now); !errors.Is(err, core.ErrNotFound) {
		t.Errorf("an address of before the restoration still signs in: %v", err)
	}
}

// backups holds what is written down of the files that a server makes of itself.
func (b *bench) backups(t *testing.T) {
	ctx := t.Context()
	list := func() (all []store.Backup) {
		t.Helper()
		if err := b.db.View(ctx, func(v *store.View) (err error) { all, err = v.Backups(); return err }); err != nil {
			t.Fatal(err)
		}
		return all
	}
	for i, id := range []string{"1", "2", "2"} { // the last a second time, as after a stop
		at := Now.AddDate(0, 0, min(i, 1))
		if err := b.db.PutBackup(ctx, store.Backup{ID: id, Name: id + ".age", Made: at, Size: 5, SHA256: "s", Entries: 7, Checked: at}, at); err != nil {
			t.Fatal(err)
		}
	}
	if err := b.db.PutBackupCheck(ctx, "1", "its bytes changed", Now.AddDate(0, 0, 2)); err != nil {
		t.Fatal(err)
	}
	all := list()
	if len(all) != 2 || all[0].ID != "2" || all[1].Problem != "its bytes changed" || !all[0].Made.Equal(Now.AddDate(0, 0, 1)) {
		t.Errorf("%+v", all)
	}
	if err := b.db.SetBackupAside(ctx, "1", Now); err != nil {
		t.Fatal(err)
	}
	if err := b.db.DropBackup(ctx, "1", Now); !errors.Is(err, core.ErrConflict) {
		t.Errorf("removed twice: %v", err)
	}
	hand := store.MadeByHand{Backup: store.Backup{ID: "3", Name: "3.age", Made: Now, Size: 5, SHA256: "s", Entries: 7}, By: "anna"}
	for range 2 {
		if err := b.db.PutBackupByHand(ctx, hand, Now); err != nil {
			t.Fatal(err)
		}
	}
	if all := list(); len(all) != 1 || b.verify(t).Entries != 4 {
		t.Errorf("%+v", all)
	}
}

// damaged finds what SQLite and the ledger can tell of a copy that was changed.
func damaged(t *testing.T, dir, public string) error {
	t.Helper()
	db, err := store.OpenSealed(t.Context(), dir)
	if err != nil {
		return err
	}
	defer db.Close()
	if err := db.CheckFile(t.Context()); err != nil {
		return err
	}
	_, err = db.VerifySealed(t.Context(), public)
	return err
}

// torn overwrites a page in the middle of a copy.
func (b *bench) torn(t *testing.T) {
	for i := range 40 {
		if err := b.act(t.Context(), fmt.Sprintf("u-%d", i), Now); err != nil {
			t.Fatal(err)
		}
	}
	c, dir := b.copied(t)
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
	if err := damaged(t, dir, b.public); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "taupier.db")
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	changed := bytes.ReplaceAll(data, []byte(`"object":"u-7"`), []byte(`"object":"u-8"`)) // pages hold remains of others
	if bytes.Equal(changed, data) {
		t.Fatal("no entry was found in the file")
	}
	data = changed
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	if damaged(t, dir, b.public) == nil {
		t.Error("a changed letter of an entry is not found")
	}
	copy(data[len(data)/2:], bytes.Repeat([]byte{0xff}, 4096))
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	if damaged(t, dir, b.public) == nil {
		t.Error("a page of nothing is not found")
	}
	if _, err := b.db.VerifySealed(t.Context(), b.public, ledger.Checkpoint{Size: 2}); err == nil {
		t.Error("a checkpoint of another history is believed")
	}
}
