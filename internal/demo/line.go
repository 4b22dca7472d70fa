package demo

import "strconv"

// A line is an address somebody reaches the company from, with what logs say of it. The JSON that
// depends on the line alone is made once.
type line struct {
	ip    string
	city  int
	asn   int
	org   string
	tag   string // of the log's own enrichment
	proxy bool

	okta, chain, entra, google, spur []byte
}

// lines hands out addresses. Documentation space has too few IPv4 addresses for a street, so
// households mostly have IPv6, each its own /64.
type lines struct {
	all    []line
	salt   uint32
	homes  uint32
	mobile map[string][]int32

	untagged bool // nobody enriches addresses: no log names the operator of a tunnel
}

var carriers = []struct {
	asn int
	org string
}{
	{64496, "Example Access"}, {64497, "Example Fibre"}, {64498, "Exemple Télécom"}, {64499, "Example Broadband"}, {64500, "Beispiel Netz"},
	{64501, "Ejemplo Red"}, {64502, "Esempio Fibra"}, {64503, "Przykład Net"}, {65536, "Example Cable"}, {65537, "Example Home"},
}

func (l *lines) add(n line) int32 {
	if l.untagged {
		n.tag = ""
	}
	c := &cities[n.city]
	n.okta = oktaPlace(c)
	n.chain = []byte(`{"ip":"` + n.ip + `","geographicalContext":` + string(n.okta) + `,"version":"V` + version(n.ip) + `","source":null}`)
	n.entra = []byte(`"location":{"city":` + strconv.Quote(c.name) + `,"state":null,"countryOrRegion":"` + c.country +
		`","geoCoordinates":{"altitude":null,"latitude":` + c.lat + `,"longitude":` + c.lon + `}}`)
	n.google = []byte(`"networkInfo":{"ipAsn":[` + strconv.Itoa(n.asn) + `],"regionCode":"` + c.country + `","subdivisionCode":""}`)
	if n.tag != "" {
		n.spur = []byte(`{"ip":"` + n.ip + `","as":{"number":` + strconv.Itoa(n.asn) + `,"organization":` + strconv.Quote(n.org) +
			`},"tunnels":[{"anonymous":true,"operator":"` + n.tag + `","type":"` + tunnelType(n.tag) + `"}]}`)
	}
	l.all = append(l.all, n)
	return int32(len(l.all) - 1)
}

func oktaPlace(c *city) []byte {
	return []byte(`{"city":` + strconv.Quote(c.name) + `,"state":null,"country":"` + countryNames[c.country] + `","postalCode":"` + c.postcode +
		`","geolocation":{"lat":` + c.lat + `,"lon":` + c.lon + `}}`)
}

func tunnelType(tag string) string {
	if tag == "PROXYSOCKS5_PROXY" || tag == "ICLOUD_RELAY_PROXY" {
		return "PROXY"
	}
	return "VPN"
}

func version(ip string) string {
	for i := 0; i < len(ip); i++ {
		if ip[i] == ':' {
			return "6"
		}
	}
	return "4"
}

// home is a new household line that nobody else has.
func (l *lines) home(r *rnd, city int) int32 {
	k := l.homes
	l.homes++
	c := pick(r, carriers)
	n := line{city: city, asn: c.asn, org: c.org}
	if k%7 == 3 && k/7 < 100 { // the few IPv4 households there is room for
		n.ip = "203.0.113." + strconv.Itoa(int(128+k/7))
	} else {
		v := k*0x9E3779B1 + l.salt // odd factor: never the same prefix twice
		n.ip = "2001:db8:" + strconv.FormatUint(uint64(v>>16), 16) + ":" + strconv.FormatUint(uint64(v&0xFFFF), 16) +
			":" + r.hex4() + ":" + r.hex4() + ":" + r.hex4() + ":" + r.hex4()
	}
	return l.add(n)
}

// hex4 is a group of an IPv6 address without leading zeros.
func (r *rnd) hex4() string { return strconv.FormatUint(uint64(0x1000+r.n(0xEFFF)), 16) }

// exit is an address of a tunnel: block .first to .first+size-1 of 203.0.113.0/24.
func (l *lines) exit(r *rnd, first, size, city int, org, tag string) int32 {
	return l.add(line{ip: "203.0.113." + strconv.Itoa(first+r.n(size)), city: city, asn: 65540 + r.n(6), org: org, tag: tag, proxy: true})
}

func (l *lines) astrill(r *rnd, city int) int32 {
	return l.exit(r, 32, 32, city, "Example Hosting", "ASTRILL_VPN")
}

func (l *lines) relay(r *rnd, city int) int32 {
	return l.exit(r, 1, 30, city, pick(r, []string{"Akamai International B.V.", "Cloudflare, Inc.", "Fastly, Inc."}), "ICLOUD_RELAY_PROXY")
}

var consumerVPNs = []struct{ tag, what, org string }{
	{"NORD_VPN", "NordVPN", "Example Hosting"}, {"MULLVAD_VPN", "Mullvad", "Example Data Center"},
	{"PROTON_VPN", "Proton VPN", "Example Data Center"}, {"SURFSHARK_VPN", "Surfshark", "Example Hosting"},
	{"EXPRESS_VPN", "ExpressVPN", "Example Hosting"}, {"CYBER_GHOST_VPN", "CyberGhost", "Example Hosting"},
}

func (l *lines) vpn(r *rnd, product, city int) int32 {
	v := consumerVPNs[product]
	return l.exit(r, 64, 32, city, v.org, v.tag)
}

// carrier is a mobile address of a country: shared by many, often placed in another town.
func (l *lines) carrier(r *rnd, city int) int32 {
	country := cities[city].country
	if l.mobile == nil {
		l.mobile = map[string][]int32{}
	}
	if len(l.mobile[country]) == 0 {
		var towns []int
		for i := range cities {
			if cities[i].country == country {
				towns = append(towns, i)
			}
		}
		block := len(l.mobile) * 9 % 252
		for i := range 9 {
			l.mobile[country] = append(l.mobile[country], l.add(line{
				ip: "192.0.2." + strconv.Itoa(1+(block+i)%254), city: towns[(i*5)%len(towns)], asn: 64504, org: "Example Mobile",
			}))
		}
	}
	return pick(r, l.mobile[country])
}
