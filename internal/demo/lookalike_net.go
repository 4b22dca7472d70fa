package demo

// sunday is a Sunday with at least a week of logs after it, near a part of the logs.
func (w *world) sunday(percent int) int {
	d := w.part(percent)
	for w.day(d).Weekday() != 0 {
		d++
	}
	for d+7 >= w.days {
		d -= 7
	}
	return max(d, 0)
}

// traveller: weeks of work from another country, by travel ticket.
func (w *world) traveller(r *rnd) {
	p := w.alike(r, "traveller_with_ticket", isStaff)
	w.hire(p, r, w.long(r))
	from := w.sunday(30)
	to := from + 13
	if to >= w.days {
		to = from + 6
	}
	city := farFrom(r, 900, p.city)
	p.off[from], p.off[to] = true, true
	p.trips = append(p.trips, trip{from, to, w.lines.home(r, city)})
	w.ticket(p, "travel", from, to, "", place(city)...)
}

// alwaysVPN: everything the worker does, laptop included, goes through a consumer VPN, as declared.
func (w *world) alwaysVPN(r *rnd) {
	p := w.alike(r, "declared_vpn", isStaff)
	w.hire(p, r, w.long(r))
	v := r.n(len(consumerVPNs))
	for range 4 {
		p.tunnels = append(p.tunnels, w.lines.vpn(r, v, pick(r, []int{p.city, cityNamed("Paris"), cityNamed("Brussels"), cityNamed("Amsterdam")})))
	}
	p.tunnelPct, p.tunnelAll = 96, true
	what := consumerVPNs[v].what
	p.equipment = append(p.equipment, item{"kind", "vpn", "what", what, "on", "home_router", "from", day(w.day(-30))})
	w.ticket(p, "vpn", -20, -1, what)
}

// relayUsers: two people with the privacy relay of their device maker.
func (w *world) relayUsers(r *rnd) {
	for _, ok := range []func(*person) bool{isStaff, isContractor} {
		p := w.alike(r, "privacy_relay", ok)
		p.phoneModel = "iPhone"
		p.install(mac, r)
		w.hire(p, r, w.long(r))
		for range 5 {
			p.tunnels = append(p.tunnels, w.lines.relay(r, p.city))
		}
		p.tunnelPct = 70
	}
}

// familyVisit: two weeks with family in Shanghai, by travel ticket, over the VPN the ticket names.
func (w *world) familyVisit(r *rnd) {
	p := w.alike(r, "family_visit_with_vpn", isStaff)
	w.hire(p, r, w.long(r))
	city := cityNamed("Shanghai")
	from := w.sunday(50)
	to := from + 13
	if to >= w.days {
		to = from + 6
	}
	p.off[from], p.off[from+1], p.off[to], p.off[to-1] = true, true, true, true
	line, exit := w.lines.home(r, city), w.lines.astrill(r, cityNamed("Los Angeles"))
	p.trips = append(p.trips, trip{from, to, line})
	w.ticket(p, "travel", from, to, "", place(city)...)
	w.ticket(p, "vpn", from, to, "Astrill")
	p.equipment = append(p.equipment, item{"kind", "vpn", "what", "Astrill", "on", "company_device", "from", day(w.day(from))})
	for d := from + 2; d < to-1; d++ {
		if w.workday(d) == d && r.chance(60) {
			p.off[d] = false
			x := w.extra(p, w.at(d, 10, r.n(50), city), actSession, exit)
			x.session = "idxV" + r.code(11)
			w.extra(p, w.at(d, 15, r.n(50), city), actApp, exit).session = x.session
		}
	}
}

// phoneFactor: a new hire who set up the authenticator by phone, on the carrier's network.
func (w *world) phoneFactor(r *rnd) {
	p := w.alike(r, "factor_by_phone", isOfficer)
	p.ownStart = true
	w.move(p, r, r.between(3, homeCities-1))
	start := w.workday(max(5, w.part(20)))
	w.hire(p, r, start)
	w.sign(p, r, w.day(start-5), p.home)
	w.deliver(p, r, start)
	w.extra(p, w.at(start, 9, 10, p.city), actFactor, p.mobile, "Okta Verify", p.factor).agent = p.phoneAgent
}

// coworking: three people of one town in one coworking space that the company declared.
func (w *world) coworking(r *rnd) {
	city := pick(r, []int{cityNamed("Nantes"), cityNamed("Berlin"), cityNamed("Lisbon"), cityNamed("Barcelona")})
	line := w.lines.add(line{ip: "198.51.100." + []string{"130", "138", "146"}[r.n(3)], city: city, asn: 64505, org: "Example Coworking"})
	for range 3 {
		p := w.alike(r, "coworking", isContractor)
		w.move(p, r, city)
		w.hire(p, r, w.long(r))
		p.cowork = line
	}
}
