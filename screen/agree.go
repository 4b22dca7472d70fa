package screen

import "strings"

// Agreement is how two tokens agree.
type Agreement uint8

// The kinds of agreement, the strongest first.
const (
	None        Agreement = iota
	Same                  // letter for letter
	Fold                  // spellings of one name: Sergei, Serguei
	Form                  // one of the spellings in use, which stands for other names too: Lee, Ri
	Feminine              // Petrov, Petrova
	Nickname              // Sasha, Aleksandr
	Typo                  // one slip
	Typos                 // two slips in a long token
	Sound                 // sounds alike
	FirstLetter           // V., Vladimir
)

// costs are what a kind of agreement is worth less than the name itself, in nats: -ln of how often the same bearer's name
// agrees in this way, over how much easier it is to agree in this way by chance. Set by hand; what they add up to is
// brought to a probability by the fitted model (model.go).
var costs = [...]float32{Same: 0.1, Fold: 0.4, Form: 1.2, Feminine: 1.2, Nickname: 2.5, Typo: 2, Typos: 4.5, Sound: 4.5}

const (
	initialWorth = 1.0 // nats: an initial agrees by chance once in a dozen, and few people write them
	manyForms    = 2.2 // a form of a syllable, of which each has several
	joinedSlip   = 3.0 // two names run together and mistyped besides
	leastFuzzy   = 0.3 // a plausible slip never speaks against one bearer
)

// agreement of two words: the kind and the nats it is worth.
type agreement struct {
	kind Agreement
	nats float32
}

// agree compares two words. It is the only place where tokens are compared: with the index and without it.
func agree(a, b *word) agreement {
	if a.joined && b.joined {
		return agreement{}
	}
	info := min(a.info, b.info)
	switch {
	case a.text == b.text:
		return worth(Same, info)
	case a.fold == b.fold:
		if a.mandarin && b.mandarin && !a.native && !b.native && a.text[0]+b.text[0] == 'l'+'y' {
			return agreement{Form, max(info-manyForms, leastFuzzy)} // Li and Yi are one family in Korea and two in China
		}
		return worth(Fold, info)
	case a.joined || b.joined:
		return slip(a, b, info)
	case sharesForm(a, b):
		if a.syllabic && b.syllabic {
			return agreement{Form, max(info-manyForms, leastFuzzy)}
		}
		return worth(Form, info)
	case feminine(a.fold, b.fold) || feminine(b.fold, a.fold):
		return worth(Feminine, info)
	case contains(a.short, b.fold) || contains(b.short, a.fold):
		return worth(Nickname, info)
	}
	return slip(a, b, info)
}

func worth(kind Agreement, info float32) agreement {
	return agreement{kind, max(info-costs[kind], leastFuzzy)}
}

// sharesForm tells whether one is a spelling that the other is also written in. Of Latin syllables only the spelling itself
// counts: what it folds to in one language is a third syllable of another.
func sharesForm(a, b *word) bool {
	if a.syllabic && b.syllabic && !a.native && !b.native {
		return contains(a.forms, b.text) || contains(b.forms, a.text)
	}
	return contains(a.forms, b.text) || contains(a.forms, b.fold) || contains(b.forms, a.text) || contains(b.forms, a.fold)
}

func contains(list []string, s string) bool {
	for _, have := range list {
		if have == s {
			return true
		}
	}
	return false
}

// feminine tells Slavic family names of women from those of men: Petrova, Petrov; Dostoevskaya, Dostoevsky.
func feminine(a, b string) bool {
	stem, ok := strings.CutSuffix(a, "a")
	if !ok || len(stem) < 4 {
		return false
	}
	if stem == b {
		return strings.HasSuffix(b, "ov") || strings.HasSuffix(b, "ev") || strings.HasSuffix(b, "in")
	}
	root, ok := strings.CutSuffix(stem, "ai")
	return ok && (b == root+"i" || b == root+"ii")
}

// slip compares words as something mistyped or misheard. Two names that people bear are two names: An and Anh, Martin and
// Marin.
func slip(a, b *word, info float32) agreement {
	if a.known && b.known || len(a.fold) < 3 || len(b.fold) < 3 {
		return agreement{}
	}
	s := slips(a.fold, b.fold)
	if s.count > 1 && (a.text != a.fold || b.text != b.fold) {
		if t := slips(a.text, b.text); t.count < s.count {
			s = t
		}
	}
	short := min(len(a.fold), len(b.fold))
	switch {
	case s.count == 1 && (a.joined || b.joined):
		return agreement{Typo, max(info-costs[Typo]-s.cost-nearness(short)-joinedSlip, leastFuzzy)}
	case s.count == 1:
		return agreement{Typo, max(info-costs[Typo]-s.cost-nearness(short), leastFuzzy)}
	case s.count == 2 && short >= longToken && !a.joined && !b.joined:
		return agreement{Typos, max(info-costs[Typos]-s.cost-nearness(short), leastFuzzy)}
	case s.count <= 3 && short >= 5 && !a.joined && !b.joined && a.sound == b.sound && a.sound.len() >= 3:
		return agreement{Sound, max(info-costs[Sound]-nearness(short), leastFuzzy)}
	}
	return agreement{}
}

// longToken is the length from which two slips are forgiven.
const longToken = 7

// nearness is how much easier it is to be near a short token than near a long one, in nats.
func nearness(length int) float32 {
	if length >= 7 {
		return 0
	}
	return 0.7 * float32(7-length)
}
