package app

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestRemindersAreMadeFromTheConfiguration(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string, mode os.FileMode) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), mode); err != nil {
			t.Fatal(err)
		}
	}
	write("hook.secret", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\n", 0o600)
	write("mail.secret", "not a real one\n", 0o600)
	write(configName, `url: https://taupier.example.com
mail: {server: "mail.example.com:587", from: taupier@example.com, user: taupier, password_file: mail.secret, to: {hr: [hr@example.com]}}
webhooks: {hosts: [hooks.example.com], receivers: [{url: "https://hooks.example.com/in", secret_files: [hook.secret]}]}
`, 0o600)
	c, err := readConfig(dir)
	if err != nil {
		t.Fatal(err)
	}
	w, err := reminders(dir, c, nil)
	if err != nil || w.Mail == nil || w.Hooks == nil {
		t.Fatalf("%+v, %v", w, err)
	}
	if err := os.Chmod(filepath.Join(dir, "hook.secret"), 0o644); err != nil { //nolint:gosec // that is what is refused
		t.Fatal(err)
	}
	if _, err := reminders(dir, c, nil); err == nil || !strings.Contains(err.Error(), "chmod 600") {
		t.Errorf("a secret that others may read: %v", err)
	}
	c.Webhooks.Receivers[0].URL = "https://127.0.0.1/in"
	write("hook.secret", "x", 0o600)
	if err := os.Chmod(filepath.Join(dir, "hook.secret"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := reminders(dir, c, nil); err == nil {
		t.Error("a receiver on this machine is taken")
	}
	if w, err := reminders(dir, defaultConfig(), nil); err != nil || w.Mail != nil || w.Hooks != nil {
		t.Errorf("without a choice: %+v, %v", w, err)
	}
}

func TestT24NoTextBeginsALineOfTheLog(t *testing.T) {
	var b bytes.Buffer
	logLine(&b, "x\ntaupier: all is well\r\x1b[2K\u2028\u202e\u0085é")
	if got, want := b.String(), `taupier: x\u000ataupier: all is well\u000d\u001b[2K\u2028\u202e\u0085é`+"\n"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	b.Reset()
	if n, err := (logLines{&b}).Write([]byte("http: panic\n\tstack\n")); n != 19 || err != nil || strings.Count(b.String(), "\n") != 1 {
		t.Errorf("%q %d %v", b.String(), n, err)
	}
}
