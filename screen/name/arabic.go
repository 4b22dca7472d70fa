package name

import "strings"

// arabicLetters follow the table of ICAO Doc 9303-3 (Arabic, Persian, Urdu) brought to ASCII. Alef, waw, ya and ain
// are consonants or vowels by place and are read by arabicLong.
var arabicLetters = scheme{
	'ب': "b", 'ت': "t", 'ث': "th", 'ج': "j", 'ح': "h", 'خ': "kh", 'د': "d", 'ذ': "dh", 'ر': "r", 'ز': "z", 'س': "s", 'ش': "sh", 'ص': "s",
	'ض': "d", 'ط': "t", 'ظ': "z", 'غ': "gh", 'ف': "f", 'ق': "q", 'ك': "k", 'ک': "k", 'ل': "l", 'م': "m", 'ن': "n", 'ه': "h",
	'پ': "p", 'چ': "ch", 'ژ': "zh", 'گ': "g", 'ڤ': "v", 'ٹ': "t", 'ڈ': "d", 'ڑ': "r", 'ں': "n", 'ھ': "h", 'ہ': "h", 'ۀ': "eh", 'ێ': "e",
	'ء': "", 'ئ': "i", 'ؤ': "u", 'ڵ': "l", 'ړ': "r", 'ڕ': "r", 'ټ': "t", 'ډ': "d", 'ښ': "sh", 'ځ': "z", 'څ': "ts", 'ڼ': "n", 'ګ': "g", 'ۇ': "u",
	'َ': "a", 'ُ': "u", 'ِ': "i", 'ً': "an", 'ٌ': "un", 'ٍ': "in", 'ْ': "", 'ٰ': "a", 'ـ': "",
}

// arabicPlain brings letters with and without hamza, and Persian forms, to one.
var arabicPlain = strings.NewReplacer("أ", "ا", "إ", "ا", "آ", "ا", "ٱ", "ا", "ى", "ي", "ی", "ي", "ے", "ي", "ک", "ك", "ہ", "ه", "ھ", "ه", "ە", "ه",
	"َ", "", "ُ", "", "ِ", "", "ً", "", "ٌ", "", "ٍ", "", "ْ", "", "ّ", "", "ٰ", "", "ـ", "", "ٔ", "", "ۀ", "ه", "ة", "ه")

// arabicParticles are short words of names, which follow the particles of Latin writing.
var arabicParticles = map[string]string{
	"بن": "bin", "ابن": "ibn", "بنت": "bint", "ابو": "abu", "ابي": "abi", "ولد": "ould", "ال": "al", "آل": "al", "ام": "umm", "اغ": "ag", "بو": "bu",
}

// arabicTokens reads a word of Arabic letters; the article ال and a joined عبد become tokens of their own, as Latin writing
// has them. It tells whether the word was read without its vowels.
func (p *Parsed) arabicTokens(s string, from int) (guessed bool) {
	if t := words().native(s); t != nil {
		p.add(*t, from, Unknown)
		return false
	}
	if latin, ok := arabicParticles[arabicPlain.Replace(s)]; ok {
		p.add(find(latin), from, Particle)
		return false
	}
	if rest, ok := strings.CutPrefix(s, "عبدال"); ok && len(rest) >= 6 {
		p.add(find("abd"), from, Unknown)
		s = "ال" + rest
	}
	if rest, ok := strings.CutPrefix(s, "ال"); ok && len(rest) >= 6 {
		p.add(find("al"), from, Particle)
		return p.arabicTokens(rest, from)
	}
	p.add(arabicToken(s), from, Unknown)
	return true
}

// native finds a writing of another script: as written, and with the variants of its letters brought to one.
func (l *lexicon) native(s string) *Token {
	if t := l.natives[s]; t != nil {
		return t
	}
	return l.natives[arabicPlain.Replace(s)]
}

