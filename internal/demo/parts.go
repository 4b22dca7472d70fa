package demo

import "strconv"

// arrange gives out the parts, lets everybody else live, writes CVs and prepares what records repeat.
// Who gets a part is drawn from ids and posts; names were drawn before and play no role.
func (w *world) arrange() {
	r := drawn(w.seed, "parts")
	for _, part := range []func(*rnd){
		w.laptopFarm, w.payrollReroute, w.insider, w.extortion, w.fakeCandidate,
		w.couple, w.flatmates, w.homeLab, w.traveller, w.alwaysVPN, w.relayUsers, w.helpdesk, w.relocation, w.cameraOff,
		w.parcelToRelative, w.parcelToReception, w.newHireClones, w.phoneFactor, w.importedForks, w.umbrella, w.coworking,
		w.secondJob, w.mover, w.familyVisit, w.keepAwake,
	} {
		part(r)
	}
	w.settleAll()
}

// settleAll lets everybody without a part live, writes the CVs that no part wrote, and prepares what
// records repeat.
func (w *world) settleAll() {
	for _, p := range w.people {
		if p.part == "" {
			w.live(p)
		}
	}
	for _, p := range w.people {
		if p.kind != staff && len(p.papers) == 0 {
			c := drawn(w.seed, "cv", p.id)
			p.cv(c, experience(c))
		}
		p.prepare()
		if p.later != nil {
			p.later.prepare()
		}
	}
	w.truth.sort()
}

// take draws somebody without a part for a part.
func (w *world) take(r *rnd, part string, ok func(*person) bool) *person {
	free := w.free(r, ok)
	if len(free) == 0 { // a small company: the post is made to fit by the caller
		free = w.free(r, func(p *person) bool { return p.kind == staff })
	}
	p := free[0]
	p.part = part
	return p
}

func (w *world) plant(r *rnd, kind string, ok func(*person) bool) *person {
	p := w.take(r, kind, ok)
	w.truth.Planted = append(w.truth.Planted, Planted{p.id, kind})
	return p
}

func (w *world) alike(r *rnd, kind string, ok func(*person) bool) *person {
	p := w.take(r, kind, ok)
	w.truth.Lookalikes = append(w.truth.Lookalikes, Planted{p.id, kind})
	return p
}

func isStaff(p *person) bool      { return p.kind == staff }
func isContractor(p *person) bool { return p.kind == contractor }
func isApplicant(p *person) bool  { return p.kind == applicant }
func isOfficer(p *person) bool    { return p.kind == staff && !p.privileged && !p.dev && p.team != "IT" }
func isCoder(p *person) bool      { return p.kind == staff && p.dev && !p.privileged }

// long is a first day long before the logs.
func (w *world) long(r *rnd) int { return w.workday(-r.between(200, 2500)) }

// move gives somebody another home.
func (w *world) move(p *person, r *rnd, city int) {
	w.settle(p, r, city)
	p.phones = phones(p)
	p.mobile = w.lines.carrier(r, city)
}

func place(c int) []string { return []string{"city", cities[c].name, "country", cities[c].country} }

// thirdAddress is an address that belongs to nobody of the company.
func (w *world) thirdAddress(r *rnd, city int) flow {
	c := cities[city]
	return inline("line", "Unit "+strconv.Itoa(r.between(2, 60))+", "+strconv.Itoa(1000+r.n(900))+" Depot Yard", "postcode", c.postcode, "city", c.name, "country", c.country)
}

// foreignAgent is a browser of a machine that is not the company's.
func foreignAgent(r *rnd) string {
	return "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/" + strconv.Itoa(r.between(120, 129)) + ".0.0.0 Safari/537.36"
}
