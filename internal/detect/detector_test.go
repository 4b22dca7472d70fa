package detect

import (
	"fmt"
	"math/rand/v2"
	"net/netip"
	"os"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/place"
)

// noon is an ordinary Monday.
var noon = time.Date(2026, 10, 5, 12, 0, 0, 0, time.UTC)

var catalogue = signals()

// signals are complete catalogue entries for every signal that a detector may raise.
func signals() core.Catalogue {
	text := core.Text{EN: "text", FR: "texte"}
	c := core.Catalogue{}
	for letter, family := range map[string]core.Family{"A": core.FamilyApplication, "B": core.FamilyContact, "D": core.FamilyInterview, "E": core.FamilyIdentity, "F": core.FamilyShipping, "G": core.FamilyPayment, "H": core.FamilyNetwork, "I": core.FamilyEndpoint, "J": core.FamilyBehaviour, "K": core.FamilyExit, "L": core.FamilyLink} {
		for i := range 25 {
			for _, suffix := range []string{"", "b"} {
				id := fmt.Sprintf("%s%02d%s", letter, i, suffix)
				c[id] = core.Signal{
					ID: id, Family: family, Stages: core.Stages, Strength: core.Medium, Why: text, Title: text, Question: text, Says: text,
					Innocent: []core.Text{text}, Ask: []core.Text{text}, Legal: text, Sources: []core.Source{{Key: "D", Title: "test", Mark: "D"}},
				}
			}
		}
	}
	return c
}

