package name

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func roleLine(p Parsed) string {
	var out []string
	for _, t := range p.Tokens {
		out = append(out, t.Text+"="+t.Role.String())
	}
	return strings.Join(out, " ")
}

func TestRolesFollowTheWriting(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"KIM, Yong Chol", "kim=family yong=given chol=given"},
		{"Kim Yong Chol", "kim=family yong=given chol=given"},
		{"Yong Chol Kim", "yong=given chol=given kim=family"},
		{"Kim Yongchol", "kim=family yongchol=given"},
		{"Xiaoming Zhang", "xiaoming=given zhang=family"},
		{"Nguyen Van Binh", "nguyen=family van=given binh=given"},
		{"Jan van den Berg", "jan=unknown van=particle den=particle berg=unknown"},
		{"Jeanne DUPONT", "jeanne=given dupont=family"},
		{"Ivan Petrovich Sidorov", "ivan=unknown petrovich=patronymic sidorov=unknown"},
		{"Anna Sergeevna Ivanova", "anna=unknown sergeevna=patronymic ivanova=unknown"},
		{"Marko Petrovich", "marko=unknown petrovich=unknown"},
		{"Salim bin Hamad Khoury", "salim=unknown bin=particle hamad=patronymic khoury=unknown"},
		{"Guðrún Jónsdóttir", "gudrun=unknown jonsdottir=patronymic"},
		{"J. R. Hartmann", "j=initial r=initial hartmann=unknown"},
		{"Dr. Eva Lindqvist", "eva=unknown lindqvist=unknown"},
		{"Dr. Lindqvist", "dr=title lindqvist=unknown"},
		{"김영철", "kim=family yeong=given cheol=given"},
		{"王小明", "wang=family xiaoming=given"},
		{"محمد بن سلمان", "muhammad=unknown bin=particle salman=patronymic"},
	} {
		if d := cmp.Diff(c.want, roleLine(Parse(c.in, Person))); d != "" {
			t.Errorf("%s:\n%s", c.in, d)
		}
	}
}

func TestWordsOfOrganisationsAreTold(t *testing.T) {
	for _, c := range []struct {
		in   string
		kind Kind
		want string
	}{
		{"Nordwind Handels GmbH & Co. KG", Company, "nordwind=unknown handels=unknown gmbh=legal-form co=legal-form kg=legal-form"},
		{"Soleil Bleu S.A.R.L.", Company, "soleil=unknown bleu=unknown sarl=legal-form"},
		{"Blue Crane Trading Corporation", Company, "blue=unknown crane=unknown trading=generic corporation=generic"},
		{"高山贸易有限公司", Company, "gao=unknown shan=unknown maoyi=generic youxiangongsi=legal-form"},
		{"푸른무역회사", Company, "pureun=unknown muyeok=generic hoesa=legal-form"},
		{"M/V Grey Heron", Vessel, "grey=unknown heron=unknown"},
		{"MV Grey Heron", Vessel, "grey=unknown heron=unknown"},
	} {
		if d := cmp.Diff(c.want, roleLine(Parse(c.in, c.kind))); d != "" {
			t.Errorf("%s:\n%s", c.in, d)
		}
	}
}

func TestWordsOfOrganisationsKeepTheirEnglish(t *testing.T) {
	english, korean := Parse("Trading", Company).Tokens[0], Parse("무역", Company).Tokens[0]
	if Meet(&english, &korean) != ByForm {
		t.Errorf("trading and 무역 do not meet: %+v", korean)
	}
}
