package detect

import (
	"net/netip"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/taupier-eu/taupier/internal/core"
)

// sharedTraits judges the observations as they come and backwards, and lists who shares what of a kind.
func sharedTraits(t *testing.T, w *World, kind core.TraitKind, seen []core.Observation, want ...string) {
	t.Helper()
	backwards := slices.Clone(seen)
	slices.Reverse(backwards)
	var first []core.Trait
	for i, order := range [][]core.Observation{seen, backwards} {
		out := core.NewSink(catalogue)
		for _, det := range All(w) {
			for _, o := range order {
				if d := w.People[o.Person]; d != nil {
					det.Feed(d, &o)
				}
			}
			det.Raise(out)
		}
		var got []string
		var traits []core.Trait
		for _, tr := range out.Traits() {
			if tr.Kind == kind {
				got, traits = append(got, tr.Person+" "+tr.Value), append(traits, tr)
			}
		}
		slices.Sort(got)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("shared (-want +got):\n%s", diff)
		}
		if i == 0 {
			first = traits
		} else if diff := cmp.Diff(first, traits); diff != "" {
			t.Errorf("another order, other traits:\n%s", diff)
		}
	}
}

func pair() *twoPeople { return &twoPeople{withLaptop("p1"), withLaptop("p2")} }

// twoPeople is two people of one city with a laptop each.
type twoPeople struct{ a, b *core.Dossier }

func withLaptop(id string) *core.Dossier {
	d := worker(id, "Rennes", "FR")
	d.Recorded.Accounts = []string{id + "@example.com"}
	d.Recorded.Devices = []core.Device{{Serial: "SN-" + id, Hostname: "lap-" + id + ".example.com"}}
	return d
}

func (p *twoPeople) world(t *testing.T) *World { return world(t, p.a, p.b) }

func by(person string, days, from int, change func(o *core.Observation)) []core.Observation {
	return onDays(days, func(o *core.Observation) {
		o.Person, o.Account = person, person+"@example.com"
		o.At = o.At.AddDate(0, 0, from)
		o.Line += 100 * from
		o.IP = netip.MustParseAddr(map[string]string{"p1": "2001:db8:1:1::5", "p2": "2001:db8:2:2::5"}[person])
		change(o)
	})
}

func TestLinesOfTwoPeople(t *testing.T) {
	one := func(o *core.Observation) { o.IP = netip.MustParseAddr("198.51.100.7") }
	both := append(by("p1", 3, 0, one), by("p2", 3, 0, one)...)
	t.Run("the same days", func(t *testing.T) {
		sharedTraits(t, pair().world(t), core.TraitIP, both, "p1 198.51.100.7", "p2 198.51.100.7")
	})
	t.Run("an address that the provider handed on", func(t *testing.T) {
		sharedTraits(t, pair().world(t), core.TraitIP, append(by("p1", 5, 0, one), by("p2", 5, 40, one)...))
	})
	t.Run("two days", func(t *testing.T) {
		sharedTraits(t, pair().world(t), core.TraitIP, append(by("p1", 3, 0, one), by("p2", 2, 0, one)...))
	})
	t.Run("a coworking space", func(t *testing.T) {
		cowork := func(o *core.Observation) { one(o); o.Where = core.WhereCoworking }
		sharedTraits(t, pair().world(t), core.TraitIP, append(by("p1", 3, 0, cowork), by("p2", 3, 0, cowork)...))
	})
}
