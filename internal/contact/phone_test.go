package contact

import (
	"strings"
	"testing"

	"github.com/nyaruka/phonenumbers"
	"pgregory.net/rapid"
)

func TestNumbersAreOneHoweverWritten(t *testing.T) {
	for _, c := range []struct{ written, country, want string }{
		{"+33 6 39 98 12 34", "", "33639981234"},
		{"+33 (0)6 39 98 12 34", "FR", "33639981234"},
		{"0033 6 39 98 12 34", "DE", "33639981234"},
		{"06.39.98.12.34", "fr", "33639981234"},
		{"+44 7700 900123", "FR", "447700900123"},
		{"07700 900123", "GB", "447700900123"},
		{"(07700) 900-123", "GB", "447700900123"},
		{"02 1234 5678", "IT", "390212345678"},
		{"(202) 555-0123", "US", "12025550123"},
		{"+1 202 555 0123", "", "12025550123"},
		{"06 39 98 12 34", "", "0639981234"},
		{"12345", "FR", ""},
		{"0012345", "FR", ""},
		{"", "FR", ""},
		{"ask me", "FR", ""},
		{strings.Repeat("1", 80), "FR", ""},
	} {
		if got := ReadPhone(c.written, c.country).Key; got != c.want {
			t.Errorf("%q in %q is %q, want %q", c.written, c.country, got, c.want)
		}
	}
}

// Numbers kept for fiction are on no network, so that the plans do not know them; the library's own examples
// stand for numbers that plans give out.
func TestAPlanTellsTheKindOfLine(t *testing.T) {
	for _, c := range []struct {
		region string
		kind   phonenumbers.PhoneNumberType
		want   Line
	}{
		{"FR", phonenumbers.MOBILE, LineMobile}, {"FR", phonenumbers.FIXED_LINE, LineFixed}, {"FR", phonenumbers.VOIP, LineVoIP},
		{"DE", phonenumbers.MOBILE, LineMobile}, {"GB", phonenumbers.VOIP, LineVoIP}, {"US", phonenumbers.FIXED_LINE, LineEither},
		{"FR", phonenumbers.TOLL_FREE, LineService}, {"GB", phonenumbers.PERSONAL_NUMBER, LineVoIP},
	} {
		n := phonenumbers.GetExampleNumberForType(c.region, c.kind)
		p := ReadPhone(phonenumbers.Format(n, phonenumbers.INTERNATIONAL), "")
		if p.Region != c.region || p.Line != c.want || !p.Exists {
			t.Errorf("%s of kind %d is %+v, want %s", c.region, c.kind, p, c.want)
		}
	}
}

func TestANumberThatNoPlanHoldsIsStillANumber(t *testing.T) {
	if p := ReadPhone("+33 6 39 98 12 34", ""); p.Key != "33639981234" || p.Exists || p.Line != LineUnknown {
		t.Errorf("%+v", p)
	}
}

func TestSpacesAndDotsMakeNoOtherNumber(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		digits := []byte("33639980000")
		for i := 7; i < len(digits); i++ {
			digits[i] = byte('0' + rapid.IntRange(0, 9).Draw(r, "digit"))
		}
		var b strings.Builder
		b.WriteByte('+')
		for _, c := range digits {
			b.WriteByte(c)
			b.WriteString(rapid.SampledFrom([]string{"", " ", ".", "-", "\u00a0", "/"}).Draw(r, "between"))
		}
		if got := ReadPhone(b.String(), rapid.SampledFrom([]string{"", "FR", "DE", "US"}).Draw(r, "country")).Key; got != string(digits) {
			r.Fatalf("%q is %q, want %q", b.String(), got, digits)
		}
	})
}

func FuzzPhone(f *testing.F) {
	for _, s := range []string{"+33 6 39 98 12 34", "00", "+", "tel:;phone-context=+1", "٠٦٣٩٩٨١٢٣٤", "+999999999999999999999", "(0)(0)", "0044 7700 900123 ext. 5"} {
		f.Add(s, "FR")
	}
	f.Fuzz(func(t *testing.T, written, country string) {
		p := ReadPhone(written, country)
		for _, c := range p.Key {
			if c < '0' || c > '9' {
				t.Fatalf("%q has key %q", written, p.Key)
			}
		}
		if p.E164 != "" && ReadPhone(p.E164, "").Key != p.Key {
			t.Fatalf("%q is %q, which reads as %q", written, p.E164, ReadPhone(p.E164, "").Key)
		}
	})
}
