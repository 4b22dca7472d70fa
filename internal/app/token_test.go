package app

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/taupier-eu/taupier/internal/access"
)

var firstField = regexp.MustCompile(`(?m)^(k-[0-9a-f]{32}) `)

// The secret is printed once: no file of the data directory holds it, while a token of a known name is found there by its hash.
func TestATokenIsMadeListedAndRevokedOnTheMachineAndItsSecretIsKeptNowhere(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "srv")
	_, out, _ := run(t, "user", "add", "--data-dir", dir, "--name", "Inès Example", "--role", "analyst", "--role", "trustee")
	user, _, _ := strings.Cut(out, "\t")
	create := func(args ...string) (int, string, string) {
		return run(t, append([]string{"token", "create", "--data-dir", dir, "--user", user}, args...)...)
	}
	code, out, errs := create("--name", "marked\x1b[31m name", "--scope", "people.see", "--scope", "case.work", "--days", "30")
	secret := strings.TrimSpace(out)
	if _, ok := access.Bearer("Bearer " + secret); code != exitOK || !ok {
		t.Fatalf("%d %s %s", code, out, errs)
	}
	for _, c := range []struct {
		args []string
		says string
	}{
		{[]string{"--name", "x"}, "give --scope; for " + user + " there is: case.open"},
		{[]string{"--scope", "people.see"}, "give --name"},
		{[]string{"--name", "x", "--scope", "users.manage"}, "never allowed more"},
		{[]string{"--name", "x", "--scope", "act.approve"}, "nothing that needs a proof"},
		{[]string{"--name", "x", "--scope", "people.see", "--days", "366"}, "1 to 365"},
		{[]string{"--name", "x", "--scope", "people.see", "--user", "u-none"}, "taupier user list"},
	} {
		if code, _, errs := create(c.args...); code != exitUsage || !strings.Contains(errs, c.says) {
			t.Errorf("%v: %d %s", c.args, code, errs)
		}
	}
	_, out, _ = run(t, "token", "list", "--data-dir", dir)
	id := firstField.FindStringSubmatch(out)
	if id == nil || !strings.Contains(out, "marked·[31m name") || !strings.Contains(out, "case.work,people.see") || strings.Contains(out, secret) {
		t.Fatalf("list:\n%s", out)
	}
	if found := filesWith(t, dir, access.Hash(secret)); len(found) == 0 {
		t.Error("the hash is in no file: the search below finds nothing by itself")
	}
	for _, hidden := range []string{secret, strings.TrimPrefix(secret, access.TokenPrefix), "marked"} {
		if found := filesWith(t, dir, hidden); len(found) != 0 {
			t.Errorf("%q is in %v", hidden, found)
		}
	}
	if code, _, errs := run(t, "token", "revoke", "--data-dir", dir, id[1]); code != exitOK {
		t.Errorf("%d %s", code, errs)
	}
	if code, _, errs := run(t, "token", "revoke", "--data-dir", dir, id[1]); code != exitUsage || !strings.Contains(errs, id[1]) {
		t.Errorf("revoked twice: %d %s", code, errs)
	}
	_, out, _ = run(t, "ledger", "export", "--data-dir", dir)
	for _, act := range []string{"token.make", "token.end"} {
		if n := strings.Count(out, act); n != 1 {
			t.Errorf("the ledger has %d entries %s", n, act)
		}
	}
}

// filesWith lists the files under a folder whose bytes hold a text.
func filesWith(t *testing.T, dir, text string) (out []string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		body, err := os.ReadFile(path)
		if bytes.Contains(body, []byte(text)) {
			out = append(out, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}
