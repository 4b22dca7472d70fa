package app

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/taupier-eu/taupier/internal/serve/web"
)

// planned is a store whose server backs itself up.
func planned(t *testing.T, keep int) (*backups, string) {
	t.Helper()
	dir := t.TempDir()
	key, err := ledgerKey(dir, "taupier.example")
	if err != nil {
		t.Fatal(err)
	}
	db, err := openStore(t.Context(), dir, "", key)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	public, secret := trustee(t)
	b, err := backupsOf(db, dir, backupConfig{Dir: t.TempDir(), Every: time.Hour, Keep: keep, Recipients: []string{public}})
	if err != nil {
		t.Fatal(err)
	}
	return b, secret
}

func (b *backups) says(t *testing.T) web.Backups {
	t.Helper()
	s, err := b.state(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func files(t *testing.T, dir string) (out []string) {
	t.Helper()
	all, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range all {
		out = append(out, e.Name())
	}
	return out
}

func TestAServerBacksItselfUpWhenItIsDueAndKeepsTheNewest(t *testing.T) {
	b, secret := planned(t, 2)
	begin := time.Now().Truncate(time.Second)
	tick := func(after time.Duration) {
		t.Helper()
		if err := b.tick(t.Context(), begin.Add(after)); err != nil {
			t.Fatal(err)
		}
	}
	tick(0)
	tick(59 * time.Minute) // not due
	if n := len(files(t, b.config.Dir)); n != 1 {
		t.Fatalf("%d backups after 59 minutes", n)
	}
	first := filepath.Join(b.config.Dir, files(t, b.config.Dir)[0])
	must(t, "backup", "verify", first, "--identity", secret, "--key", filepath.Join(b.of.dir, "ledger.pub"))
	tick(time.Hour)
	if err := os.WriteFile(first+held, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	tick(2 * time.Hour)
	tick(3 * time.Hour)
	got := files(t, b.config.Dir)
	if len(got) != 4 || got[0] != filepath.Base(first) || !strings.HasSuffix(got[1], held) {
		t.Errorf("two are to be kept beside the one that is held: %q", got)
	}
	if s := b.says(t); !s.Last.Equal(begin.Add(3*time.Hour)) || s.Kept != 3 || s.Bad != 0 || s.Problem != "" {
		t.Errorf("%+v", s)
	}
	if err := os.Remove(first + held); err != nil {
		t.Fatal(err)
	}
	tick(4 * time.Hour)
	if got := files(t, b.config.Dir); len(got) != 2 {
		t.Errorf("what is held no more stays: %q", got)
	}
}

func TestABackupThatFailsOrRotsIsSaidAndNothingGoodIsRemoved(t *testing.T) {
	b, _ := planned(t, 1)
	begin := time.Now().Truncate(time.Second)
	if err := b.tick(t.Context(), begin); err != nil {
		t.Fatal(err)
	}
	// the folder is gone, as when a share is not mounted
	away := b.config.Dir + ".away"
	if err := os.Rename(b.config.Dir, away); err != nil {
		t.Fatal(err)
	}
	if err := b.tick(t.Context(), begin.Add(time.Hour)); err == nil {
		t.Fatal("a backup into nowhere went well")
	}
	if s := b.says(t); s.Problem == "" || !s.Last.Equal(begin) {
		t.Errorf("%+v", s)
	}
	if _, err := os.Stat(b.config.Dir); err == nil {
		t.Error("a folder was made where a share belongs")
	}
	if err := b.tick(t.Context(), begin.Add(time.Hour+time.Minute)); err != nil {
		t.Errorf("tried again at once: %v", err)
	}
	if err := os.Rename(away, b.config.Dir); err != nil {
		t.Fatal(err)
	}
	// the data are damaged: nothing is written over, or in the place of, what is good
	alter(t, b.of.dir, "update ledger_leaves set leaf = replace(leaf, '\"actor\":\"server\"', '\"actor\":\"nobody\"')")
	if err := b.tick(t.Context(), begin.Add(2*time.Hour)); err == nil || !strings.Contains(err.Error(), "ledger") {
		t.Errorf("a damaged ledger was backed up: %v", err)
	}
	if n := len(files(t, b.config.Dir)); n != 1 {
		t.Errorf("%d backups", n)
	}
	alter(t, b.of.dir, "update ledger_leaves set leaf = replace(leaf, '\"actor\":\"nobody\"', '\"actor\":\"server\"')")
	if err := b.tick(t.Context(), begin.Add(3*time.Hour)); err != nil {
		t.Fatal(err)
	}
	if s := b.says(t); s.Problem != "" || s.Kept != 1 {
		t.Errorf("%+v", s)
	}
	// a kept file changes
	b.config.Keep = 9
	path := filepath.Join(b.config.Dir, files(t, b.config.Dir)[0])
	if err := os.Chmod(path, 0o600); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	data[len(data)/2] ^= 1
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := b.tick(t.Context(), begin.Add(4*time.Hour)); err == nil || !strings.Contains(err.Error(), "not those that were written") {
		t.Errorf("a changed byte is not noticed: %v", err)
	}
	if s := b.says(t); s.Bad != 1 || s.Kept != 1 || s.Problem == "" {
		t.Errorf("%+v", s)
	}
}

func TestTheChoicesOfBackupsAreChecked(t *testing.T) {
	for text, says := range map[string]string{
		"backup: {dir: x}": "at least one trustee", "backup: {dir: x, every: 1s, recipients: [a]}": "at least 1m", "backup: {dir: x, keep: 0, recipients: [a]}": "keep", "backup: {dir: x, recipients: [a]}": "recipient",
	} {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, configName), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := readConfig(dir); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%s: %v", text, err)
		}
	}
}

// Evidence that is gone from the folder is said, and the rest is backed up.
func TestABackupOfAServerThatLostEvidenceSaysSo(t *testing.T) {
	b, secret := planned(t, 2)
	alter(t, b.of.dir, "insert into cases (id, subject, state, owner, opened_by, opened_at, changed_at, closing, sealed, root) values ('c-1', 'p-1', 'open', '', 'u-1', 1, 1, '', 0, 'c-1')")
	alter(t, b.of.dir, "insert into evidence (id, case_id, n, name, note, size, sha256, blob, by_user, at) values ('e-1', 'c-1', 1, '', '', 1, '', '"+strings.Repeat("ab", 32)+"', 'u-1', 1)")
	if err := b.tick(t.Context(), time.Now()); err == nil || !strings.Contains(err.Error(), "1 files that") {
		t.Errorf("%v", err)
	}
	path := filepath.Join(b.config.Dir, files(t, b.config.Dir)[0])
	if out := must(t, "backup", "verify", path, "--identity", secret); !strings.Contains(out, "1 files were missing already") {
		t.Error(out)
	}
	if code, _, errs := run(t, "backup", "create", filepath.Join(t.TempDir(), "x.age"), "--data-dir", b.of.dir, "--recipient", "age1x"); code != exitUsage {
		t.Errorf("%d %s", code, errs)
	}
}

func TestWhatWasHandedInIsBackedUpToo(t *testing.T) {
	b, secret := planned(t, 2)
	name := filepath.Join("imports", strings.Repeat("cd", 16))
	if err := os.MkdirAll(filepath.Join(b.of.dir, "imports"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(b.of.dir, name), []byte("sealed bytes"), 0o600); err != nil {
		t.Fatal(err)
	}
	alter(t, b.of.dir, "insert into uploads (id, owner, kind, name, size, state, blob, at, own, report) values ('i-1', 'u-1', 'folder', '', 1, 'done', '', 1, '', '')")
	alter(t, b.of.dir, "insert into import_files (blob, upload, path, role, person, size, sha256, plain, live, at) values ('"+strings.Repeat("cd", 16)+"', 'i-1', '', 'log', '', 12, '', '', 1, 1)")
	if err := b.tick(t.Context(), time.Now()); err != nil {
		t.Fatal(err)
	}
	fresh := filepath.Join(t.TempDir(), "srv")
	must(t, "backup", "restore", filepath.Join(b.config.Dir, files(t, b.config.Dir)[0]), fresh, "--identity", secret)
	if data, err := os.ReadFile(filepath.Join(fresh, name)); err != nil || string(data) != "sealed bytes" {
		t.Errorf("%q %v", data, err)
	}
}
