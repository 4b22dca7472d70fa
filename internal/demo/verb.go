package demo

import (
	"fmt"
	"slices"
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
		if list := choices[a.Do+"."+key]; list == nil && key != "from" && key != "at" {
			continue
		} else if key == "from" || key == "at" {
			if !slices.Contains(lineWords, value) {
				return &Mistake{a.Line, fmt.Sprintf("%s: %q is no place to reach the company from; these are: %s", key, value, strings.Join(lineWords, ", "))}
			}
		} else if !slices.Contains(list(), value) {
			return &Mistake{a.Line, fmt.Sprintf("%s: %q; it can be %s", key, value, strings.Join(list(), ", "))}
		}
	}
	return nil
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
}

func sortedKeys[V any](m map[string]V) []string {
	var out []string
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}
