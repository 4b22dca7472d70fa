package demo

import (
	"strconv"
	"strings"
)

// record gives a verb that adds an entry to a list of the dossier: its keys as they stand in the act.
func record(about, first string, list func(*person) *[]item, keys ...string) verb {
	return verb{about: about, keys: keys, anyDay: true, do: func(s *scene) {
		it := item{first, day(s.w.day(s.d))}
		for _, k := range keys {
			if v := s.act.With[k]; v != "" {
				it = append(it, strings.Replace(k, "where", "on", 1), plainValue(v)) // on is the day of an act
			}
		}
		l := list(s.p)
		*l = append(*l, it)
	}}
}

// plainValue leaves numbers and truth values without quotes.
func plainValue(v string) string {
	if _, err := strconv.Atoi(v); err == nil || v == "true" || v == "false" {
		return raw + v
	}
	return v
}

func allVerbs() map[string]verb {
	return map[string]verb{
		"interview":     {about: "A call with notes, and what the meeting service saw.", keys: []string{"from", "medium", "camera", "liveness", "name_in_call", "voices", "remote_desktop", "other_accounts", "reading", "same_person", "device"}, do: interview},
		"check":         record("An identity check.", "at", func(p *person) *[]item { return &p.idChecks }, "kind", "result", "altered", "image_only", "other_data", "document_hash"),
		"verify":        {about: "A verification with a third party, and the answer.", keys: []string{"of", "item", "result"}, anyDay: true, do: verify},
		"in_person":     record("A step that needs presence.", "at", func(p *person) *[]item { return &p.inPerson }, "kind", "result"),
		"incident":      record("A recorded event.", "at", func(p *person) *[]item { return &p.incidents }, "kind", "what", "ref"),
		"accommodation": quiet(record("An agreed accommodation; never its reason.", "from", func(p *person) *[]item { return &p.accommodations }, "kind")),
		"equipment":     quiet(record("Own equipment, as stated.", "from", func(p *person) *[]item { return &p.equipment }, "kind", "what", "where")),
		"code_account":  {about: "What a public code-hosting account shows.", keys: []string{"age", "older_repos", "author_names", "copied_repos", "dormant_years", "contributors", "forks_declared", "renamed"}, do: codeAccount},
		"ticket":        {about: "An agreement that covers the days on to until.", keys: []string{"kind", "what", "place"}, quiet: true, anyDay: true, do: ticket},
		"relation":      {about: "The members say how they belong together.", keys: []string{"kind"}, quiet: true, anyDay: true, do: relation},
		"stay":          {about: "The person says where they will be on the days on to until.", keys: []string{"at"}, quiet: true, anyDay: true, do: stay},
		"share":         {about: "The members have one thing in common.", keys: []string{"what"}, anyDay: true, do: func(s *scene) { shared[s.get("what", "home")](s) }},
		"referred": {about: "The first member recommended this one.", anyDay: true, do: func(s *scene) {
			if s.i > 0 {
				s.p.referredBy = s.people[0].id
			}
		}},
		"work":   {about: "An entry of the career as stated.", keys: []string{"employer", "title", "began", "ended", "full_time", "technologies"}, anyDay: true, do: career},
		"cv":     {about: "The CV file: text and metadata.", keys: []string{"text", "author", "created", "modified"}, anyDay: true, do: writeCV},
		"agency": {about: "Supplied by an agency.", keys: []string{"name"}, quiet: true, anyDay: true, do: func(s *scene) { s.p.contract, s.p.agency = "agency", s.get("name", "Estran Talents") }},

		"apply":   {about: "An application, as the applicant-tracking system saw it.", keys: []string{"from", "posts", "referrer", "hour"}, do: apply},
		"sign":    {about: "A signed contract.", keys: []string{"from"}, do: func(s *scene) { s.w.sign(s.p, s.r, s.w.day(s.d), s.line(s.get("from", "home"))) }},
		"deliver": {about: "The laptop is ordered, perhaps redirected, and delivered.", keys: []string{"to", "kind", "redirected", "asked_by", "reason", "received_by", "shown"}, anyDay: true, do: deliver},
		"change":  {about: "A change of an HR record, by the person's account.", keys: []string{"field", "from", "hour", "device"}, do: change},
		"bank":    {about: "A new payroll account.", keys: []string{"from", "holder_check", "method", "device", "hour", "paper"}, do: bank},
		"notice":  {about: "The end is announced.", quiet: true, do: func(s *scene) { s.p.date("notice", s.w.day(s.d)) }},
		"leave":   {about: "The last day, and whether the device comes back.", keys: []string{"returned", "from_third"}, quiet: true, do: leave},
		"desk":    {about: "On about half of the working days, from that day on, the laptop is at a coworking desk.", keys: []string{"at"}, do: func(s *scene) { s.p.cowork = s.line(s.get("at", "cowork")) }},
		"off": {about: "Days off.", quiet: true, anyDay: true, do: func(s *scene) {
			for d := s.d; d <= s.last; d++ {
				s.p.off[d] = true
			}
		}},

		"reach":  {about: "From that day on accounts are reached through a place on a share of the days.", keys: []string{"from", "share", "laptop"}, do: reach},
		"place":  {about: "Where the laptop is: on the days on to until, or from on to the end.", keys: []string{"at"}, anyDay: true, do: place_},
		"hours":  {about: "The working day is later by so many hours.", keys: []string{"later"}, do: func(s *scene) { s.p.shift = 60 * s.number("later", 0) }},
		"camera": {about: "The camera stays off at work.", anyDay: true, do: func(s *scene) { s.p.cameraOff = true }},
		"checkins": {about: "The laptop reports at night and on Sundays too.", keys: []string{"from"}, anyDay: true, do: func(s *scene) {
			for d := s.d; d <= s.last; d++ {
				s.w.extra(s.p, s.w.at(d, 21+s.r.n(3), s.r.n(60), s.p.city), actCheckin, s.line(s.get("from", "home")))
			}
		}},
		"signin":  {about: "A sign-in on each working day on to until.", keys: []string{"from", "device", "hour", "refused"}, do: signin},
		"session": {about: "An own session is used in another browser.", keys: []string{"from", "hour"}, do: session},
		"factor":  {about: "A second factor is enrolled.", keys: []string{"from", "what", "one", "hour", "phone"}, do: factor},
		"reset": {about: "A second factor is removed.", keys: []string{"from", "hour"}, do: func(s *scene) {
			s.w.extra(s.p, s.time(s.d), actFactorGone, s.line(s.get("from", "home")), "Okta Verify")
		}},
		"clone":    {about: "Repositories are cloned, so many a day.", keys: []string{"count", "from", "hour"}, do: burst(actClone, "repo-")},
		"archive":  {about: "Repositories are downloaded as archives.", keys: []string{"count", "from", "hour"}, do: burst(actZip, "repo-")},
		"push":     {about: "Commits are pushed.", keys: []string{"count", "from", "hour"}, do: burst(actPush, "repo-")},
		"download": {about: "Files are downloaded, so many a day.", keys: []string{"count", "from", "hour"}, do: burst(actDownload, "Harbour file ")},
		"send":     {about: "Files are shared with an address outside, so many a day.", keys: []string{"count", "from", "hour"}, do: burst(actShareOut, "Armorel export ")},
		"publish":  {about: "A repository is made public.", keys: []string{"from"}, do: burst(actPublic, "repo-")},
		"grant":    {about: "An account is made and given rights.", keys: []string{"from", "hour"}, do: grant},

		"run":     {about: "A program starts on the laptop.", keys: []string{"program", "hour"}, do: run},
		"process": {about: "Any program starts on the laptop: its image, command line and parent as logs write them.", keys: []string{"image", "line", "parent", "name", "path", "hour"}, do: process},
		"plug":    {about: "A device is attached to the laptop, with its screen where it has one.", keys: []string{"device", "hour"}, do: plug},
		"usb":     {about: "Any USB device, by the strings it gives.", keys: []string{"vendor", "model", "serial", "ids", "hour"}, do: usb},
		"meeting": {about: "A meeting at work, as the meeting service saw it.", keys: []string{"from", "name", "device", "camera", "hour"}, do: meeting},
		"replace": {about: "Another laptop is issued, and used from that day on.", quiet: true, do: replace},
		"install": {about: "The system of the laptop.", keys: []string{"system"}, quiet: true, anyDay: true, do: func(s *scene) {
			s.p.install(map[string]system{"windows": windows, "mac": mac, "linux": linux}[s.get("system", "windows")], s.r)
			if len(s.p.devices) > 0 {
				s.p.devices[0][3], s.p.devices[0][5] = s.p.hostname, s.p.model
			}
		}},
	}
}