func atlas(t testing.TB) *place.Atlas {
	t.Helper()
	data, err := os.ReadFile("../../content/places/cities.csv")
	if err != nil {
		t.Fatal(err)
	}
	a, err := place.ReadAtlas(data)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// worker is somebody who lives in a city and has worked since long.
func worker(id, city, country string) *core.Dossier {
	d := &core.Dossier{ID: id, Stage: core.Employed, Input: "people/" + id + "/person.yaml", Lines: map[string]int{"id": 1}}
	d.Stated.Residence = core.Address{City: city, Country: country}
	d.Dates.Started = core.Date{Time: noon.AddDate(-1, 0, 0)}
	return d
}

func world(t testing.TB, people ...*core.Dossier) *World {
	w := &World{Company: &core.Company{Name: "Example"}, People: map[string]*core.Dossier{}, Atlas: atlas(t), Now: noon.AddDate(0, 1, 0), Rules: map[string]RuleTerms{}}
	for _, d := range people {
		d.Number = len(w.People)
		w.People[d.ID] = d
	}
	return w
}

// act is an ordinary sign-in of p1 from home; change adapts it.
func act(change func(o *core.Observation)) core.Observation {
	o := core.Observation{
		Kind: core.KindSignin, At: noon, Source: "okta", Account: "p1@example.com", Person: "p1", IP: netip.MustParseAddr("2001:db8:1:1::5"),
		Place: core.Place{Country: "FR", City: "Rennes"}, Agent: "Chrome", Input: "logs/a.jsonl", Line: 1,
	}
	change(&o)
	return o
}

// onDays repeats an act on n following days.
func onDays(n int, change func(o *core.Observation)) []core.Observation {
	var out []core.Observation
	for i := range n {
		out = append(out, act(func(o *core.Observation) {
			o.At, o.Line = noon.AddDate(0, 0, i), i+1
			change(o)
		}))
	}
	return out
}

// judge feeds the observations to every detector and says which signals were raised about whom.
func judge(w *World, seen []core.Observation) []core.Finding {
	out := core.NewSink(catalogue)
	detectors := All(w)
	for i := range seen {
		o := seen[i]
		if d := w.People[o.Person]; d != nil {
			for _, det := range detectors {
				det.Feed(d, &o)
			}
		}
	}
	for _, det := range detectors {
		det.Raise(out)
	}
	return out.Findings()
}

func raised(w *World, seen []core.Observation) []string {
	var out []string
	for _, f := range judge(w, seen) {
		if id := f.Person() + " " + f.Signal().ID; !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	slices.Sort(out)
	return out
}

// expect judges the observations as they come and backwards.
func expect(t *testing.T, w *World, seen []core.Observation, want ...string) {
	t.Helper()
	backwards := slices.Clone(seen)
	slices.Reverse(backwards)
	for name, order := range map[string][]core.Observation{"forwards": seen, "backwards": backwards} {
		if diff := cmp.Diff(want, raised(w, order)); diff != "" {
			t.Errorf("%s, raised (-want +got):\n%s", name, diff)
		}
	}
}

func TestOrdinaryWorkRaisesNothing(t *testing.T) {
	w := world(t, worker("p1", "Rennes", "FR"))
	seen := onDays(40, func(*core.Observation) {})
	seen = append(seen, onDays(40, func(o *core.Observation) { o.Kind, o.Source, o.Device = core.KindDeviceSeen, "mdm", "SER1" })...)
	seen = append(seen, onDays(5, func(o *core.Observation) { o.Kind, o.Target = core.KindClone, "example/web" })...)
	expect(t, w, seen)
}

func TestTheOrderOfInputChangesNothing(t *testing.T) {
	people := []*core.Dossier{worker("p1", "Rennes", "FR"), worker("p2", "Lyon", "FR")}
	people[0].Dates.Started = core.Date{Time: noon.AddDate(0, 0, -10)}
	w := world(t, people...)
	cities := []core.Place{{Country: "FR", City: "Rennes"}, {Country: "FR", City: "Lyon"}, {Country: "GR", City: "Athens"}, {Country: "PT", City: "Lisbon"}}
	kinds := []core.Kind{core.KindSignin, core.KindDeviceSeen, core.KindMFAEnrol, core.KindClone, core.KindUpload, core.KindDownload, core.KindMeeting, core.KindGrant, core.KindSignature, core.KindApplication, core.KindRule}
	wheres := []core.Where{core.WhereUnknown, core.WhereUnknown, core.WhereUnknown, core.WhereVPN, core.WhereAstrill, core.WhereMobile}
	rapid.Check(t, func(rt *rapid.T) {
		n := rapid.IntRange(0, 150).Draw(rt, "n")
		r := rand.New(rand.NewPCG(rapid.Uint64().Draw(rt, "seed"), 1))
		var seen []core.Observation
		for i := range n {
			seen = append(seen, act(func(o *core.Observation) {
				o.Person = []string{"p1", "p2"}[r.IntN(2)]
				o.Kind, o.Where = kinds[r.IntN(len(kinds))], wheres[r.IntN(len(wheres))]
				o.At = noon.Add(time.Duration(r.IntN(20*24*60)) * time.Minute)
				o.Place = cities[r.IntN(len(cities))]
				o.IP = netip.AddrFrom16([16]byte{0x20, 0x01, 0x0d, 0xb8, 7: byte(r.IntN(4)), 15: 1})
				o.Session, o.Agent = fmt.Sprint(r.IntN(4)), fmt.Sprint(r.IntN(3))
				o.Factor, o.Target, o.Value = fmt.Sprint(r.IntN(3)), fmt.Sprintf("I%02d", 1+r.IntN(4)), fmt.Sprint(r.IntN(3))
				o.Camera, o.Millis, o.Managed = core.CameraOff, 400, core.No
				o.OtherPerson, o.Line = o.Person, i+1
			}))
		}
		first := ids(judge(w, seen))
		r.Shuffle(len(seen), func(i, j int) { seen[i], seen[j] = seen[j], seen[i] })
		if diff := cmp.Diff(first, ids(judge(w, seen))); diff != "" {
			rt.Fatalf("another order, other findings:\n%s", diff)
		}
	})
}

func ids(findings []core.Finding) []string {
	var out []string
	for _, f := range findings {
		out = append(out, f.Signal().ID+" "+f.ID()+" "+f.Says(core.English))
	}
	return out
}
