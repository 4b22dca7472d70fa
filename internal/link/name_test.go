package link

import "testing"

func TestEveryKindHasANameInBothLanguages(t *testing.T) {
	for _, k := range Kinds() {
		if !Name(k).Complete() {
			t.Errorf("%s: %+v", k, Name(k))
		}
	}
}