func quiet(v verb) verb { v.quiet = true; return v }

func interview(s *scene) {
	it := item{"at", day(s.w.day(s.d)), "medium", s.get("medium", "video"), "camera", s.get("camera", "on"), "liveness", s.get("liveness", "not_asked"),
		"name_in_call", s.get("name_in_call", "same"), "voices", s.get("voices", "one"), "same_person", s.get("same_person", "not_noted"), "country", cities[s.p.city].country}
	for _, k := range []string{"remote_desktop", "other_accounts", "reading"} {
		if s.act.With[k] != "" {
			it = append(it, k, raw+"true")
		}
	}
	s.p.interviews = append(s.p.interviews, it)
	if s.p.kind == applicant && s.p.stage == "application" {
		s.p.stage = "interview"
		s.p.date("interviewed", s.w.day(s.d))
	}
	shown := s.p.name.full()
	if n := s.get("name_in_call", "same"); n == "different" || n == "changed" {
		shown = drawName(s.r).full()
	}
	s.w.meet(s.p, s.r, s.w.at(max(0, s.d), 14, 3, s.p.city), s.line(s.get("from", "home")), shown, s.get("device", pick(s.r, cameras)), s.get("camera", "on") != "on")
}

func verify(s *scene) {
	what := s.act.With["item"]
	switch s.get("of", "employer") {
	case "employer":
		what = s.p.work[len(s.p.work)-1][1]
	case "education":
		what = s.p.education[0][1]
	case "phone":
		if len(s.p.phones) > 0 {
			what = s.p.phones[0]
		}
	case "email":
		what = s.p.emails[0]
	}
	s.p.verifications = append(s.p.verifications, item{"at", day(s.w.day(s.d)), "of", s.get("of", "employer"), "item", what, "result", s.get("result", "confirmed")})
}

