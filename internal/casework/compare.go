package casework

import (
	"slices"
	"strings"
)

// Fact is something that a person stated, of a kind, as he wrote it.
type Fact struct {
	Kind  string `json:"kind"`
	Value string `json:"value"`
}

// FactKinds are the kinds of facts in the order in which a page shows them.
var FactKinds = []string{"residence", "contract", "team", "agency", "email", "phone", "work", "study", "account", "referee", "stay", "equipment"}

// FactsOf lists what a person stated of a kind.
func (p Person) FactsOf(kind string) []string {
	var out []string
	for _, f := range p.Stated {
		if f.Kind == kind {
			out = append(out, f.Value)
		}
	}
	return out
}

// same is a form in which two ways of writing one thing are alike.
func (f Fact) same() string {
	if f.Kind == "phone" {
		if n := Number(f.Value); n != "" {
			return n
		}
	}
	return strings.Join(Words(f.Value), " ")
}

// telling are the kinds of facts that say something when two people have them alike: a contract or a team does not.
var telling = []string{"residence", "email", "phone", "work", "study", "account", "referee", "agency"}

// Common is something that some of the people compared have alike.
type Common struct {
	Kind   string // of the fact; "question" or "evidence"
	Value  string
	People []int // places among those compared
}

// shortest is how long a value in the evidence is, in bytes, when having it alike says something: with a digit, as addresses and serial
// numbers have, and not a word that many records have.
const shortest = 6

// Compare lists what people have in common, in words: what they stated, what is asked about them, and values in the evidence.
func Compare(people []Person) []Common {
	var out []Common
	at := map[[2]string]int{}
	put := func(i int, kind, key, value string) {
		if key == "" {
			return
		}
		n, ok := at[[2]string{kind, key}]
		if !ok {
			n = len(out)
			at[[2]string{kind, key}] = n
			out = append(out, Common{Kind: kind, Value: value})
		}
		if !slices.Contains(out[n].People, i) {
			out[n].People = append(out[n].People, i)
		}
	}
	for i, p := range people {
		for _, f := range p.Stated {
			if slices.Contains(telling, f.Kind) {
				put(i, f.Kind, f.same(), f.Value)
			}
		}
		for _, q := range p.Questions {
			put(i, "question", q.Signal, q.Signal)
			for _, e := range q.Evidence {
				if len(e.Value) >= shortest && strings.ContainsAny(e.Value, "0123456789") {
					put(i, "evidence", strings.ToLower(strings.TrimSpace(e.Value)), e.Value)
				}
			}
		}
	}
	return slices.DeleteFunc(out, func(c Common) bool { return len(c.People) < 2 })
}
