package app

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The master key lies where server.yaml says: a copy of the data directory alone opens nothing about people.
func TestTheMasterKeyLiesWhereServerYamlSays(t *testing.T) {
	dir, apart := t.TempDir(), filepath.Join(t.TempDir(), "master.key")
	if err := os.WriteFile(filepath.Join(dir, configName), []byte("key_file: "+apart+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if code, _, errs := run(t, "user", "add", "--data-dir", dir, "--name", "Anna Example", "--role", "recruiter"); code != exitOK {
		t.Fatal(errs)
	}
	if _, err := os.Stat(apart); err != nil {
		t.Error(err)
	}
	if _, err := os.Stat(filepath.Join(dir, "master.key")); err == nil {
		t.Error("there is one in the data directory as well")
	}
	for _, reads := range [][]string{{"user", "list"}, {"ledger", "export"}, {"token", "list"}} {
		if code, out, errs := run(t, append(reads, "--data-dir", dir)...); code != exitOK || out == "" {
			t.Errorf("%v: %d %s", reads, code, errs)
		}
	}
	if err := os.Rename(apart, apart+".away"); err != nil {
		t.Fatal(err)
	}
	if code, _, errs := run(t, "user", "add", "--data-dir", dir, "--name", "Bo Example", "--role", "recruiter"); code == exitOK || !strings.Contains(errs, "key_file") {
		t.Errorf("without the key: %d %s", code, errs)
	}
}
