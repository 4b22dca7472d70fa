package demo

import (
	"fmt"
	"strconv"
	"time"
)

type team struct {
	name   string
	share  int // of 100
	titles []string
	dev    bool
}

var teams = []team{
	{"Engineering", 34, []string{"Software engineer", "Senior software engineer", "Front-end engineer", "Data engineer", "Test engineer", "Mobile engineer"}, true},
	{"Platform", 8, []string{"Site reliability engineer", "Platform engineer", "Database administrator"}, true},
	{"IT", 6, []string{"System administrator", "IT support technician", "Network administrator"}, false},
	{"Product", 8, []string{"Product manager", "Product designer", "User researcher"}, false},
	{"Customer care", 14, []string{"Customer adviser", "Harbour onboarding specialist", "Technical adviser"}, false},
	{"Sales", 12, []string{"Account manager", "Sales engineer", "Sales assistant"}, false},
	{"Finance", 6, []string{"Accountant", "Payroll specialist", "Controller"}, false},
	{"People", 5, []string{"HR adviser", "Recruiter", "Training manager"}, false},
	{"Marketing", 5, []string{"Content editor", "Campaign manager"}, false},
	{"Legal", 2, []string{"Lawyer", "Data protection officer"}, false},
}

var techTitles = []string{"Software engineer", "Back-end engineer", "Front-end engineer", "DevOps engineer", "Data engineer", "Mobile engineer"}

// ordinary makes a person with nothing to explain. What is drawn here knows nothing of parts.
func (w *world) ordinary(at int, id string, k kind, n name) *person {
	r := drawn(w.seed, "life", id)
	p := &person{id: id, at: at, kind: k, name: n, key: r.next(), officeAt: -1, cowork: -1, last: -1, off: map[int]bool{}}
	w.identity(p, drawn(w.seed, "identity", id))
	w.post(p, r)
	w.settle(p, r, w.homeCity(p, r))
	p.mobile = w.lines.carrier(r, p.city)
	w.equip(p, r)
	w.contact(p, r)
	return p
}

// live is the rest of the life of somebody without a part.
func (w *world) live(p *person) {
	r := drawn(w.seed, "work", p.id)
	if p.kind == applicant {
		w.apply(p, r, r.between(0, max(0, w.days-6)))
		return
	}
	w.hire(p, r, w.hireDay(p, r))
	w.noise(p, r)
}

func (w *world) identity(p *person, r *rnd) {
	p.birthplace = cities[r.n(euroCities)].name
	p.sex = pick(r, []string{"F", "M", "F", "M", "X"})
	p.languages = []string{"fr", pick(r, []string{"en", "de", "es", "br", "ar", "wo", "pt", "zh", "ko", "pl"})}
}

func (w *world) post(p *person, r *rnd) {
	if p.kind != staff {
		p.team, p.title, p.dev, p.remote, p.contract = "Engineering", pick(r, techTitles), true, true, "contractor"
		if p.kind == contractor && r.chance(25) {
			p.contract, p.agency = "agency", pick(r, []string{"Kador Conseil", "Estran Talents", "Passerelle IT"})
		}
		if p.kind == applicant {
			p.contract = pick(r, []string{"employee", "contractor"})
		}
		return
	}
	x := r.n(100)
	for _, t := range teams {
		if x -= t.share; x < 0 {
			p.team, p.title, p.dev = t.name, pick(r, t.titles), t.dev
			break
		}
	}
	p.contract = "employee"
	p.privileged = p.team == "IT" && p.title != "IT support technician" || p.team == "Platform" && r.chance(60)
}

// homeCity draws where somebody lives: mostly in the towns of the offices.
func (w *world) homeCity(p *person, r *rnd) int {
	switch x := r.n(100); {
	case p.kind == staff && x < 40:
		return 0
	case p.kind == staff && x < 66:
		return r.between(1, 2)
	case x < 82 && p.kind == staff, x < 45:
		return r.between(3, homeCities-1)
	}
	return r.n(euroCities)
}

var roads = map[string][]string{
	"FR": {"rue des Lilas", "rue de la Marne", "allée des Tilleuls", "rue du Moulin", "avenue Jean-Jaurès", "rue des Écoles", "chemin des Grèves", "rue Pasteur", "place du Marché", "rue de la Gare", "rue des Peupliers", "impasse du Lavoir"},
	"GB": {"Orchard Road", "Mill Lane", "Station Road", "Church Street", "Victoria Terrace", "Park View", "Queens Avenue", "Bridge Street"},
	"DE": {"Lindenstraße", "Gartenweg", "Schillerstraße", "Am Mühlbach", "Bergstraße", "Rosenweg", "Bahnhofstraße", "Kirchgasse"},
	"":   {"Garden Street", "Linden Street", "River Street", "School Street", "Station Street", "Mill Street", "Castle Street", "Park Street", "Harbour Street", "Market Street"},
}

