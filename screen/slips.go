package screen

// distance is what separates two spellings: edits (optimal string alignment: a swap of neighbours is one) and how
// implausible they are as slips, in nats over the most plausible one.
type distance struct {
	count int
	cost  float32
}

const maxSlipLength = 24

// slips compares two spellings; beyond three edits it only says so. Substitutions of neighbours on a keyboard (QWERTY,
// QWERTZ, AZERTY) or of consonants that sound alike, doubled letters, swaps and vowels are the slips that people make.
func slips(a, b string) distance {
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(b)-len(a) > 3 || len(b) > maxSlipLength {
		return distance{count: 4}
	}
	if len(a) == 0 {
		return distance{len(b), float32(len(b)) * plain}
	}
	if len(a) == 1 && len(b) == 1 {
		return distance{1, substitution(a[0], b[0])}
	}
	if len(a) == 2 && len(b) == 2 && a[0] == b[1] && a[1] == b[0] {
		return distance{1, plausible}
	}
	return align(a, b)
}

const (
	plausible = 0
	plain     = 0.7
)

func align(a, b string) distance {
	var rows [3][maxSlipLength + 1]int
	for j := 0; j <= len(b); j++ {
		rows[0][j] = j
	}
	last, cur, before := &rows[0], &rows[1], &rows[2]
	for i := 1; i <= len(a); i++ {
		cur[0] = i
		for j := 1; j <= len(b); j++ {
			d := last[j-1]
			if a[i-1] != b[j-1] {
				d++
			}
			d = min(d, last[j]+1, cur[j-1]+1)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				d = min(d, before[j-2]+1)
			}
			cur[j] = d
		}
		before, last, cur = last, cur, before
	}
	n := last[len(b)]
	return distance{n, float32(n) * plain}
}

// keyboard rows; a key's neighbours are in its row or the next one, one place away.
var keyboards = [][]string{{"qwertyuiop", "asdfghjkl", "zxcvbnm"}, {"azertyuiop", "qsdfghjklm", "wxcvbn"}, {"qwertzuiop", "asdfghjkl", "yxcvbnm"}}

var near = func() (t [26][26]bool) {
	for _, rows := range keyboards {
		for i, row := range rows {
			for j := range row {
				for _, other := range rows[max(0, i-1):min(len(rows), i+2)] {
					for k := max(0, j-1); k < min(len(other), j+2); k++ {
						t[row[j]-'a'][other[k]-'a'] = true
					}
				}
			}
		}
	}
	for _, group := range []string{"aeiouy", "bp", "dt", "gkqc", "szcjx", "fvw", "lr", "mn"} {
		for i := range group {
			for j := range group {
				t[group[i]-'a'][group[j]-'a'] = true
			}
		}
	}
	return t
}()

func substitution(a, b byte) float32 {
	if a >= 'a' && a <= 'z' && b >= 'a' && b <= 'z' && near[a-'a'][b-'a'] {
		return plausible
	}
	return plain
}
