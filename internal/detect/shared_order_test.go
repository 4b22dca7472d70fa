package detect

import (
	"fmt"
	"math/rand/v2"
	"net/netip"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/taupier-eu/taupier/internal/core"
)

// What happens to devices, payroll accounts and people who leave is the same in any order, findings
// and traits alike.
func TestTheOrderOfDevicesAndChangesChangesNothing(t *testing.T) {
	p1, p2 := withLaptop("p1"), withLaptop("p2")
	p1.Dates.Started, p1.Dates.Notice, p1.Dates.Left = on(-120), on(10), on(16)
	p1.Recorded.Shipments = []core.Shipment{{Device: "SN-p1", Ordered: on(-2), Delivered: core.Delivery{At: on(0), City: "Lyon", Country: "FR"}}}
	p2.Recorded.Devices[0].Issued = on(0)
	w := world(t, p1, p2)
	w.Now = noon.AddDate(0, 3, 0)
	cities := []core.Place{{Country: "FR", City: "Rennes"}, {Country: "GR", City: "Athens"}, {Country: "AT", City: "Vienna"}, {}}
	kinds := []core.Kind{core.KindShipment, core.KindChange, core.KindDeviceSeen, core.KindProcess, core.KindHardware, core.KindRule, core.KindSignin, core.KindClone, core.KindUpload}
	targets := map[core.Kind][]string{
		core.KindShipment: {"ordered", "redirected", "delivered"}, core.KindChange: {"address", "bank"}, core.KindRule: {"I01", "I03"},
		core.KindProcess: {"AnyDesk.exe"}, core.KindHardware: {"1d6b:0104 JetKVM"},
	}
	rapid.Check(t, func(rt *rapid.T) {
		n := rapid.IntRange(0, 200).Draw(rt, "n")
		r := rand.New(rand.NewPCG(rapid.Uint64().Draw(rt, "seed"), 2))
		seen := make([]core.Observation, n)
		for i := range seen {
			seen[i] = act(func(o *core.Observation) {
				o.Person = []string{"p1", "p2"}[r.IntN(2)]
				o.Account = []string{"p1@example.com", "p2@example.com"}[r.IntN(2)]
				o.Kind = kinds[r.IntN(len(kinds))]
				o.At, o.Line = noon.Add(time.Duration(r.IntN(30*24*60)-5*24*60)*time.Minute), i+1
				o.Place, o.Where = cities[r.IntN(len(cities))], []core.Where{"", "", core.WhereVPN}[r.IntN(3)]
				o.IP = netip.AddrFrom4([4]byte{198, 51, 100, byte(r.IntN(3))})
				o.Device = []string{"SN-p1", "lap-p2", "x9"}[r.IntN(3)]
				o.Source = []string{"okta", "mdm", "windows"}[r.IntN(3)]
				o.Target, o.Value = fmt.Sprint(r.IntN(40)), []string{"other", "worker", "AnyDesk.exe 123456789", "4A1B77E0"}[r.IntN(4)]
				if list := targets[o.Kind]; list != nil {
					o.Target = list[r.IntN(len(list))]
				}
			})
		}
		findings, traits := ids(judge(w, seen)), traitsOf(w, seen)
		r.Shuffle(n, func(i, j int) { seen[i], seen[j] = seen[j], seen[i] })
		if diff := cmp.Diff(findings, ids(judge(w, seen))); diff != "" {
			rt.Fatalf("another order, other findings:\n%s", diff)
		}
		if diff := cmp.Diff(traits, traitsOf(w, seen)); diff != "" {
			rt.Fatalf("another order, other traits:\n%s", diff)
		}
	})
}

func traitsOf(w *World, seen []core.Observation) []core.Trait {
	out := core.NewSink(catalogue)
	for _, det := range All(w) {
		for _, o := range seen {
			det.Feed(w.People[o.Person], &o)
		}
		det.Raise(out)
	}
	return out.Traits()
}
