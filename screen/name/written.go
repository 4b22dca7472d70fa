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
func (p *Parsed) written() {
	for i := range p.Tokens {
		t := &p.Tokens[i]
		full, ok := writtenOut()[t.Text]
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
