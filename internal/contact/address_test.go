package contact

import "testing"

func TestAddressesAreOneHoweverWritten(t *testing.T) {
	type address struct{ line, postcode, city, country string }
	for _, c := range []struct {
		name string
		a, b address
		same bool
	}{
		{"the number after the street", address{"12 rue des lilas", "35000", "rennes", "FR"}, address{"rue des lilas 12", "35000", "", "fr"}, true},
		{"an abbreviated street", address{"12 av de la gare", "35000", "", "FR"}, address{"12 avenue de la gare", "35000", "", "FR"}, true},
		{"an abbreviated German street", address{"lindenstr 4a", "10115", "", "DE"}, address{"4a lindenstraße", "10115", "", "DE"}, true},
		{"spaces in the postcode", address{"damrak 1", "1012 lg", "", "NL"}, address{"damrak 1", "1012LG", "", "NL"}, true},
		{"two flats of one house", address{"12 rue des lilas appt 3", "35000", "", "FR"}, address{"12 rue des lilas appt 4", "35000", "", "FR"}, false},
		{"two houses", address{"12 rue des lilas", "35000", "", "FR"}, address{"14 rue des lilas", "35000", "", "FR"}, false},
		{"two towns", address{"12 rue des lilas", "35000", "", "FR"}, address{"12 rue des lilas", "59000", "", "FR"}, false},
		{"a date in the name of a street", address{"1 rue du 8 mai 1945", "35000", "", "FR"}, address{"8 rue du 1 mai 1945", "35000", "", "FR"}, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := NormalAddress(c.a.line, c.a.postcode, c.a.city, c.a.country)
			b := NormalAddress(c.b.line, c.b.postcode, c.b.city, c.b.country)
			if a == b != c.same {
				t.Errorf("%q and %q, want same: %v", a, b, c.same)
			}
		})
	}
}

func TestWordsSayWhatStandsThere(t *testing.T) {
	d := directory(t)
	for line, want := range map[string]AddressKind{
		"po box 12": AddressPOBox, "500 main street pmb 214": AddressMailbox, "mail boxes etc 12 rue des lilas": AddressMailbox,
		"packstation 123": AddressShop, "regus 4th floor": AddressCoworking, "12 rue des lilas": AddressOther, "12 box lane": AddressOther, "bpost lane 4": AddressOther,
	} {
		if got, _ := d.AddressKind(line); got != want {
			t.Errorf("%q is %q, want %q", line, got, want)
		}
	}
}
