package core

import "testing"

func TestTheLanguageThatIsWantedMostIsSpoken(t *testing.T) {
	for header, want := range map[string]Lang{
		"": English, "fr": French, "FR-be": French, "en-GB,fr;q=0.9": English, "de, fr;q=0.5": French, "de": English, "*": English,
		"en;q=0.4, fr;q=0.8": French, "fr;q=0, en;q=0.1": English, "fr;q=0": English, "frr": English, "fr;q=much": English, "fr;q=NaN": English,
	} {
		if got := Accepted(header); got != want {
			t.Errorf("%q is answered in %s, want %s", header, got, want)
		}
	}
}
