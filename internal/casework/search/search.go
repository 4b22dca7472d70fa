// Package search finds what somebody may see by what he types: people by their names, titles, ids and addresses, cases by theirs,
// questions that were put to him, and evidence by its SHA-256. Everything goes through the wall of whoever asks.
package search

import (
	"context"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/casework"
	"github.com/taupier-eu/taupier/internal/casework/task"
	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/ledger"
)

// Most is how many of each kind are found at most, and MaxWords how many words are looked for.
const (
	Most     = 20
	MaxWords = 8
)

// CaseHit is a case that was found, with the person it is about.
type CaseHit struct {
	ID, Person, Name string
	State            casework.State
	Changed          time.Time
}

// EvidenceHit is a piece of evidence that was found.
type EvidenceHit struct {
	Case, Name string
	N          int
}

// Found is what was found, by kind. A kind that the actor may see nothing of is empty.
type Found struct {
	People     []casework.Row
	Candidates []casework.Person // for whoever sees what remains to be verified, and no findings
	Cases      []CaseHit
	Tasks      []task.Slip
	Evidence   []EvidenceHit
}

// Empty reports whether nothing was found.
func (f Found) Empty() bool {
	return len(f.People)+len(f.Candidates)+len(f.Cases)+len(f.Tasks)+len(f.Evidence) == 0
}

// Reader reads for a viewer, through the wall.
type Reader interface {
	FindPeople(viewer access.Actor, words []string, most int) ([]casework.Row, error)
	FindCandidates(words []string, most int) ([]casework.Person, error) // not by words of findings
	FindCases(viewer access.Actor, id string, words []string, members bool, most int) ([]CaseHit, error)
	FindEvidence(viewer access.Actor, sha256 string, most int) ([]EvidenceHit, error)
	Slips(viewer access.Actor, since time.Time) ([]task.Slip, error)
}

// Store acts in one transaction.
type Store interface {
	Act(ctx context.Context, e ledger.Entry, detail []byte, do func(Reader) error) error
}

// Desk is where one searches.
type Desk struct{ Store Store }

var digest = regexp.MustCompile(`^[0-9a-f]{64}$`)

// Search looks for everything that the actor may see. That he searched is an entry of the ledger, and for what is its detail, which can
// be erased.
func (d Desk) Search(ctx context.Context, who access.Actor, text string, now time.Time) (Found, error) {
	if !access.May(who, access.DoTasks) {
		return Found{}, core.ErrNotFound
	}
	text = strings.TrimSpace(text)
	words := casework.Words(text)
	if len(text) > casework.MaxQuery || len(words) == 0 {
		return Found{}, nil
	}
	if n := casework.Number(text); n != "" {
		words = []string{n}
	}
	q := query{text, words[:min(len(words), MaxWords)]}
	var f Found
	err := d.Store.Act(ctx, ledger.Entry{At: now, Actor: who.User, Act: "search.view"}, []byte(text), func(r Reader) (err error) {
		f, err = q.find(r, who, now)
		return err
	})
	return f, err
}

type query struct {
	text  string
	words []string
}

func (q query) find(r Reader, who access.Actor, now time.Time) (f Found, err error) {
	find := func(p access.Permission, do func() error) {
		if err == nil && access.May(who, p) {
			err = do()
		}
	}
	find(access.SeePeople, func() error { f.People, err = r.FindPeople(who, q.words, Most+1); return err })
	if !access.May(who, access.SeePeople) {
		find(access.SeeVetting, func() error { f.Candidates, err = r.FindCandidates(q.words, Most+1); return err })
	}
	find(access.OpenCases, func() error {
		f.Cases, err = r.FindCases(who, q.text, q.words, !access.May(who, access.WorkCases), Most+1)
		return err
	})
	find(access.DoTasks, func() error {
		slips, err := r.Slips(who, now.Add(-task.Kept))
		f.Tasks = q.among(slips)
		return err
	})
	if sum := strings.ToLower(q.text); digest.MatchString(sum) {
		find(access.WorkCases, func() error { f.Evidence, err = r.FindEvidence(who, sum, Most+1); return err })
	}
	return f, err
}

// among are the questions in which every word of the query is, or begins one.
func (q query) among(slips []task.Slip) []task.Slip {
	var out []task.Slip
	for _, s := range slips {
		have := casework.Words(s.Question + " " + s.Answer)
		all := true
		for _, w := range q.words {
			all = all && slices.ContainsFunc(have, func(h string) bool { return strings.HasPrefix(h, w) })
		}
		if all {
			out = append(out, s)
		}
	}
	return out[:min(len(out), Most+1)]
}
