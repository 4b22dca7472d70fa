package app

import (
	"crypto/rand"
	"database/sql"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/taupier-eu/taupier/internal/store"
)

// emptyDatabase is the address of an empty schema on the PostgreSQL of this machine, or that of TAUPIER_POSTGRES.
func emptyDatabase(t *testing.T) string {
	t.Helper()
	at := os.Getenv("TAUPIER_POSTGRES")
	if at == "" {
		at = "postgres://postgres@127.0.0.1:5432/postgres?sslmode=disable&connect_timeout=2"
	}
	db, err := sql.Open("pgx", at)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	if err := db.PingContext(t.Context()); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatalf("no PostgreSQL: %v", err)
		}
		t.Skipf("no PostgreSQL: %v", err)
	}
	schema := "taupier_app_" + strings.ToLower(rand.Text())
	if _, err := db.Exec("create schema " + schema); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if _, err := db.Exec("drop schema " + schema + " cascade"); err != nil {
			t.Error(err)
		}
	})
	u, err := url.Parse(at)
	if err != nil {
		t.Fatal(err)
	}
	q := u.Query()
	q.Set("search_path", schema)
	u.RawQuery = q.Encode()
	return u.String()
}

// ledgerLines writes the ledger of a server into a file, verifies it, and gives its lines.
func ledgerLines(t *testing.T, dir, database string) []string {
	t.Helper()
	out := must(t, "ledger", "export", "--data-dir", dir, "--database", database)
	file := filepath.Join(t.TempDir(), "ledger.jsonl")
	if err := os.WriteFile(file, []byte(out), 0o600); err != nil {
		t.Fatal(err)
	}
	must(t, "ledger", "verify", file, "--key", filepath.Join(dir, "ledger.pub"))
	return strings.Split(out, "\n")
}

// A server whose store is in PostgreSQL is run by the same commands as another, and its backup comes back in another database, or in SQLite.
func TestAServerInPostgreSQLIsRunByCommandsAndMovesFromItsBackup(t *testing.T) {
	here, there, dir := emptyDatabase(t), emptyDatabase(t), t.TempDir()
	must(t, "user", "add", "--data-dir", dir, "--database", here, "--name", "Anna Example", "--role", "ciso")
	if _, err := os.Stat(filepath.Join(dir, "taupier.db")); err == nil {
		t.Error("there is an SQLite database too")
	}
	users := must(t, "user", "list", "--data-dir", dir, "--database", here)
	if !strings.Contains(users, "Anna Example") || !strings.Contains(users, "ciso") {
		t.Fatal(users)
	}
	id := strings.Fields(strings.Split(users, "\n")[1])[0]
	must(t, "token", "create", "--data-dir", dir, "--database", here, "--user", id, "--name", "nightly job", "--scope", "people.see")
	if out := must(t, "token", "list", "--data-dir", dir, "--database", here); !strings.Contains(out, "nightly job") {
		t.Error(out)
	}
	before := ledgerLines(t, dir, here)
	if _, out, _ := run(t, "doctor", "--data-dir", dir, "--database", here); !strings.Contains(out, " signed, held against ") {
		t.Error("the doctor does not look at the ledger")
	}
	if code, _, errs := run(t, "user", "add", "--data-dir", t.TempDir(), "--database", here, "--name", "Bo Example", "--role", "ciso"); code != exitIO {
		t.Errorf("from the folder of another server: %d %s", code, errs)
	}

	folder := t.TempDir()
	public, secret, err := ageKeys()
	if err != nil {
		t.Fatal(err)
	}
	identity, file := filepath.Join(folder, "me.key"), filepath.Join(folder, "b.age")
	if err := os.WriteFile(identity, []byte(secret), 0o600); err != nil {
		t.Fatal(err)
	}
	must(t, "backup", "create", file, "--data-dir", dir, "--database", here, "--recipient", public, "--with-master-key")
	if code, _, errs := run(t, "backup", "restore", file, filepath.Join(folder, "over"), "--database", here, "--identity", identity); code == exitOK || !strings.Contains(errs, "holds a server already") {
		t.Errorf("restored over a server: %d %s", code, errs)
	}
	for database, to := range map[string]string{there: filepath.Join(folder, "moved"), "": filepath.Join(folder, "lite")} {
		must(t, "backup", "restore", file, to, "--database", database, "--identity", identity)
		if _, err := os.Stat(filepath.Join(to, "taupier.db")); (err == nil) != (database == "") {
			t.Errorf("%q: the folder's own database: %v", database, err)
		}
		if got := must(t, "user", "list", "--data-dir", to, "--database", database); got != users {
			t.Errorf("%q: the users are\n%s", database, got)
		}
		must(t, "user", "link", "--data-dir", to, "--database", database, id) // the first start tells of the restoration
		after := ledgerLines(t, to, database)
		if len(after) <= len(before) || strings.Count(strings.Join(after, "\n"), `restore`) == 0 {
			t.Errorf("%q: %d lines after, %d before", database, len(after), len(before))
		}
	}
}

// The master key lies where server.yaml says, for whoever only reads too.
func TestCommandsThatReadFindTheMasterKeyWhereItIs(t *testing.T) {
	dir, key := t.TempDir(), filepath.Join(t.TempDir(), "master.key")
	if err := os.WriteFile(filepath.Join(dir, "server.yaml"), []byte("key_file: "+key+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	must(t, "user", "add", "--data-dir", dir, "--name", "Anna Example", "--role", "ciso")
	if _, err := os.Stat(filepath.Join(dir, store.MasterFile)); err == nil {
		t.Error("there is a master key in the folder")
	}
	if out := must(t, "user", "list", "--data-dir", dir); !strings.Contains(out, "Anna Example") {
		t.Error(out)
	}
	ledgerLines(t, dir, "")
}
