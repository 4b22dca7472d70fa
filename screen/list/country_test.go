package list

import "testing"

func TestCountriesAreKnownByTheNamesThatListsUse(t *testing.T) {
	for name, want := range map[string]string{
		"France": "FR", "Korea, North": "KP", "Democratic People's Republic of Korea": "KP", "Democratic People’s Republic of Korea": "KP", "Russia": "RU",
		"Russian Federation": "RU", "Serbia": "RS", "Germany": "DE", "Congo, Democratic Republic of the": "CD", "Viet Nam": "VN", "United Kingdom": "GB",
		" Iran ": "IR", "China": "CN", "Burma": "MM", "undetermined": "undetermined", "": "",
	} {
		if got := Country(name); got != want {
			t.Errorf("%q is %q, want %q", name, got, want)
		}
	}
}

func TestCountriesAreKnownInFrenchWithAndWithoutAccents(t *testing.T) {
	for name, want := range map[string]string{
		"RUSSIE": "RU", "Fédération de Russie": "RU", "COREE DU NORD": "KP", "Corée du Nord": "KP", "République populaire démocratique de Corée": "KP",
		"Côte d’Ivoire": "CI", "BIELORUSSIE": "BY", "Émirats arabes unis": "AE", "France": "FR", "Syrie": "SY", "sans": "sans", "": "",
	} {
		if got := Pays(name); got != want {
			t.Errorf("%q is %q, want %q", name, got, want)
		}
	}
}