// settle gives somebody a home that nobody else has.
func (w *world) settle(p *person, r *rnd, city int) {
	c := cities[city]
	names := roads[c.country]
	if names == nil {
		names = roads[""]
	}
	k := w.streets[city]
	w.streets[city]++
	number, road := strconv.Itoa(1+k/len(names)*3+r.n(3)), names[k%len(names)]
	p.street = number + " " + road
	if c.country == "DE" {
		p.street = road + " " + number
	}
	p.city, p.postcode = city, c.postcode
	p.home = w.lines.home(r, city)
	p.office()
}

// office lets staff go to the office of their own town.
func (p *person) office() {
	if p.kind != staff {
		return
	}
	p.officeAt = -1
	for i, o := range offices {
		if o == p.city {
			p.officeAt = int32(i) // the lines of the offices were made first
		}
	}
	p.remote = p.officeAt < 0
}

var models = map[system][]string{
	windows: {"ThinkPad T14", "Latitude 5450", "EliteBook 845"},
	mac:     {"MacBook Pro 14", "MacBook Air 13"},
	linux:   {"ThinkPad X1 Carbon", "XPS 13"},
}

func (w *world) equip(p *person, r *rnd) {
	switch x := r.n(100); {
	case p.dev && x < 40, x < 18:
		p.os = mac
	case p.dev && x < 58:
		p.os = linux
	}
	p.serial = fmt.Sprintf("AR%05d%s", (p.at*7919+13)%100000, pick(r, []string{"K", "M", "P", "X"})) + strconv.Itoa(p.at/100000)
	p.phoneModel = pick(r, []string{"iPhone", "iPhone", "Pixel", "Galaxy"})
	p.factor = "ost" + r.code(14) + strconv.Itoa(p.at)
	p.phoneID = r.hex(8) + "-" + r.hex(4) + "-4" + r.hex(3) + "-a" + r.hex(3) + "-" + r.hex(12)
	p.install(p.os, r)
}

// install gives the laptop its system and what follows from it.
func (p *person) install(os system, r *rnd) {
	p.os, p.model = os, pick(r, models[os])
	p.hostname = fmt.Sprintf("ARM-%s-%04d", []string{"W", "M", "L"}[os], p.at+1)
	p.agent, p.phoneAgent = agents(os, p.phoneModel, r)
}

func agents(os system, phone string, r *rnd) (laptop, mobile string) {
	v := strconv.Itoa(r.between(138, 142))
	switch os {
	case windows:
		laptop = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/" + v + ".0.0.0 Safari/537.36 Edg/" + v + ".0.0.0"
	case mac:
		laptop = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/" + v + ".0.0.0 Safari/537.36"
	default:
		laptop = "Mozilla/5.0 (X11; Linux x86_64; rv:" + v + ".0) Gecko/20100101 Firefox/" + v + ".0"
	}
	if phone == "iPhone" {
		return laptop, "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1"
	}
	return laptop, "Mozilla/5.0 (Linux; Android 15; " + phone + ") AppleWebKit/537.36 (KHTML, like Gecko) Chrome/" + v + ".0.0.0 Mobile Safari/537.36"
}

var mailHosts = []string{"example.org", "example.net", "example.com", "mail.example.org", "post.example.net"}

func (w *world) contact(p *person, r *rnd) {
	p.user = p.name.ascii
	tail := pick(r, []string{"", ".pro", "-dev", "." + strconv.Itoa(p.at+10), ".mail"})
	p.emails = []string{p.name.ascii + tail + "@" + pick(r, mailHosts)}
	p.phones = phones(p)
	if p.dev {
		p.github = pick(r, []string{"", "x", "dev-"}) + p.name.ascii[:min(7, len(p.name.ascii))] + strconv.Itoa(p.at+100)
		p.github = githubName(p.github)
	}
	p.accounts = []string{p.mail()}
	switch {
	case !p.employed():
		p.accounts = []string{p.emails[0]}
	case p.github != "":
		p.accounts = append(p.accounts, p.github+"-armorel")
	}
	if p.employed() {
		p.accounts = append(p.accounts, p.user)
	}
}

