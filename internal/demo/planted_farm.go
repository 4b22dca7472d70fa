package demo

// laptopFarm: two contractors who state no relation. Their laptops were redirected to one third
// address, report from one household line, and carry a network KVM; the accounts come in through
// Astrill exits.
func (w *world) laptopFarm(r *rnd) {
	a := w.plant(r, "laptop_farm", isContractor)
	b := w.plant(r, "laptop_farm", isContractor)
	w.move(a, r, r.n(euroCities))
	w.move(b, r, farFrom(r, 300, a.city))
	farm := farFrom(r, 500, a.city, b.city)
	line, to := w.lines.home(r, farm), w.thirdAddress(r, farm)
	a.install(windows, r)
	b.install(pick(r, []system{mac, linux, windows}), r)
	first := w.workday(max(5, w.part(8)))
	w.farmed(a, r, first, farm, line, to)
	w.farmed(b, r, w.workday(first+w.part(10)+1), farm, line, to)
	if r.chance(50) {
		b.referredBy = a.id
	}
}

// farmed is one of the two.
func (w *world) farmed(p *person, r *rnd, start, farm int, line int32, to flow) {
	p.ownStart, p.mobile, p.cameraOff = true, -1, true
	w.hire(p, r, start)
	exits := make([]int32, 5)
	for i := range exits {
		exits[i] = w.lines.astrill(r, pick(r, []int{cityNamed("London"), cityNamed("Amsterdam"), cityNamed("Los Angeles"), p.city}))
	}
	p.tunnels, p.tunnelPct = exits, 45
	w.redirected(p, r, start, farm, to)
	w.sign(p, r, w.day(start-4), exits[0])
	w.extra(p, w.at(start, 8, 20+r.n(30), p.city), actFactor, exits[1], "Google Authenticator", p.factor)
	p.interviews[0] = item{"at", p.interviews[0][1], "medium", "video", "camera", pick(r, []string{"off", "broken"}), "liveness", "not_asked",
		"name_in_call", "same", "voices", "one", "same_person", "not_noted"}
	p.inPerson = append(p.inPerson, item{"at", day(w.day(start + 1)), "kind", "unboxing_video", "result", "declined"})
	p.home = line
	k := pick(r, kvms)
	for _, d := range []int{start, start + 1, start + 4, w.days - 3} {
		w.plugIn(p, k, p.kvmSerial(k, r), min(d, w.days-1), 7+r.n(3))
	}
	w.run(p, w.at(start, 9, 41, p.city), pick(r, remoteTools))
	w.run(p, w.at(start, 9, 55, p.city), remoteDesktopByScript)
	for d := start; d < w.days; d++ { // always on, at night and on Sundays too
		w.extra(p, w.at(d, 21+r.n(3), r.n(60), farm), actCheckin, line)
	}
}

// kvmSerial is the serial number where the product has one of its own.
func (p *person) kvmSerial(k kvm, r *rnd) string {
	if k.name == "JetKVM" {
		return r.hex(16)
	}
	return ""
}

// redirected records the delivery that went elsewhere after ordering.
func (w *world) redirected(p *person, r *rnd, start, farm int, to flow) {
	order, turn, came := w.day(start-5), w.day(start-3), w.day(start-1)
	kind := pick(r, []string{"forwarder", "unknown"})
	c := cities[farm]
	p.shipments = []item{{"device", p.serial, "ordered", day(order), "to", p.address().raw(), "kind", kind,
		"redirected", raw + "[" + string(inline("at", day(turn), "to", to.raw(), "asked_by", "worker", "reason", pick(r, []string{"temporarily relocated", "family emergency", "staying with a friend"}))) + "]",
		"delivered", inline("at", day(came), "city", c.name, "country", c.country, "received_by", "other", "shown", "none").raw()}}
	w.ship(p, order, "ordered", p.city, "home", "", p.manager)
	w.ship(p, turn, "redirected", farm, kind, "", p.mail())
	w.ship(p, came, "delivered", farm, kind, "other", "")
}
