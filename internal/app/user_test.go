package app

import (
	"path/filepath"
	"strings"
	"testing"
)

// The first who can confirm are made on the machine; from then on a role that reads cases waits for one of them, and while a server
// runs the command is refused.
func TestUsersAreKeptOnTheMachineWhileTheServerIsStopped(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "srv")
	add := func(args ...string) (int, string, string) {
		return run(t, append([]string{"user", "add", "--data-dir", dir}, args...)...)
	}
	code, out, errs := add("--name", "Anna Example", "--login", "Anna", "--role", "trustee")
	if code != exitOK || !strings.Contains(out, "/sign-in/") || errs != "" {
		t.Fatalf("%d %s %s", code, out, errs)
	}
	anna, _, _ := strings.Cut(out, "\t")
	if code, _, errs = add("--name", "Ben Example", "--role", "analyst", "--role", "hr"); code != exitOK || !strings.Contains(errs, "1 of the roles wait") {
		t.Errorf("%d %s", code, errs)
	}
	for _, c := range []struct {
		args []string
		says string
	}{
		{[]string{"--name", "C", "--role", "king"}, "no such role"},
		{[]string{"--name", "C", "--role", "ciso", "--role", "administrator"}, "reads no case"},
		{[]string{"--name", "C", "--login", "anna"}, "already"},
		{[]string{"--role", "hr"}, "--name"},
	} {
		if code, _, errs := add(c.args...); code != exitUsage || !strings.Contains(errs, c.says) {
			t.Errorf("%v: %d %s", c.args, code, errs)
		}
	}
	_, out, _ = run(t, "user", "list", "--data-dir", dir)
	if !strings.Contains(out, "Ben Example") || strings.Contains(out, "analyst") || !strings.Contains(out, "trustee") {
		t.Error(out)
	}
	if code, _, errs = run(t, "user", "disable", "--data-dir", dir, anna); code != exitUsage || !strings.Contains(errs, "nobody would be left") {
		t.Errorf("%d %s", code, errs)
	}
	if code, out, _ = run(t, "user", "link", "--data-dir", dir, anna); code != exitOK || !strings.Contains(out, "/sign-in/") {
		t.Errorf("%d %s", code, out)
	}
	dir = t.TempDir()
	serveDemo(t, dir)
	if code, _, errs = add("--name", "Late Example"); code != exitIO || !strings.Contains(errs, "page Users") {
		t.Errorf("%d %s", code, errs)
	}
}