// arabicToken reads a name that the table does not have. Short vowels are not written, so it is read with a between
// consonants; Forms are the folds of the likeliest other readings, and any reading has the same Sound.
func arabicToken(s string) Token {
	list := vowelled(arabicSlots([]rune(s)))
	t := Token{Text: list[0]}
	if t.Text == "" {
		return t
	}
	var b [96]byte
	t.Fold = string(foldLatin(b[:0], t.Text))
	t.Sound = string(appendSound(nil, t.Fold))
	forms := list[:0]
	for _, f := range list[1:] {
		forms = append(forms, string(foldLatin(b[:0], f)))
	}
	t.Forms = bounded(forms, t.Fold)
	return t
}

// arabicSlots gives the readings of each letter and of the gaps between them, the usual reading first.
func arabicSlots(rs []rune) [][]string {
	var slots [][]string
	open := true // no consonant waits for a vowel
	for i, r := range rs {
		read := arabicLong(rs, i)
		if read == nil {
			if out := spellLetter(r, []scheme{arabicLetters}); out != "" {
				read = append([]string{out}, arabicOther[r]...)
			}
		}
		if read == nil {
			continue
		}
		if c := read[0][0]; !vowel(c) || c == 'y' && i == 0 {
			if !open {
				slots = append(slots, gap(i, len(rs)))
			}
			open = false
		} else {
			open = true
		}
		slots = append(slots, read)
	}
	return slots
}

// gap is the vowel between two consonants: always one after the first, perhaps none before the last or further inside.
func gap(i, n int) []string {
	switch {
	case i == 1:
		return []string{"a", "i", "u", "e", "o"}
	case i == n-1:
		return []string{"i", "e", "", "a"}
	}
	return []string{"", "a", "i"}
}

// arabicOther are the further readings of consonants that differ by country.
var arabicOther = map[rune][]string{'ج': {"g"}, 'ق': {"k", "g"}, 'ذ': {"z"}, 'ث': {"s"}, 'ض': {"z"}, 'ظ': {"d"}}

// arabicLong reads alef, waw, ya, ain and the final ه and ى.
func arabicLong(rs []rune, i int) []string {
	first, last := i == 0, i == len(rs)-1
	switch rs[i] {
	case 'ا', 'أ', 'إ', 'آ', 'ٱ':
		if first {
			return []string{"a", "i", "u"}
		}
		return []string{"a"}
	case 'ع':
		if first {
			return []string{"a", "u", "i"}
		}
		if last && long(rs, i-1) {
			return nil
		}
		return []string{"a"}
	case 'و':
		if first || last && long(rs, i-1) || !last && long(rs, i+1) || !first && rs[i-1] == 'ا' {
			return []string{"w"}
		}
		return []string{"u", "o", "aw", "w"}
	case 'ي', 'ی', 'ے':
		if first || !last && long(rs, i+1) || !last && rs[i-1] == 'ا' {
			return []string{"y"}
		}
		return []string{"i", "e", "ay"}
	case 'ى':
		return []string{"a", "i"}
	case 'ه', 'ة', 'ہ', 'ە':
		if last && i > 1 && !long(rs, i-1) {
			return []string{"a"}
		}
	}
	return nil
}

func long(rs []rune, i int) bool { return i >= 0 && strings.ContainsRune("اوىيی", rs[i]) }

// vowelled joins slots: the usual reading first, then those that differ from it in one place, then in two.
func vowelled(slots [][]string) []string {
	at := make([]int, len(slots))
	out := []string{spoken(slots, at)}
	for i := 0; i < len(slots) && len(out) <= 2*MaxForms; i++ {
		for at[i] = 1; at[i] < len(slots[i]); at[i]++ {
			out = append(out, spoken(slots, at))
		}
		at[i] = 0
	}
	for i := range slots {
		for j := i + 1; j < len(slots); j++ {
			if len(out) > 2*MaxForms {
				return out
			}
			for at[i] = 1; at[i] < len(slots[i]); at[i]++ {
				for at[j] = 1; at[j] < len(slots[j]); at[j]++ {
					out = append(out, spoken(slots, at))
				}
				at[j] = 0
			}
			at[i] = 0
		}
	}
	return out
}

func spoken(slots [][]string, at []int) string {
	var b strings.Builder
	for i, s := range slots {
		b.WriteString(s[at[i]])
	}
	return b.String()
}
