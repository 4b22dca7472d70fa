package detect

import (
	"testing"

	"github.com/taupier-eu/taupier/internal/core"
)

func TestTunnels(t *testing.T) {
	through := func(where core.Where, n int, kind core.Kind) []core.Observation {
		return onDays(n, func(o *core.Observation) { o.Where, o.Kind, o.Place = where, kind, core.Place{} })
	}
	t.Run("one day through Astrill is a question", func(t *testing.T) {
		expect(t, world(t, worker("p1", "Rennes", "FR")), through(core.WhereAstrill, 1, core.KindSignin), "p1 H01")
	})
	t.Run("a consumer VPN is one only as a habit", func(t *testing.T) {
		expect(t, world(t, worker("p1", "Rennes", "FR")), through(core.WhereVPN, 2, core.KindSignin))
		expect(t, world(t, worker("p1", "Rennes", "FR")), through(core.WhereVPN, 3, core.KindSignin), "p1 H02")
	})
	t.Run("relays, gateways and mobile carriers are no tunnels", func(t *testing.T) {
		for _, where := range []core.Where{core.WhereRelay, core.WhereGateway, core.WhereMobile, core.WhereOwn} {
			expect(t, world(t, worker("p1", "Rennes", "FR")), through(where, 30, core.KindSignin))
		}
	})
	t.Run("a declared VPN ends the question, another product does not", func(t *testing.T) {
		d := worker("p1", "Rennes", "FR")
		d.Stated.Equipment = []core.Equipment{{Kind: "vpn", What: "NordVPN"}}
		expect(t, world(t, d), through(core.WhereVPN, 5, core.KindSignin))
		expect(t, world(t, d), through(core.WhereAstrill, 5, core.KindSignin), "p1 H01")
	})
	t.Run("a candidate's application and interview are signals of their own", func(t *testing.T) {
		d := worker("p1", "Rennes", "FR")
		d.Stage = core.Interview
		seen := append(through(core.WhereVPN, 1, core.KindApplication), through(core.WhereVPN, 1, core.KindMeeting)...)
		expect(t, world(t, d), seen, "p1 A11", "p1 D07")
	})
}
