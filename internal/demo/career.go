package demo

import (
	"strconv"
	"time"
)

var employers = []string{
	"Kerlann Logiciels", "Brisemer Data", "Estuaire Systèmes", "Sémaphore Web", "Atelier Goéland", "Marée Haute SAS", "Cap Numérique", "Nordwind Software",
	"Alster Digital", "Isarwerk", "Pradera Labs", "Ribeira Tech", "Vistula Soft", "Moldava Apps", "Danube Data", "Aegean Systems", "Liffey Digital", "Thames Yard Software",
	"Clyde Analytics", "Fjord Code", "Baltic Bytes", "Canal Works", "Lagune Informatique", "Mistral Services", "Puy Conseil", "Vilaine Réseaux", "Beffroi Tech", "Confluence IO",
	"Sirocco Apps", "Adriatic Software", "Karst Logic", "Tiber Studio", "Arno Systems", "Ebro Cloud", "Tejo Devs", "Meuse Digital", "Scheldt Software", "Polder Labs",
}

var schools = []string{
	"Institut du Littoral", "École du Vieux-Pont", "Université des Trois Rivières", "Polytechnic of the North Quay", "Lindenhof Hochschule",
	"Instituto da Ribeira", "Politecnico delle Colline", "Harbour Town University", "Akademia Nadbrzeżna", "Technical College of the Lakes",
}

var skills = []string{"Java", "Python", "PostgreSQL", "Linux", "JavaScript", "PHP", "MySQL", "C++", "Ruby", "Apache", "SQLite", "Perl", "HTML"}

var recent = []string{"Docker", "React", "Kubernetes", "TypeScript", "Go", "Terraform", "Vue.js", "Kafka", "GraphQL", "Rust"}

// career draws a past that ends before a contract or an application, without overlaps: school, then
// one employer after the other.
func (w *world) career(p *person, until time.Time) {
	r := drawn(w.seed, "career", p.id)
	left := until.AddDate(0, -r.between(2, 4), 0)
	var jobs []item
	for i := range r.between(2, 4) {
		joined := left.AddDate(0, -r.between(16, 40), 0)
		to := month(left)
		if i == 0 && p.kind == applicant && r.chance(60) {
			to = "" // still there
		}
		tech := []string{pick(r, skills), pick(r, skills)}
		if joined.Year() >= 2020 {
			tech = append(tech, pick(r, recent))
		}
		jobs = append(jobs, item{"employer", pick(r, employers), "title", pick(r, techTitles), "from", month(joined), "to", to,
			"full_time", raw + "true", "technologies", list(distinct(tech)...)})
		left = joined.AddDate(0, -r.between(1, 3), 0)
	}
	if p.team != "Engineering" && p.team != "Platform" && p.team != "IT" {
		for i := range jobs {
			jobs[i][3], jobs[i] = p.title, jobs[i][:10]
		}
	}
	p.work = jobs
	done := left.AddDate(0, -r.between(1, 6), 0)
	began := done.AddDate(-r.between(2, 5), 0, 0)
	p.education = []item{{"school", pick(r, schools), "degree", pick(r, []string{"Licence informatique", "Master", "BTS", "BSc", "MSc"}),
		"from", month(began), "to", month(done)}}
	p.born = day(began.AddDate(-r.between(18, 27), 0, -r.n(365)))
	if p.dev {
		w.code(p, r, done)
	}
	if p.kind != staff {
		p.referees = []item{{"email", "referee." + r.code(6) + strconv.Itoa(p.at) + "@" + pick(r, mailHosts), "employer", p.work[0][1], "relation", "former manager"}}
	}
}

func distinct(list []string) []string {
	var out []string
	for _, v := range list {
		seen := false
		for _, o := range out {
			seen = seen || o == v
		}
		if !seen {
			out = append(out, v)
		}
	}
	return out
}

// code is the public code-hosting account: older than its first commit.
func (w *world) code(p *person, r *rnd, after time.Time) {
	if !r.chance(70) {
		return
	}
	made := after.AddDate(0, r.between(1, 10), 0)
	p.handles = []item{{"kind", "github", "handle", p.github, "since", month(made)}}
	if p.kind != staff {
		p.codeAccounts = []item{{"kind", "github", "handle", p.github, "created", day(made), "first_commit", day(made.AddDate(0, 0, r.between(2, 200))),
			"author_names", raw + strconv.Itoa(r.between(1, 2))}}
	}
}
