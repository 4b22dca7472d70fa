package api

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// refusalWords are the ways in which a desk names the rule that refuses.
var refusalWords = regexp.MustCompile(`%w: ([a-z_]+)", core\.Err(?:Invalid|Conflict)|(?:refused|invalid)\("([a-z_]+)"\)|says\([^\n]*?"([a-z_]+)"\)|return "(many_[a-z_]+)"`)

// unreached are words that no operation can be refused with, with the reason.
var unreached = map[string]string{
	"kind":            "an operation says itself what kind of step it is",
	"opened":          "no operation opens a case a second time",
	"cursor":          "cursors here are the API's own",
	"again":           "a fault of the server's, not of whoever asks",
	"field":           "drafts are for the pages' forms",
	"page":            "drafts are for the pages' forms",
	"passkey_no_name": "passkeys are made in a browser",
	"passkey_known":   "passkeys are made in a browser",
	"passkey_many":    "passkeys are made in a browser",
	"passkey_last":    "what one signs in with is changed in a browser",
	"password_common": "passwords are typed into a page alone",
	"password_long":   "passwords are typed into a page alone",
	"password_own":    "passwords are typed into a page alone",
	"password_short":  "passwords are typed into a page alone",
	"single_taken":    "single sign-on goes through a browser",
	"hold_nothing":    "what would be erased is held at a page",
	"evidence_no_why": "the description lists the reasons",
}

// Every rule of a desk that can refuse has a code that says what to do about it.
func TestEveryRefusalOfADeskHasACode(t *testing.T) {
	for _, root := range []string{"../../casework", "../../access", "../../store"} {
		err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") || strings.Contains(path, "storetest") {
				return err
			}
			text, err := os.ReadFile(path)
			for _, m := range refusalWords.FindAllStringSubmatch(string(text), -1) {
				w := m[1] + m[2] + m[3] + m[4]
				if _, ok := codes[w]; ok {
					continue
				}
				if _, ok := unreached[w]; !ok {
					t.Errorf("%s refuses with %s, which is no code: say in codes.go what to do about it, or here why no operation gets there", path, w)
				}
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}
