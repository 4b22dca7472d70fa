package app

import (
	"bufio"
	"context"
	"database/sql"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/taupier-eu/taupier/internal/store"
)

// backingUp is a server's backups as a process: folders of the data and of the backups, whom they are for, how many are kept, and when. It does one turn
// once it is told to.
func backingUp() {
	ctx := context.Background()
	dir, c := os.Args[1], backupConfig{Dir: os.Args[2], Every: time.Hour, Keep: 1, Recipients: []string{os.Args[3]}}
	key, err := ledgerKey(dir, "taupier.example")
	var db *store.DB
	if err == nil {
		db, err = openStore(ctx, dir, "", key)
	}
	var b *backups
	if err == nil {
		b, err = backupsOf(db, dir, c)
	}
	now, err2 := time.Parse(time.RFC3339, os.Args[4])
	if err := firstOf(err, err2); err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	fmt.Println("ready")
	_, _ = bufio.NewReader(os.Stdin).ReadString('\n')
	fmt.Println(b.tick(ctx, now))
}

// killedAt lets a turn of a process go as far as a file of a pattern, while somebody else holds the database so that it does not hear of it, and
// kills it there.
func (b *backups) killedAt(t *testing.T, pattern string, now time.Time) {
	t.Helper()
	if err := b.db.Close(); err != nil {
		t.Fatal(err)
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self)
	cmd.Args = []string{"taupier-backing-up", b.of.dir, b.config.Dir, b.config.Recipients[0], now.UTC().Format(time.RFC3339)}
	in, err1 := cmd.StdinPipe()
	out, err2 := cmd.StdoutPipe()
	if err := firstOf(err1, err2, cmd.Start()); err != nil {
		t.Fatal(err)
	}
	defer cmd.Wait() //nolint:errcheck // it was killed
	defer cmd.Process.Kill()
	if line, err := bufio.NewReader(out).ReadString('\n'); err != nil || line != "ready\n" {
		t.Fatalf("%q %v", line, err)
	}
	db, err := sql.Open("sqlite", "file:"+filepath.Join(b.of.dir, "taupier.db")+"?_txlock=immediate")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	tx, err := db.BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer tx.Rollback() //nolint:errcheck // nothing was written
	if _, err := fmt.Fprintln(in); err != nil {
		t.Fatal(err)
	}
	for end := time.Now().Add(3 * time.Minute); ; time.Sleep(time.Millisecond) {
		if got, _ := filepath.Glob(filepath.Join(b.config.Dir, pattern)); len(got) > 0 {
			break
		}
		if time.Now().After(end) {
			t.Fatalf("no %s came", pattern)
		}
	}
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
}

// again opens the store after a process was killed.
func (b *backups) again(t *testing.T) {
	t.Helper()
	key, err := ledgerKey(b.of.dir, "taupier.example")
	if err == nil {
		b.db, err = openStore(t.Context(), b.of.dir, "", key)
	}
	if err != nil {
		t.Fatal(err)
	}
	db := b.db
	t.Cleanup(func() { db.Close() })
}

// inLedger counts the entries of an act.
func (b *backups) inLedger(t *testing.T, act string) int {
	t.Helper()
	var out strings.Builder
	if err := b.db.Export(t.Context(), &out); err != nil {
		t.Fatal(err)
	}
	return strings.Count(out.String(), act)
}

// A server that is killed when a backup has its name and the database does not know of it yet finds it at the next start: it counts, is looked at,
// and goes in its turn.
func TestABackupWhoseServerWasKilledBeforeItWasWrittenDownCounts(t *testing.T) {
	b, _ := planned(t, 1)
	begin := time.Now().Truncate(time.Second)
	b.killedAt(t, "taupier-*.age", begin)
	b.again(t)
	if s := b.says(t); s.Kept != 0 {
		t.Fatalf("it was written down before the kill: %+v", s)
	}
	for range 2 {
		if err := b.tick(t.Context(), begin.Add(time.Minute)); err != nil {
			t.Fatal(err)
		}
	}
	if s := b.says(t); s.Kept != 1 || s.Bad != 0 || !s.Last.Equal(begin) || b.inLedger(t, "backup.make") != 1 || len(files(t, b.config.Dir)) != 1 {
		t.Errorf("%+v, %q", s, files(t, b.config.Dir))
	}
	if err := b.tick(t.Context(), begin.Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	if got := files(t, b.config.Dir); len(got) != 1 || b.inLedger(t, "backup.remove") != 1 {
		t.Errorf("it does not go in its turn: %q", got)
	}
	if notes, err := filepath.Glob(filepath.Join(b.of.dir, ownNote+"*")); err != nil || len(notes) != 0 {
		t.Errorf("%q %v", notes, err)
	}
}

// spoil changes a byte of a kept file.
func spoil(t *testing.T, path string) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	data[len(data)/2] ^= 1
	if err := firstOf(os.Chmod(path, 0o600), os.WriteFile(path, data, 0o600)); err != nil {
		t.Fatal(err)
	}
}

