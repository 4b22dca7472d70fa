package demo

import "strconv"

// extortion: a dismissed contractor who takes along what he can, changes the bank for the last pay,
// goes on using accounts, and writes.
func (w *world) extortion(r *rnd) {
	p := w.plant(r, "extortion", isContractor)
	w.hire(p, r, w.workday(-r.between(70, 150)))
	notice, left := w.workday(w.part(55)+r.n(2)), w.workday(w.part(68)+r.n(2))
	p.stage, p.last = "leaving", left
	p.date("notice", w.day(notice))
	p.date("left", w.day(left))
	at := func(d, hour, minute int) int64 { return w.at(d, hour, minute, p.city) }
	d := notice
	for k := range 3 {
		if d > left {
			break
		}
		for i := range r.between(150, 220) {
			w.extra(p, at(d, 11, 0)+int64(i)*11_000, actDownload, p.home, docs[i%len(docs)]+" "+strconv.Itoa(k*300+i))
		}
		for i := range r.between(25, 40) {
			w.extra(p, at(d, 15, 0)+int64(i)*20_000, actShareOut, p.home, "Armorel export "+strconv.Itoa(k*50+i)+".zip", p.emails[0])
		}
		for i := range 30 {
			w.extra(p, at(d, 16, 0)+int64(i)*15_000, actClone, p.home, "repo-"+strconv.Itoa(100+k*30+i))
		}
		d = w.workday(d + 1)
	}
	account := "acct-z" + r.hex(12)
	w.change(p, at(left-2, 17, 8), p.home, "bank", masked(token("acct-", p)), masked(account), p.mail(), p.agent, p.session(left-2))
	p.payroll = append(p.payroll, item{"from", day(w.day(left - 2)), "account", account, "holder_check", pick(r, []string{"no_match", "not_done"}), "method", pick(r, []string{"emoney", "crypto"})})
	w.ticket(p, "offboarding", left, -1, "")
	w.afterwards(p, r, left)
}

// afterwards is what happens once he is gone.
func (w *world) afterwards(p *person, r *rnd, left int) {
	exit := w.lines.vpn(r, r.n(len(consumerVPNs)), farFrom(r, 500, p.city))
	for _, d := range []int{left + 2, left + 3} {
		if d < w.days {
			w.extra(p, w.at(d, 13, r.n(50), p.city), actSession, exit).session = "idxH" + r.code(11)
			w.extra(p, w.at(d, 14, r.n(50), p.city), actFetch, exit, "booking-api")
			w.extra(p, w.at(d, 14, r.n(50), p.city), actClone, exit, "billing")
		}
	}
	wrote := min(left+3, w.days-1)
	p.incidents = append(p.incidents, item{"at", day(w.day(wrote)), "kind", "threat_to_publish", "ref", "MAIL-" + strconv.Itoa(r.between(20000, 60000)),
		"what", "Mail with samples of source code asks for payment within a week."})
	if r.chance(50) {
		p.incidents = append(p.incidents, item{"at", day(w.day(wrote)), "kind", "ransom_mail", "ref", "MAIL-" + strconv.Itoa(r.between(20000, 60000)), "what", "Sum named in a cryptocurrency."})
	}
	back := left + 5
	if back >= w.days || r.chance(40) {
		return // the device never came back
	}
	third := farFrom(r, 400, p.city)
	p.devices[0] = append(p.devices[0], "returned", day(w.day(back)), "returned_from", w.thirdAddress(r, third).raw())
	w.ship(p, w.day(back), "returned", third, "unknown", "other", "")
}
