package check

import "testing"

func TestNamesOfOneEmployer(t *testing.T) {
	for _, c := range []struct {
		a, b string
		same bool
	}{
		{"Example Ltd", "EXAMPLE", true}, {"Example S.A.S.", "Example SAS", true}, {"Example Labs GmbH", "Example", true}, {"Éxample & Co", "Example", true},
		{"Example", "Sample", false}, {"Ltd", "GmbH", false}, {"", "Example", false}, {"Ab Example", "Example AB", true},
	} {
		if got := sameEmployer(c.a, c.b); got != c.same {
			t.Errorf("%q and %q: %v, want %v", c.a, c.b, got, c.same)
		}
	}
}
