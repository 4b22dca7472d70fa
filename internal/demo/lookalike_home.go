package demo

// shareHome lets b live with a.
func shareHome(a, b *person) {
	b.city, b.street, b.postcode, b.home, b.mobile = a.city, a.street, a.postcode, a.home, a.mobile
	b.phones = phones(b)
	b.office()
}

// couple: one line, one street door and one bank account; both said so.
func (w *world) couple(r *rnd) {
	a, b := w.alike(r, "couple", isStaff), w.alike(r, "couple", isStaff)
	shareHome(a, b)
	a.relations = []item{{"person", b.id, "kind", "couple"}}
	b.relations = []item{{"person", a.id, "kind", "couple"}}
	w.hire(a, r, w.long(r))
	w.hire(b, r, w.long(r))
	b.payroll[0][3] = a.payroll[0][3]
}

// flatmates: one line; one of the two said so.
func (w *world) flatmates(r *rnd) {
	a, b := w.alike(r, "flatmates", isStaff), w.alike(r, "flatmates", isStaff)
	shareHome(a, b)
	b.relations = []item{{"person", a.id, "kind", "flatmate"}}
	w.hire(a, r, w.long(r))
	w.hire(b, r, w.long(r))
}

// relocation: new address, phone and bank within two weeks, with tickets, by the worker at home.
func (w *world) relocation(r *rnd) {
	p := w.alike(r, "relocation", isOfficer)
	from := pick(r, []int{3, 4, 9, 10, 12})
	w.move(p, r, from)
	w.hire(p, r, w.long(r))
	old := p.street + ", " + cities[from].name
	d := w.workday(w.part(40))
	for w.day(d).Weekday() != 1 {
		d++
	}
	before, phone := p.home, token("", p)
	w.settle(p, r, pick(r, []int{1, 2, 7}))
	p.trips = []trip{{0, d - 3, before}} // until the weekend of the move
	p.officeAt, p.remote = -1, true
	w.ticket(p, "address_change", d-8, -1, "", place(p.city)...)
	w.ticket(p, "phone_change", d-8, -1, "")
	w.ticket(p, "bank_change", d-8, -1, "")
	w.change(p, w.at(d, 9, 40, p.city), p.home, "address", old, p.street+", "+cities[p.city].name, p.mail(), p.agent, p.session(d))
	w.change(p, w.at(d+1, 12, 10, p.city), p.home, "phone", masked(phone), "…"+r.hex(4), p.mail(), p.agent, p.session(d+1))
	p.off[d], p.off[d+1] = false, false
	w.newBank(p, r, d+3)
	p.off[d+3] = false
	// until the move the person says where they live by the old address
	p.stays = append(p.stays, item{"city", cities[from].name, "country", "FR", "from", day(w.day(0).AddDate(0, -8, 0)), "to", day(w.day(d - 2))})
}

// mover: a new hire who moved house between the order of the laptop and its delivery, and said so.
func (w *world) mover(r *rnd) {
	p := w.alike(r, "mover_with_ticket", isOfficer)
	p.ownStart = true
	w.move(p, r, cityNamed("Quimper"))
	old, oldLine, before := p.address(), p.street+", "+cities[p.city].name, p.home
	w.settle(p, r, cityNamed("Brest"))
	start := w.workday(max(7, w.part(30)))
	w.hire(p, r, start)
	w.ticket(p, "address_change", start-6, -1, "", place(p.city)...)
	w.ticket(p, "shipping", start-6, start, "delivery to the new address")
	c := cities[p.city]
	p.shipments = []item{{"device", p.serial, "ordered", day(w.day(start - 6)), "to", old.raw(), "kind", "home",
		"redirected", raw + "[" + string(inline("at", day(w.day(start-4)), "to", p.address().raw(), "asked_by", "worker", "reason", "moving house")) + "]",
		"delivered", inline("at", day(w.day(start-2)), "city", c.name, "country", c.country, "received_by", "worker", "shown", "id").raw()}}
	w.ship(p, w.day(start-6), "ordered", cityNamed("Quimper"), "home", "", p.manager)
	w.ship(p, w.day(start-4), "redirected", p.city, "home", "", p.mail())
	w.ship(p, w.day(start-2), "delivered", p.city, "home", "worker", "")
	w.sign(p, r, w.day(start-7), before)
	w.change(p, w.at(start-4, 10, 5, p.city), p.home, "address", oldLine, p.street+", "+c.name, p.mail(), p.agent, p.session(start-4))
	w.enrol(p, r, start)
	p.off[start] = false
}

// parcelToRelative: the laptop went to the parents, by ticket, and was unpacked before a camera.
func (w *world) parcelToRelative(r *rnd) {
	p := w.alike(r, "parcel_to_relative", isContractor)
	p.ownStart = true
	start := w.workday(max(5, w.part(35)))
	w.hire(p, r, start)
	city := farFrom(r, 80, p.city)
	c := cities[city]
	to := inline("line", "12 "+roads[""][r.n(8)], "postcode", c.postcode, "city", c.name, "country", c.country)
	p.shipments = []item{{"device", p.serial, "ordered", day(w.day(start - 5)), "to", to.raw(), "kind", "relative",
		"delivered", inline("at", day(w.day(start-3)), "city", c.name, "country", c.country, "received_by", "relative", "shown", "video").raw()}}
	p.inPerson = append(p.inPerson, item{"at", day(w.day(start - 2)), "kind", "unboxing_video", "result", "done"})
	p.stays = append(p.stays, item{"city", c.name, "country", c.country, "from", day(w.day(start - 4)), "to", day(w.day(start))})
	w.ticket(p, "shipping", start-5, start+2, "delivery to parents while away from home")
	w.ship(p, w.day(start-5), "ordered", city, "relative", "", p.manager)
	w.ship(p, w.day(start-3), "delivered", city, "relative", "relative", "")
	w.sign(p, r, w.day(start-5), p.home)
	w.enrol(p, r, start)
}

// parcelToReception: the laptop waited at the Rennes office and was picked up there.
func (w *world) parcelToReception(r *rnd) {
	p := w.alike(r, "parcel_to_reception", isContractor)
	p.ownStart = true
	w.move(p, r, pick(r, []int{3, 6, 7}))
	start := w.workday(max(5, w.part(25)))
	w.hire(p, r, start)
	to := inline("line", "1 quai de la Marine", "postcode", "35000", "city", "Rennes", "country", "FR")
	p.shipments = []item{{"device", p.serial, "ordered", day(w.day(start - 4)), "to", to.raw(), "kind", "office",
		"delivered", inline("at", day(w.day(start-1)), "city", "Rennes", "country", "FR", "received_by", "reception", "shown", "id").raw()}}
	p.inPerson = append(p.inPerson, item{"at", day(w.day(start)), "kind", "pick_up", "result", "done"})
	w.ship(p, w.day(start-4), "ordered", 0, "office", "", p.manager)
	w.ship(p, w.day(start-1), "delivered", 0, "office", "reception", "")
	p.trips = []trip{{start, start, w.officeLines[0]}}
	p.off[start] = false
	w.extra(p, w.at(start, 10, 20, 0), actFactor, w.officeLines[0], "Okta Verify", p.factor)
}