func codeAccount(s *scene) {
	if s.p.github == "" {
		s.p.github = "dev-" + strconv.Itoa(s.p.at+100)
	}
	made := s.w.day(s.zero).AddDate(0, -s.number("age", 36), 0)
	it := item{"kind", "github", "handle", s.p.github, "created", day(made)}
	if n := s.number("older_repos", 0); n > 0 {
		it = append(it, "first_commit", day(made.AddDate(-4, 0, 0)), "repos_older_than_account", raw+strconv.Itoa(n))
	} else {
		it = append(it, "first_commit", day(made.AddDate(0, 1, 0)))
	}
	for _, k := range []string{"author_names", "copied_repos", "dormant_years", "contributors", "forks_declared"} {
		if v := s.act.With[k]; v != "" {
			it = append(it, k, plainValue(v))
		}
	}
	if s.act.With["renamed"] != "" {
		it = append(it, "renamed", day(s.w.day(s.d)))
	}
	s.p.handles = []item{{"kind", "github", "handle", s.p.github, "since", month(made)}}
	s.p.codeAccounts = []item{it}
}

func ticket(s *scene) {
	to := s.last
	if s.act.Until <= s.act.On {
		to = -1
	}
	var more []string
	if s.act.With["place"] != "" {
		more = place(s.city(s.act.With["place"]))
	}
	s.w.ticket(s.p, s.get("kind", "other"), s.d, to, s.get("what", ""), more...)
}

