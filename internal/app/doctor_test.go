package app

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

const answersForDoctor = `
organisation: Example SA
people:
  - {name: Anna Example, roles: [trustee]}
  - {name: Mehdi Example, roles: [trustee]}
  - {name: Lena Example, roles: [administrator]}
  - {name: Paul Example, roles: [ciso]}
  - {name: Sofia Example, roles: [dpo], conflict: true}
witness: {file: WITNESS}
retention: {closed_cases: 365, applications: 180}
policy: {mandate: two contradictions, allowed: ask, max_days: 14, sign_off: a trustee, document: everything}
consultation: {works_council: '2026-10-06', dpia: '2026-09-22'}
`

// aServer is the data directory of a server that was set up and is stopped.
func aServer(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "srv")
	answers := filepath.Join(t.TempDir(), "answers.yaml")
	put(t, answers, strings.ReplaceAll(answersForDoctor, "WITNESS", filepath.Join(t.TempDir(), "points")))
	must(t, "setup", "--data-dir", dir, "--no-input", "--answers", answers)
	return dir
}

func put(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// diagnosis is what the doctor says of a folder, by what was looked at.
func diagnosis(t *testing.T, dir string, more ...string) (map[string]checkup, int) {
	t.Helper()
	code, out, errs := run(t, append([]string{"doctor", "--data-dir", dir, "-o", "json"}, more...)...)
	var all []checkup
	if err := json.Unmarshal([]byte(out), &all); err != nil {
		t.Fatalf("%v: %s%s", err, out, errs)
	}
	by := map[string]checkup{}
	for _, c := range all {
		if c.State != healthy && c.Do == "" && c.State != unknown {
			t.Errorf("%s is %s and nobody is told what to do", c.What, c.State)
		}
		by[c.What] = c
	}
	return by, code
}

func TestTheDoctorFindsNothingBrokenInAServerThatWasSetUpAndChangesNothing(t *testing.T) {
	dir := aServer(t)
	before := files(t, dir)
	by, code := diagnosis(t, dir)
	for _, c := range by {
		if c.State == broken {
			t.Errorf("%+v", c)
		}
	}
	if code != exitOK {
		t.Errorf("exit %d", code)
	}
	for what, state := range map[string]health{"ledger": healthy, "ledger key": healthy, "database": healthy, "schema": healthy, "set-up": healthy, "consultation": healthy, "retention": healthy, "trustees": healthy, "permissions": healthy, "clock": healthy,
		"master key": ailing, "url": ailing, "reminders": ailing, "backup": ailing, "second factor": ailing, "roles": ailing, "witness set-up": ailing, "sources": unknown} {
		if by[what].State != state {
			t.Errorf("%s is %q, want %q: %s", what, by[what].State, state, by[what].Why)
		}
	}
	if diff := cmp.Diff(before, files(t, dir)); diff != "" {
		t.Errorf("the doctor left something behind: %s", diff)
	}
}

// Each of these is broken for real.
func TestTheDoctorSaysWhatIsBroken(t *testing.T) {
	for name, c := range map[string]struct {
		spoil func(t *testing.T, dir string)
		what  string
		state health
		why   string
	}{
		"an open folder":         {func(t *testing.T, dir string) { chmod(t, dir, 0o755) }, "permissions", broken, "0755"},
		"a readable key":         {func(t *testing.T, dir string) { chmod(t, filepath.Join(dir, "master.key"), 0o644) }, "permissions", broken, "master.key"},
		"an unknown choice":      {func(t *testing.T, dir string) { put(t, filepath.Join(dir, configName), "ulr: x\n") }, "server.yaml", broken, "ulr"},
		"no key of the ledger":   {func(t *testing.T, dir string) { remove(t, filepath.Join(dir, "ledger.key")) }, "ledger key", broken, "ledger.key"},
		"another's public key":   {func(t *testing.T, dir string) { otherKey(t, dir) }, "ledger key", broken, "check a statement"},
		"no master key":          {func(t *testing.T, dir string) { remove(t, filepath.Join(dir, "master.key")) }, "master key", broken, "master key"},
		"what it seals":          {func(t *testing.T, dir string) { remove(t, filepath.Join(dir, "master.key")) }, "set-up", unknown, "sealed"},
		"no database":            {func(t *testing.T, dir string) { remove(t, filepath.Join(dir, "taupier.db")) }, "database", broken, "no store"},
		"a reference to nothing": {func(t *testing.T, dir string) { alter(t, dir, "insert into user_roles values ('u-x', 'ciso')") }, "database", broken, "not there"},
		"a changed entry": {func(t *testing.T, dir string) {
			alter(t, dir, "update ledger_leaves set leaf = replace(leaf, 'setup', 'upset')")
		}, "ledger", broken, "something was changed"},
		"a later program's steps": {func(t *testing.T, dir string) { alter(t, dir, "insert into schema_steps values (9999)") }, "schema", broken, "9999"},
		"an older program's":      {func(t *testing.T, dir string) { alter(t, dir, "delete from schema_steps where step = 14") }, "schema", ailing, "14"},
		"a clock that is behind": {func(t *testing.T, dir string) {
			alter(t, dir, "update ledger_head set last_at = last_at + 86400000000")
		}, "clock", broken, "behind"},
		"evidence that is gone": {func(t *testing.T, dir string) {
			alter(t, dir, "insert into cases (id, subject, state, owner, opened_by, opened_at, changed_at, closing) values ('c-1', 'p-1', 'open', '', 'u-1', 1, 1, '')")
			alter(t, dir, "insert into evidence values ('e-1', 'c-1', 1, '', '', 1, '', '"+strings.Repeat("ab", 32)+"', 'u-1', 1, '')")
		}, "files", broken, "1 of 1"},
		"a witness that refuses": {func(t *testing.T, dir string) {
			alter(t, dir, "insert into witness_answers values ('set-up', 1, '', 1, 1, 'the ledger did not only grow')")
		}, "witness set-up", broken, "did not only grow"},
		"one trustee": {func(t *testing.T, dir string) {
			alter(t, dir, "delete from user_roles where rowid = (select min(rowid) from user_roles where role = 'trustee')")
		}, "trustees", broken, "1 outside IT"},
		"a trustee in IT": {func(t *testing.T, dir string) {
			alter(t, dir, "insert into user_roles select user_id, 'it' from user_roles where role = 'trustee'")
		}, "trustees", broken, "0 outside IT"},
		"no CISO": {func(t *testing.T, dir string) { alter(t, dir, "delete from user_roles where role = 'ciso'") }, "roles", broken, "ciso"},
		"a silent source": {func(t *testing.T, dir string) {
			alter(t, dir, "insert into source_seen values ('okta.system_log', 1, 1)")
		}, "sources", ailing, "okta.system_log"},
		"links in clear": {func(t *testing.T, dir string) {
			put(t, filepath.Join(dir, configName), "url: http://taupier.example.com\n")
		}, "url", broken, "clear"},
		"a secret that is missing": {func(t *testing.T, dir string) {
			put(t, filepath.Join(dir, configName), "url: https://t.example.com\nmail: {server: 'm.example.com:587', from: a@example.com, user: a, password_file: gone}\n")
		}, "reminders", broken, "gone"},
		"backups that never came": {func(t *testing.T, dir string) {
			public, _ := trustee(t)
			put(t, filepath.Join(dir, configName), "backup: {dir: "+t.TempDir()+", recipients: ["+public+"]}\n")
		}, "backup", broken, "no good one"},
		"half a restoration": {func(t *testing.T, dir string) {
			if err := os.Mkdir(filepath.Join(dir, restoringDir), 0o700); err != nil {
				t.Fatal(err)
			}
		}, "folder", broken, "interrupted"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := aServer(t)
			c.spoil(t, dir)
			by, code := diagnosis(t, dir)
			if got := by[c.what]; got.State != c.state || !strings.Contains(got.Why, c.why) {
				t.Errorf("%+v", got)
			}
			if (c.state == broken) != (code == exitFindings) && c.state != unknown {
				t.Errorf("exit %d", code)
			}
		})
	}
}