// phones is a number of the ranges kept for fiction, for those who live where there is such a range.
func phones(p *person) []string {
	switch k := p.at * 7919 % 10000; {
	case cities[p.city].country == "FR":
		return []string{fmt.Sprintf("+33 6 39 98 %02d %02d", k/100, k%100)}
	case cities[p.city].country == "GB" && p.at < 1000: // that range has a thousand numbers
		return []string{fmt.Sprintf("+44 7700 900%03d", p.at*719%1000)}
	}
	return nil
}

func githubName(s string) string {
	b := []byte(s)
	for i, c := range b {
		if c == '.' {
			b[i] = '-'
		}
	}
	return string(b)
}

// hireDay draws the first day of work, as a day of the logs (mostly long before them).
func (w *world) hireDay(p *person, r *rnd) int {
	share := 8
	if p.kind == contractor {
		share = 22
	}
	if w.days > 12 && r.chance(share) {
		return w.workday(r.n(w.days - 10))
	}
	if p.kind == contractor {
		return w.workday(-r.between(100, 900))
	}
	return w.workday(-r.between(100, 3600))
}

// hire makes the milestones, the device, its delivery, the payroll account and the checks that come
// with a contract.
func (w *world) hire(p *person, r *rnd, start int) {
	began := w.day(start)
	signed := began.AddDate(0, 0, -r.between(14, 24))
	talk := signed.AddDate(0, 0, -r.between(8, 20))
	p.stage, p.dates = "employed", nil
	w.career(p, talk.AddDate(0, 0, -20))
	if start > w.days-1-w.days/6 {
		p.stage = "hired"
	}
	p.date("applied", talk.AddDate(0, 0, -r.between(6, 20)))
	p.date("interviewed", talk)
	p.date("offered", signed.AddDate(0, 0, -4))
	p.date("hired", signed)
	p.date("started", began)
	p.first, p.last = max(0, start), w.days-1
	p.devices = []item{{"serial", p.serial, "hostname", p.hostname, "model", p.model, "issued", day(began)}}
	p.payroll = []item{{"from", day(began), "account", token("acct-", p), "holder_check", "match", "method", "bank"}}
	p.interviews = []item{{"at", day(talk), "medium", "video", "camera", "on", "liveness", pick(r, []string{"passed", "not_asked"}),
		"name_in_call", "same", "voices", "one", "same_person", "not_noted"}}
	kind, shown := "document", "done"
	if p.kind == staff {
		kind = pick(r, []string{"chip", "in_person"})
		p.inPerson = []item{{"at", day(began), "kind", "identity_check", "result", shown}}
	}
	p.idChecks = []item{{"at", day(signed), "kind", kind, "result", "passed", "document_hash", token("doc-", p)}}
	p.verifications = []item{{"at", day(signed.AddDate(0, 0, -2)), "of", "employer", "item", p.work[0][1], "result", "confirmed"}}
	if !p.ownStart {
		w.enrol(p, r, start)
		w.sign(p, r, signed, p.home)
		w.deliver(p, r, start)
	}
}

// token is a keyed stand-in for something of a person that is theirs alone.
func token(prefix string, p *person) string {
	return prefix + strconv.FormatUint(mix(p.key^uint64(len(prefix))<<40^uint64(p.at)<<8)>>16, 16) + strconv.Itoa(p.at)
}

// enrol records the first authenticator, at home or in the office on the first day.
func (w *world) enrol(p *person, r *rnd, start int) {
	if start >= 0 && start < w.days {
		at := p.home
		if p.officeAt >= 0 {
			at = p.officeAt
		}
		w.extra(p, w.at(start, 9, 5+r.n(20), p.city), actFactor, at, "Okta Verify", p.factor)
	}
}

// deliver records how the device came to somebody who works away from the offices.
func (w *world) deliver(p *person, r *rnd, start int) {
	p.shipments = nil
	if !p.remote {
		return
	}
	order, came := w.day(start).AddDate(0, 0, -9), w.day(start).AddDate(0, 0, -3)
	by := pick(r, []string{"worker", "worker", "worker", "household"})
	c := cities[p.city]
	p.shipments = []item{{"device", p.serial, "ordered", day(order), "to", p.address().raw(), "kind", "home",
		"delivered", inline("at", day(came), "city", c.name, "country", c.country, "received_by", by, "shown", "id").raw()}}
	if start-9 >= 0 {
		w.ship(p, order, "ordered", p.city, "home", "", p.manager)
		w.ship(p, came, "delivered", p.city, "home", by, "")
	}
}

