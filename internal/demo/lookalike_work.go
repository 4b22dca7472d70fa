package demo

import (
	"fmt"
	"strconv"
)

// homeLab: an administrator whose PiKVM belongs to a server at home, declared and agreed. It was
// plugged into the laptop once, for a firmware update.
func (w *world) homeLab(r *rnd) {
	p := w.alike(r, "home_lab", func(p *person) bool { return p.kind == staff && p.privileged })
	w.hire(p, r, w.long(r))
	p.equipment = append(p.equipment, item{"kind", "network_kvm", "what", "PiKVM", "on", "own_server", "from", day(w.day(-200))})
	w.ticket(p, "network_kvm", -180, -1, "PiKVM")
	w.plugIn(p, kvms[0], "", w.workday(w.part(50)), 18)
}

// helpdesk: IT support uses the remote tool that the company allows, in the open.
func (w *world) helpdesk(r *rnd) {
	p := w.alike(r, "allowed_remote_tool", isOfficer)
	p.install(windows, r)
	w.hire(p, r, w.long(r))
	tool := program{"TeamViewer", `C:\Program Files\TeamViewer\TeamViewer.exe`, `"C:\Program Files\TeamViewer\TeamViewer.exe"`, `C:\Windows\explorer.exe`, "", ""}
	for _, percent := range []int{15, 40, 70} {
		d := w.workday(w.part(percent))
		w.run(p, w.at(d, 10+r.n(6), r.n(60), p.city), tool)
		w.ticket(p, "remote_tool", d, d+1, "TeamViewer")
	}
}

// cameraOff: never on camera, as was agreed. The reason is nowhere.
func (w *world) cameraOff(r *rnd) {
	p := w.alike(r, "camera_off_agreed", isStaff)
	w.hire(p, r, w.long(r))
	p.cameraOff = true
	p.accommodations = []item{{"kind", "camera_off", "from", p.payroll[0][1]}}
}

// newHireClones: somebody new who fetched every repository of the team on the second day, by ticket.
func (w *world) newHireClones(r *rnd) {
	p := w.alike(r, "onboarding_clone", isCoder)
	if p.github == "" {
		p.github = "new-" + strconv.Itoa(p.at+100)
		p.accounts, p.dev = append(p.accounts, p.handle()), true
	}
	start := w.workday(max(3, w.part(40)))
	w.hire(p, r, start)
	d := w.workday(start + 1)
	p.off[d], p.off[start] = false, false
	w.ticket(p, "bulk_clone", start, start+7, "team repositories")
	for i := range 70 {
		w.extra(p, w.at(d, 10, 2, p.city)+int64(i)*12_000, actClone, p.home, "repo-"+fmt.Sprintf("%03d", i))
	}
}

// importedForks: a candidate whose repositories are older than the account, and who said why.
func (w *world) importedForks(r *rnd) {
	p := w.alike(r, "imported_forks", isApplicant)
	w.apply(p, r, w.part(45))
	made := w.day(0).AddDate(-2, 0, 0)
	p.handles = []item{{"kind", "github", "handle", p.github, "since", month(made)}}
	p.codeAccounts = []item{{"kind", "github", "handle", p.github, "created", day(made), "first_commit", day(made.AddDate(-4, 0, 0)),
		"repos_older_than_account", raw + "6", "author_names", raw + "2", "copied_repos", raw + "3", "forks_declared", raw + "true"}}
}

// umbrella: three contractors paid through one umbrella company, each naming the others.
func (w *world) umbrella(r *rnd) {
	var group []*person
	for range 3 {
		p := w.alike(r, "umbrella_company", isContractor)
		w.hire(p, r, w.long(r))
		p.contract, p.agency = "agency", "Hermine Portage"
		group = append(group, p)
	}
	for _, p := range group {
		p.payroll[0][3] = group[0].payroll[0][3]
		for _, o := range group {
			if o != p {
				p.relations = append(p.relations, item{"person", o.id, "kind", "umbrella_company"})
			}
		}
	}
}

// secondJob: a contractor with another, part-time contract that everybody knows of.
func (w *world) secondJob(r *rnd) {
	p := w.alike(r, "lawful_second_job", isContractor)
	w.hire(p, r, w.long(r))
	p.work = append([]item{{"employer", "Conservatoire de Brocéliande", "title", "Webmaster, one day a week", "from", month(w.day(-500)), "to", "",
		"full_time", raw + "false", "technologies", list("PHP", "MySQL")}}, p.work...)
	w.ticket(p, "other", -400, -1, "second activity agreed, one day a week")
}

// keepAwake: somebody who shows a wall display and keeps the laptop awake for it, by ticket.
func (w *world) keepAwake(r *rnd) {
	p := w.alike(r, "keep_awake_agreed", isStaff)
	p.install(windows, r)
	w.hire(p, r, w.long(r))
	w.ticket(p, "keep_awake", -60, -1, "PowerToys Awake")
	tool := program{"PowerToys.Awake", `C:\Program Files\PowerToys\PowerToys.Awake.exe`, `PowerToys.Awake.exe --use-pt-config`, `C:\Program Files\PowerToys\PowerToys.exe`, "", ""}
	for _, percent := range []int{10, 35, 60} {
		d := w.workday(w.part(percent))
		w.run(p, w.at(d, 9, r.n(60), p.city), tool)
	}
}
