package app

import (
	"context"
	"fmt"
	"io"
	"io/fs"
	"slices"

	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/intake"
	"github.com/taupier-eu/taupier/internal/intake/dossier"
	"github.com/taupier-eu/taupier/internal/intake/presence"
	"github.com/taupier-eu/taupier/internal/link"
	"github.com/taupier-eu/taupier/internal/observe/mapped"
	"github.com/taupier-eu/taupier/internal/place"
)

// folder is a company folder whose dossiers have been read; its logs have not.
type folder struct {
	fsys       fs.FS
	company    core.Company
	people     map[string]*core.Dossier
	identities map[string]core.Identity
	inputs     []core.Input
	logs       []intake.File
	who        *who
	networks   *place.Networks
	statements []link.Statement
	mapped     []mapped.Log

	exports map[string][]presence.Export // of public accounts, by the <id> of people/<id>
}

// open reads everything but the logs.
func (k *Knowledge) open(ctx context.Context, fsys fs.FS, opt ScanOptions) (*folder, error) {
	files, problems, err := intake.Walk(ctx, fsys)
	if err != nil {
		return nil, err
	}
	f := &folder{fsys: fsys, people: map[string]*core.Dossier{}, exports: map[string][]presence.Export{}, identities: map[string]core.Identity{}}
	opt.Progress.Phase("read dossiers", len(files))
	var persons []core.Person
	var attached []intake.File
	for _, file := range files {
		opt.Progress.Step(file.Path)
		switch file.Role {
		case intake.RoleCompany:
			f.readCompany(file)
		case intake.RolePerson:
			if p, ok := f.readPerson(file); ok {
				persons = append(persons, p)
			}
		case intake.RoleAttachment:
			attached = append(attached, file)
		case intake.RolePresence:
			f.exports[file.Person] = append(f.exports[file.Person], f.readExport(file))
		case intake.RoleLog:
			f.logs = append(f.logs, file)
		case intake.RoleSame:
			f.readStatements(file)
		case intake.RoleList:
			f.inputs = append(f.inputs, core.Input{Path: file.Path, Kind: "list"})
		default:
			f.inputs = append(f.inputs, core.Input{Path: file.Path, Kind: "unknown"})
		}
		if err := ctx.Err(); err != nil {
			return nil, err
		}
	}
	papers, err := f.readAttachments(ctx, attached, opt)
	if err != nil {
		return nil, err
	}
	persons, twice := dossier.Unique(persons)
	for _, p := range persons {
		f.take(p, papers[folderOf(p.Dossier.Input)])
	}
	f.unite()
	return f, f.settle(k, append(problems, twice...))
}

// take adds one dossier with what its files say.
func (f *folder) take(p core.Person, papers []attachment) {
	d := p.Dossier
	d.Files = map[string]*core.Paper{}
	dir := folderOf(d.Input)
	d.Presence = presence.Merge(f.exports[dir])
	filled := false
	for i := range papers {
		d.Files[papers[i].paper.Input] = &papers[i].paper
		r := papers[i].stated
		if r == nil || filled {
			continue
		}
		if len(d.Stated.Work) > 0 && len(r.Work) > 0 {
			d.Presence.Tellings = append(d.Presence.Tellings, core.Telling{Input: papers[i].paper.Input, Work: r.Work, Education: r.Education})
		}
		fillStated(&d.Stated, r)
		filled = true
	}
	f.people[d.ID] = &d
	f.identities[d.ID] = p.Identity
}

// names are the people's names, for the page that a human reads.
func (f *folder) names() map[string]string {
	out := make(map[string]string, len(f.identities))
	for id, who := range f.identities {
		out[id] = who.Name
	}
	return out
}

// fillStated lets a structured CV speak where the dossier says nothing.
func fillStated(s, cv *core.Stated) {
	if len(s.Work) == 0 {
		s.Work = cv.Work
	}
	if len(s.Education) == 0 {
		s.Education = cv.Education
	}
	if len(s.Accounts) == 0 {
		s.Accounts = cv.Accounts
	}
	if len(s.Emails) == 0 {
		s.Emails = cv.Emails
	}
	if len(s.Phones) == 0 {
		s.Phones = cv.Phones
	}
}

