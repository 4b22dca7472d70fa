package fairness

import "testing"

// The check digits of an IBAN make the whole number leave a remainder of 1 (ISO 13616).
func TestAccountsElsewhereAreValid(t *testing.T) {
	for _, country := range []string{"DE", "LT"} {
		s := iban(country, "acct-1")
		rest := 0
		for _, r := range s[4:] + letters(s[:2]) + s[2:4] {
			rest = (rest*10 + int(r-'0')) % 97
		}
		if rest != 1 || s == iban(country, "acct-2") || s != iban(country, "acct-1") {
			t.Errorf("%s: remainder %d", s, rest)
		}
	}
}
