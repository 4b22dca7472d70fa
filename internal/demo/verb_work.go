package demo

import "strconv"

func apply(s *scene) {
	n := s.number("posts", 1)
	for k := range n {
		at := s.w.at(s.d, s.number("hour", 11), 2+k, s.p.city)
		s.w.applicationFor(s.p, at, s.line(s.get("from", "home")), requisitions[(s.p.at+k)%len(requisitions)], s.get("referrer", "https://jobs.example.org/"), "job board")
	}
}

// deliver tells the whole delivery around the day it arrives.
func deliver(s *scene) {
	w, p := s.w, s.p
	word, kind := s.get("to", "home"), s.get("kind", "home")
	order, turn, came := w.day(s.d-5), w.day(s.d-3), w.day(s.d)
	city := s.city(word)
	to := p.address()
	if word != "home" {
		to = flow(s.once("address"+word, func() string { return string(w.thirdAddress(s.r, city)) }))
	}
	c := cities[city]
	first, redirected := to, s.act.With["redirected"] == "yes"
	if redirected {
		first = p.address()
	}
	it := item{"device", p.serial, "ordered", day(order), "to", first.raw(), "kind", kind}
	w.ship(p, order, "ordered", p.city, "home", "", p.manager)
	if redirected {
		if !s.act.Quiet {
			s.clue(s.i, s.d-3)
		}
		it = append(it, "redirected", raw+"["+string(inline("at", day(turn), "to", to.raw(), "asked_by", s.get("asked_by", "worker"), "reason", s.get("reason", "")))+"]")
		w.ship(p, turn, "redirected", city, kind, "", p.mail())
	}
	by := s.get("received_by", "worker")
	it = append(it, "delivered", inline("at", day(came), "city", c.name, "country", c.country, "received_by", by, "shown", s.get("shown", "id")).raw())
	w.ship(p, came, "delivered", city, kind, by, "")
	p.shipments = append(p.shipments, it)
}

// hand is the browser that an act is done with: the person's own, or one that is not the company's.
func (s *scene) hand(d int) (agent, session string, foreign bool) {
	if s.get("device", "own") == "foreign" {
		return s.once("agent", func() string { return foreignAgent(s.r) }), "idxS" + s.r.code(11), true
	}
	return s.p.agent, s.p.session(d), false
}

func change(s *scene) {
	agent, session, _ := s.hand(s.d)
	s.w.change(s.p, s.time(s.d), s.line(s.get("from", "home")), s.get("field", "phone"), "…"+s.r.hex(4), "…"+s.r.hex(4), s.p.mail(), agent, session)
}

func bank(s *scene) {
	agent, session, _ := s.hand(s.d)
	account := "acct-s" + s.r.hex(14)
	old := token("acct-", s.p)
	if n := len(s.p.payroll); n > 0 {
		old = s.p.payroll[n-1][3]
	}
	s.w.change(s.p, s.time(s.d), s.line(s.get("from", "home")), "bank", masked(old), masked(account), s.p.mail(), agent, session)
	it := item{"from", day(s.w.day(s.d)), "account", account, "holder_check", s.get("holder_check", "match"), "method", s.get("method", "bank")}
	if v := s.act.With["paper"]; v != "" {
		it = append(it, "document_hash", s.once("paper", func() string { return s.r.hex(64) }))
	}
	s.p.payroll = append(s.p.payroll, it)
}

func leave(s *scene) {
	w, p := s.w, s.p
	p.last, p.stage = s.d, "leaving"
	p.date("left", w.day(s.d))
	if s.act.With["returned"] == "no" {
		return
	}
	back, from, city := w.day(s.d).AddDate(0, 0, 3), p.address(), p.city
	if s.act.With["from_third"] != "" {
		city = s.city("farm")
		from = w.thirdAddress(s.r, city)
	}
	p.devices[0] = append(p.devices[0], "returned", day(back), "returned_from", from.raw())
	w.ship(p, back, "returned", city, "home", "worker", "")
}

