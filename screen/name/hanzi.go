package name

import (
	"slices"
	"sync"
)

// compoundHan are family names of two characters.
var compoundHan = map[string]bool{
	"欧阳": true, "歐陽": true, "司马": true, "司馬": true, "诸葛": true, "諸葛": true, "上官": true, "皇甫": true, "尉迟": true, "尉遲": true,
	"公孙": true, "公孫": true, "慕容": true, "令狐": true, "司徒": true, "夏侯": true, "东方": true, "東方": true, "南宫": true, "南宮": true,
	"鲜于": true, "鮮于": true, "独孤": true, "獨孤": true, "宇文": true, "长孙": true, "長孫": true, "端木": true, "轩辕": true, "軒轅": true,
}

type japaneseNames struct{ family, given map[string]string }

var japanese = sync.OnceValue(func() japaneseNames {
	j := japaneseNames{map[string]string{}, map[string]string{}}
	for _, f := range rows("japanese.csv", 3) {
		if f[0] == "family" {
			j.family[f[1]] = f[2]
		} else if _, ok := j.given[f[1]]; !ok {
			j.given[f[1]] = f[2]
		}
	}
	return j
})

// hanTokens reads a word of Han characters as a name: in Japanese when its beginning is a Japanese family name and the
// rest reads as a given name, else in Mandarin, with the Korean and the other southern spellings as forms. first tells
// that the word begins the name, so that its family name is in it.
func (p *Parsed) hanTokens(s string, from int, kind Kind, first bool) {
	chars := []rune(s)
	if kind != Person {
		p.hanCompany(s, from)
		return
	}
	if first && p.japaneseTokens(chars, from) {
		return
	}
	family := 0
	if first && len(chars) <= 4 {
		family = 1
		if len(chars) > 2 && compoundHan[string(chars[:2])] {
			family = 2
		}
	}
	if family > 0 {
		p.add(hanName(chars[:family], true), from, Family)
	}
	if rest := chars[family:]; len(rest) > 0 && len(rest) <= 3 {
		p.add(hanName(rest, false), from, Given)
	} else {
		for _, c := range rest {
			p.add(hanToken(c, false), from, Unknown)
		}
	}
}

// add appends a token; one without a reading is noted instead.
func (p *Parsed) add(t Token, from int, role Role) {
	if t.Text == "" {
		p.note(Unreadable, p.Scripts[len(p.Scripts)-1])
		return
	}
	t.From, t.Role, t.Native = from, role, true
	if len(t.Parts) > 0 {
		t.Parts = slices.Clone(t.Parts) // they may be a table's
		for i := range t.Parts {
			t.Parts[i].Native = true
		}
	}
	p.Tokens = append(p.Tokens, t)
}

func (p *Parsed) japaneseTokens(chars []rune, from int) bool {
	j := japanese()
	for n := min(3, len(chars)); n >= 2; n-- {
		family, ok := j.family[string(chars[:n])]
		if !ok {
			continue
		}
		rest := string(chars[n:])
		given, known := j.given[rest]
		if rest != "" && !known && n == 2 && len(chars) == 3 && east().chars[chars[0]].korean != "" {
			return false // 王子明: a Chinese name that begins as a Japanese one
		}
		p.add(find(family), from, Family)
		switch {
		case known:
			p.add(find(given), from, Given)
		case rest != "":
			p.add(hanName(chars[n:], false), from, Given)
		}
		return true
	}
	return false
}

// hanToken is one character: pinyin, and as forms Wade–Giles, Korean and the southern spellings.
func hanToken(c rune, family bool) Token {
	reading := readingOf(c)
	if s, ok := surnameReadings[c]; family && ok {
		reading = s
	}
	if reading == "" {
		return Token{}
	}
	t := find(reading)
	t.Parts = nil
	forms := []string{wade(reading)}
	known := east().chars[c]
	for _, b := range known.korean {
		s, _ := decompose(b)
		forms = append(forms, s.fold(), east().usual[b], s.rr())
	}
	for i, o := range known.other {
		if i < 3 {
			forms = append(forms, o)
		}
	}
	t.Forms = bounded(append(forms, t.Forms...), t.Text)
	return t
}

// hanName joins the characters of a name part: "zhengen", with its characters as parts.
func hanName(chars []rune, family bool) Token {
	if len(chars) == 1 {
		return hanToken(chars[0], family)
	}
	var parts []Token
	for _, c := range chars {
		if t := hanToken(c, false); t.Text != "" {
			parts = append(parts, t)
		}
	}
	text := ""
	for _, t := range parts {
		text += t.Text
	}
	t := joined(text, parts)
	t.Forms = bounded(hanForms(chars), text)
	if given, ok := japanese().given[string(chars)]; ok {
		t.Forms = bounded(append([]string{given}, t.Forms...), text)
	}
	return t
}

// hanForms are the joined spellings of several characters, each in one system.
func hanForms(chars []rune) []string {
	var north, south, mandarin, canton string
	for _, c := range chars {
		reading, known := readingOf(c), east().chars[c]
		if reading == "" {
			continue
		}
		mandarin += wade(reading)
		if known.korean == "" {
			return []string{mandarin}
		}
		for _, b := range known.korean {
			s, _ := decompose(b)
			north, south = north+s.fold(), south+s.rr()
		}
		if len(known.other) > 0 {
			canton += known.other[0]
		}
	}
	return []string{north, south, mandarin, canton}
}

// hanCompany reads the name of an organisation: its known words, and every other character by itself, in Mandarin.
func (p *Parsed) hanCompany(s string, from int) {
	p.orgTokens(s, from, func(w string) Token { return hanName([]rune(w), false) }, func(rest string) {
		for _, c := range rest {
			p.add(hanToken(c, false), from, Unknown)
		}
	})
}
