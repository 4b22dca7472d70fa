package screen

import (
	"hash/maphash"
	"slices"

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
	holders    [][]int32 // by word: names that hold it
	keys       map[uint64][]int32
	seed       maphash.Seed
	numbers    map[string][]int32 // entries by document number, e-mail, wallet
	usage      *usage
}

// vocabularist gives each distinct word one number.
type vocabularist struct {
	words  []word
	number map[string]int32
	usage  *usage
}

func (v *vocabularist) intern(t *name.Token, joined bool) int32 {
	key := t.Text + "\x00" + t.Fold
	if joined {
		key += "\x00+"
	}
	if t.Role == name.Generic {
		key += "\x00g"
	}
	if n, ok := v.number[key]; ok {
		return n
	}
	n := int32(len(v.words))
	if joined {
		v.words = append(v.words, newJoined(t, v.usage))
	} else {
		v.words = append(v.words, newWord(t, v.usage))
	}
	v.number[key] = n
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
	x := &index{keys: map[uint64][]int32{}, seed: maphash.MakeSeed(), numbers: map[string][]int32{}}
	type read struct {
		parsed      name.Parsed
		entry, name int32
		weak        bool
	}
	var all []read
	use := &usage{counts: map[string]int32{}}
	for i := range lists {
		for k := range lists[i].Entries {
			e := &lists[i].Entries[k]
			x.entries = append(x.entries, e)
			at := int32(len(x.entries) - 1)
			x.facts(e, at)
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
	x.file()
	return x
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

// file enters every word under its keys, and every name under its words.
func (x *index) file() {
	x.holders = make([][]int32, len(x.vocabulary))
	for i := range x.names {
		for _, sp := range x.names[i].spans {
			h := x.holders[sp.word]
			if len(h) == 0 || h[len(h)-1] != int32(i) {
				x.holders[sp.word] = append(h, int32(i))
			}
		}
	}
	for i := range x.vocabulary {
		x.eachKey(&x.vocabulary[i], func(key uint64) {
			k := x.keys[key]
			if len(k) == 0 || k[len(k)-1] != int32(i) {
				x.keys[key] = append(k, int32(i))
			}
		})
	}
}

// eachKey gives the keys under which words that may agree meet: what is written, every spelling in use, the full names of
// a short form, the sound, and what is left when letters are taken out (one letter; of long words two), under which any
// two words meet that are that many slips apart (Garbe, symmetric deletion, 2012).
func (x *index) eachKey(w *word, yield func(uint64)) {
	hash := func(kind, s string) uint64 {
		var h maphash.Hash
		h.SetSeed(x.seed)
		h.WriteString(kind)
		h.WriteString(s)
		return h.Sum64()
	}
	yield(hash("t", w.text))
	yield(hash("t", w.fold))
	if !w.joined {
		for _, f := range w.forms {
			yield(hash("t", f))
		}
		for _, s := range w.short {
			yield(hash("t", s))
		}
		if len(w.fold) >= 5 && len(w.sound) >= 3 {
			yield(hash("s", w.sound))
		}
	}
	if stem, ok := masculine(w.fold); ok {
		yield(hash("t", stem))
	}
	deletions(w.fold, !w.joined, func(s string) { yield(hash("d", s)) })
	if w.text != w.fold {
		deletions(w.text, !w.joined, func(s string) { yield(hash("d", s)) })
	}
}

// masculine is the form of a Slavic family name under which feminine ones are filed.
func masculine(fold string) (string, bool) {
	n := len(fold)
	if n > 6 && fold[n-3:] == "aia" {
		return fold[:n-3] + "i", true
	}
	if n > 4 && fold[n-1] == 'a' {
		return fold[:n-1], true
	}
	return "", false
}

func deletions(s string, twice bool, yield func(string)) {
	if len(s) < 3 || len(s) > maxSlipLength {
		return
	}
	yield(s)
	for i := range len(s) {
		if i > 0 && s[i] == s[i-1] {
			continue
		}
		one := s[:i] + s[i+1:]
		yield(one)
		if !twice || len(s) < longToken-1 {
			continue
		}
		for k := i; k < len(one); k++ {
			yield(one[:k] + one[k+1:])
		}
	}
}
