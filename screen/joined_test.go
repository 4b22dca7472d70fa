package screen

import (
	"testing"

	"github.com/taupier-eu/taupier/screen/list"
)

func TestSyllablesJoinedOrApartAreOneName(t *testing.T) {
	for _, c := range []struct {
		kind list.Kind
		a, b string
	}{
		{list.Vessel, "CHONG CHON GANG", "Chongchongang"}, {list.Company, "Namchongang Trading Corporation", "Nam Chon Gang Corporation"},
		{list.Person, "Kim Jong Un", "Kim Jongun"}, {list.Person, "Ayman al Zawahiri", "Ayman Alzawahiri"},
	} {
		if p := Pair(c.a, c.b, c.kind).Probability; p < CheckAt {
			t.Errorf("%s and %s: %.3f", c.a, c.b, p)
		}
	}
}