// settle builds what the logs are read with, and files the problems under their inputs.
func (f *folder) settle(k *Knowledge, problems []core.Problem) error {
	for i, id := range sortedKeys(f.people) {
		f.people[id].Number = i
	}
	var shared []core.Problem
	f.who, shared = newWho(f.people)
	var err error
	if f.networks, err = place.ReadNetworks(k.networks, f.company.Networks); err != nil {
		return fmt.Errorf("read networks: %w", err)
	}
	for i, m := range f.company.Mappings {
		log, err := mapped.New(m)
		if err != nil {
			key := core.Key("mappings", i)
			shared = append(shared, core.Problem{Input: f.company.Input, Line: f.company.Lines[key], Says: err.Error()})
			continue
		}
		f.mapped = append(f.mapped, log)
	}
	f.file(append(problems, shared...))
	return nil
}

// file puts each problem under its input, which is added when nothing else named it.
func (f *folder) file(problems []core.Problem) {
	for _, p := range problems {
		i := slices.IndexFunc(f.inputs, func(in core.Input) bool { return in.Path == p.Input })
		if i < 0 {
			i = len(f.inputs)
			f.inputs = append(f.inputs, core.Input{Path: p.Input, Kind: "unknown"})
		}
		f.inputs[i].Problems = append(f.inputs[i].Problems, p)
	}
}

// maxDocument bounds what is read of a dossier or of an attached file.
const (
	maxDossier  = 1 << 20
	maxDocument = 32 << 20
)

// readAll reads a file up to a limit, decompressed when it is a gzip or zstd file.
func (f *folder) readAll(file intake.File, limit int64) ([]byte, error) {
	c, err := intake.Open(f.fsys, file)
	if err != nil {
		return nil, err
	}
	defer c.Close()
	data, err := io.ReadAll(io.LimitReader(c, limit+1))
	if err == nil && int64(len(data)) > limit {
		err = fmt.Errorf("%s is larger than %d MiB: it was not read", file.Path, limit>>20)
	}
	return data, err
}

func (f *folder) readCompany(file intake.File) {
	in := core.Input{Path: file.Path, Kind: "company", Records: 1}
	data, err := f.readAll(file, maxDossier)
	if err != nil {
		in.Records = 0
		in.Reject(0, err.Error())
	} else {
		c, problems, ok := dossier.ParseCompany(file.Path, data)
		f.company = c
		settleInput(&in, problems, ok)
	}
	f.inputs = append(f.inputs, in)
}

func (f *folder) readPerson(file intake.File) (core.Person, bool) {
	in := core.Input{Path: file.Path, Kind: "person", Records: 1}
	defer func() { f.inputs = append(f.inputs, in) }()
	data, err := f.readAll(file, maxDossier)
	if err != nil {
		in.Records = 0
		in.Reject(0, err.Error())
		return core.Person{}, false
	}
	p, problems, ok := dossier.ParsePerson(file.Path, data)
	settleInput(&in, problems, ok)
	return p, ok
}

// settleInput files what a strict reader said about one document.
func settleInput(in *core.Input, problems []core.Problem, ok bool) {
	if !ok {
		in.Records, in.Rejected = 0, 1
	}
	in.Problems = problems[:min(len(problems), core.MaxProblems)]
}

// readExport reads one file of people/<id>/presence.
func (f *folder) readExport(file intake.File) presence.Export {
	data, err := f.readAll(file, maxDocument)
	if err != nil {
		in := core.Input{Path: file.Path, Kind: "presence"}
		in.Reject(0, err.Error())
		f.inputs = append(f.inputs, in)
		return presence.Export{}
	}
	out, in := presence.Read(file.Path, data)
	f.inputs = append(f.inputs, in)
	return out
}

// folderOf is the <id> in people/<id>/person.yaml.
func folderOf(input string) string {
	const prefix = "people/"
	rest := input[min(len(prefix), len(input)):]
	for i := 0; i < len(rest); i++ {
		if rest[i] == '/' {
			return rest[:i]
		}
	}
	return rest
}