func relation(s *scene) {
	for _, o := range s.people {
		if o != s.p {
			s.p.relations = append(s.p.relations, item{"person", o.id, "kind", s.get("kind", "couple")})
		}
	}
}

func stay(s *scene) {
	c := cities[s.city(s.get("at", "abroad"))]
	s.p.stays = append(s.p.stays, item{"city", c.name, "country", c.country, "from", day(s.w.day(s.d)), "to", day(s.w.day(s.last))})
}

// shared are the things that members of a story can have in common. The first member has them already.
var shared = map[string]func(*scene){
	"home":    func(s *scene) { s.fromFirst(func(a, b *person) { shareHome(a, b) }) },
	"town":    func(s *scene) { s.fromFirst(func(a, b *person) { s.w.move(b, s.r, a.city) }) },
	"line":    func(s *scene) { s.fromFirst(func(a, b *person) { b.home = a.home }) },
	"phone":   func(s *scene) { s.fromFirst(func(a, b *person) { b.phones = s.phone(a) }) },
	"email":   func(s *scene) { s.fromFirst(func(a, b *person) { b.emails = append(b.emails, a.emails[0]) }) },
	"referee": func(s *scene) { s.fromFirst(func(a, b *person) { s.referee(a); b.referees = a.referees }) },
	"factor":  func(s *scene) { s.fromFirst(func(a, b *person) { b.factor = a.factor }) },
	"career": func(s *scene) {
		s.fromFirst(func(a, b *person) { b.work, b.education, b.title = a.work, a.education, a.title })
	},
	"bank": func(s *scene) {
		s.fromFirst(func(a, b *person) {
			if len(a.payroll) > 0 && len(b.payroll) > 0 {
				b.payroll[len(b.payroll)-1][3] = a.payroll[len(a.payroll)-1][3]
			}
		})
	},
	"document": func(s *scene) {
		s.fromFirst(func(a, b *person) {
			if len(a.idChecks) > 0 && len(b.idChecks) > 0 {
				b.idChecks[0] = append(append(item{}, b.idChecks[0]...), "document_hash", token("doc-", a))
				a.idChecks[0] = append(append(item{}, a.idChecks[0]...), "document_hash", token("doc-", a))
			}
		})
	},
	"name": func(s *scene) {
		s.fromFirst(func(a, b *person) { b.name.given, b.name.last = a.name.given, a.name.last })
	},
	"laptop": func(s *scene) { // the dossiers say two, the logs know one
		s.fromFirst(func(a, b *person) {
			q := *b
			q.serial, q.hostname = a.serial, a.hostname
			b.later, b.laterFrom = &q, s.d
		})
	},
}

func (s *scene) fromFirst(give func(a, b *person)) {
	if s.i > 0 {
		give(s.people[0], s.p)
	}
}

// phone gives the first member a number that nobody else has.
func (s *scene) phone(a *person) []string {
	n := s.once("phone", func() string { k := s.r.n(10000); return "+33 1 99 00 " + two2(k/100) + " " + two2(k%100) })
	a.phones = []string{n}
	return a.phones
}

func (s *scene) referee(a *person) {
	mail := s.once("referee", func() string { return "referee." + s.r.code(8) + "@" + pick(s.r, mailHosts) })
	a.referees = []item{{"email", mail, "employer", a.work[0][1], "relation", "former manager"}}
}

func career(s *scene) {
	it := item{"employer", s.get("employer", pick(s.r, employers)), "title", s.get("title", pick(s.r, techTitles)),
		"from", s.get("began", "2019-01"), "to", s.get("ended", ""), "full_time", raw + s.get("full_time", "true")}
	if t := s.act.With["technologies"]; t != "" {
		it = append(it, "technologies", list(strings.Split(t, " ")...))
	}
	s.p.work = append(s.p.work, it)
}
