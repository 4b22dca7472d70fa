package observe

import (
	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/sigma"
)

// Operator is the operator of a tunnel that the log's own enrichment names, such as ASTRILL_VPN: the
// shapes of Spur's context API (tunnels[].operator) at the top or under spur, enrichment or
// p_enrichment, and the flat tunnel_operator. Where a tunnel has no operator its type stands for it.
func Operator(rec sigma.Value) string {
	if s := tunnel(rec); s != "" {
		return s
	}
	if s := tunnel(spur(rec)); s != "" {
		return s
	}
	return privacy(lookup(rec, "ipinfo_privacy"))
}

// Enrich adds what the log's own enrichment says of the address and the vendor does not: the tag of a
// tunnel, the network and the place. What the vendor says is never replaced.
func Enrich(rec sigma.Value, k *Keeper, o *core.Observation) {
	if o.Tag == "" {
		o.Tag = k.Keep(Operator(rec))
	}
	if s := spur(rec); s.Exists() {
		if o.Tag == "" {
			o.Tag = k.Keep(s.Get("infrastructure").Text())
		}
		fillNetwork(o, s.Get("as", "number"), s.Get("as", "organization"), k)
		fillPlace(o, k.NamedPlace(s.Get("location", "country").Text(), s.Get("location", "city").Text()))
	}
	if !rec.Get("p_enrichment").IsObject() {
		return
	}
	as, loc := lookup(rec, "ipinfo_asn"), lookup(rec, "ipinfo_location")
	fillNetwork(o, as.Get("asn"), as.Get("name"), k)
	fillPlace(o, Point(k.NamedPlace(loc.Get("country").Text(), loc.Get("city").Text()), loc.Get("lat"), loc.Get("lng")))
}

func fillNetwork(o *core.Observation, number, name sigma.Value, k *Keeper) {
	if o.ASN == 0 && o.ASOrg == "" {
		o.ASN, o.ASOrg = ASN(number.Text()), k.Keep(name.Text())
	}
}

func fillPlace(o *core.Observation, p core.Place) {
	if !o.Place.Known() {
		o.Place = p
	}
}

// Point adds the coordinates to a place that is known, when both are given.
func Point(p core.Place, lat, lon sigma.Value) core.Place {
	y, ok1 := lat.Float()
	x, ok2 := lon.Float()
	if p.Known() && ok1 && ok2 && y >= -90 && y <= 90 && x >= -180 && x <= 180 {
		p.Lat, p.Lon, p.Point = y, x, true
	}
	return p
}

// spur is the context of the address, wherever pipelines put it.
func spur(rec sigma.Value) sigma.Value {
	if v := rec.Get("spur"); v.IsObject() {
		return v
	}
	if v := rec.Get("enrichment"); v.IsObject() {
		if s := v.Get("spur"); s.IsObject() {
			return s
		}
		return v
	}
	return lookup(rec, "spur")
}

// tunnel is the first operator of the tunnels of a context, else the type of the first tunnel.
func tunnel(v sigma.Value) string {
	if !v.IsObject() {
		return ""
	}
	if s := Text(v, "tunnel_operator", "tunnels.operator"); s != "" {
		return s
	}
	t := v.Get("tunnels")
	if !t.IsArray() {
		return Text(t, "operator", "type")
	}
	for it := range t.Items() {
		if s := it.Get("operator").Text(); s != "" {
			return s
		}
	}
	return Text(t.Get("0"), "type")
}

// lookup is one table of p_enrichment: the context itself, or the first one below the names of the
// fields that were looked up.
func lookup(rec sigma.Value, table string) sigma.Value {
	t := rec.Get("p_enrichment", table)
	if HasAny(t, "tunnels", "tunnel_operator", "as", "asn", "country", "vpn", "infrastructure") {
		return t
	}
	for _, v := range t.Fields() {
		if v.IsObject() {
			return v
		}
	}
	return t
}

// privacy reads the flags of a privacy table. A relay is named first: it carries the others' flags too.
func privacy(v sigma.Value) string {
	for _, f := range [...]struct{ flag, tag string }{
		{"relay", "ICLOUD_RELAY_PROXY"}, {"vpn", "VPN"}, {"tor", "VPN"}, {"proxy", "proxy"}, {"hosting", "DATACENTER"},
	} {
		if set, _ := v.Get(f.flag).Bool(); set {
			return f.tag
		}
	}
	return ""
}
