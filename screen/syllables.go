package screen

import (
	"sync"

	"github.com/taupier-eu/taupier/screen/name"
)

// syllableTable holds how many people of each group have a syllable in their given name: the sum over the frequent given
// names that hold it.
type syllableTable struct{ share map[string]*[groups]float32 }

var syllables = sync.OnceValue(func() syllableTable {
	t := syllableTable{map[string]*[groups]float32{}}
	for i, group := range name.Groups() {
		for _, s := range name.Frequent(group, name.Given) {
			for _, token := range name.Parse(s.Name, name.Person).Tokens {
				for k := range token.Parts {
					t.add(token.Parts[k].Fold, i, s.Share)
				}
			}
		}
	}
	return t
})

func (t *syllableTable) add(fold string, group int, share float64) {
	have := t.share[fold]
	if have == nil {
		have = &[groups]float32{}
		t.share[fold] = have
	}
	have[group] += float32(share)
}
