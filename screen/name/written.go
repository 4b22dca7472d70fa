package name

import "sync"

// writtenOut are words of organisations that are written short, and Roman numbers: short form to what it stands for.
var writtenOut = sync.OnceValue(func() map[string]string {
	m := map[string]string{}
	for _, f := range rows("written.csv", 2) {
		m[f[0]] = f[1]
	}
	return m
})

// written gives short forms the fold, and the role, of what they stand for: Intl is International, III is 3.
func (p *Parsed) written(kind Kind) {
	for i := range p.Tokens {
		t := &p.Tokens[i]
		full, ok := writtenOut()[t.Text]
		if r := romanLetters[t.Text]; kind == Vessel && i > 0 && i == len(p.Tokens)-1 && r != "" {
			full, ok = r, true
		}
		if !ok {
			continue
		}
		known := find(full)
		t.Fold, t.Sound, t.Parts, t.Forms = known.Fold, known.Sound, nil, nil
		if r, ok := roleWords()[Company][full]; ok && t.Role == Unknown {
			t.Role = r
		}
	}
}

// romanLetters are Roman numbers only at the end of a vessel's name.
var romanLetters = map[string]string{"i": "1", "v": "5", "x": "10"}
