package name

import (
	"sort"
	"strconv"
	"strings"
	"sync"
)

// reading is one Latin syllable of East Asian names: what it may stand for.
type reading struct {
	token  Token
	korean int // weight in Korean names, 0 when it is no Korean syllable
	pinyin int // weight in Mandarin names
	family int // weight as a family name

	twofold  bool // another reading folds to the text itself: "suk" is 석 (sok) and 숙 (suk)
	fromWade bool // the fold is that of the most frequent syllable with this Wade–Giles spelling
	best     int
}

// eastern is what is known of East Asian syllables: Latin spelling to reading, hangul block to weights, character to readings.
type eastern struct {
	syllables map[string]*reading
	blocks    map[rune]block
	usual     map[rune]string // hangul block to the spelling that families use most
	chars     map[rune]char
	stands    map[string][]rune // Latin spelling to the hangul blocks that it may stand for
}

type block struct{ family, given int }

type char struct {
	korean string   // the Sino-Korean reading in hangul
	other  []string // spellings outside pinyin
}

var east = sync.OnceValue(loadEast)

func loadEast() *eastern {
	e := &eastern{syllables: map[string]*reading{}, blocks: map[rune]block{}, usual: map[rune]string{}, chars: map[rune]char{}, stands: map[string][]rune{}}
	explicit := e.readKorean()
	e.readHan()
	e.addKorean(explicit)
	e.addMandarin()
	e.addDiaspora()
	for text, r := range e.syllables {
		r.finish(text)
	}
	return e
}

func (e *eastern) readKorean() map[string]rune {
	explicit := map[string]rune{}
	for _, f := range rows("korean.csv", 3) {
		weight, _ := strconv.Atoi(f[1])
		for _, b := range f[2] {
			have := e.blocks[b]
			switch f[0] {
			case "family":
				have.family = max(have.family, weight)
			case "given":
				have.given = max(have.given, weight)
			default:
				explicit[f[1]] = b
				if e.usual[b] == "" {
					e.usual[b] = f[1]
				}
				continue
			}
			e.blocks[b] = have
		}
	}
	return explicit
}

func (e *eastern) readHan() {
	for _, f := range rows("han.csv", 3) {
		c := char{korean: f[1]}
		if f[2] != "" {
			c.other = strings.Split(f[2], ",")
		}
		for _, r := range f[0] {
			if r != '/' {
				e.chars[r] = c
			}
		}
	}
}

type candidate struct {
	block rune
	score int
}

// addKorean turns the spellings of the blocks round: a Latin syllable is read as the block that it most often stands for,
// and the readings that are not far behind become forms.
func (e *eastern) addKorean(explicit map[string]rune) {
	found := map[string][]candidate{}
	for b, weight := range e.blocks {
		s, _ := decompose(b)
		for i, text := range s.spellings() {
			if len(text) > 1 {
				found[text] = append(found[text], candidate{b, 100 * max(weight.family, weight.given) / (3 + i)})
			}
		}
	}
	for text, b := range explicit {
		found[text] = append(found[text], candidate{b, 1 << 20})
	}
	for text, list := range found {
		for _, c := range list {
			e.stands[text] = append(e.stands[text], c.block)
		}
		sort.Slice(list, func(i, j int) bool {
			return list[i].score > list[j].score || list[i].score == list[j].score && list[i].block < list[j].block
		})
		e.syllables[text] = e.koreanReading(text, list)
	}
}

func (e *eastern) koreanReading(text string, list []candidate) *reading {
	first, _ := decompose(list[0].block)
	r := &reading{token: Token{Fold: first.fold()}}
	for i, c := range list {
		s, _ := decompose(c.block)
		w := e.blocks[c.block]
		if i == 0 || c.score >= list[min(1, len(list)-1)].score/4 {
			r.korean, r.family = max(r.korean, w.given, 1), max(r.family, w.family)
			if fold := s.fold(); fold != r.token.Fold {
				r.token.Forms = appendNew(appendNew(r.token.Forms, fold), s.rr())
				r.twofold = r.twofold || fold == text
			}
		}
	}
	return r
}

// addMandarin adds pinyin and the Wade–Giles spellings. A spelling that is pinyin itself keeps that reading; what else it
// may stand for becomes a form.
func (e *eastern) addMandarin() {
	weights := map[string]int{}
	for r := range e.chars {
		weights[readingOf(r)] += 4
	}
	all := strings.Fields(pinyinSyllables)
	for _, p := range all {
		r := e.at(p, p)
		r.pinyin = 1 + weights[p]
	}
	for _, p := range all {
		w := wade(p)
		if w == p || len(w) < 2 || len(p) < 2 {
			continue
		}
		e.syllables[p].form(w)
		r := e.at(w, "")
		r.form(p)
		r.pinyin = max(r.pinyin, weights[p])
		if r.token.Fold == "" || r.fromWade && weights[p] > r.best {
			r.token.Fold, r.best = e.syllables[p].token.Fold, weights[p]
			r.fromWade = true
		}
	}
}

// at is the reading of a spelling; a new one folds to fold.
func (e *eastern) at(text, fold string) *reading {
	r := e.syllables[text]
	if r == nil {
		r = &reading{token: Token{Fold: fold}}
		e.syllables[text] = r
	}
	return r
}

// addDiaspora adds the spellings of Hong Kong, Taiwan and South-East Asia, by character: Wong is 王 or 黃.
func (e *eastern) addDiaspora() {
	order := make([]rune, 0, len(e.chars))
	for r := range e.chars {
		order = append(order, r)
	}
	sort.Slice(order, func(i, j int) bool { return order[i] < order[j] })
	for _, c := range order {
		p := readingOf(c)
		for _, text := range e.chars[c].other {
			if text == p || len(text) < 2 {
				continue
			}
			e.at(text, text).form(p)
			if r := e.syllables[p]; r != nil {
				r.form(text)
			}
		}
	}
}

func (r *reading) form(s string) { r.token.Forms = appendNew(r.token.Forms, s) }

func (r *reading) finish(text string) {
	t := &r.token
	t.Text = text
	kept := t.Forms[:0]
	for _, f := range t.Forms {
		if (f != text || r.twofold) && f != "" && len(kept) < MaxForms {
			kept = append(kept, f)
		}
	}
	t.Forms = kept
	t.Sound = string(appendSound(nil, t.Fold))
}