func reach(s *scene) {
	p := s.p
	p.tunnels, p.tunnelPct, p.tunnelFrom = s.pool(s.get("from", "vpn")), s.number("share", 60), s.d
	p.tunnelAll = s.act.With["laptop"] == "yes"
}

func place_(s *scene) {
	last := s.last
	if s.act.Until <= s.act.On {
		last = s.w.days
	}
	at := s.line(s.get("at", "farm"))
	if s.d <= 0 && last >= s.w.days {
		s.p.home = at
	}
	s.p.trips = append(s.p.trips, trip{s.d, last, at})
	if s.get("at", "") != "office" {
		s.p.officeAt, s.p.cowork = -1, -1
	}
}

func signin(s *scene) {
	for d := s.d; d <= max(s.d, s.last); d++ {
		if s.w.workday(d) != d {
			continue
		}
		net := s.line(s.get("from", "vpn"))
		agent, session, foreign := s.hand(d)
		a := actSession
		if s.act.With["refused"] != "" {
			a = actBlocked
		}
		x := s.w.extra(s.p, s.time(d), a, net)
		x.agent, x.session, x.foreign = agent, session, foreign
		if a == actSession {
			s.w.extra(s.p, s.time(d)+120_000, actApp, net).session = session
		}
		if foreign && a == actSession {
			x := s.w.extra(s.p, s.time(d)+240_000, actEntra, net, s.once("host", func() string { return "DESKTOP-" + upper(s.r.code(7)) }), s.once("device", func() string { return string(appendUUID(nil, s.r.next())) }))
			x.agent, x.foreign = agent, true
		}
	}
}

// session uses the day's own session from another browser and place.
func session(s *scene) {
	x := s.w.extra(s.p, s.time(s.d), actApp, s.line(s.get("from", "vpn")))
	x.agent, x.session, x.foreign = s.once("agent", func() string { return foreignAgent(s.r) }), s.p.session(s.d), true
}

func factor(s *scene) {
	id := s.p.factor
	if s.act.With["one"] != "" { // one device for all members
		id = s.once("factor", func() string { return "ost" + s.r.code(16) })
	}
	x := s.w.extra(s.p, s.time(s.d), actFactor, s.line(s.get("from", "home")), s.get("what", "Okta Verify"), id)
	if s.act.With["phone"] != "" {
		x.agent = s.p.phoneAgent
	}
}

// burst gives the work of a verb that does one thing many times a day.
func burst(a act, name string) func(*scene) {
	return func(s *scene) {
		for d := s.d; d <= max(s.d, s.last); d++ {
			if s.w.workday(d) != d {
				continue
			}
			for i := range s.number("count", 1) {
				s.w.extra(s.p, s.time(d)+int64(i)*11_000, a, s.line(s.get("from", "home")), name+strconv.Itoa((d-s.d)*300+i), s.p.emails[0])
			}
		}
	}
}

func grant(s *scene) {
	net := s.line(s.get("from", "home"))
	other := "svc-" + s.r.code(5)
	s.w.extra(s.p, s.time(s.d), actUserMade, net, other+"@"+domain, s.r.code(12))
	s.w.extra(s.p, s.time(s.d)+300_000, actGranted, net, other+"@"+domain, s.r.code(12), "Super administrator")
	s.w.extra(s.p, s.time(s.d)+600_000, actAdminRole, net, other+"@"+domain, "_SEED_ADMIN_ROLE")
	s.w.extra(s.p, s.time(s.d)+700_000, actMember, net, other, "admin")
}

func meeting(s *scene) {
	s.w.meet(s.p, s.r, s.time(s.d), s.line(s.get("from", "home")), s.get("name", s.p.name.full()), s.get("device", pick(s.r, cameras)), s.get("camera", "on") != "on")
}

// replace gives the person another laptop from that day on.
func replace(s *scene) {
	old, q := s.p, *s.p
	q.serial, q.hostname = "AR9"+old.serial[3:], old.hostname+"B"
	old.later, old.laterFrom = &q, s.d
	old.devices = append(old.devices, item{"serial", q.serial, "hostname", q.hostname, "model", q.model, "issued", day(s.w.day(s.d))})
}
