package parse

import (
	"path"
	"slices"
	"strings"
	"unicode"
)

// roles are the words of a file name that tell what the file is for, in the order they are tried.
var roles = []struct {
	role     string
	words    []string // whole words
	prefixes []string
}{
	{"cv", []string{"cv", "vitae"}, []string{"resume", "résumé", "lebenslauf", "curriculum"}},
	{"letter", []string{"letter", "coverletter", "lettre", "anschreiben", "lm"}, []string{"motivation", "bewerbungsschreiben"}},
	{"photo", []string{"photo", "portrait", "foto", "headshot", "avatar", "picture", "selfie"}, []string{"bewerbungsfoto", "passfoto"}},
}

// role tells what a file is for from its name.
func role(name string) string {
	words := wordsOf(name)
	for _, r := range roles {
		for _, w := range words {
			if slices.Contains(r.words, w) || slices.ContainsFunc(r.prefixes, func(p string) bool { return strings.HasPrefix(w, p) }) {
				return r.role
			}
		}
	}
	return "other"
}

var identityWords = []string{
	"passport", "passeport", "reisepass", "pass", "passe", "id", "idcard", "identity", "identite", "identité", "ausweis",
	"personalausweis", "cni", "permis", "driving", "drivers", "fuehrerschein", "führerschein", "visa", "dni", "nie", "sejour", "séjour",
}

// identityDocument reports whether a file calls itself an identity document. A CV of somebody who
// works on identity is a CV.
func identityDocument(name string) bool {
	if r := role(name); r == "cv" || r == "letter" {
		return false
	}
	return slices.ContainsFunc(wordsOf(name), func(w string) bool { return slices.Contains(identityWords, w) })
}

// wordsOf cuts the name of a file into lower-case words: at everything that is no letter, and where
// a capital begins a word, as in JaneCV and CVJane.
func wordsOf(name string) []string {
	base := []rune(strings.TrimSuffix(path.Base(name), path.Ext(name)))
	var words []string
	start := 0
	cut := func(end int) {
		if end > start {
			words = append(words, strings.ToLower(string(base[start:end])))
		}
		start = end
	}
	for i, r := range base {
		switch {
		case !unicode.IsLetter(r):
			cut(i)
			start = i + 1
		case i > start && unicode.IsUpper(r) && !unicode.IsUpper(base[i-1]):
			cut(i)
		case i > start && unicode.IsUpper(base[i-1]) && !unicode.IsUpper(r) && i-1 > start:
			cut(i - 1)
		}
	}
	cut(len(base))
	return words
}
