package app

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/taupier-eu/taupier/internal/store"
)

// The program as it is shipped: it makes a company, starts its own server on it, and measures what users see. Times are printed
// and not judged here: the machine of a test is anybody's.
func TestALoadRunMeasuresARealServer(t *testing.T) {
	if testing.Short() {
		t.Skip("it takes ten seconds")
	}
	t.Run("SQLite", func(t *testing.T) { measuresARealServer(t, "") })
	t.Run("PostgreSQL", func(t *testing.T) { measuresARealServer(t, emptyDatabase(t)) })
}

func measuresARealServer(t *testing.T, database string) {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(t.TempDir(), "state")
	var out, errs bytes.Buffer
	cmd := exec.CommandContext(t.Context(), self)
	cmd.Args = []string{"taupier", "load", "run", "--people", "500", "--cases", "40", "--users", "10", "--for", "3s", "--pause", "50ms", "--data-dir", dir, "--database", database, "-o", "json"}
	cmd.Stdout, cmd.Stderr = &out, &errs
	if err := cmd.Run(); err != nil {
		t.Fatalf("%v: %s", err, &errs)
	}
	var r loadReport
	if err := json.Unmarshal(out.Bytes(), &r); err != nil {
		t.Fatalf("%v: %s", err, &out)
	}
	seen := map[string]bool{}
	for _, p := range r.Pages {
		seen[p.Kind] = true
		if p.Failed > 0 {
			t.Errorf("%s: %s", p.Page, p.Problem)
		}
		if p.P50 <= 0 || p.P95 < p.P50 || p.P99 < p.P95 || p.Bytes < 200 {
			t.Errorf("%+v cannot be", p)
		}
	}
	for _, kind := range []string{"list", "case", "search", "path"} {
		if !seen[kind] {
			t.Errorf("no page of kind %s was asked for", kind)
		}
	}
	if _, err := os.Stat(filepath.Join(dir, "taupier.db")); (err == nil) != (database == "") {
		t.Errorf("a file of SQLite: %v", err)
	}
	if r.Asked < 30 || r.Start <= 0 || r.Entries < 100 {
		t.Errorf("%d requests, start in %g s, %d entries", r.Asked, r.Start, r.Entries)
	}
	t.Logf("%d requests, start in %.2f s, %d MiB", r.Asked, r.Start, r.Memory>>20)
	code, export, said := run(t, "ledger", "export", "--data-dir", dir, "--database", database)
	if code != exitOK {
		t.Fatal(said)
	}
	file := filepath.Join(t.TempDir(), "ledger.jsonl")
	if err := os.WriteFile(file, []byte(export), 0o600); err != nil {
		t.Fatal(err)
	}
	if code, out, said := run(t, "ledger", "verify", file, "--key", filepath.Join(dir, "ledger.pub")); code != exitOK {
		t.Errorf("the ledger of the run: %s%s", out, said)
	}
}

func TestALoadIsNotMadeInADatabaseThatHoldsAServer(t *testing.T) {
	database := emptyDatabase(t)
	gen := []string{"load", "gen", "--people", "500", "--cases", "4", "--users", "10", "--database", database, "--data-dir"}
	first := t.TempDir()
	code, out, errs := run(t, append(gen, first)...)
	if code != exitOK || len(out) > 1000 || !strings.Contains(out, "500 people") {
		t.Fatalf("%d %s %s", code, out, errs)
	}
	second := t.TempDir()
	for _, name := range []string{"ledger.key", "ledger.pub", store.MasterFile} { // the same keys do not make it another's
		data, err := os.ReadFile(filepath.Join(first, name))
		if err == nil {
			err = os.WriteFile(filepath.Join(second, name), data, 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if code, _, errs := run(t, append(gen, second)...); code != exitIO || !strings.Contains(errs, "give an empty one") {
		t.Errorf("%d %s", code, errs)
	}
}

func TestALoadRunThatCannotBeIsRefused(t *testing.T) {
	for _, args := range [][]string{
		{"load", "gen", "--people", "500", "--cases", "40", "--users", "10"},
		{"load", "run", "--people", "10"},
		{"load", "run", "--people", "600", "--cases", "101"},
		{"load", "run", "--users", "0"},
		{"load", "run", "--for", "0s"},
		{"load", "run", "-o", "xml"},
	} {
		if code, _, errs := run(t, args...); code != exitUsage {
			t.Errorf("%q: %d %s", args, code, errs)
		}
	}
}