// noise is what happens to everybody now and then.
func (w *world) noise(p *person, r *rnd) {
	for range w.days / 18 { // single days off
		p.off[r.n(w.days)] = true
	}
	if w.days >= 40 && r.chance(45) {
		w.holiday(p, r.n(w.days-8), r.between(5, 10))
	}
	if w.days >= 20 && r.chance(7) {
		w.travel(p, r, 1+r.n(w.days-12))
	}
	span := p.last - p.first
	if span > 15 && r.chance(2) {
		w.newBank(p, r, w.workday(p.first+r.between(5, span-8)))
	}
	if span > 15 && p.kind == staff && r.chance(2) {
		w.leave(p, r, w.workday(p.last-r.n(span/2)))
	}
}

func (w *world) holiday(p *person, from, n int) {
	for d := from; d < from+n; d++ {
		p.off[d] = true
	}
}

// travel is a stay that was announced: there and back on a weekend, the working week in between.
func (w *world) travel(p *person, r *rnd, from int) {
	for w.day(from).Weekday() != time.Sunday {
		from++
	}
	to := from + 6
	if from <= p.first || to >= p.last {
		return
	}
	city := farFrom(r, 150, p.city)
	w.stay(p, r, city, from, to)
}

// stay makes a trip and the announcement of it. The travelling days are days off.
func (w *world) stay(p *person, r *rnd, city, from, to int) {
	p.off[from], p.off[to] = true, true
	p.trips = append(p.trips, trip{from, to, w.lines.home(r, city)})
	p.stays = append(p.stays, item{"city", cities[city].name, "country", cities[city].country, "from", day(w.day(from)), "to", day(w.day(to))})
}

// newBank is one change of bank, made by the worker at home.
func (w *world) newBank(p *person, r *rnd, d int) {
	next := token("acct-n", p)
	w.change(p, w.at(d, 11, r.n(50), p.city), p.home, "bank", masked(token("acct-", p)), masked(next), p.mail(), p.agent, p.session(d))
	p.payroll = append(p.payroll, item{"from", day(w.day(d)), "account", next, "holder_check", "match", "method", "bank"})
}

func masked(s string) string { return "…" + s[len(s)-4:] }

// leave ends a contract in good order.
func (w *world) leave(p *person, r *rnd, d int) {
	if d >= w.days-4 || d <= p.first+5 {
		return
	}
	p.last, p.stage = d, "leaving"
	p.date("notice", w.day(d).AddDate(0, 0, -30))
	p.date("left", w.day(d))
	back := w.day(d).AddDate(0, 0, 2)
	p.devices[0] = append(p.devices[0], "returned", day(back), "returned_from", p.address().raw())
	w.ticket(p, "offboarding", d-1, -1, "")
	w.ship(p, back, "returned", p.city, "home", "worker", "")
}

// ticket records an agreement that covers the days from..to; to < 0 leaves it open.
func (w *world) ticket(p *person, kind string, from, to int, what string, more ...string) {
	t := item{"id", fmt.Sprintf("ARM-%d", 4000+p.at*9+len(p.tickets)), "kind", kind, "at", day(w.day(from).AddDate(0, 0, -3)), "from", day(w.day(from))}
	if to >= 0 {
		t = append(t, "to", day(w.day(to)))
	}
	t = append(t, more...)
	if what != "" {
		t = append(t, "what", what)
	}
	p.tickets = append(p.tickets, append(t, "approved", "yes"))
}

// apply makes somebody a candidate, on a day of the logs.
func (w *world) apply(p *person, r *rnd, d int) {
	p.stage, p.dates, p.interviews = "application", nil, nil
	w.career(p, w.day(d))
	p.date("applied", w.day(d))
	w.application(p, r, d, p.home)
	talk := w.workday(d + 3)
	if r.chance(50) && talk < w.days {
		p.stage = "interview"
		p.date("interviewed", w.day(talk))
		p.interviews = []item{{"at", day(w.day(talk)), "medium", "video", "camera", "on", "liveness", "passed", "name_in_call", "same",
			"voices", "one", "same_person", "not_noted", "country", cities[p.city].country}}
		w.meet(p, r, w.at(talk, 14, 0, p.city), p.home, p.name.full(), pick(r, cameras), false)
	}
}
