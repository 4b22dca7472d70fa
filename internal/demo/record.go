package demo

import (
	"encoding/json"
	"strconv"
	"time"
)

// entry is one record of the small logs of the house: HR, signatures, shipments, applications.
type entry struct {
	at   int64
	text string
}

// extra is an event that is not part of an ordinary day.
type extra struct {
	at      int64
	who     int32
	act     act
	net     int32
	a, b, c string
	foreign bool // made on a device that is not the company's
	agent   string
	session string
	host    string // "off": the camera of a meeting
}

// extra adds an event; what a, b and c mean depends on the act.
func (w *world) extra(p *person, at int64, a act, net int32, detail ...string) *extra {
	d := int((at - w.start.UnixMilli()) / 86_400_000)
	if at < w.start.UnixMilli() || d >= w.days {
		return &extra{}
	}
	x := extra{at: at, who: int32(p.at), act: a, net: net}
	for i, v := range detail {
		switch i {
		case 0:
			x.a = v
		case 1:
			x.b = v
		case 2:
			x.c = v
		}
	}
	w.extras[d] = append(w.extras[d], x)
	return &w.extras[d][len(w.extras[d])-1]
}

func stamp(ms int64) string { return time.UnixMilli(ms).UTC().Format("2006-01-02T15:04:05Z") }

// object writes a JSON object in the order given, leaving out what is empty.
func object(kv ...string) string {
	b := []byte{'{'}
	for i := 0; i+1 < len(kv); i += 2 {
		if kv[i+1] == "" {
			continue
		}
		if len(b) > 1 {
			b = append(b, ',')
		}
		b = strconv.AppendQuote(b, kv[i])
		b = append(b, ':')
		v, err := json.Marshal(kv[i+1])
		if err != nil {
			v = []byte(`""`)
		}
		b = append(b, v...)
	}
	return string(append(b, '}'))
}

func (w *world) inside(at int64) bool {
	return at >= w.start.UnixMilli() && at < w.end.UnixMilli()+86_400_000
}

// change records a change of an HR record, as one line of CSV; columns as in hrHeader.
func (w *world) change(p *person, at int64, net int32, field, old, next, by, agent, session string) {
	if !w.inside(at) {
		return
	}
	l := &w.lines.all[net]
	c := cities[l.city]
	s := ""
	for i, v := range []string{"hr.change", stamp(at), p.id, field, old, next, by, l.ip, c.country, c.name, l.org, l.tag, agent, session} {
		if i > 0 {
			s += ","
		}
		s += `"` + v + `"`
	}
	w.hr = append(w.hr, entry{at, s})
}

const hrHeader = "type,time,person,field,old,new,by,ip,country,city,as_org,tag,user_agent,session\n"

// sign records a signed contract.
func (w *world) sign(p *person, r *rnd, on time.Time, net int32) {
	at := on.UnixMilli() + int64(r.between(9*60, 16*60))*60_000
	if !w.inside(at) {
		return
	}
	l := &w.lines.all[net]
	c := cities[l.city]
	w.signatures = append(w.signatures, entry{at, object("type", "hr.signature", "time", stamp(at), "person", p.id, "document", "contract",
		"ip", l.ip, "country", c.country, "city", c.name, "as_org", l.org, "tag", l.tag)})
}

// ship records a step of a delivery.
func (w *world) ship(p *person, on time.Time, status string, city int, kind, received, requested string) {
	at := on.UnixMilli() + int64(9*60+p.at*37%480)*60_000
	if !w.inside(at) {
		return
	}
	c := cities[city]
	w.shipments = append(w.shipments, entry{at, object("type", "shipment", "time", stamp(at), "status", status, "device", p.serial, "person", p.id,
		"city", c.name, "country", c.country, "received_by", received, "requested_by", requested, "address_kind", kind,
		"tracking", "EX"+strconv.Itoa(100000000+p.at*104729%899999999)+"FR")})
}

var requisitions = []string{"REQ-118 Back-end engineer", "REQ-121 Front-end engineer", "REQ-124 DevOps engineer", "REQ-127 Data engineer", "REQ-130 Mobile engineer"}

// application records an application as the applicant-tracking system saw it.
func (w *world) application(p *person, r *rnd, d int, net int32) {
	w.applicationFor(p, w.at(d, r.between(8, 21), r.n(60), p.city), net, requisitions[p.at%len(requisitions)],
		pick(r, []string{"https://jobs.example.org/", "https://armorel.test/careers", "https://board.example.com/it"}),
		pick(r, []string{"job board", "own site", "referral"}))
}

func (w *world) applicationFor(p *person, at int64, net int32, requisition, referrer, source string) {
	l := &w.lines.all[net]
	c := cities[l.city]
	phone := ""
	if len(p.phones) > 0 {
		phone = p.phones[0]
	}
	s := object("type", "ats.application", "time", stamp(at), "candidate", p.emails[0], "phone", phone, "requisition", requisition,
		"ip", l.ip, "country", c.country, "city", c.name, "as_org", l.org, "tag", l.tag, "referrer", referrer, "user_agent", p.agent, "source", source)
	s = s[:len(s)-1] + `,"asn":` + strconv.Itoa(l.asn) + "}"
	if w.inside(at) {
		w.applications = append(w.applications, entry{at, s})
	}
}

var cameras = []string{"FaceTime HD Camera", "Integrated Camera", "HD Pro Webcam C920", "Logitech BRIO", "HP HD Camera"}

// meet records a call with a candidate.
func (w *world) meet(p *person, r *rnd, at int64, net int32, shown, camera string, off bool) {
	x := w.extra(p, at, actMeeting, net, shown, camera, pick(r, []string{"Wifi", "Wired"}))
	if off {
		x.host = "off"
	}
	x.foreign = true
}

// session is the identifier of the person's sign-in session on a day of the logs.
func (p *person) session(d int) string { return string(appendSession(nil, p.key, d, 0)) }
