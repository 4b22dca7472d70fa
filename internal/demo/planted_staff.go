package demo

import (
	"fmt"
	"strconv"
	"time"
)

// payrollReroute: somebody else uses a staff account to change the phone and then, twice, the bank.
func (w *world) payrollReroute(r *rnd) {
	p := w.plant(r, "payroll_reroute", isOfficer)
	w.hire(p, r, w.long(r))
	far := farFrom(r, 1250, p.city)
	v := r.n(len(consumerVPNs))
	exit, line := w.lines.vpn(r, v, farFrom(r, 600, p.city)), w.lines.home(r, far)
	agent, name, id := foreignAgent(r), "DESKTOP-"+upper(r.code(7)), r.hex(8)+"-"+r.hex(4)+"-4"+r.hex(3)+"-b"+r.hex(3)+"-"+r.hex(12)
	d := w.monday(w.part(50), 11) + r.n(3)
	enter := func(d, hour, minute int, net int32) string {
		s := "idxF" + r.code(11)
		x := w.extra(p, w.at(d, hour, minute, p.city), actSession, net)
		x.agent, x.session, x.foreign = agent, s, true
		x = w.extra(p, w.at(d, hour, minute+2, p.city), actEntra, net, name, id)
		x.agent, x.foreign = agent, true
		return s
	}
	s := enter(d, 10, 4, exit)
	w.change(p, w.at(d, 10, 12, p.city), exit, "phone", "…"+r.hex(4), "…"+r.hex(4), p.mail(), agent, s)
	s = enter(d+1, 10, 33, line)
	w.change(p, w.at(d+1, 10, 40, p.city), line, "bank", masked(token("acct-", p)), "…"+r.hex(4), p.mail(), agent, s)
	w.extra(p, w.at(d+1, 10, 47, p.city), actFactorGone, line, "Okta Verify").session = s
	x := w.extra(p, w.at(d+1, 10, 52, p.city), actFactor, line, "SMS", "sms"+r.code(14))
	x.agent, x.session = agent, s
	s = enter(d+8, 11, 14, exit)
	w.change(p, w.at(d+8, 11, 20, p.city), exit, "bank", "…"+r.hex(4), "…"+r.hex(4), p.mail(), agent, s)
	p.payroll = append(p.payroll,
		item{"from", day(w.day(d + 1)), "account", "acct-x" + r.hex(12), "holder_check", "no_match", "method", pick(r, []string{"bank", "emoney"})},
		item{"from", day(w.day(d + 8)), "account", "acct-y" + r.hex(12), "holder_check", "no_match", "method", "emoney"})
}

// monday is a Monday at or before a day of the logs, with that many days of logs after it.
func (w *world) monday(d, room int) int {
	for w.day(d).Weekday() != time.Monday || d+room >= w.days {
		d--
	}
	return max(d, 0)
}

// insider: an administrator makes an account, gives it his rights, takes the code along and opens
// back doors; sessions come from a place he cannot have reached.
func (w *world) insider(r *rnd) {
	p := w.plant(r, "it_insider", func(p *person) bool { return p.kind == staff && p.privileged })
	p.team, p.title, p.privileged, p.dev = "IT", "System administrator", true, true
	if p.github == "" {
		p.github = "ops-" + strconv.Itoa(p.at+100)
		p.accounts = append(p.accounts, p.handle())
	}
	p.install(windows, r)
	w.hire(p, r, w.long(r))
	d := w.monday(w.part(35+r.n(20)), 6)
	other := "svc-" + pick(r, []string{"sync", "backup", "mirror", "report"}) + "-" + strconv.Itoa(r.between(2, 29))
	home, elsewhere := p.home, w.lines.home(r, farFrom(r, 1300, p.city))
	at := func(day, hour, minute int) int64 { return w.at(day, hour, minute, p.city) }
	w.extra(p, at(d, 18, 52), actUserMade, home, other+"@"+domain, r.code(12))
	w.extra(p, at(d, 18, 58), actGranted, home, other+"@"+domain, r.code(12), "Super administrator")
	w.extra(p, at(d, 19, 3), actAdminRole, home, other+"@"+domain, "_SEED_ADMIN_ROLE")
	w.extra(p, at(d, 19, 6), actMember, home, other, "admin")
	for i := range r.between(110, 160) {
		w.extra(p, at(d+1, 12, 5)+int64(i)*14_000, actClone, home, "repo-"+fmt.Sprintf("%03d", i))
	}
	for i := range 9 {
		w.extra(p, at(d+1, 13, 10)+int64(i)*40_000, actZip, home, repos[i])
	}
	for k := range 3 { // half an hour after the office, more than a thousand kilometres away
		x := w.extra(p, at(d+2+k, 12, 31), actSession, elsewhere)
		x.session = "idxG" + r.code(11)
		w.extra(p, at(d+2+k, 12, 36), actApp, elsewhere).session = x.session
		for i := range 40 {
			w.extra(p, at(d+2+k, 12, 40)+int64(i)*9_000, actShareOut, elsewhere, docs[i%len(docs)]+" "+strconv.Itoa(i), p.emails[0])
		}
	}
	w.extra(p, at(d+3, 13, 2), actPublic, elsewhere, repos[r.n(3)])
	w.run(p, at(d+2, 8, 51), program{"rclone", `C:\Users\Public\rclone.exe`, `rclone.exe copy D:\repos personal-drive:backup --transfers 32`, `C:\Windows\System32\cmd.exe`, "", ""})
	first := r.n(len(remoteTools))
	w.run(p, at(d+2, 9, 12), remoteTools[first])
	w.run(p, at(d+2, 9, 17), remoteTools[(first+1)%len(remoteTools)])
	w.run(p, at(d+2, 9, 31), program{"code", `C:\Program Files\Microsoft VS Code\bin\code-tunnel.exe`, `code-tunnel.exe tunnel --accept-server-license-terms --name ` + r.code(6), `C:\Windows\System32\cmd.exe`, "", ""})
}
