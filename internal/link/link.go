// Package link finds what people share: traits become links with their reasons, links become
// clusters with a path that explains them, and a thing shared by people who state no relation
// becomes a question. Names are never compared, so a name alone never links anybody.
package link

import (
	"slices"
	"strings"
	"time"

	"github.com/taupier-eu/taupier/internal/core"
)

// CommonFrom is how many people must share a value for it to be common and so to say nothing: a
// coworking line, an agency's CV template, a recruiter who is everybody's referee.
const CommonFrom = 6

// Signals lists the signals this package can raise.
func Signals() []string {
	out := []string{"J07", "K08"}
	for _, r := range rules {
		if r.signal != "" {
			out = append(out, r.signal)
		}
	}
	slices.Sort(out)
	return out
}

// Result is the graph.
type Result struct {
	Links    []core.Link
	Clusters []core.Cluster
	Things   []Thing // what two or more people have, common things too
}

// Build links people by their traits and raises a question for each thing shared without a stated
// relation. The result does not depend on the order of traits.
func Build(people map[string]*core.Dossier, traits []core.Trait, out *core.Sink) Result {
	var links []core.Link
	var things []Thing
	groups := byValue(traits)
	usual := learn(groups)
	for _, group := range groups {
		group = group.counted(people)
		if len(group) < 2 {
			continue
		}
		t := group.thing(people, usual)
		things = append(things, t)
		links = append(links, group.link(t, people, out)...)
	}
	slices.SortFunc(links, compareLinks)
	raiseReferrals(people, links, out)
	raiseSuccessors(people, links, out)
	return Result{Links: links, Clusters: clusters(links), Things: things}
}

// group is everybody who has one value, one trait each.
type group []core.Trait

// byValue gathers traits of one kind and value. A person who has it twice appears once, with the
// evidence of both.
func byValue(traits []core.Trait) []group {
	sorted := slices.Clone(traits)
	slices.SortFunc(sorted, core.Trait.Compare)
	var out []group
	for _, t := range sorted {
		if _, known := rules[t.Kind]; !known || t.Value == "" || len(t.Evidence) == 0 {
			continue
		}
		last := len(out) - 1
		if last < 0 || out[last][0].Kind != t.Kind || out[last][0].Value != t.Value {
			out = append(out, group{t})
			continue
		}
		out[last] = out[last].with(t)
	}
	return out
}

func (g group) with(t core.Trait) group {
	n := len(g) - 1
	if g[n].Person != t.Person {
		return append(g, t)
	}
	g[n].Days = max(g[n].Days, t.Days)
	g[n].Evidence = append(slices.Clone(g[n].Evidence), t.Evidence...)
	g[n].First = earlier(g[n].First, t.First)
	g[n].Last = later(g[n].Last, t.Last)
	return g
}

func earlier(a, b time.Time) time.Time {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// counted leaves those who have the thing for long enough, and are known.
func (g group) counted(people map[string]*core.Dossier) group {
	r := rules[g[0].Kind]
	return slices.DeleteFunc(slices.Clone(g), func(t core.Trait) bool { return t.Days < r.days || people[t.Person] == nil })
}

// link makes the links of one group and raises the question for people who state no relation.
func (g group) link(t Thing, people map[string]*core.Dossier, out *core.Sink) []core.Link {
	links := t.Links(func(a, b string) string {
		stated, _ := core.RelatedTo(people[a], people[b])
		return stated
	})
	has := map[string]core.Trait{}
	for _, x := range g {
		has[x.Person] = x
	}
	strangers := map[string][]core.Trait{}
	for _, l := range links {
		if l.Stated == "" && asks(t.Kind, people[l.A], people[l.B]) {
			strangers[l.A] = append(strangers[l.A], has[l.B])
			strangers[l.B] = append(strangers[l.B], has[l.A])
		}
	}
	signal := rules[t.Kind].signal
	for _, x := range g {
		if others := strangers[x.Person]; signal != "" && len(others) > 0 && !people[x.Person].Past {
			raiseShared(signal, x, others, out)
		}
	}
	return links
}

// asks reports whether sharing kind is a question of this package for these two. A line shared by
// people who state different cities is asked by the detector of H08.
func asks(kind core.TraitKind, a, b *core.Dossier) bool {
	if kind != core.TraitIP {
		return true
	}
	x, y := a.Stated.Residence, b.Stated.Residence
	return x.City == "" || y.City == "" || strings.EqualFold(x.City, y.City)
}

const evidencePerSide = 2

func firstEvidence(t core.Trait) []core.Evidence {
	ev := slices.Clone(t.Evidence)
	slices.SortFunc(ev, core.Evidence.Compare)
	ev = slices.Compact(ev)
	return ev[:min(len(ev), evidencePerSide)]
}

func raiseShared(signal string, t core.Trait, others []core.Trait, out *core.Sink) {
	names := make([]string, len(others))
	ev := firstEvidence(t)
	for i, o := range others {
		names[i] = o.Person
		ev = append(ev, firstEvidence(o)...)
	}
	slices.Sort(names)
	out.Raise(signal, t.Person, t.First, core.Args{"others": strings.Join(names, ", "), "value": t.Shown}, ev...)
}

func compareLinks(a, b core.Link) int {
	for _, c := range []int{
		strings.Compare(a.A, b.A), strings.Compare(a.B, b.B),
		strings.Compare(string(a.Kind), string(b.Kind)), strings.Compare(a.Value, b.Value),
	} {
		if c != 0 {
			return c
		}
	}
	return 0
}
