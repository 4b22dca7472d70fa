package name

// soundMax is the length of a phonetic key.
const soundMax = 6

// soundClass brings consonants that transcriptions confuse to one letter: p b; t d; k g q; j ch zh sh s z; f v w; l r.
// 0 is left out.
var soundClass = [256]byte{
	'b': 'p', 'p': 'p', 'd': 't', 't': 't', 'g': 'k', 'k': 'k', 'q': 'k', 'c': 's', 'j': 's', 's': 's', 'z': 's',
	'x': 's', 'f': 'f', 'v': 'f', 'w': 'f', 'l': 'l', 'r': 'l', 'm': 'm', 'n': 'n',
	'0': '0', '1': '1', '2': '2', '3': '3', '4': '4', '5': '5', '6': '6', '7': '7', '8': '8', '9': '9',
}

// appendSound appends the phonetic key of a fold: classes of consonants without repetition, and "a" for a vowel (or h,
// or y) in front. Names of scripts without vowels meet under it.
func appendSound(dst []byte, fold string) []byte {
	start := len(dst)
	for i := 0; i < len(fold) && len(dst)-start < soundMax; i++ {
		c := soundClass[fold[i]]
		if c == 0 && i == 0 {
			c = 'a'
		}
		if fold[i] == 'g' && i > 0 && fold[i-1] == 'n' {
			continue // ng is one sound
		}
		if c == 's' && i > 0 && fold[i-1] == 't' && len(dst) > start {
			dst[len(dst)-1] = 's' // ts is one sound
			continue
		}
		if c != 0 && (len(dst) == start || dst[len(dst)-1] != c) {
			dst = append(dst, c)
		}
	}
	return dst
}
