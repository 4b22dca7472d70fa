package name

import (
	"strings"
	"sync"
	"unicode"
)

// KoreanReadings are the hangul spellings that a name in Han characters or in Cyrillic letters stands for when it is read as
// a Korean one: 金正恩 and Ким Чен Ын are 김정은. Han characters are read one by one; Cyrillic syllables by the system of
// Kontsevich (1950s, the usage of Russian atlases and press) and its older habits. A name is read so only when it is three
// syllables that begin with a Korean family name; others have no Korean reading here. The same characters may be a Chinese
// name: who asks a list gets both readings.
func KoreanReadings(s string) []string {
	if r := hanReading(s); r != "" {
		return []string{r}
	}
	return kontsevichReadings(s)
}

// readingSyllables is how many syllables a name must have: family name and a given name of two.
const readingSyllables = 3

func hanReading(s string) string {
	var blocks []rune
	for _, r := range s {
		if unicode.IsSpace(r) {
			continue
		}
		readings := []rune(east().chars[r].korean)
		if len(blocks) == 0 {
			readings = families(readings)
		}
		if len(readings) == 0 || len(blocks) == readingSyllables {
			return ""
		}
		blocks = append(blocks, readings[0])
	}
	if len(blocks) != readingSyllables {
		return ""
	}
	return string(blocks)
}

// mostReadings bounds how many readings of one Cyrillic name are given.
const mostReadings = 4

func kontsevichReadings(s string) []string {
	tokens := strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return unicode.IsSpace(r) || r == '-' })
	if len(tokens) != readingSyllables {
		return nil
	}
	out := []string{""}
	for i, t := range tokens {
		blocks := kontsevich()[t]
		if i == 0 {
			blocks = families(blocks)
		}
		var longer []string
		for _, before := range out {
			for _, b := range blocks[:min(len(blocks), 2)] {
				longer = append(longer, before+string(b))
			}
		}
		out = longer
	}
	return out[:min(len(out), mostReadings)]
}

// families keeps the block that is the most frequent family name.
func families(blocks []rune) []rune {
	var best []rune
	weight := 0
	for _, b := range blocks {
		if w := east().blocks[b].family; w > weight {
			best, weight = []rune{b}, w
		}
	}
	return best
}

// Letters of Kontsevich's system for the parts of a syllable, in the order of initials, medials and finals; the first is the
// system's own, the others are habits of the press (Чен for Чон, Ир for Иль, Чжу for Чу).
var (
	cyrillicInitials = [19]string{"к г", "кк", "н", "т д", "тт", "р л", "м", "п б", "пп", "с", "сс", "", "ч чж дж", "чч", "чх", "кх", "тх", "пх", "х"}
	cyrillicMedials  = [21]string{"а", "э", "я", "йя", "о е", "е э", "ё е", "е йе", "о", "ва", "вэ", "ве", "ё", "у", "во", "ве", "ви", "ю", "ы", "ый ы и", "и"}
	cyrillicFinals   = [28]string{"", "к", "к", "к", "н", "н", "н", "т", "ль р л", "к", "м", "ль", "ль", "ль", "п", "ль", "м", "п", "п", "т", "т", "н", "т", "т", "к", "т", "п", "т"}
)

// kontsevich gives the blocks that a Cyrillic syllable stands for, the most frequent in names first.
var kontsevich = sync.OnceValue(func() map[string][]rune {
	m := map[string][]rune{}
	for b := rune(hangulFirst); b <= hangulLast; b++ {
		weight, known := east().blocks[b]
		if !known || max(weight.family, weight.given) == 0 {
			continue
		}
		s, _ := decompose(b)
		for _, first := range parts(cyrillicInitials[s.first]) {
			for _, middle := range parts(cyrillicMedials[s.middle]) {
				for _, last := range parts(cyrillicFinals[s.last]) {
					enter(m, first+middle+last, b)
				}
			}
		}
	}
	return m
})

func parts(s string) []string { return strings.Split(s, " ") }

func enter(m map[string][]rune, key string, b rune) {
	weight := func(r rune) int { return max(east().blocks[r].given, east().blocks[r].family/2) }
	list := m[key]
	for _, have := range list {
		if have == b {
			return
		}
	}
	at := len(list)
	for at > 0 && weight(list[at-1]) < weight(b) {
		at--
	}
	m[key] = append(list[:at:at], append([]rune{b}, list[at:]...)...)
}
