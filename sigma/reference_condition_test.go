package sigma

import (
	"regexp"
	"strings"
)

var (
	refQuantified = regexp.MustCompile(`(?i)(^|[\s(])(1|any|all)\s+of\s+([^\s()]+)`)
	refWord       = regexp.MustCompile(`[^\s()]+`)
	refBlanks     = regexp.MustCompile(`\s*([()])\s*|\s+`)
	refParens     = regexp.MustCompile(`\((T|F)\)`)
	refNot        = regexp.MustCompile(`not ?(T|F)`)
	refAnd        = regexp.MustCompile(`(T|F) ?and ?(T|F)`)
	refOr         = regexp.MustCompile(`(^|\(|or ?)(T|F) ?or ?(T|F)($|\)| ?or)`)
)

// refCondition puts T and F in the place of names, and rewrites the text until one of them is left.
func refCondition(text string, truth map[string]bool) bool {
	letter := func(yes bool) string { return map[bool]string{true: "T", false: "F"}[yes] }
	text = refQuantified.ReplaceAllStringFunc(text, func(s string) string {
		m := refQuantified.FindStringSubmatch(s)
		return m[1] + "=" + letter(refOf(strings.EqualFold(m[2], "all"), m[3], truth))
	})
	text = refWord.ReplaceAllStringFunc(text, func(w string) string {
		switch low := strings.ToLower(w); {
		case low == "and" || low == "or" || low == "not":
			return low
		case w == "=T" || w == "=F":
			return w[1:]
		}
		return letter(truth[w])
	})
	text = refBlanks.ReplaceAllString(strings.TrimSpace(text), "$1 ")
	text = strings.ReplaceAll(strings.ReplaceAll(strings.TrimSpace(text), "( ", "("), " )", ")")
	for len(text) > 1 {
		next := refRewritten(text, letter)
		if next == text {
			panic("the reference cannot read the condition " + text)
		}
		text = next
	}
	return text == "T"
}

// refRewritten applies the first rule that changes anything: what binds closest comes first.
func refRewritten(text string, letter func(bool) string) string {
	for _, rewrite := range []func(string) string{
		func(s string) string { return refParens.ReplaceAllString(s, "$1") },
		func(s string) string {
			return refNot.ReplaceAllStringFunc(s, func(s string) string { return letter(strings.HasSuffix(s, "F")) })
		},
		func(s string) string {
			return refAnd.ReplaceAllStringFunc(s, func(s string) string { return letter(!strings.Contains(s, "F")) })
		},
		func(s string) string {
			return refOr.ReplaceAllStringFunc(s, func(s string) string {
				m := refOr.FindStringSubmatch(s)
				return m[1] + letter(m[2] == "T" || m[3] == "T") + m[4]
			})
		},
	} {
		if next := rewrite(text); next != text {
			return next
		}
	}
	return text
}

// refOf answers "1 of name*" and "all of them"; them leaves out names that begin with an underscore.
func refOf(all bool, name string, truth map[string]bool) bool {
	shape := "^" + strings.ReplaceAll(regexp.QuoteMeta(name), `\*`, ".*") + "$"
	if strings.EqualFold(name, "them") {
		shape = "^[^_]"
	}
	for n, yes := range truth {
		if regexp.MustCompile(shape).MatchString(n) && yes != all {
			return yes
		}
	}
	return all
}
