package vetting

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/taupier-eu/taupier/internal/contact"
	"github.com/taupier-eu/taupier/internal/core"
)

// How far back a verification goes: what is older says little about the post, and less is asked of less
// people (GDPR art. 5(1)(c)).
const (
	yearsBack  = 10
	maxPosts   = 3
	maxDegrees = 2
)

// Tasks lists what remains to be verified of a dossier on its way to the contract, in a fixed order.
// Nothing of somebody who already works here: hiring is over. What a recorded verification has settled, in
// whatever way, is left out.
func (b *Book) Tasks(d *core.Dossier, directory *contact.Directory, now time.Time) []Task {
	if d.Stage != core.Application && d.Stage != core.Interview && d.Stage != core.Hired {
		return nil
	}
	v := vetting{b: b, d: d, directory: directory, now: now}
	v.identity()
	v.posts()
	v.degrees()
	v.referees()
	v.phone()
	v.mails()
	v.address()
	return v.tasks
}

type vetting struct {
	b         *Book
	d         *core.Dossier
	directory *contact.Directory
	now       time.Time
	tasks     []Task
}

// add files a task unless it is settled. of is what the verification of it is called in the dossier.
func (v *vetting) add(key, of, item, at string, notes ...core.Text) {
	asked := false
	for _, r := range v.d.Recorded.Verifications {
		if r.Of != of || !about(r.Item, item) {
			continue
		}
		if r.Result != "no_answer" {
			return
		}
		asked = true
	}
	if asked {
		notes = append(notes, v.b.Notes["unanswered"])
	}
	v.tasks = append(v.tasks, Task{
		Kind: v.b.kind(key), Item: item, Notes: notes, About: v.d.At(at, item),
		Record: "verifications: [{at: " + v.now.Format(time.DateOnly) + ", of: " + of + ", item: " + strconv.Quote(item) + ", result: confirmed | denied | no_answer}]",
	})
}

// about reports whether a recorded verification is of an item, however much of it was written down.
func about(written, item string) bool {
	a, b := plain(written), plain(item)
	return a == "" || strings.Contains(b, a) || strings.Contains(a, b)
}

func plain(s string) string { return strings.Join(strings.Fields(strings.ToLower(s)), " ") }

func (v *vetting) identity() {
	for _, c := range v.d.Recorded.IdentityChecks {
		if c.Result == "passed" && (c.Kind == "in_person" || c.Kind == "chip") {
			return
		}
	}
	v.tasks = append(v.tasks, Task{
		Kind: v.b.kind("identity"), About: v.d.At("recorded.identity_checks", "–"),
		Record: "identity_checks: [{at: " + v.now.Format(time.DateOnly) + ", kind: in_person | chip, result: passed | failed | declined}]",
	})
}

// posts are the latest of the last years.
func (v *vetting) posts() {
	var at []int
	for i, j := range v.d.Stated.Work {
		if !j.To.Given() || j.To.After(v.now.AddDate(-yearsBack, 0, 0)) {
			at = append(at, i)
		}
	}
	slices.SortStableFunc(at, func(a, b int) int { return ended(v.d.Stated.Work[b], v.now).Compare(ended(v.d.Stated.Work[a], v.now)) })
	for _, i := range at[:min(len(at), maxPosts)] {
		j := v.d.Stated.Work[i]
		key := "employer"
		if !j.To.Given() {
			key = "employer_present"
		}
		v.add(key, "employer", j.Employer, core.Key("stated.work", i, "employer"))
	}
}

func ended(j core.Job, now time.Time) time.Time {
	if j.To.Given() {
		return j.To.Time
	}
	return now
}

func (v *vetting) degrees() {
	at := make([]int, 0, len(v.d.Stated.Education))
	for i := range v.d.Stated.Education {
		at = append(at, i)
	}
	slices.SortStableFunc(at, func(a, b int) int {
		return cmp.Compare(v.d.Stated.Education[b].To.Unix(), v.d.Stated.Education[a].To.Unix())
	})
	for _, i := range at[:min(len(at), maxDegrees)] {
		s := v.d.Stated.Education[i]
		v.add("education", "education", strings.Trim(s.Degree+", "+s.School, ", "), core.Key("stated.education", i, "school"))
	}
}

// referees leaves out those for emergencies: nobody is to be called about the work without having agreed.
func (v *vetting) referees() {
	for i, r := range v.d.Stated.Referees {
		if contact.ForEmergencies(r.Relation) {
			continue
		}
		item := strings.Trim(r.Relation+", "+r.Employer, ", ")
		if item == "" {
			item = cmp.Or(r.Email, r.Phone)
		}
		notes := v.mailNotes(r.Email, true)
		notes = append(notes, v.phoneNotes(r.Phone)...)
		v.add("reference", "reference", item, core.Key("stated.referees", i), notes...)
	}
}

// mailNotes are what there is to know of an address; the domain of a referee is worth a look-up.
func (v *vetting) mailNotes(written string, referee bool) []core.Text {
	m := v.directory.ReadMail(written)
	switch {
	case m.Key == "":
		return nil
	case m.Kind == contact.MailThrowaway:
		return []core.Text{filled(v.b.Notes["throwaway_mail"], core.Args{"day": v.directory.AsOf()})}
	case referee && m.Kind == contact.MailOpen:
		return []core.Text{v.b.Notes["open_mail"]}
	case referee && m.Kind == contact.MailOther && !v.lookedUp(m.Site):
		return []core.Text{filled(v.b.Notes["own_domain"], core.Args{"domain": m.Site})}
	}
	return nil
}

func (v *vetting) lookedUp(site string) bool {
	return slices.ContainsFunc(v.d.Recorded.Domains, func(r core.DomainAge) bool { return contact.Site(r.Domain) == site })
}

func (v *vetting) phoneNotes(written string) []core.Text {
	p := contact.ReadPhone(written, v.d.Stated.Residence.Country)
	switch {
	case p.E164 != "" && !p.Exists:
		return []core.Text{v.b.Notes["no_such_number"]}
	case p.Line == contact.LineVoIP:
		return []core.Text{v.b.Notes["voip"]}
	}
	return nil
}

// phone is one call back, to the first number stated.
func (v *vetting) phone() {
	if len(v.d.Stated.Phones) > 0 {
		number := v.d.Stated.Phones[0]
		v.add("phone", "phone", number, core.Key("stated.phones", 0), v.phoneNotes(number)...)
	}
}

// mails asks beside addresses that expire, and only when no other was given.
func (v *vetting) mails() {
	expiring, at := "", 0
	for i, m := range v.d.Stated.Emails {
		if v.directory.ReadMail(m).Kind != contact.MailThrowaway {
			return
		}
		expiring, at = m, i
	}
	if expiring != "" {
		v.add("email", "email", expiring, core.Key("stated.emails", at), v.mailNotes(expiring, false)...)
	}
}

// address asks where the work will be done when the words of the residence name something else than a home.
func (v *vetting) address() {
	line := v.d.Stated.Residence.Line
	kind, words := v.directory.AddressKind(contact.FoldLine(line))
	if kind != contact.AddressOther {
		v.add("address", "address", line, "stated.residence.line", filled(v.b.Notes[string(kind)], core.Args{"words": words}))
	}
}
