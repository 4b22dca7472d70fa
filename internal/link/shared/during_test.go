package shared

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/link"
)

func on(s string) time.Time {
	if s == "" {
		return time.Time{}
	}
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		panic(err)
	}
	return t
}

// grown is a picture around p: a device that he and q had one after the other, a line of q and r, and a telephone of p and s that nobody dated.
func grown() Picture {
	thing := func(id string, kind core.TraitKind, holders ...link.Holder) link.Thing {
		return link.Thing{ID: id, Kind: kind, Count: len(holders), Holders: holders}
	}
	had := func(id, from, to string) link.Holder { return link.Holder{Person: id, From: on(from), To: on(to)} }
	p := Picture{Middle: Person{ID: "p"}, Things: []link.Thing{
		thing("device", core.TraitDevice, had("p", "2026-01-10", "2026-02-20"), had("q", "2026-03-01", "")),
		thing("line", core.TraitIP, had("q", "2026-03-05", "2026-04-01"), had("r", "2026-03-20", "2026-05-01")),
		thing("phone", core.TraitPhone, had("p", "", ""), had("s", "", "")),
	}}
	for _, id := range []string{"p", "q", "r", "s"} {
		p.People = append(p.People, Node{Person: Person{ID: id}})
	}
	return p
}

func TestOnlyWhatWasThereOnTheDaysConnects(t *testing.T) {
	for name, c := range map[string]struct {
		from, to       string
		people, things []string
	}{
		"all days":                                  {"", "", []string{"p", "q", "r", "s"}, []string{"device", "line", "phone"}},
		"before anybody had anything":               {"", "2026-01-09", []string{"p", "s"}, []string{"phone"}},
		"on the day that one begins":                {"", "2026-03-01", []string{"p", "q", "s"}, []string{"device", "phone"}},
		"the day before":                            {"", "2026-02-28", []string{"p", "s"}, []string{"phone"}},
		"one after the other, both within":          {"2026-02-20", "2026-03-19", []string{"p", "q", "s"}, []string{"device", "phone"}},
		"and once the third has come":               {"2026-02-20", "2026-03-20", []string{"p", "q", "r", "s"}, []string{"device", "line", "phone"}},
		"what is not connected any more is not one": {"2026-02-21", "", []string{"p", "s"}, []string{"phone"}},
	} {
		t.Run(name, func(t *testing.T) {
			got := grown().During(Days{on(c.from), on(c.to)})
			var people, things []string
			for _, n := range got.People {
				people = append(people, n.ID)
			}
			for _, x := range got.Things {
				things = append(things, x.ID)
			}
			if diff := cmp.Diff([2][]string{c.people, c.things}, [2][]string{people, things}); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestAroundAThingItIsThoseWhoHadItThen(t *testing.T) {
	p := grown()
	p.Middle, p.Thing = Person{}, link.Thing{ID: "line"}
	got := p.During(Days{From: on("2026-02-21")})
	if len(got.Things) != 1 || got.Things[0].ID != "line" || len(got.People) != 2 {
		t.Errorf("%+v", got)
	}
}

func TestAPictureGrewOnTheDaysOnWhichSomebodyBegan(t *testing.T) {
	want := []time.Time{on("2026-01-10"), on("2026-03-01"), on("2026-03-05"), on("2026-03-20")}
	if diff := cmp.Diff(want, grown().Began()); diff != "" {
		t.Error(diff)
	}
}
