package demo

import "time"

// act is what an event is; each belongs to one log.
type act uint8

const (
	actSession act = iota // okta
	actApp
	actDenied
	actFactor
	actFactorGone
	actUserMade
	actGranted
	actBlocked
	actEntra // entra
	actEntraDenied
	actGoogleLogin // google
	actView
	actEdit
	actDownload
	actShareOut
	actAdminRole
	actFetch // github
	actPush
	actMerge
	actClone
	actZip
	actPublic
	actMember
	actToken
	actLogon   // windows security
	actProcess // windows security 4688
	actUSB     // windows security 6416
	actSysmon  // windows sysmon 1
	actOsUSB   // osquery
	actOsProcess
	actOsDisplay
	actMeeting // zoom
	actSlack   // slack
	actVPN     // vpn
	actCheckin // mdm
	acts
)

// log is one vendor's folder of logs.
type log uint8

const (
	logOkta log = iota
	logEntra
	logGoogle
	logGitHub
	logSecurity
	logSysmon
	logOsquery
	logZoom
	logSlack
	logVPN
	logMDM
	logs
)

var logOf = [acts]log{
	actEntra: logEntra, actEntraDenied: logEntra,
	actGoogleLogin: logGoogle, actView: logGoogle, actEdit: logGoogle, actDownload: logGoogle, actShareOut: logGoogle, actAdminRole: logGoogle,
	actFetch: logGitHub, actPush: logGitHub, actMerge: logGitHub, actClone: logGitHub, actZip: logGitHub, actPublic: logGitHub, actMember: logGitHub, actToken: logGitHub,
	actLogon: logSecurity, actProcess: logSecurity, actUSB: logSecurity, actSysmon: logSysmon,
	actOsUSB: logOsquery, actOsProcess: logOsquery, actOsDisplay: logOsquery,
	actMeeting: logZoom, actSlack: logSlack, actVPN: logVPN, actCheckin: logMDM,
}

// ev is an event to be written.
type ev struct {
	at    int64
	who   int32
	net   int32
	extra int32 // in the day's extras, or -1
	day   int32
	n     uint32 // what the details are drawn from
	act   act
	phone bool
	k     uint8 // which session of the day
}

// batch is a day's events by log.
type batch struct {
	day    int
	events [logs][]ev
}

// planDay makes the events of everybody on a day of the logs.
func (w *world) planDay(d int) *batch {
	out := &batch{day: d}
	for i := range out.events {
		out.events[i] = make([]ev, 0, len(w.people)*3/2)
	}
	midnight := w.day(d)
	weekend := midnight.Weekday() == time.Saturday || midnight.Weekday() == time.Sunday
	for _, p := range w.people {
		if p.worksOn(d) {
			r := &rnd{mix(p.key ^ uint64(d)*0xD1B54A32D192ED03)}
			pl := planner{w: w, p: p, r: r, day: int32(d), midnight: midnight.UnixMilli(), out: out}
			pl.plan(weekend)
		}
	}
	for i := range w.extras[d] {
		x := &w.extras[d][i]
		l := logOf[x.act]
		out.events[l] = append(out.events[l], ev{at: x.at, who: x.who, net: x.net, extra: int32(i), day: int32(d), n: uint32(mix(uint64(x.at)^uint64(i)) >> 32), act: x.act, k: 9})
	}
	return out
}

// planner makes one person's day.
type planner struct {
	w        *world
	p        *person
	r        *rnd
	day      int32
	midnight int64
	out      *batch
	line     int32 // where the laptop is
	signin   int32 // what accounts are reached through
	shift    int64 // milliseconds from local time to UTC
}

// put adds an event at a local minute of the day.
func (l *planner) put(a act, minute int, net int32) *ev {
	at := l.midnight + int64(minute)*60_000 + int64(l.r.n(60_000)) - l.shift
	lg := logOf[a]
	l.out.events[lg] = append(l.out.events[lg], ev{at: at, who: int32(l.p.at), net: net, extra: -1, day: l.day, n: uint32(l.r.next()), act: a})
	return &l.out.events[lg][len(l.out.events[lg])-1]
}

