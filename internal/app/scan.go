package app

import (
	"context"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"time"

	"github.com/taupier-eu/taupier/internal/assess"
	"github.com/taupier-eu/taupier/internal/check"
	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/detect"
	"github.com/taupier-eu/taupier/internal/link"
	"github.com/taupier-eu/taupier/internal/reuse"
	"github.com/taupier-eu/taupier/internal/vetting"
)

// ScanOptions are the choices of one scan.
type ScanOptions struct {
	Now          time.Time // what "today" is
	Since, Until time.Time // observations outside are left out; zero means open
	Workers      int       // log workers; 0 means one per processor
	Progress     Progress  // told how far the scan is; nil tells nobody
	Parser       []string  // command of the document reader; see parse.Child

	// Past is the index of former applications to compare with; nil compares with none.
	Past *reuse.Past

	// Lists opens the official lists to screen against when the folder brings none; nil screens against the folder's own only.
	Lists func() (*officialLists, error)
}

// Progress is told how far a scan is. Its methods may be called from several goroutines.
type Progress interface {
	Phase(name string, total int)
	Step(item string)
}

type silent struct{}

func (silent) Phase(string, int) {}
func (silent) Step(string)       {}

// Result is what a scan found, in the words of core and in a fixed order.
type Result struct {
	Company     core.Company
	People      []*core.Dossier // by id
	Names       map[string]string
	Inputs      []core.Input
	Findings    []core.Finding
	Assessments map[string]core.Assessment
	Scale       assess.Scale
	Verify      map[string][]vetting.Task // what remains to be verified, by dossier id
	Links       []core.Link
	Clusters    []core.Cluster
	Things      []link.Thing // what two or more people have
	Screening   core.Screening
	Unassigned  Unassigned
	Remembered  *reuse.Remembered // what the past is told of this folder; nil when it was not asked
}

// Partial reports whether some input could not be used.
func (r *Result) Partial() bool {
	return slices.ContainsFunc(r.Inputs, func(in core.Input) bool { return in.Rejected > 0 || len(in.Problems) > 0 })
}

// Scan runs the whole flow over one company folder. What cannot be used is in Inputs; an error means
// that the folder itself could not be read or the run was cancelled.
func (k *Knowledge) Scan(ctx context.Context, folder fs.FS, opt ScanOptions) (*Result, error) {
	if opt.Progress == nil {
		opt.Progress = silent{}
	}
	f, err := k.open(ctx, folder, opt)
	if err != nil {
		return nil, err
	}
	sink := core.NewSink(k.Catalogue, f.company.Policy.SignalsOff...)
	dw := &detect.World{Company: &f.company, People: f.people, Atlas: k.Atlas, Now: opt.Now, Rules: k.RuleTerms}
	stream, err := k.observeLogs(ctx, f, dw, opt)
	if err != nil {
		return nil, err
	}
	opt.Progress.Phase("judge", 0)
	stream.raise(sink)
	cw := &check.World{Company: &f.company, People: f.people, Now: opt.Now, Tech: k.Tech, Contacts: k.Contacts}
	ids := sortedKeys(f.people)
	for _, id := range ids {
		for _, c := range check.All {
			c(cw, f.people[id], sink)
		}
	}
	graph, remembered, err := f.compare(opt, sink)
	if err != nil {
		return nil, err
	}
	screening, err := f.screening(opt)
	if err != nil {
		return nil, err
	}
	scale := k.scale(f, opt.Now)
	r := k.conclude(f, stream, sink.Findings(), graph, scale)
	r.Screening, r.Remembered = screening, remembered
	for _, id := range ids {
		r.Verify[id] = k.Vetting.Tasks(f.people[id], k.Contacts, opt.Now)
	}
	return r, nil
}

// compare finds what people have in common, with each other and with the past.
func (f *folder) compare(opt ScanOptions, sink *core.Sink) (link.Result, *reuse.Remembered, error) {
	w := &reuse.World{People: f.people, Adverts: f.company.Adverts}
	reuse.Judge(w, sink)
	if opt.Past == nil {
		return link.Build(f.people, sink.Traits(), sink), nil, nil
	}
	r, err := opt.Past.Remember(w, f.company.Retention.ApplicationDays, opt.Now, sink)
	if err != nil {
		return link.Result{}, nil, fmt.Errorf("compare with past applications: %w", err)
	}
	people := maps.Clone(f.people)
	maps.Copy(people, r.People)
	return link.Build(people, append(sink.Traits(), r.Traits...), sink), r, nil
}

// conclude weighs every dossier.
func (k *Knowledge) conclude(f *folder, stream *stream, findings []core.Finding, graph link.Result, scale assess.Scale) *Result {
	r := &Result{
		Company: f.company, Names: f.names(), Inputs: f.inputs, Findings: findings,
		Links: graph.Links, Clusters: graph.Clusters, Things: graph.Things, Unassigned: stream.unassigned.count(),
		Assessments: map[string]core.Assessment{}, Scale: scale, Verify: map[string][]vetting.Task{},
	}
	of := map[string][]core.Finding{}
	for _, x := range findings {
		of[x.Person()] = append(of[x.Person()], x)
	}
	for _, id := range sortedKeys(f.people) {
		d := f.people[id]
		r.People = append(r.People, d)
		r.Assessments[id] = scale.Weigh(id, of[id], stream.coverage.Unknown(d))
	}
	slices.SortFunc(r.Inputs, func(a, b core.Input) int { return compareStrings(a.Path, b.Path) })
	return r
}

func compareStrings(a, b string) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}
