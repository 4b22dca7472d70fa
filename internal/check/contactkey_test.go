package check

import "testing"

func TestNumbersAreOneHoweverWritten(t *testing.T) {
	for _, c := range []struct{ written, country, want string }{
		{"+33 6 39 98 12 34", "", "33639981234"},
		{"+33 (0)6 39 98 12 34", "FR", "33639981234"},
		{"0033 6 39 98 12 34", "DE", "33639981234"},
		{"06.39.98.12.34", "fr", "33639981234"},
		{"06 39 98 12 34", "IT", "0639981234"},
		{"06 39 98 12 34", "", "0639981234"},
		{"+44 7700 900123", "FR", "447700900123"},
		{"07700 900123", "GB", "447700900123"},
		{"12345", "FR", ""},
		{"", "FR", ""},
		{"ask me", "FR", ""},
	} {
		if got := phone(c.written, c.country); got != c.want {
			t.Errorf("%q in %q is %q, want %q", c.written, c.country, got, c.want)
		}
	}
}

func TestMailboxesAreOneHoweverWritten(t *testing.T) {
	for written, want := range map[string]string{
		"One@Example.org": "one@example.org", " one+jobs@example.org ": "one@example.org", "one@example.net": "one@example.net",
		"one": "", "@example.org": "", "one@": "", "": "",
	} {
		if got := mailbox(written); got != want {
			t.Errorf("%q is %q, want %q", written, got, want)
		}
	}
}
