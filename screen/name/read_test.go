package name

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func codes(p Parsed) []NoteCode {
	var out []NoteCode
	for _, n := range p.Notes {
		out = append(out, n.Code)
	}
	return out
}

func TestOddWritingIsNotedAndRead(t *testing.T) {
	for _, c := range []struct {
		what, in string
		texts    []string
		notes    []NoteCode
	}{
		{"zero-width space", "Ki\u200bm Yong", []string{"kim", "yong"}, []NoteCode{Invisible}},
		{"right-to-left override", "\u202eKim\u202c Yong", []string{"kim", "yong"}, []NoteCode{Invisible}},
		{"hangul filler", "Kim\u3164 Yong", []string{"kim", "yong"}, []NoteCode{Invisible}},
		{"Cyrillic a in a Latin word", "Pаrk Yong", []string{"park", "yong"}, []NoteCode{MixedScripts}},
		{"Greek capitals in a Latin word", "ΚIM Yong", []string{"kim", "yong"}, []NoteCode{MixedScripts}},
		{"Latin a in a Cyrillic word", "Шевчeнко", []string{"shevchenko"}, []NoteCode{MixedScripts}},
		{"emoji", "Kim 😀 Yong", []string{"kim", "yong"}, []NoteCode{Dropped}},
		{"full-width letters", "Ｋｉｍ", []string{"kim"}, nil},
		{"a script that nobody reads here", "ᏣᎳᎩ Kim", []string{"kim"}, []NoteCode{Unreadable}},
		{"nothing", " \t", nil, []NoteCode{Empty}},
		{"signs only", "!?…", nil, []NoteCode{Empty}},
		{"broken UTF-8", "Kim\xff\xfeYong", []string{"kim", "yong"}, nil},
		{"Arabic digits", "Unit ٣٤", []string{"unit", "34"}, nil},
		{"apostrophes of every kind", "O’Brien O'Neil Saʿd", []string{"obrien", "oneil", "sad"}, nil},
		{"one letter", "X", []string{"x"}, nil},
	} {
		p := Parse(c.in, Person)
		if d := cmp.Diff(c.texts, texts(p)); d != "" {
			t.Errorf("%s:\n%s", c.what, d)
		}
		if d := cmp.Diff(c.notes, codes(p)); d != "" {
			t.Errorf("%s, notes:\n%s", c.what, d)
		}
	}
}

func TestLongNamesAreCutAndSaySo(t *testing.T) {
	for _, in := range []string{strings.Repeat("a", 10000), strings.Repeat("김", 10000), strings.Repeat("Kim ", 400), strings.Repeat("é ", 400)} {
		p := Parse(in, Person)
		if len(p.Tokens) == 0 || len(p.Tokens) > MaxTokens {
			t.Errorf("%d bytes give %d tokens", len(in), len(p.Tokens))
		}
		if c := codes(p); len(c) == 0 || c[0] != Cut {
			t.Errorf("%d bytes are cut without a note: %v", len(in), p.Notes)
		}
	}
}

func TestTheNoteOfALookAlikeNamesTheLetter(t *testing.T) {
	p := Parse("Pаrk", Person)
	if d := cmp.Diff([]Note{{MixedScripts, "P U+0430 r k"}}, p.Notes); !strings.Contains(p.Notes[0].Detail, "U+0430") {
		t.Error(d)
	}
}

func TestScriptsAreListedInOrderOfAppearance(t *testing.T) {
	if d := cmp.Diff([]Script{Latin, Hangul, Han}, Parse("Kim 정은 金", Person).Scripts); d != "" {
		t.Error(d)
	}
}
