package name

// Known tells whether a Latin spelling, lower-case, is one that a table of this package holds: a name, a spelling of one,
// a short form or a syllable. A spelling that is known is hardly a slip of the pen for another.
func Known(text string) bool { return words().tokens[text] != nil }

// Syllable tells whether a Latin spelling, lower-case, is a syllable of Korean or Mandarin names.
func Syllable(text string) bool {
	r := east().syllables[text]
	return r != nil && (r.korean > 0 || r.pinyin > 0)
}
