package sigma

import (
	"slices"
	"strings"
)

// automaton finds which of many literals a text holds, in one pass over its bytes (Aho and Corasick,
// CACM 1975). Capitals of ASCII count as small letters. Bytes that no literal holds share one class, so
// that the table stays small.
type automaton struct {
	class   [256]uint16
	classes int32
	next    []int32 // state*classes + class → state*classes, or its complement when it reports values
	outputs []int32 // state → first of its values in values, or -1
	values  []int32 // runs of values, each ended by -1
	ascii   bool    // all literals are
	grams   *grams
	filter  *bigrams
}

// newAutomaton builds an automaton over literals, each with the values to report.
func newAutomaton(literals map[string][]int32) *automaton {
	a := &automaton{}
	a.classify(literals)
	words := make([]string, 0, len(literals))
	for l := range literals {
		words = append(words, l)
	}
	slices.Sort(words)
	own := a.trie(words, literals)
	a.link(own)
	a.grams, a.filter = newGrams(words), newBigrams(words)
	a.ascii = isASCII(strings.Join(words, ""))
	return a
}

func (a *automaton) classify(literals map[string][]int32) {
	var used [256]bool
	for l := range literals {
		for i := range len(l) {
			used[l[i]] = true
		}
	}
	a.classes = 1
	for b := range used {
		if used[b] {
			a.class[b] = uint16(a.classes)
			a.classes++
		}
	}
	for b := 'A'; b <= 'Z'; b++ {
		a.class[b] = a.class[b+'a'-'A']
	}
}

// trie lays out the words and returns the values of each state.
func (a *automaton) trie(words []string, literals map[string][]int32) [][]int32 {
	a.next = make([]int32, a.classes)
	own := [][]int32{nil}
	for _, w := range words {
		state := int32(0)
		for i := range len(w) {
			at := state*a.classes + int32(a.class[w[i]])
			if a.next[at] == 0 {
				a.next[at] = int32(len(own))
				own = append(own, nil)
				a.next = append(a.next, make([]int32, a.classes)...)
			}
			state = a.next[at]
		}
		own[state] = append(own[state], literals[w]...)
	}
	return own
}

// link turns the trie into an automaton that never goes back in the text, breadth first.
func (a *automaton) link(own [][]int32) {
	fail := make([]int32, len(own))
	queue := make([]int32, 0, len(own))
	for c := range a.classes {
		if s := a.next[c]; s != 0 {
			queue = append(queue, s)
		}
	}
	for i := 0; i < len(queue); i++ {
		s := queue[i]
		if f := own[fail[s]]; len(f) > 0 {
			own[s] = append(slices.Clone(own[s]), f...)
		}
		for c := range a.classes {
			at := s*a.classes + c
			back := a.next[fail[s]*a.classes+c]
			if n := a.next[at]; n != 0 {
				fail[n] = back
				queue = append(queue, n)
			} else {
				a.next[at] = back
			}
		}
	}
	a.outputs = make([]int32, len(own))
	for s, vs := range own {
		a.outputs[s] = -1
		if len(vs) == 0 {
			continue
		}
		slices.Sort(vs)
		a.outputs[s] = int32(len(a.values))
		a.values = append(append(a.values, slices.Compact(vs)...), -1)
	}
	for i, s := range a.next { // multiplied beforehand, and the sign tells that a state reports
		a.next[i] = s * a.classes
		if a.outputs[s] >= 0 {
			a.next[i] = ^a.next[i]
		}
	}
}

// scan reports the values of every literal that the text holds, some more than once. It is false for a
// text with letters that have to be folded first; that one is then scanned with any.
func (a *automaton) scan(text string, any bool, found func(value int32)) bool {
	if !any && !isASCII(text) && (!a.ascii || foldsToASCII(text)) {
		return false
	}
	switch {
	case a.grams != nil:
		if !a.grams.mayHold(stringAsBytes(text)) {
			return true
		}
	case a.filter != nil && !a.filter.mayHold(text):
		return true
	}
	state := int32(0)
	for i := 0; i < len(text); i++ {
		if state = a.next[state+int32(a.class[text[i]])]; state < 0 {
			state = ^state
			for out := a.outputs[state/a.classes]; a.values[out] >= 0; out++ {
				found(a.values[out])
			}
		}
	}
	return true
}
