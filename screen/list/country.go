package list

import (
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
	"golang.org/x/text/unicode/norm"
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
	"congo (democratic republic)": "CD", "ivory coast": "CI", "burma/myanmar": "MM", "myanmar": "MM", "myanmar/burma": "MM", "occupied palestinian territories": "PS", "palestine": "PS",
	"macedonia": "MK", "kyrgyz republic": "KG", "slovak republic": "SK", "dprk (north korea)": "KP", "korea (north)": "KP", "korea (south)": "KR",
	"the netherlands": "NL", "the bahamas": "BS", "the philippines": "PH", "st kitts and nevis": "KN", "st vincent": "VC", "st lucia": "LC", "usa": "US", "uae": "AE",
}

// publies are the names in French that official lists use beside those of the Unicode CLDR, without accents.
var publies = map[string]string{
	"federation de russie": "RU", "republique populaire democratique de coree": "KP", "rpdc": "KP", "republique de coree": "KR", "republique arabe syrienne": "SY",
	"republique islamique d'iran": "IR", "iran (republique islamique d')": "IR", "republique democratique du congo": "CD", "rdc": "CD", "congo": "CG",
	"republique du congo": "CG", "belarus": "BY", "bielorussie": "BY", "birmanie": "MM", "myanmar": "MM", "moldavie": "MD", "republique de moldavie": "MD",
	"chine": "CN", "republique populaire de chine": "CN", "hong kong": "HK", "etats-unis d'amerique": "US", "royaume-uni": "GB", "viet nam": "VN",
	"emirats arabes unis": "AE", "palestine": "PS", "territoires palestiniens": "PS", "republique centrafricaine": "CF", "guinee bissau": "GW", "turquie": "TR",
	"republique tcheque": "CZ", "macedoine": "MK", "kosovo": "XK", "cote d'ivoire": "CI", "republique dominicaine": "DO", "soudan du sud": "SS", "tanzanie": "TZ",
}

// namesIn are the names of countries in a language, folded, with their codes.
func namesIn(namer display.Namer, more map[string]string, fold func(string) string) map[string]string {
	m := map[string]string{}
	for a := byte('A'); a <= 'Z'; a++ {
		for b := byte('A'); b <= 'Z'; b++ {
			code := string([]byte{a, b})
			r, err := language.ParseRegion(code)
			if err != nil || !r.IsCountry() || r.String() != code || r.Canonicalize() != r || namer.Name(r) == "" {
				continue
			}
			m[fold(namer.Name(r))] = code
		}
	}
	for name, code := range more {
		m[name] = code
	}
	return m
}

var (
	countries = sync.OnceValue(func() map[string]string { return namesIn(display.English.Regions(), published, folded) })
	pays      = sync.OnceValue(func() map[string]string { return namesIn(display.French.Regions(), publies, unaccented) })
)

func folded(name string) string {
	return strings.ToLower(strings.NewReplacer("’", "'", "&", "and").Replace(name))
}

// unaccented folds and drops accents, which lists in capitals do not write.
func unaccented(name string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, norm.NFD.String(folded(name)))
}

// Country is the ISO 3166-1 alpha-2 code of a country's name in English, and the name itself when it is not known.
func Country(name string) string {
	name = strings.TrimSpace(name)
	if code, ok := countries()[folded(name)]; ok && name != "" {
		return code
	}
	return name
}

// Pays is the ISO 3166-1 alpha-2 code of a country's name in French, and the name itself when it is not known.
func Pays(name string) string {
	name = strings.TrimSpace(name)
	if code, ok := pays()[unaccented(name)]; ok && name != "" {
		return code
	}
	return name
}
