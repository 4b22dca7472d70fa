package demo

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// A verb is something that can happen in a story. Each writes what companies really record of it, and
// knows nothing of who reads it.
type verb struct {
	about  string
	keys   []string // what With may hold
	quiet  bool     // never a clue by itself
	anyDay bool     // on a weekend too
	do     func(*scene)
}

var verbs = allVerbs()

// Verb is a verb as documentation and messages show it.
type Verb struct {
	Name, About string
	Keys        []string
}

// Verbs are all verbs by name.
func Verbs() []Verb {
	var out []Verb
	for name, v := range verbs {
		out = append(out, Verb{name, v.about, v.keys})
	}
	slices.SortFunc(out, func(a, b Verb) int { return strings.Compare(a.Name, b.Name) })
	return out
}

// Posts are the posts that a story can give to people.
func Posts() []string {
	var out []string
	for p := range posts {
		out = append(out, p)
	}
	slices.Sort(out)
	return out
}

// Mistake is what a scenario says that cannot be told, with the line of its world file when there is one.
type Mistake struct {
	Line int
	Says string
}

func (m *Mistake) Error() string { return m.Says }

// Check reports the first thing that cannot be told.
func (s Scenario) Check() error {
	for _, m := range s.Missing {
		if _, ok := sources[m]; !ok {
			return &Mistake{Says: fmt.Sprintf("missing %q is no source; sources are %s", m, strings.Join(Sources(), ", "))}
		}
	}
	for i := range s.Stories {
		st := &s.Stories[i]
		if posts[st.Post] == nil {
			return &Mistake{Says: fmt.Sprintf("story %s: post %q is none; posts are %s", st.Kind, st.Post, strings.Join(Posts(), ", "))}
		}
		for _, a := range st.Acts {
			if err := a.check(st); err != nil {
				return err
			}
		}
	}
	return nil
}

func (a Act) check(st *Story) error {
	v, ok := verbs[a.Do]
	switch {
	case !ok:
		return &Mistake{a.Line, fmt.Sprintf("do: %q is no verb; verbs are %s", a.Do, strings.Join(names(Verbs()), ", "))}
	case a.Member < 0 || a.Member > max(1, st.Members):
		return &Mistake{a.Line, fmt.Sprintf("member %d: the story has %d", a.Member, max(1, st.Members))}
	}
	for key, value := range a.With {
		if !slices.Contains(v.keys, key) {
			return &Mistake{a.Line, fmt.Sprintf("%s has no key %q; its keys are %s", a.Do, key, strings.Join(append([]string{"on", "until", "member", "clue"}, v.keys...), ", "))}
		}
		if says := sayWrong(a.Do, key, value); says != "" {
			return &Mistake{a.Line, says}
		}
	}
	if a.On < -maxDay || a.On > maxDay || a.Until > maxDay {
		return &Mistake{a.Line, fmt.Sprintf("on and until: give days from -%d to %d", maxDay, maxDay)}
	}
	return nil
}

// maxDay bounds the days of a story.
const maxDay = 1000

// numbers are the keys with whole numbers, from and to.
var numbers = map[string][2]int{
	"count": {1, 2000}, "hour": {0, 23}, "share.reach": {1, 100}, "later": {-12, 12}, "posts": {1, 20}, "age": {0, 300}, "older_repos": {0, 500},
	"author_names": {0, 100}, "copied_repos": {0, 500}, "dormant_years": {0, 30}, "contributors": {0, 5000}, "created": {-400, 400}, "modified": {-400, 400},
}

var usbIDs = regexp.MustCompile(`^[0-9a-f]{4}:[0-9a-f]{4}$`)

// sayWrong says what is wrong with a value, or "".
func sayWrong(do, key, value string) string {
	limits, ok := numbers[key]
	if !ok {
		limits, ok = numbers[key+"."+do]
	}
	if n, err := strconv.Atoi(value); ok && (err != nil || n < limits[0] || n > limits[1]) {
		return fmt.Sprintf("%s: %q; give a whole number from %d to %d", key, value, limits[0], limits[1])
	}
	var list []string
	switch {
	case key == "from", key == "at", key == "place", key == "to" && do == "deliver":
		list = lineWords
	case choices[do+"."+key] != nil:
		list = choices[do+"."+key]()
	case key == "ids" && !usbIDs.MatchString(value):
		return fmt.Sprintf("ids: %q; write vendor and product such as 1d6b:0104", value)
	}
	if list != nil && !slices.Contains(list, value) {
		return fmt.Sprintf("%s: %q; it can be %s", key, value, strings.Join(list, ", "))
	}
	return ""
}

func names(list []Verb) []string {
	var out []string
	for _, v := range list {
		out = append(out, v.Name)
	}
	return out
}

// choices are the values of keys that have a closed list.
var choices = map[string]func() []string{
	"run.program": func() []string { return sortedKeys(programsByName) },
	"plug.device": func() []string { return sortedKeys(gadgets) },
	"share.what":  func() []string { return sortedKeys(shared) },

	"install.system": func() []string { return []string{"windows", "mac", "linux"} },
	"signin.device":  func() []string { return []string{"own", "foreign"} },
	"change.device":  func() []string { return []string{"own", "foreign"} },
	"bank.device":    func() []string { return []string{"own", "foreign"} },
	"cv.text":        func() []string { return []string{"own", "shared", "template"} },
}

func sortedKeys[V any](m map[string]V) []string {
	var out []string
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}
