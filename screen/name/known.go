package name

import "slices"

// Known tells whether a Latin spelling, lower-case, is one that a table of this package holds: a name, a spelling of one,
// a short form or a syllable. A spelling that is known is hardly a slip of the pen for another.
func Known(text string) bool { return words().tokens[text] != nil }

// Syllable tells whether a Latin spelling, lower-case, is a syllable of Korean or Mandarin names.
func Syllable(text string) bool {
	r := east().syllables[text]
	return r != nil && (r.korean > 0 || r.pinyin > 0)
}

// Eastern tells whether a Latin spelling, lower-case, is a syllable of Korean or Chinese names in any of their spellings,
// those of Hong Kong and of South-East Asia too.
func Eastern(text string) bool { return east().syllables[text] != nil }

// Mandarin tells whether a Latin spelling, lower-case, is a syllable of Hanyu Pinyin or of Wade and Giles.
func Mandarin(text string) bool {
	r := east().syllables[text]
	return r != nil && r.pinyin > 0
}

// Korean tells whether a Latin spelling, lower-case, is a syllable of Korean names.
func Korean(text string) bool {
	r := east().syllables[text]
	return r != nil && r.korean > 0
}

// KoreanAlike tells whether two Latin spellings, lower-case, may stand for one syllable of hangul.
func KoreanAlike(a, b string) bool {
	other := east().stands[b]
	for _, block := range east().stands[a] {
		if slices.Contains(other, block) {
			return true
		}
	}
	return false
}
