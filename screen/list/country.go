package list

import (
	"strings"
	"sync"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

// published are the names of countries that official lists use beside those of the Unicode CLDR.
var published = map[string]string{
	"korea, north": "KP", "dprk": "KP", "democratic people's republic of korea": "KP", "korea, south": "KR", "republic of korea": "KR",
	"burma": "MM", "congo, democratic republic of the": "CD", "democratic republic of the congo": "CD", "democratic republic of congo": "CD",
	"congo, republic of the": "CG", "congo": "CG", "cote d ivoire": "CI", "cote d'ivoire": "CI", "czech republic": "CZ", "hong kong": "HK", "macau": "MO",
	"iran (islamic republic of)": "IR", "islamic republic of iran": "IR", "syrian arab republic": "SY", "russian federation": "RU", "turkey": "TR", "türkiye": "TR",
	"viet nam": "VN", "lao people's democratic republic": "LA", "united republic of tanzania": "TZ", "bolivarian republic of venezuela": "VE",
	"venezuela (bolivarian republic of)": "VE", "republic of moldova": "MD", "united kingdom of great britain and northern ireland": "GB",
	"united states of america": "US", "state of palestine": "PS", "palestinian": "PS", "west bank": "PS", "bahamas, the": "BS", "gambia, the": "GM", "the gambia": "GM",
	"kosovo": "XK", "north macedonia, the republic of": "MK", "cabo verde": "CV", "brunei darussalam": "BN", "people's republic of china": "CN",
	"libyan arab jamahiriya": "LY", "sudan": "SD", "swaziland": "SZ", "bosnia and herzegovina": "BA", "trinidad and tobago": "TT",
}

var countries = sync.OnceValue(func() map[string]string {
	m := map[string]string{}
	namer := display.English.Regions()
	for a := byte('A'); a <= 'Z'; a++ {
		for b := byte('A'); b <= 'Z'; b++ {
			code := string([]byte{a, b})
			r, err := language.ParseRegion(code)
			if err != nil || !r.IsCountry() || r.String() != code || r.Canonicalize() != r || namer.Name(r) == "" {
				continue
			}
			m[strings.ToLower(namer.Name(r))] = code
		}
	}
	for name, code := range published {
		m[name] = code
	}
	return m
})

// Country is the ISO 3166-1 alpha-2 code of a country's name in English, and the name itself when it is not known.
func Country(name string) string {
	name = strings.TrimSpace(name)
	key := strings.ToLower(strings.NewReplacer("’", "'", "&", "and").Replace(name))
	if code, ok := countries()[key]; ok && key != "" {
		return code
	}
	return name
}
