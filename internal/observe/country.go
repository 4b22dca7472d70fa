package observe

import (
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
	"golang.org/x/text/unicode/norm"

	"github.com/taupier-eu/taupier/internal/core"
)

// otherNames are country names that vendors write and the Unicode tables do not. A name that stands
// for two countries, such as Korea alone, is left out.
var otherNames = map[string]string{
	"United States of America": "US", "USA": "US", "Great Britain": "GB", "United Kingdom of Great Britain and Northern Ireland": "GB",
	"Republic of Korea": "KR", "Korea, Republic of": "KR", "Democratic People's Republic of Korea": "KP", "Korea, Democratic People's Republic of": "KP",
	"Russian Federation": "RU", "Viet Nam": "VN", "Czech Republic": "CZ", "Slovak Republic": "SK", "Hong Kong": "HK", "Macao": "MO", "Macau": "MO",
	"Türkiye": "TR", "Turkey": "TR", "Netherlands, Kingdom of the": "NL", "Iran, Islamic Republic of": "IR", "Syrian Arab Republic": "SY",
	"Moldova, Republic of": "MD", "Republic of Moldova": "MD", "Republic of Lithuania": "LT", "Republic of Serbia": "RS",
	"Macedonia": "MK", "North Macedonia": "MK", "Republic of North Macedonia": "MK", "XKX": "XK", "Holy See": "VA",
	"Tanzania, United Republic of": "TZ", "United Republic of Tanzania": "TZ", "Ivory Coast": "CI", "Côte d'Ivoire": "CI",
	"Cabo Verde": "CV", "Eswatini": "SZ", "Swaziland": "SZ", "Congo": "CG", "Republic of the Congo": "CG", "Congo Republic": "CG",
	"DR Congo": "CD", "Democratic Republic of the Congo": "CD", "Congo, Democratic Republic of the": "CD", "Congo, The Democratic Republic of the": "CD",
	"Taiwan, Province of China": "TW", "Palestine": "PS", "State of Palestine": "PS", "Palestine, State of": "PS", "Palestinian Territory": "PS",
	"Hashemite Kingdom of Jordan": "JO", "Burma": "MM", "Myanmar": "MM", "Lao People's Democratic Republic": "LA", "Brunei Darussalam": "BN",
	"East Timor": "TL", "Saint Vincent and the Grenadines": "VC", "Federated States of Micronesia": "FM", "Micronesia, Federated States of": "FM",
	"Bolivia, Plurinational State of": "BO", "Venezuela, Bolivarian Republic of": "VE", "Falkland Islands (Malvinas)": "FK",
	"Saint Martin": "MF", "Saint Martin (French part)": "MF", "Sint Maarten (Dutch part)": "SX", "Virgin Islands, U.S.": "VI", "Virgin Islands, British": "VG",
}

// countryCodes maps English names and alpha-3 codes of ISO 3166-1 to alpha-2 codes, by their key and
// as they are mostly written.
var countryCodes = sync.OnceValue(func() map[string]string {
	names := display.English.Regions()
	out := map[string]string{}
	for a := 'A'; a <= 'Z'; a++ {
		for b := 'A'; b <= 'Z'; b++ {
			code := string([]rune{a, b})
			r, err := language.ParseRegion(code)
			if err != nil || !r.IsCountry() || r.ISO3() == "ZZZ" || r.Canonicalize().String() != code {
				continue
			}
			name := names.Name(r)
			if name == "" || out[name] != "" {
				continue // withdrawn codes have no name, or the name of their successor
			}
			out[name], out[nameKey(name)] = code, code
			out[nameKey(r.ISO3())] = code
		}
	}
	for name, code := range otherNames {
		out[name], out[nameKey(name)] = code, code
	}
	return out
})

// nameKey is what spellings of one name have in common: letters without case and accents, St for
// Saint, & for and, no article before it.
func nameKey(name string) string {
	name = strings.ToLower(strings.TrimSpace(name))
	name = strings.TrimPrefix(name, "the ")
	name = strings.ReplaceAll(name, "&", " and ")
	var b strings.Builder
	for _, word := range strings.FieldsFunc(norm.NFD.String(name), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.Is(unicode.Mn, r) }) {
		if word == "st" {
			word = "saint"
		}
		for _, r := range word {
			if unicode.IsLetter(r) {
				b.WriteRune(r)
			}
		}
	}
	return b.String()
}

const longestCountry = 80

// NamedPlace is Place for sources that write the country as a name, an alpha-3 or an alpha-2 code.
func (k *Keeper) NamedPlace(country, city string) core.Place {
	country = strings.TrimSpace(country)
	if len(country) == 2 {
		return k.Place(country, city)
	}
	if country == "" || len(country) > longestCountry {
		return core.Place{}
	}
	codes := countryCodes()
	code, ok := codes[country]
	if !ok {
		code = codes[nameKey(country)]
	}
	return k.Place(code, city)
}
