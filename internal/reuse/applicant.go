package reuse

import (
	"time"

	"github.com/taupier-eu/taupier/internal/core"
)

// PastPrefix begins the id under which an application of the past stands in links and evidence.
const PastPrefix = "past/"

// Applicant is what one dossier brings to the comparison with the past.
type Applicant struct {
	Entry   Entry
	dossier *core.Dossier
	traits  []core.Trait // as Entry.Things
	texts   []Text       // as Entry.Stories
	prints  [][]Fingerprint
	papers  []*core.Paper // as Entry.Stories
	photos  []*core.Paper // as Entry.Pictures
}

// Applicant makes the entry of a dossier from its papers and from the traits that the judges shared.
// It is kept for a number of days from the application on, or from today when no day is recorded.
func (p *Past) Applicant(d *core.Dossier, traits []core.Trait, keepDays int, today Day) *Applicant {
	day := DayOf(d.Dates.Applied.Time)
	if day == 0 {
		day = today
	}
	a := &Applicant{dossier: d, Entry: Entry{ID: d.ID, Day: day, Until: day + Day(keepDays)}}
	seen := map[uint64]bool{}
	for _, t := range traits {
		// Pairs of texts and of pictures are left out: the texts and pictures themselves are compared.
		if t.Person != d.ID || t.Kind == core.TraitText || t.Kind == core.TraitPhoto || len(a.traits) == maxThings {
			continue
		}
		last := DayOf(t.Last)
		if last == 0 {
			last = day
		}
		hash := p.hash(string(t.Kind), t.Value)
		if !seen[hash] {
			seen[hash] = true
			a.traits = append(a.traits, t)
			a.Entry.Things = append(a.Entry.Things, Thing{hash, uint8(min(t.Days, 255)), last})
		}
	}
	for _, paper := range sortedPapers(d) {
		switch {
		case paper.Role == "photo" && telling(paper.DHash) && len(paper.PHash) > 0 && len(a.photos) < maxPictures:
			pic := Picture{paper.DHash}
			copy(pic[1:], paper.PHash)
			a.photos = append(a.photos, paper)
			a.Entry.Pictures = append(a.Entry.Pictures, pic)
		case (paper.Role == "cv" || paper.Role == "letter") && len(a.papers) < maxStories:
			a.addText(p, paper)
		}
	}
	return a
}

func (a *Applicant) addText(p *Past, paper *core.Paper) {
	t := Read(paper.Text)
	for i, r := range t.Runs {
		t.Runs[i] = mix(r ^ p.salt)
	}
	sig, ok := Sign(t.Runs)
	if !ok {
		return
	}
	prints := Fingerprints(t.Runs)
	s := Story{Sig: sig, Prints: make([]uint64, min(len(prints), maxPrints))}
	for i := range s.Prints {
		s.Prints[i] = prints[i].Run
	}
	a.texts, a.prints, a.papers = append(a.texts, t), append(a.prints, prints), append(a.papers, paper)
	a.Entry.Stories = append(a.Entry.Stories, s)
}

// Remembered is what comes back from the past for everybody of a folder.
type Remembered struct {
	Applicants []*Applicant             // by id; what Past.Add keeps
	People     map[string]*core.Dossier // applications of the past that share something: an id and a day
	Traits     []core.Trait             // what they have in common with somebody of the folder
}

// Remember compares everybody with the past: A02 and A08 are raised for texts and pictures, and what
// else is shared comes back as traits of people of the past, for package link to judge.
func (p *Past) Remember(w *World, keepDays int, now time.Time, out *core.Sink) (*Remembered, error) {
	r := &Remembered{People: map[string]*core.Dossier{}}
	advertised := map[uint64]bool{}
	for _, text := range w.Adverts {
		for _, run := range Read(text).Runs {
			advertised[mix(run^p.salt)] = true
		}
	}
	of := map[string][]core.Trait{}
	for _, t := range out.Traits() {
		of[t.Person] = append(of[t.Person], t)
	}
	texts, photos := twins{}, twins{}
	for _, id := range sortedIDs(w.People) {
		a := p.Applicant(w.People[id], of[id], keepDays, DayOf(now))
		r.Applicants = append(r.Applicants, a)
		found, err := p.Recall(&a.Entry, func(f uint64) bool { return advertised[f] })
		if err != nil {
			return nil, err
		}
		for _, m := range found {
			if w.People[m.ID] == nil { // else the dossier itself is compared
				r.add(a, m, texts, photos)
			}
		}
	}
	both := &World{People: map[string]*core.Dossier{}}
	for id, d := range w.People {
		both.People[id] = d
	}
	for id, d := range r.People {
		both.People[id] = d
	}
	texts.raise(both, "A02", core.TraitText, out)
	photos.raise(both, "A08", core.TraitPhoto, out)
	return r, nil
}

// add turns a match into a person of the past with the traits that are shared.
func (r *Remembered) add(a *Applicant, m Match, texts, photos twins) {
	id := PastPrefix + m.ID
	if r.People[id] == nil {
		r.People[id] = &core.Dossier{ID: id, Past: true, Stage: core.Application, Input: id, Dates: core.Dates{Applied: core.Date{Time: m.Day.Time()}}}
	}
	d := r.People[id]
	for _, rel := range a.dossier.Stated.Relations {
		if rel.Person == m.ID {
			d.Stated.Relations = append(d.Stated.Relations, core.Relation{Person: a.dossier.ID, Kind: rel.Kind})
		}
	}
	for k, i := range m.Things {
		t := a.traits[i]
		last := m.Last[k].Time()
		r.Traits = append(r.Traits, core.Trait{Person: id, Kind: t.Kind, Value: t.Value, Shown: t.Shown, Days: int(m.Days[k]), First: last, Last: last,
			Evidence: []core.Evidence{{Input: id, Field: string(t.Kind), Value: m.Last[k].String()}}})
	}
	theirs := []core.Evidence{{Input: id, Field: "day", Value: m.Day.String()}}
	if m.Story >= 0 {
		own, words := []core.Evidence{fileOf(a.papers[m.Story])}, 0
		if m.From >= 0 {
			prints := a.prints[m.Story]
			from := prints[m.From].At
			words = prints[m.To].At + runWords - from
			doc := document{paper: a.papers[m.Story], text: a.texts[m.Story]}
			own = []core.Evidence{doc.passage(from, words)}
		}
		texts.add(a.dossier.ID, twin{id, m.Alike, words, own, theirs})
		r.pair(core.TraitText, id, a.dossier.ID, theirs)
	}
	if m.Picture >= 0 {
		photos.add(a.dossier.ID, twin{id, m.Same, 0, []core.Evidence{fileOf(a.photos[m.Picture])}, theirs})
		r.pair(core.TraitPhoto, id, a.dossier.ID, theirs)
	}
}

// pair gives the one of the past its side of a link by text or picture.
func (r *Remembered) pair(kind core.TraitKind, past, person string, ev []core.Evidence) {
	r.Traits = append(r.Traits, core.Trait{Person: past, Kind: kind, Value: pairOf(person, past), Evidence: ev})
}

// Keep adds everybody of the folder whose time is not over to the past, and says how many were new or
// changed.
func (p *Past) Keep(r *Remembered, today Day) (int, error) {
	entries := make([]Entry, 0, len(r.Applicants))
	for _, a := range r.Applicants {
		if a.Entry.Until > today {
			entries = append(entries, a.Entry)
		}
	}
	return p.Add(entries)
}
