package demo

import (
	"encoding/json"
	"strconv"
	"strings"
)

// paper is a file of a dossier.
type paper struct {
	name string
	data []byte
}

var (
	cvDid = []string{"Rebuilt", "Designed", "Took over", "Split up", "Migrated", "Wrote", "Shortened", "Automated", "Documented", "Moved", "Tuned", "Measured", "Reviewed", "Introduced", "Replaced", "Simplified", "Ported", "Secured", "Extended", "Stabilised"}
	cvObj = []string{
		"the berth booking calendar", "a queue for invoice printing", "the nightly stock import", "an address cleaning job", "the parcel label service", "the ticket search index",
		"a scheduler for bus drivers", "the consent register of a clinic group", "an exporter for customs forms", "the meter reading portal", "a map of broken street lamps",
		"the payment reconciliation batch", "a seat plan editor", "the loyalty points ledger", "an intranet phone book", "the warehouse scanner firmware loader",
		"a rental contract generator", "the water level dashboard", "an archive of building permits", "the school canteen order form", "a tool for comparing tenders",
		"the recipe database of a bakery chain", "a messaging gateway for pharmacies", "the crew rota of a ferry line", "an alarm router for cold stores", "the museum audio guide backend",
		"a subtitle editor", "the spare parts catalogue", "an energy bill simulator", "the library loan kiosk", "a speech therapy exercise app", "the vineyard parcel register",
		"a reader for old tachograph cards", "the recycling collection planner", "an editor for safety data sheets", "the insurance claim intake", "a notary appointment book",
		"the campsite occupancy forecast", "a test bench for lift controllers", "the regional train punctuality feed",
	}
	cvHow = []string{
		"with two colleagues over one winter", "for eleven municipal customers", "without stopping the old one", "on three aging servers", "from a prototype nobody owned",
		"after a failed audit", "for a team spread over two towns", "on a budget of forty days", "next to the daily support desk", "with contract tests first",
		"in small releases every Tuesday", "under a hard regulatory deadline", "for users who mostly work on phones", "together with the accountants", "while the vendor went bankrupt",
		"following complaints about waiting times", "using nothing but the standard tools", "across four time-honoured code bases", "for night shifts in a control room", "with interns whom I coached",
		"before the summer season opened", "in the course of a merger", "on behalf of a cooperative of farmers", "alongside a change of data centre", "so that translators could join in",
		"for a public hospital", "after reading two years of tickets", "with feature flags and patience", "in pair programming", "for an association of sailing clubs",
	}
	cvSo = []string{
		"so errors per week fell from %d to four", "and monthly closing now ends %d hours earlier", "which freed %d disks", "and %d customers moved without a call",
		"cutting the build to %d minutes", "leaving %d pages of notes for successors", "so %d forms became one", "with %d regression tests kept since",
		"and the pager rang %d times less that quarter", "so that %d colleagues could deploy alone", "after which %d scripts were retired", "and response times fell by %d percent",
		"which the auditors checked in %d samples", "handling %d requests at peak", "and %d spreadsheets were thrown away", "so training takes %d minutes instead of a day",
		"with %d languages supported", "which saved %d trips to the archive", "and the queue never exceeds %d items", "so %d vendors agreed on one file format",
	}
)

// experience draws the lines of a CV. Enough words to choose from that two people seldom meet.
func experience(r *rnd) []string {
	objects := append([]string(nil), cvObj...)
	shuffle(r, objects)
	var out []string
	for i := range r.between(8, 12) {
		so := strings.Replace(pick(r, cvSo), "%d", strconv.Itoa(r.between(5, 98)), 1)
		out = append(out, pick(r, cvDid)+" "+objects[i]+" "+pick(r, cvHow)+", "+so+".")
	}
	return out
}

// cv writes the CV of a person in one of the formats that people send.
func (p *person) cv(r *rnd, lines []string) {
	switch r.n(4) {
	case 0:
		p.papers = append(p.papers, paper{"cv.json", p.jsonResume(lines)})
	case 1:
		p.papers = append(p.papers, paper{"cv.md", []byte(p.markdown(lines))})
	case 2:
		p.papers = append(p.papers, paper{"cv.txt", []byte(strings.NewReplacer("# ", "", "## ", "", "- ", "* ").Replace(p.markdown(lines)))})
	default:
		p.papers = append(p.papers, paper{"cv.docx", docx(p.name.full(), strings.Split(p.markdown(lines), "\n"))})
	}
}

func (p *person) markdown(lines []string) string {
	var b strings.Builder
	b.WriteString("# " + p.name.full() + "\n\n" + p.title + ", " + cities[p.city].name + "\n" + p.emails[0] + "\n\n## Experience\n\n")
	for i, j := range p.work {
		to := j[7]
		if to == "" {
			to = "today"
		}
		b.WriteString(j[1] + ", " + j[3] + ", " + j[5] + " to " + to + "\n")
		for k := i; k < len(lines); k += len(p.work) {
			b.WriteString("- " + lines[k] + "\n")
		}
	}
	e := p.education[0]
	b.WriteString("\n## Education\n\n" + e[1] + ", " + e[3] + ", " + e[5] + " to " + e[7] + "\n")
	return b.String()
}

// jsonResume writes the JSON Resume format.
func (p *person) jsonResume(lines []string) []byte {
	type work struct {
		Name       string   `json:"name"`
		Position   string   `json:"position"`
		StartDate  string   `json:"startDate"`
		EndDate    string   `json:"endDate,omitempty"`
		Highlights []string `json:"highlights"`
	}
	type study struct {
		Institution string `json:"institution"`
		StudyType   string `json:"studyType"`
		StartDate   string `json:"startDate"`
		EndDate     string `json:"endDate"`
	}
	type resume struct {
		Schema string `json:"$schema"`
		Basics struct {
			Name     string `json:"name"`
			Label    string `json:"label"`
			Email    string `json:"email"`
			Location struct {
				City        string `json:"city"`
				CountryCode string `json:"countryCode"`
			} `json:"location"`
		} `json:"basics"`
		Work      []work  `json:"work"`
		Education []study `json:"education"`
	}
	v := resume{Schema: "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json"}
	v.Basics.Name, v.Basics.Label, v.Basics.Email = p.name.full(), p.title, p.emails[0]
	v.Basics.Location.City, v.Basics.Location.CountryCode = cities[p.city].name, cities[p.city].country
	for i, j := range p.work {
		x := work{Name: j[1], Position: j[3], StartDate: j[5], EndDate: j[7]}
		for k := i; k < len(lines); k += len(p.work) {
			x.Highlights = append(x.Highlights, lines[k])
		}
		v.Work = append(v.Work, x)
	}
	e := p.education[0]
	v.Education = []study{{e[1], e[3], e[5], e[7]}}
	data, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		return nil
	}
	return append(data, '\n')
}
