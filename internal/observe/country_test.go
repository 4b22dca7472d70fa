package observe

import (
	"strings"
	"testing"

	"golang.org/x/text/language"

	"github.com/taupier-eu/taupier/internal/core"
)

func TestCountriesByNameAndCode(t *testing.T) {
	k := NewKeeper()
	for in, want := range map[string]string{
		"France": "FR", "FRA": "FR", "fra": "FR", "fr": "FR", " France ": "FR", "FRANCE": "FR",
		"United States": "US", "usa": "US", "United States of America": "US", "Russian Federation": "RU", "South Korea": "KR",
		"Korea, Republic of": "KR", "Korea (Republic of)": "KR", "North Korea": "KP", "Korea": "",
		"Czechia": "CZ", "Czech Republic": "CZ", "Germany": "DE", "DEU": "DE", "United Kingdom": "GB", "GBR": "GB", "UK": "GB", "Great Britain": "GB",
		"Türkiye": "TR", "Turkiye": "TR", "Turkey": "TR", "Côte d'Ivoire": "CI", "Cote d’Ivoire": "CI", "Ivory Coast": "CI",
		"Bosnia and Herzegovina": "BA", "Bosnia & Herzegovina": "BA", "Trinidad and Tobago": "TT", "Saint Lucia": "LC", "St. Lucia": "LC", "St Kitts and Nevis": "KN",
		"The Bahamas": "BS", "Bahamas": "BS", "The Netherlands": "NL", "Netherlands (Kingdom of the)": "NL", "Gambia": "GM", "Curacao": "CW", "Reunion": "RE",
		"DR Congo": "CD", "Congo": "CG", "Republic of the Congo": "CG", "Congo (Democratic Republic of the)": "CD", "North Macedonia": "MK", "Eswatini": "SZ",
		"Iran (Islamic Republic of)": "IR", "Iran": "IR", "Viet Nam": "VN", "Vietnam": "VN", "Hong Kong": "HK", "Macao": "MO", "Taiwan": "TW",
		"Kosovo": "XK", "Palestinian Territory": "PS", "Myanmar": "MM", "Cabo Verde": "CV", "Cape Verde": "CV", "Sao Tome and Principe": "ST",
		"Nowhere": "", "": "", "XX": "", "ZZZ": "", "the": "", "(": "", "Europe": "", "Anonymous Proxy": "",
	} {
		if got := k.NamedPlace(in, "City").Country; got != want {
			t.Errorf("%q is %q, want %q", in, got, want)
		}
	}
}

func TestACityWithoutACountryThatIsKnownIsNoPlace(t *testing.T) {
	for _, country := range []string{"", "Nowhere", strings.Repeat("France ", 100)} {
		if p := NewKeeper().NamedPlace(country, "Rennes"); p != (core.Place{}) {
			t.Errorf("%.20q gives %+v", country, p)
		}
	}
}

func TestEveryCodeIsOfACountry(t *testing.T) {
	codes := map[string]bool{}
	for name, code := range countryCodes() {
		if r, err := language.ParseRegion(code); err != nil || !r.IsCountry() {
			t.Errorf("%q is %q, which is no country", name, code)
		}
		codes[code] = true
	}
	if len(codes) < 249 { // ISO 3166-1 has 249 entries
		t.Errorf("%d countries, want all of ISO 3166-1", len(codes))
	}
}

func BenchmarkNamedPlace(b *testing.B) {
	k := NewKeeper()
	for b.Loop() {
		k.NamedPlace("France", "Rennes")
	}
}
