package eval

import (
	"slices"
	"strings"

	"github.com/taupier-eu/taupier/screen/list"
)

// Origin is the tradition of names that an entry is put under, by the country that the list states, never by its name.
type Origin string

// The origins. Other holds all that is not written by one of their rules.
const (
	Korean     Origin = "korean"
	Chinese    Origin = "chinese"
	Cyrillic   Origin = "cyrillic"
	Arabic     Origin = "arabic"
	Persian    Origin = "persian"
	SouthAsian Origin = "south-asian"
	Hispanic   Origin = "hispanic"
	Other      Origin = "other"
)

var originCountries = map[Origin]string{
	Korean: "KP KR", Chinese: "CN TW HK MO SG", Cyrillic: "RU BY UA KZ KG BG RS", Persian: "IR AF TJ", SouthAsian: "PK IN BD",
	Arabic:   "SA SY IQ LB JO EG LY TN DZ MA YE KW QA AE BH OM PS SD MR",
	Hispanic: "MX CO VE CU GT HN NI SV PA EC PE CL AR ES DO CR BO",
}

// originProgrammes stand in where no country is stated: the beginning of a programme's name.
var originProgrammes = []struct {
	begins string
	origin Origin
}{
	{"DPRK", Korean}, {"UKRAINE", Cyrillic}, {"RUSSIA", Cyrillic}, {"BELARUS", Cyrillic}, {"MAGNIT", Cyrillic}, {"CAATSA - RUSSIA", Cyrillic},
	{"IRAN", Persian}, {"IFSR", Persian}, {"IRGC", Persian}, {"SYRIA", Arabic}, {"IRAQ", Arabic}, {"LIBYA", Arabic}, {"VENEZUELA", Hispanic}, {"HK-", Chinese},
}

func originOf(e *list.Entry) Origin {
	for _, n := range e.Nations {
		for o, countries := range originCountries {
			if slices.Contains(strings.Fields(countries), n) {
				return o
			}
		}
	}
	if len(e.Nations) > 0 {
		return Other
	}
	for _, p := range e.Programmes {
		for _, k := range originProgrammes {
			if strings.HasPrefix(strings.ToUpper(p), k.begins) {
				return k.origin
			}
		}
	}
	return Other
}
