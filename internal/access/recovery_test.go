package access

import (
	"crypto/rand"
	"slices"
	"strings"
	"testing"
)

func TestARecoveryCodeIsKnownHoweverItIsWritten(t *testing.T) {
	codes, hashes, err := NewRecovery(rand.Reader)
	if err != nil || len(codes) != RecoveryCodes || len(codes[0]) != 29 {
		t.Fatalf("%q %v", codes, err)
	}
	for i, c := range codes {
		for _, written := range []string{c, strings.ToUpper(c), strings.ReplaceAll(c, "-", ""), " " + strings.ReplaceAll(c, "-", " ") + " "} {
			if RecoveryHash(written) != hashes[i] {
				t.Errorf("%q is not %q", written, c)
			}
		}
		if slices.Contains(hashes[:i], hashes[i]) || strings.Contains(hashes[i], c) {
			t.Errorf("%q is there twice, or stands in its hash", c)
		}
	}
	if slices.Contains(hashes, RecoveryHash("")) {
		t.Error("nothing is a code")
	}
}
