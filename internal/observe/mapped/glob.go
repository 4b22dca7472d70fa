package mapped

import (
	"fmt"
	"path"
	"strings"
)

// checkGlob says what is wrong with a pattern, if anything.
func checkGlob(glob string) error {
	if glob == "" {
		return fmt.Errorf("mapping without files: give it a pattern such as logs/vpn/*.csv")
	}
	if _, err := path.Match(glob, ""); err != nil {
		return fmt.Errorf("mapping of %q: the pattern is not closed; write it such as logs/vpn/*.csv", glob)
	}
	return nil
}

// match matches a path, where * stays inside one folder, and ** stands for any folders, none
// included. A compressed file is matched by the name it has without its compression, too.
func match(glob, p string) bool {
	for _, ext := range []string{"", ".gz", ".zst"} {
		if bare, ok := strings.CutSuffix(p, ext); ok && matchParts(strings.Split(glob, "/"), strings.Split(bare, "/")) {
			return true
		}
	}
	return false
}

func matchParts(glob, p []string) bool {
	for len(glob) > 0 {
		if glob[0] == "**" {
			for i := range len(p) + 1 {
				if matchParts(glob[1:], p[i:]) {
					return true
				}
			}
			return false
		}
		if len(p) == 0 {
			return false
		}
		if ok, err := path.Match(glob[0], p[0]); err != nil || !ok {
			return false
		}
		glob, p = glob[1:], p[1:]
	}
	return len(p) == 0
}