// found has a bad backup noticed.
func (b *backups) found(t *testing.T, name string, now time.Time) {
	t.Helper()
	kept, err := b.kept(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, k := range kept {
		if k.Name == name && b.lookAgain(t.Context(), k, now) == nil {
			t.Fatalf("%s is not found bad", name)
		}
	}
	if s := b.says(t); s.Bad != 1 {
		t.Fatalf("%+v", s)
	}
}

// The warning of a bad backup ends when somebody sets it aside, also when it is gone altogether, and not before.
func TestTheWarningOfABadBackupEndsWhenSomebodySetsItAside(t *testing.T) {
	for name, c := range map[string]struct {
		harm, aside func(t *testing.T, path string)
	}{
		"altered": {spoil, func(t *testing.T, path string) {
			if err := os.Rename(path, path+aside); err != nil {
				t.Fatal(err)
			}
		}},
		"gone": {func(t *testing.T, path string) {
			if err := os.Remove(path); err != nil {
				t.Fatal(err)
			}
		}, func(t *testing.T, path string) { put(t, path+aside, "") }},
	} {
		t.Run(name, func(t *testing.T) {
			b, _ := planned(t, 9)
			begin := time.Now().Truncate(time.Second)
			if err := b.tick(t.Context(), begin); err != nil {
				t.Fatal(err)
			}
			path := filepath.Join(b.config.Dir, files(t, b.config.Dir)[0])
			c.harm(t, path)
			b.found(t, filepath.Base(path), begin.Add(time.Second))
			for i := range 3 {
				_ = b.tick(t.Context(), begin.Add(time.Duration(i+1)*time.Hour)) // it says that one is bad
			}
			if s := b.says(t); s.Bad != 1 || s.Kept != 3 {
				t.Fatalf("the warning went by itself: %+v", s)
			}
			c.aside(t, path)
			if err := b.tick(t.Context(), begin.Add(3*time.Hour+time.Minute)); err != nil {
				t.Fatal(err)
			}
			if s := b.says(t); s.Bad != 0 || s.Kept != 3 || s.Problem != "" || b.inLedger(t, "backup.aside") != 1 || !exists(path+aside) {
				t.Errorf("%+v", s)
			}
		})
	}
}

// Where a good one would be removed for newer ones, the server sets a bad one aside, once, also when it is killed on the way. Its bytes stay.
func TestABadBackupGoesAsideInItsTurnAlsoUnderAKill(t *testing.T) {
	b, _ := planned(t, 1)
	begin := time.Now().Truncate(time.Second)
	if err := b.tick(t.Context(), begin); err != nil {
		t.Fatal(err)
	}
	name := files(t, b.config.Dir)[0]
	spoil(t, filepath.Join(b.config.Dir, name))
	b.found(t, name, begin.Add(time.Second))
	b.config.Keep = 9
	_ = b.tick(t.Context(), begin.Add(time.Hour)) // another, good; the bad one stays, and is said
	if s := b.says(t); s.Bad != 1 || s.Kept != 1 {
		t.Fatalf("%+v", s)
	}
	b.config.Keep = 1
	kept, err := b.kept(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	bad := kept[len(kept)-1]
	if err := os.Rename(filepath.Join(b.config.Dir, bad.Name), filepath.Join(b.config.Dir, bad.Name+aside)); err != nil { // as far as a kill may let it come
		t.Fatal(err)
	}
	b.killedAt(t, name+aside, begin.Add(time.Hour+time.Minute))
	b.again(t)
	for range 2 {
		if err := b.tick(t.Context(), begin.Add(time.Hour+2*time.Minute)); err != nil {
			t.Fatal(err)
		}
	}
	if s := b.says(t); s.Bad != 0 || s.Kept != 1 || b.inLedger(t, "backup.aside") != 1 || !exists(filepath.Join(b.config.Dir, name+aside)) {
		t.Errorf("%+v %q", s, files(t, b.config.Dir))
	}
}
