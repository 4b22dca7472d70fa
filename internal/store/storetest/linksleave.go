package storetest

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/taupier-eu/taupier/internal/casework"
	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/ledger"
	"github.com/taupier-eu/taupier/internal/link"
	"github.com/taupier-eu/taupier/internal/store"
)

// sharedByApplicant is what p0 shares with others, all of it with somebody who stays: a number with one, another with two, and an address
// that is common only as long as he has it.
func sharedByApplicant(with ...string) []link.Thing {
	have := func(kind core.TraitKind, value string, people ...string) link.Thing {
		return Thing(kind, value, append(people, with...)...)
	}
	all := []link.Thing{have(core.TraitPhone, "number 2", "p1", "p2"), have(core.TraitIP, "192.0.2.1", "p1", "p2", "p3", "p4", "p5")}
	if len(with) > 0 {
		all = append(all, have(core.TraitPhone, "number 1", "p1"))
	}
	return all
}

// applicant is a company of six in which p0 has applied long ago and stands under p6.
func applicant(id string) casework.Intake {
	in := casework.Intake{Company: casework.Company{Name: "Example", Read: Now.UnixMicro()}, Superiors: casework.Line(map[string]string{id: "p6"})}
	for i := range 7 {
		p := casework.Person{ID: fmt.Sprint("p", i), Name: fmt.Sprint("Name of p", i), Title: "Engineer", Stage: core.Employed}
		if i == 0 {
			p.ID, p.Stage, p.Days = id, core.Application, []casework.Day{{What: "applied", On: Now.AddDate(-1, 0, 0).Format(time.DateOnly)}}
		}
		in.People = append(in.People, p)
	}
	return in
}

func (b *bench) keepSharing(t *testing.T, in casework.Intake, things []link.Thing) {
	t.Helper()
	err := b.db.Act(t.Context(), ledger.Entry{At: Now, Actor: "server", Act: "company.read"}, nil, func(x *store.Tx) error {
		return errors.Join(x.Replace(in), x.PutLinks(things, []core.Link{{A: "p0", B: "p1", Stated: "couple"}}))
	})
	if err != nil {
		t.Fatal(err)
	}
}

// withoutApplicant is what everybody shares in a store in which there never was a p0.
func (b *bench) withoutApplicant(t *testing.T) string {
	t.Helper()
	other := &bench{place: b.fresh(t), fresh: b.fresh, keyFile: b.keyFile + ".other", key: b.key}
	other.open(t)
	t.Cleanup(func() { other.db.Close() })
	other.keepSharing(t, applicant("p9"), sharedByApplicant())
	return other.everybodyShares(t, "")
}

func (b *bench) everybodyShares(t *testing.T, viewer string) string {
	t.Helper()
	var out []string
	for i := range 6 {
		if i > 0 {
			out = append(out, fmt.Sprintf("p%d: %s", i, order(b.shared(t, analyst("u", viewer), fmt.Sprint("p", i)))))
		}
	}
	return strings.Join(out, "\n")
}

// linksErased: whoever is erased is in no link and no count from then on, from memory as from the database, and who comes again with the
// same is linked again.
func (b *bench) linksErased(t *testing.T) {
	want := b.withoutApplicant(t)
	b.keepSharing(t, applicant("p0"), sharedByApplicant("p0"))
	if err := b.db.GatherLinks(t.Context()); err != nil {
		t.Fatal(err)
	}
	before := b.everybodyShares(t, "")
	k := keeper(b.db, nil)
	for day := 0; day <= 8; day += 2 {
		if _, err := k.Tick(t.Context(), Now.AddDate(0, 0, day)); err != nil {
			t.Fatal(err)
		}
	}
	for _, where := range []string{"from before it was gathered anew", "once it was"} {
		if got := b.everybodyShares(t, ""); got != want {
			t.Errorf("%s:\n%s\nwant\n%s", where, got, want)
		}
		if err := b.db.GatherLinks(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	b.keepSharing(t, applicant("p0"), sharedByApplicant("p0"))
	if got := b.everybodyShares(t, ""); got != before {
		t.Errorf("come again:\n%s\nwant\n%s", got, before)
	}
}

// linksLeft: whoever is read no more is in no link from then on, also for whom the wall kept him from and before what people share was read.
func (b *bench) linksLeft(t *testing.T) {
	want := b.withoutApplicant(t)
	b.keepSharing(t, applicant("p0"), sharedByApplicant("p0"))
	if err := b.db.GatherLinks(t.Context()); err != nil {
		t.Fatal(err)
	}
	err := b.db.Act(t.Context(), ledger.Entry{At: Now, Actor: "server", Act: "company.part"}, nil, func(x *store.Tx) error { return x.Replace(applicant("p9")) })
	if err != nil {
		t.Fatal(err)
	}
	for _, viewer := range []string{"", "p6"} {
		if got := b.everybodyShares(t, viewer); got != want {
			t.Errorf("seen by %q:\n%s\nwant\n%s", viewer, got, want)
		}
	}
}
