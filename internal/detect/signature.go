package detect

import (
	"strings"
	"time"

	"github.com/taupier-eu/taupier/internal/core"
)

// signatures raises E10: a contract was signed from another country than the person stated or
// announced, or through a tunnel nobody knew of.
type signatures struct {
	w    *World
	seen dossiers[signed]
}

type signed struct {
	proof Proof
	place map[moment]signedAt
}

type signedAt struct{ document, where, city, country string }

func newSignatures(w *World) Detector { return &signatures{w: w, seen: dossiers[signed]{}} }

func (s *signatures) Feed(d *core.Dossier, o *core.Observation) {
	if o.Kind != core.KindSignature || !s.away(d, o) {
		return
	}
	x := s.seen.of(d)
	x.proof.Add(o, "ip", address(o))
	if x.place == nil {
		x.place = map[moment]signedAt{}
	}
	where := name(o.Place)
	if o.Where.Tunnel() {
		where = strings.TrimPrefix(where+", "+network(o), ", ")
	}
	x.place[moment{o.At.UnixMilli(), int32(o.Line), o.Input}] = signedAt{o.Target, where, o.Place.City, o.Place.Country}
}

func (s *signatures) away(d *core.Dossier, o *core.Observation) bool {
	if d.Explained("vpn", o.At, "") {
		return false
	}
	if o.Where.Tunnel() {
		return true
	}
	home := d.Stated.Residence.Place()
	return o.Where.Ordinary() && o.Place.Known() && home.Known() && o.Place.Country != home.Country &&
		!s.w.known(d, o.Place, o.At) && !d.Announced(o.Place.Country, o.At)
}

func (s *signatures) Raise(out *core.Sink) {
	s.seen.each(s.w, func(d *core.Dossier, x *signed) {
		var first moment
		for m := range x.place {
			if first.input == "" || m.before(first) {
				first = m
			}
		}
		p := x.place[first]
		ev := append(x.proof.Evidence(), d.At("stated.residence", name(d.Stated.Residence.Place())))
		out.Raise("E10", d.ID, x.proof.First, core.Args{"document": p.document, "where": p.where, "city": p.city, "country": p.country, "day": x.proof.First.Format(time.DateOnly)}, ev...)
	})
}

// address is the address of an observation as evidence shows it.
func address(o *core.Observation) string {
	if !o.IP.IsValid() {
		return o.Tag
	}
	return o.IP.String()
}