// where settles which line the laptop is on, and what the accounts are reached through.
func (l *planner) where(weekend bool) {
	p, r := l.p, l.r
	l.line = p.home
	away := false
	for i := range p.trips {
		if t := &p.trips[i]; int(l.day) >= t.first && int(l.day) <= t.last {
			l.line, away = t.at, true
		}
	}
	if !away && !weekend {
		switch {
		case p.officeAt >= 0 && r.chance(45):
			l.line = p.officeAt
		case p.cowork >= 0 && r.chance(55):
			l.line = p.cowork
		}
	}
	l.shift = int64(offset(cities[l.w.lines.all[l.line].city], l.w.day(int(l.day)))) * 3_600_000
	l.signin = l.line
	switch {
	case len(p.tunnels) > 0 && int(l.day) >= p.tunnelFrom && r.chance(p.tunnelPct):
		l.signin = pick(r, p.tunnels)
		if p.tunnelAll {
			l.line = l.signin
		}
	case l.line != p.officeAt && p.key%100 < 45 && len(p.tunnels) == 0:
		l.signin = l.w.vpnLines[p.key%uint64(len(l.w.vpnLines))]
	}
}

func (l *planner) plan(weekend bool) {
	p, r := l.p, l.r
	l.where(weekend)
	if weekend {
		if r.chance(3) {
			m := 600 + r.n(600)
			l.put(actSession, m, l.signin)
			l.put(actApp, m+1, l.signin)
		}
		if r.chance(12) {
			l.put(actCheckin, 560+r.n(700), l.line)
		}
		return
	}
	begin, stop := p.shift+470+int(p.key>>8%70)+r.n(35), p.shift+1010+r.n(80)
	span := stop - begin - 20
	within := func() int { return begin + 10 + r.n(span) }
	if l.signin != l.line && len(p.tunnels) == 0 {
		l.put(actVPN, begin-1, l.line)
	} else if len(p.tunnels) == 0 && r.chance(25) {
		l.put(actVPN, within(), l.line)
	}
	l.put(actCheckin, begin+r.n(120), l.line)
	l.identity(begin, within)
	l.work(within)
	l.machine(begin, within)
}

// identity is what the identity providers saw.
func (l *planner) identity(begin int, within func() int) {
	r := l.r
	if r.chance(3) {
		l.put(actDenied, begin, l.signin)
	}
	l.put(actSession, begin+1, l.signin)
	l.put(actApp, begin+2, l.signin)
	for range 1 + r.n(2) {
		l.put(actApp, within(), l.signin)
	}
	l.put(actEntra, begin+3+r.n(30), l.signin)
	if r.chance(20) {
		l.put(actEntra, within(), l.signin)
	}
	if r.chance(2) {
		l.put(actEntraDenied, within(), l.signin)
	}
	if l.p.mobile >= 0 && r.chance(14) {
		e := l.put(actSession, within(), l.p.mobile)
		e.phone, e.k = true, 1
	}
	if l.p.mobile >= 0 && r.chance(10) {
		l.put(actEntra, begin-30+r.n(700), l.p.mobile).phone = true
	}
}

// work is what the collaboration tools saw.
func (l *planner) work(within func() int) {
	r := l.r
	if r.chance(25) {
		l.put(actGoogleLogin, within(), l.signin)
	}
	for range r.n(5) {
		l.put([]act{actView, actView, actEdit, actEdit, actEdit, actDownload}[r.n(6)], within(), l.signin)
	}
	if r.chance(72) {
		l.put(actMeeting, (within()/30)*30, l.line)
	}
	if r.chance(55) {
		l.put(actSlack, within(), l.signin)
	}
	if !l.p.dev {
		return
	}
	for range 2 + r.n(8) {
		l.put([]act{actFetch, actFetch, actPush, actPush, actPush, actMerge}[r.n(6)], within(), l.line)
	}
	if r.chance(12) {
		l.put(actClone, within(), l.line)
	}
}

// machine is what the laptop itself logged.
func (l *planner) machine(begin int, within func() int) {
	r := l.r
	if l.p.os != windows {
		for range 1 + r.n(3) {
			l.put(actOsProcess, within(), l.line)
		}
		if r.chance(12) {
			l.put(actOsUSB, begin+r.n(30), l.line)
		}
		if r.chance(12) {
			l.put(actOsDisplay, begin+r.n(30), l.line)
		}
		return
	}
	l.put(actLogon, begin, l.line)
	for range 1 + r.n(3) {
		l.put(actProcess, within(), l.line)
	}
	for range 1 + r.n(3) {
		l.put(actSysmon, within(), l.line)
	}
	if r.chance(10) {
		l.put(actUSB, begin+r.n(30), l.line)
	}
}
