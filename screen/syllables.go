package screen

import (
	"sync"

	"github.com/taupier-eu/taupier/screen/name"
)

// syllableTable holds how many people have a syllable in their given name: the sum over the frequent given names of a
// group that hold it, of the group where it is most frequent.
type syllableTable struct{ share map[string]float64 }

var syllables = sync.OnceValue(func() syllableTable {
	t := syllableTable{map[string]float64{}}
	for _, group := range name.Groups() {
		of := map[string]float64{}
		for _, s := range name.Frequent(group, name.Given) {
			for _, token := range name.Parse(s.Name, name.Person).Tokens {
				for i := range token.Parts {
					of[token.Parts[i].Fold] += s.Share
				}
			}
		}
		for fold, share := range of {
			t.share[fold] = max(t.share[fold], share)
		}
	}
	return t
})
