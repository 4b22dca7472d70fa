package detect

import (
	"strings"
	"time"

	"github.com/taupier-eu/taupier/internal/core"
)

// grants raises J09: somebody gives himself a right, without a ticket that agreed to it.
type grants struct {
	w    *World
	seen dossiers[grantUse]
}

type grantUse struct {
	proof Proof
	what  []string
}

func newGrants(w *World) Detector { return &grants{w: w, seen: dossiers[grantUse]{}} }

func (g *grants) Feed(d *core.Dossier, o *core.Observation) {
	if o.Kind != core.KindGrant || d.Explained("privilege", o.At, "") {
		return
	}
	if o.OtherPerson != d.ID && (o.Other == "" || !strings.EqualFold(o.Other, o.Account)) {
		return
	}
	u := g.seen.of(d)
	u.proof.Add(o, "grant", o.Target)
	u.what = add(u.what, o.Target)
}

func (g *grants) Raise(out *core.Sink) {
	g.seen.each(g.w, func(d *core.Dossier, u *grantUse) {
		out.Raise("J09", d.ID, u.proof.First, core.Args{"what": some(u.what), "day": u.proof.First.Format(time.DateOnly)}, u.proof.Evidence()...)
	})
}
