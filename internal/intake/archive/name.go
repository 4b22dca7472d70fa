package archive

import (
	"errors"
	"io/fs"
	"path"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// How long and how deep a name may be.
const (
	maxName  = 512
	maxSteps = 16
)

// clean gives the relative path that a name means, or says why it is none. It is strict rather than helpful: a name that would have
// to be repaired to stay inside is not taken.
func clean(name string) (string, error) {
	switch {
	case name == "" || len(name) > maxName:
		return "", errors.New("not taken: the name is empty or longer than 512 bytes")
	case !utf8.ValidString(name) || strings.ContainsFunc(name, unicode.IsControl):
		return "", errors.New("not taken: the name is not plain UTF-8 text")
	case strings.Contains(name, `\`):
		return "", errors.New(`not taken: the name holds a backslash; pack the folder with slashes`)
	case strings.HasPrefix(name, "/") || len(name) > 1 && name[1] == ':':
		return "", errors.New("not taken: the name is absolute")
	}
	steps := strings.Split(strings.TrimSuffix(name, "/"), "/")
	if len(steps) > maxSteps {
		return "", errors.New("not taken: more than 16 folders deep")
	}
	for _, s := range steps {
		if s == ".." {
			return "", errors.New("not taken: the name leads out of the folder")
		}
	}
	if good := path.Clean(name); good != "." && fs.ValidPath(good) {
		return good, nil
	}
	return "", errors.New("not taken: the name names no file")
}

// shown makes a name fit for a report.
func shown(name string) string {
	if len(name) > maxName {
		name = name[:maxName]
	}
	if utf8.ValidString(name) && !strings.ContainsFunc(name, unicode.IsControl) {
		return name
	}
	return strconv.QuoteToASCII(name)
}
