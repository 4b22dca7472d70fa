package check

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/taupier-eu/taupier/content"
	"github.com/taupier-eu/taupier/internal/contact"
	"github.com/taupier-eu/taupier/internal/core"
)

// contacts is the directory that ships.
func contacts(t testing.TB) *contact.Directory {
	t.Helper()
	d, err := contact.ReadDirectory(content.FS)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestOwnContactsAreFoundHoweverWritten(t *testing.T) {
	w := &World{Contacts: contacts(t)}
	d := &core.Dossier{Stated: core.Stated{
		Emails: []string{"a.b+jobs@gmail.com", "nobody"}, Phones: []string{"06 39 98 12 34", "12"}, Residence: core.Address{Country: "FR"},
	}}
	var got []string
	for _, key := range []string{w.mailbox("AB@googlemail.com"), phone("+33 (0)6 39 98 12 34", ""), ""} {
		if _, ok := w.contactKeys(d)[key]; ok {
			got = append(got, key)
		}
	}
	if diff := cmp.Diff([]string{"ab@gmail.com", "33639981234"}, got); diff != "" {
		t.Error(diff)
	}
}