func chmod(t *testing.T, path string, mode os.FileMode) {
	t.Helper()
	if err := os.Chmod(path, mode); err != nil {
		t.Fatal(err)
	}
}

func remove(t *testing.T, path string) {
	t.Helper()
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
}

func otherKey(t *testing.T, dir string) {
	t.Helper()
	other := t.TempDir()
	if _, err := keyPair(other, "ledger", "taupier.example"); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(filepath.Join(other, "ledger.pub"), filepath.Join(dir, "ledger.pub")); err != nil {
		t.Fatal(err)
	}
}

func TestTheDoctorReadsTheNewestBackupAgain(t *testing.T) {
	b, _ := planned(t, 2)
	public, _ := trustee(t)
	put(t, filepath.Join(b.of.dir, configName), "backup: {dir: "+b.config.Dir+", recipients: ["+public+"]}\n")
	if err := b.tick(t.Context(), time.Now()); err != nil {
		t.Fatal(err)
	}
	if by, _ := diagnosis(t, b.of.dir); by["backup"].State == broken { // the server has it open meanwhile
		t.Errorf("%+v", by["backup"])
	}
	path := filepath.Join(b.config.Dir, files(t, b.config.Dir)[0])
	chmod(t, path, 0o600)
	put(t, path, "something else")
	if by, code := diagnosis(t, b.of.dir); by["backup"].State != broken || code != exitFindings {
		t.Errorf("%+v", by["backup"])
	}
}

func TestTheDoctorSaysHowMuchRoomThereIs(t *testing.T) {
	for free, want := range map[int64]health{50 << 20: broken, 500 << 20: ailing, 5 << 30: ailing, 50 << 30: healthy} {
		d := &doctor{}
		d.room(free, 4<<30)
		if got := d.found[0].State; got != want {
			t.Errorf("%d MiB free: %s, want %s", free>>20, got, want)
		}
	}
}

func TestTheDoctorLooksAtTheCertificate(t *testing.T) {
	cert, key, _ := selfSigned(t, "taupier.example.com")
	other, _, _ := selfSigned(t, "taupier.example.com")
	for name, c := range map[string]struct {
		cert, url string
		at        time.Duration
		want      health
	}{
		"it ends within the hour": {cert, "https://taupier.example.com", 0, ailing},
		"it has ended":            {cert, "https://taupier.example.com", 2 * time.Hour, broken},
		"another name":            {cert, "https://elsewhere.example.com", 0, broken},
		"another key":             {other, "https://taupier.example.com", 0, broken},
		"no file":                 {cert + ".gone", "https://taupier.example.com", 0, broken},
		"none was given":          {"", "https://taupier.example.com", 0, unknown},
	} {
		d := &doctor{cert: c.cert, key: key, now: time.Now().Add(c.at), config: serverConfig{URL: c.url}}
		d.certificate()
		if len(d.found) != 1 || d.found[0].State != c.want {
			t.Errorf("%s: %+v, want %s", name, d.found, c.want)
		}
	}
}
