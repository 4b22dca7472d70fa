package contact

import (
	"strings"
	"testing"

	"github.com/taupier-eu/taupier/content"
)

func directory(t testing.TB) *Directory {
	t.Helper()
	d, err := ReadDirectory(content.FS)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestMailboxesAreOneHoweverWritten(t *testing.T) {
	d := directory(t)
	for _, c := range []struct{ written, want string }{
		{"One@Example.org", "one@example.org"},
		{" one+jobs@example.org ", "one@example.org"},
		{"a.b+x@gmail.com", "ab@gmail.com"},
		{"ab@googlemail.com", "ab@gmail.com"},
		{"a.b@outlook.com", "a.b@outlook.com"},
		{"a.b+x@outlook.com", "a.b@outlook.com"},
		{"a_b-c@pm.me", "abc@proton.me"},
		{"one@me.com", "one@icloud.com"},
		{"a.b@example.org", "a.b@example.org"},
		{"one+two@gmx.de", "one+two@gmx.de"},
		{"+x@example.org", "+x@example.org"},
		{"...@gmail.com", "...@gmail.com"},
		{"one@bücher.example", "one@xn--bcher-kva.example"},
		{"one@xn--bcher-kva.example", "one@xn--bcher-kva.example"},
		{"\"odd@local\"@example.org", "\"odd@local\"@example.org"},
		{"one", ""}, {"@example.org", ""}, {"one@", ""}, {"", ""},
		{"One <one@example.org>", ""},
		{strings.Repeat("a", 400) + "@example.org", ""},
	} {
		if got := d.ReadMail(c.written).Key; got != c.want {
			t.Errorf("%q is %q, want %q", c.written, got, c.want)
		}
	}
}

func TestListsSayWhatADomainIs(t *testing.T) {
	d := directory(t)
	for domain, want := range map[string]MailKind{
		"gmail.com": MailOpen, "duck.com": MailRelay, "one.aleeas.com": MailRelay, "mailinator.com": MailThrowaway, "x.mailinator.com": MailThrowaway,
		"example.org": MailOther, "mailinator.com.example": MailOther, "com": MailOther,
	} {
		if got := d.ReadMail("one@" + domain).Kind; got != want {
			t.Errorf("%s is %q, want %q", domain, got, want)
		}
	}
	if d.AsOf() == "" {
		t.Error("the list of throw-away domains has no day")
	}
}

func TestARegisteredDomainIsFoundByThePublicSuffixList(t *testing.T) {
	for domain, want := range map[string]string{"mail.example.co.uk": "example.co.uk", "example.org": "example.org", "a.b.example.org": "example.org"} {
		if got := (*Directory)(nil).ReadMail("one@" + domain).Site; got != want {
			t.Errorf("the site of %s is %q, want %q", domain, got, want)
		}
	}
}

func TestWithoutADirectoryTheTagFallsAway(t *testing.T) {
	if got := (*Directory)(nil).ReadMail("a.b+x@gmail.com"); got.Key != "a.b@gmail.com" || got.Kind != MailOther || got.Tag != "x" {
		t.Errorf("%+v", got)
	}
}

func TestAListWithoutItsDayIsRefused(t *testing.T) {
	if err := (&Directory{throwaway: map[string]bool{}}).readThrowaway([]byte("example.com\n")); err == nil {
		t.Error("taken")
	}
}

func FuzzMail(f *testing.F) {
	for _, s := range []string{"a.b+x@gmail.com", "@", "a@b", "one@xn--a", "é@É.example", "+@gmail.com", "a@.", "\"a b\"@example.org"} {
		f.Add(s)
	}
	d := directory(f)
	f.Fuzz(func(t *testing.T, written string) {
		m := d.ReadMail(written)
		if m.Key == "" {
			return
		}
		if again := d.ReadMail(m.Key); again.Key != m.Key {
			t.Fatalf("%q has key %q, which has key %q", written, m.Key, again.Key)
		}
	})
}
