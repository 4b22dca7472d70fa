package seco

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/taupier-eu/taupier/screen/list"
	"github.com/taupier-eu/taupier/screen/list/source"
)

type name struct {
	Kind    string `xml:"name-type,attr"`
	Quality string `xml:"quality,attr"`
	Parts   []part `xml:"name-part"`
}

// part is a part of a name, with other spellings of it.
type part struct {
	Order    string    `xml:"order,attr"`
	Kind     string    `xml:"name-part-type,attr"`
	Value    string    `xml:"value"`
	Variants []variant `xml:"spelling-variant"`
}

type variant struct {
	Lang   string `xml:"lang,attr"`
	Script string `xml:"script,attr"`
	Text   string `xml:",chardata"`
}

// titles are the parts that are no name.
func (n *name) titles() []string {
	var out []string
	for _, p := range n.Parts {
		if p.Kind == "title" {
			out = append(out, p.Value)
		}
	}
	return out
}

// sorted are the parts that are names, in order.
func (n *name) sorted() []part {
	var out []part
	for _, p := range n.Parts {
		if p.Kind != "title" {
			out = append(out, p)
		}
	}
	slices.SortStableFunc(out, func(a, b part) int { return cmp.Compare(order(a), order(b)) })
	return out
}

func order(p part) int {
	n, err := strconv.Atoi(source.Trim(p.Order))
	if err != nil {
		return len(p.Order) + 1000 // behind those that have one
	}
	return n
}

// spelling is one way to write a name: its parts, beside what each is.
type spelling struct {
	parts []part
	texts []string
}

// spelled are the ways to write the name: as its values stand, then for each language and script of the other spellings.
// When a part has several in one script, each is used in one name, so that none is lost and they do not multiply.
func (n *name) spelled() []spelling {
	parts := n.sorted()
	base := spelling{parts: parts}
	var scripts []variant // language and script only
	for _, p := range parts {
		base.texts = append(base.texts, source.Trim(p.Value))
		for _, v := range p.Variants {
			scripts = source.Add(scripts, variant{Lang: v.Lang, Script: v.Script})
		}
	}
	var out []spelling
	if base.text() != "" {
		out = append(out, base)
	}
	for _, s := range scripts {
		out = append(out, base.in(s)...)
	}
	return out
}

// in are the spellings in a language and script. A part without any keeps its value where the script is the Latin, in
// which values are written, and is left out elsewhere.
func (base *spelling) in(s variant) []spelling {
	var of [][]string
	most := 0
	for _, p := range base.parts {
		var texts []string
		for _, v := range p.Variants {
			if v.Lang == s.Lang && v.Script == s.Script {
				texts = source.Add(texts, source.Trim(v.Text))
			}
		}
		of = append(of, texts)
		most = max(most, len(texts))
	}
	var out []spelling
	for i := range most {
		next := spelling{parts: base.parts}
		for k, texts := range of {
			switch {
			case len(texts) > 0:
				next.texts = append(next.texts, texts[min(i, len(texts)-1)])
			case s.Script == "LATN" || s.Script == "":
				next.texts = append(next.texts, base.texts[k])
			default:
				next.texts = append(next.texts, "")
			}
		}
		out = append(out, next)
	}
	return out
}

func (s *spelling) text() string { return source.Joined(s.texts...) }

// names are all ways to write the name. Only the first of the main identity's primary name can be the primary.
func (n *name) names(person, main bool) []list.Name {
	var out []list.Name
	for i, s := range n.spelled() {
		one := list.Name{Text: s.text(), Weak: n.Quality == "low", Former: n.Kind == "formerly-known-as", Primary: i == 0 && main && n.Kind == "primary-name"}
		if person {
			s.structure(&one)
		}
		out = append(out, one)
	}
	return out
}

// structure sets the parts of a person's name.
func (s *spelling) structure(n *list.Name) {
	for i, p := range s.parts {
		t := s.texts[i]
		switch p.Kind {
		case "family-name":
			n.Family = source.Joined(n.Family, t)
		case "given-name":
			n.Given = source.Joined(n.Given, t)
		case "further-given-name", "father-name", "grand-father-name":
			n.Middle = source.Joined(n.Middle, t)
		}
	}
}
