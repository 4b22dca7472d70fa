package app

import (
	"strings"

	"github.com/taupier-eu/taupier/internal/core"
)

// langOf picks the language: the flag, then TAUPIER_LANG, then the locale, then English.
func langOf(flag string, env func(string) string) (core.Lang, error) {
	switch flag {
	case "fr":
		return core.French, nil
	case "en":
		return core.English, nil
	case "":
	default:
		return "", fail(exitUsage, "--lang %q: want fr or en", flag)
	}
	for _, name := range []string{"TAUPIER_LANG", "LC_ALL", "LC_MESSAGES", "LANG"} {
		if v := strings.ToLower(env(name)); v != "" {
			if strings.HasPrefix(v, "fr") {
				return core.French, nil
			}
			return core.English, nil
		}
	}
	return core.English, nil
}
