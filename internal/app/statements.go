package app

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/intake"
	"github.com/taupier-eu/taupier/internal/link"
)

// statementsFile is where a company folder says which dossiers are of one person, one statement per
// line. Lines are only ever added.
const statementsFile = "same.ndjson"

// readStatements reads the file; a line that cannot be used is a problem and the others count.
func (f *folder) readStatements(file intake.File) {
	in := core.Input{Path: file.Path, Kind: "statements"}
	defer func() { f.inputs = append(f.inputs, in) }()
	data, err := f.readAll(file, maxDossier)
	if err != nil {
		in.Reject(0, err.Error())
		return
	}
	for i, line := range bytes.Split(data, []byte("\n")) {
		if len(bytes.TrimSpace(line)) == 0 {
			continue
		}
		s, err := parseStatement(line)
		if err != nil {
			in.Reject(i+1, err.Error())
			continue
		}
		in.Records++
		f.statements = append(f.statements, s)
	}
}

func parseStatement(line []byte) (s link.Statement, err error) {
	dec := json.NewDecoder(bytes.NewReader(line))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&s); err != nil {
		return s, fmt.Errorf("not a statement (%w); taupier links merge and links split write them", err)
	}
	if s.A == "" || s.B == "" || s.A == s.B || s.At.IsZero() {
		return s, errors.New(`a statement names two dossiers "a" and "b" and a time "at"; taupier links merge and links split write them`)
	}
	return s, nil
}

// unite marks the dossiers of one person, and files statements that cannot hold as problems.
func (f *folder) unite() {
	persons := link.Resolve(f.statements)
	for id, d := range f.people {
		if one := persons.Of(id); len(persons.Dossiers(one)) > 1 {
			d.Person = one
		}
	}
	var problems []core.Problem
	for _, s := range persons.Open {
		problems = append(problems, core.Problem{Input: statementsFile, Says: fmt.Sprintf("%s and %s were said to be one person, which would join two that were said to be apart: say which holds (taupier links split, links merge)", s.A, s.B)})
	}
	f.file(problems)
}

// addStatement appends a statement to the file of a company folder and waits until the disk has it.
func addStatement(dir string, s link.Statement) error {
	line, err := json.Marshal(s)
	if err != nil {
		return fail(exitIO, "write down the statement: %w", err)
	}
	out, err := os.OpenFile(filepath.Join(dir, statementsFile), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return fail(exitIO, "open the statements: %w", err)
	}
	_, err = out.Write(append(line, '\n'))
	if err = errors.Join(err, out.Sync(), out.Close()); err != nil {
		return fail(exitIO, "write down the statement: %w", err)
	}
	return nil
}

// proposal is a pair that may be one person, with the links that say so.
type proposal struct {
	a, b  string
	doubt int // percent
	links []core.Link
}

// propose lists pairs who share at least two kinds of things that together leave at most 5 % in doubt,
// taken as if they were independent. Nobody has stated a relation of them. Names play no part.
func propose(links []core.Link) []proposal {
	var out []proposal
	for len(links) > 0 {
		n := 1
		for n < len(links) && links[n].A == links[0].A && links[n].B == links[0].B {
			n++
		}
		p := proposal{a: links[0].A, b: links[0].B, doubt: 100, links: links[:n]}
		kinds := map[core.TraitKind]bool{}
		for _, l := range links[:n] {
			if !kinds[l.Kind] && l.Stated == "" {
				kinds[l.Kind] = true
				p.doubt = p.doubt * (100 - l.Telling) / 100
			}
		}
		if len(kinds) > 1 && p.doubt <= 5 {
			out = append(out, p)
		}
		links = links[n:]
	}
	return out
}

// sayProposal tells a pair and why, in a sentence.
func sayProposal(p proposal, lang core.Lang) string {
	shared := make([]string, 0, len(p.links))
	for _, l := range p.links {
		shared = append(shared, kindAndValue(l, lang))
	}
	slices.Sort(shared)
	return core.Text{
		EN: "{a} and {b} may be two dossiers of one person: they share {shared}",
		FR: "{a} et {b} sont peut-être deux dossiers d'une même personne : ils partagent {shared}",
	}.Render(lang, core.Args{"a": p.a, "b": p.b, "shared": strings.Join(shared, "; ")})
}

// newStatement is what somebody says now.
func newStatement(same bool, a, b, because string, now time.Time) link.Statement {
	return link.Statement{At: now.UTC().Truncate(time.Second), Same: same, A: a, B: b, Because: because}
}
