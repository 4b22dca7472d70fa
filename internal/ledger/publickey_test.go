package ledger

import (
	"crypto/rand"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestAMistypedKeyIsNamedAndNeverTakenForAKey(t *testing.T) {
	private, public, err := GenerateKey(rand.Reader, "taupier.example")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	file := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	for _, named := range []string{public, public + "\n", file("ledger.pub", public+"\n")} {
		if got, err := PublicKey(named); got != public || err != nil {
			t.Errorf("%q: %q %v", named, got, err)
		}
	}
	for named, says := range map[string]string{
		filepath.Join(dir, "leger.pub"): "there is no file", dir: "is a directory", file("empty", "\n"): "is empty",
		file("ledger.key", private): "the key that signs", file("age", "age1qqqq\n"): "no public key of a ledger",
	} {
		if got, err := PublicKey(named); got != "" || err == nil || !strings.Contains(err.Error(), says) || !strings.Contains(err.Error(), named) || !strings.Contains(err.Error(), "ledger.pub") || strings.Contains(err.Error(), strings.TrimSpace(private)) {
			t.Errorf("%s: %q %v", named, got, err)
		}
	}
}
