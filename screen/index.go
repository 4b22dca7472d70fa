package screen

import (
	"slices"
	"strings"

	"github.com/taupier-eu/taupier/screen/list"
	"github.com/taupier-eu/taupier/screen/name"
	"github.com/taupier-eu/taupier/screen/wallet"
)

// named is one name of one entry, ready to be compared.
type named struct {
	entry int32
	name  int32 // of the entry's names
	spelling
}

// index finds, for the words of a query, the words of the lists that agree with them, and the names that hold those.
type index struct {
	entries    []*list.Entry
	names      []named
	vocabulary []word
	holders    rows               // by word: names that hold it
	marks      []mark             // by name
	first      []int32            // by entry: its first name in names, and the end of the last one
	keys       keyTable           // words by what they may agree with
	numbers    map[string][]int32 // entries by document number, e-mail, wallet
	usage      *usage
}

// vocabularist gives each distinct word one number.
type vocabularist struct {
	words  []word
	number map[string]int32
	usage  *usage
	key    []byte
}

func (v *vocabularist) intern(t *name.Token, parts []int32) int32 {
	v.key = append(append(append(v.key[:0], t.Text...), 0), t.Fold...)
	switch {
	case parts != nil:
		v.key = append(v.key, 0, '+')
	case t.Role == name.Generic:
		v.key = append(v.key, 0, 'g')
	case t.Native:
		v.key = append(v.key, 0, 'n')
	}
	for _, f := range t.Forms { // another reading of the same letters is another word
		v.key = append(append(v.key, 0), f...)
	}
	if n, ok := v.number[string(v.key)]; ok {
		return n
	}
	n := int32(len(v.words))
	if parts != nil {
		v.words = append(v.words, newJoined(t, v.words, parts))
	} else {
		v.words = append(v.words, newWord(t, v.usage))
	}
	v.number[string(v.key)] = n
	return n
}

// nameKind is how names of a kind of entry are read.
func nameKind(k list.Kind) name.Kind {
	switch k {
	case list.Person, "":
		return name.Person
	case list.Vessel, list.Aircraft:
		return name.Vessel
	}
	return name.Company
}

func newIndex(lists []list.List) *index {
	x := &index{}
	type read struct {
		parsed      name.Parsed
		entry, name int32
	}
	var all []read
	use := &usage{counts: map[string]int32{}}
	for i := range lists {
		for k := range lists[i].Entries {
			e := &lists[i].Entries[k]
			x.entries = append(x.entries, e)
			at := int32(len(x.entries) - 1)
			for n := range e.Names {
				p := name.Parse(e.Names[n].Text, nameKind(e.Kind))
				structure(&p, &e.Names[n])
				all = append(all, read{parsed: p, entry: at, name: int32(n)})
				use.note(&p)
			}
		}
	}
	v := &vocabularist{number: map[string]int32{}, usage: use}
	s := speller{intern: v.intern}
	for i := range all {
		sp := s.spell(&all[i].parsed)
		sp.atoms, sp.spans = slices.Clone(sp.atoms), slices.Clone(sp.spans)
		x.names = append(x.names, named{all[i].entry, all[i].name, sp})
	}
	x.vocabulary, x.usage = v.words, use
	compact(x.vocabulary)
	x.holders, x.keys = x.held(), newKeyTable(x.vocabulary)
	x.finish()
	return x
}

// compact puts the letters of the words side by side, in the order of the words.
func compact(words []word) {
	var all strings.Builder
	for i := range words {
		all.WriteString(words[i].text)
		if words[i].fold != words[i].text {
			all.WriteString(words[i].fold)
		}
	}
	text := all.String()
	for i := range words {
		w := &words[i]
		n, same := len(w.text), w.fold == w.text
		w.text, text = text[:n], text[n:]
		if same {
			w.fold = w.text
			continue
		}
		n = len(w.fold)
		w.fold, text = text[:n], text[n:]
	}
}

// mark is what decides whether a name is compared at all.
type mark struct {
	kind     uint8 // of the entry, as a place in kinds
	initials uint8 // tokens of one letter
}

// kinds are those of entries, in the order of mark.kind; any other is counted as the last one.
var kinds = [...]list.Kind{"", list.Person, list.Company, list.Vessel, list.Aircraft, list.Wallet, list.Other}

func kindMark(k list.Kind) uint8 {
	for i, have := range kinds {
		if k == have {
			return uint8(i)
		}
	}
	return uint8(len(kinds) - 1)
}

// finish makes what follows from the rest and is not kept in files.
func (x *index) finish() {
	x.numbers = map[string][]int32{}
	for at, e := range x.entries {
		x.facts(e, int32(at))
	}
	x.marks, x.first = make([]mark, len(x.names)), make([]int32, len(x.entries)+1)
	for i := range x.names {
		n := &x.names[i]
		x.first[n.entry+1] = int32(i + 1)
		m := mark{kind: kindMark(x.entries[n.entry].Kind)}
		for _, sp := range n.spans {
			if single(sp.mask) && len(x.vocabulary[sp.word].text) == 1 {
				m.initials++
			}
		}
		x.marks[i] = m
	}
	for i := 1; i < len(x.first); i++ {
		x.first[i] = max(x.first[i], x.first[i-1])
	}
}

// rows are lists of numbers in one.
type rows struct {
	starts []uint32
	items  []int32
}

func (r *rows) of(i int32) []int32 { return r.items[r.starts[i]:r.starts[i+1]] }

// held gives for each word the names that hold it, a name as often as it holds it: Mohammed Mohammed may agree twice.
func (x *index) held() rows {
	r := rows{starts: make([]uint32, len(x.vocabulary)+1)}
	each := func(use func(word, name int32)) {
		for i := range x.names {
			for _, sp := range x.names[i].spans {
				use(sp.word, int32(i))
			}
		}
	}
	each(func(word, _ int32) { r.starts[word+1]++ })
	for i := 1; i < len(r.starts); i++ {
		r.starts[i] += r.starts[i-1]
	}
	r.items = make([]int32, r.starts[len(r.starts)-1])
	at := slices.Clone(r.starts)
	each(func(word, name int32) {
		r.items[at[word]] = name
		at[word]++
	})
	return r
}

// note counts in how many names a fold stands.
func (u *usage) note(p *name.Parsed) {
	u.names++
	for i := range p.Tokens {
		t := &p.Tokens[i]
		if i > 0 && t.Fold == p.Tokens[i-1].Fold {
			continue
		}
		u.counts[t.Fold]++
		for k := range t.Parts {
			u.counts[t.Parts[k].Fold]++
		}
	}
}

func (x *index) facts(e *list.Entry, at int32) {
	add := func(key string) {
		if key != "" && !slices.Contains(x.numbers[key], at) {
			x.numbers[key] = append(x.numbers[key], at)
		}
	}
	for _, d := range e.Documents {
		add("n:" + number(d.Number))
	}
	for _, m := range e.Emails {
		add("e:" + mail(m))
	}
	for _, a := range e.Wallets {
		add("w:" + wallet.Key(a.Address))
	}
}
