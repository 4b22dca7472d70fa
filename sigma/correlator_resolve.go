package sigma

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// resolver finds what the names in correlations stand for.
type resolver struct {
	byName map[string][]any // *Rule or *Correlation
	planOf map[*Correlation]*plan
	errs   []error
}

func (r *resolver) name(what any, id, name string) {
	for _, n := range distinct(id, name) {
		r.byName[n] = append(r.byName[n], what)
	}
}

func (r *resolver) refuse(p *plan, format string, args ...any) {
	r.errs = append(r.errs, &Error{p.File, p.Line, fmt.Sprintf("correlation %q: ", p.label()) + fmt.Sprintf(format, args...)})
}

// find returns the rule or correlation of a name, or nil and has said why.
func (r *resolver) find(p *plan, name string) any {
	found := r.byName[name]
	switch len(found) {
	case 0:
		r.refuse(p, "there is no rule %q", name)
		return nil
	case 1:
		return found[0]
	}
	var where []string
	for _, f := range found {
		switch f := f.(type) {
		case *Rule:
			where = append(where, fmt.Sprintf("%s:%d", f.File, f.Line))
		case *Correlation:
			where = append(where, fmt.Sprintf("%s:%d", f.File, f.Line))
		}
	}
	r.refuse(p, "the rule %q is there %d times: %s", name, len(found), strings.Join(where, ", "))
	return nil
}

// resolve ties a plan to what it refers to.
func (r *resolver) resolve(c *Correlator, p *plan) {
	if p.ID != "" && len(r.byName[p.ID]) > 1 {
		r.find(p, p.ID) // says so, whether anything refers to it or not
	}
	if n := p.need(); n > c.opt.MaxEventsPerGroup {
		r.refuse(p, "its condition needs %d hits of one group, and MaxEventsPerGroup is %d", n, c.opt.MaxEventsPerGroup)
	}
	members := p.Rules
	if p.Absent != "" {
		members = append(slices.Clone(members), p.Absent)
	}
	seen := map[any]string{}
	for i, name := range members {
		what := r.find(p, name)
		if what == nil {
			continue
		}
		if other, twice := seen[what]; twice {
			r.refuse(p, "%q and %q are the same rule", other, name)
		}
		seen[what] = name
		to := link{p, int32(i)}
		switch w := what.(type) {
		case *Rule:
			c.links[w] = append(c.links[w], to)
			c.shown[w] = c.shown[w] || p.Generate
		case *Correlation:
			child := r.planOf[w]
			child.parents = append(child.parents, to)
			child.visible = child.visible || p.Generate
		}
	}
	r.resolveFields(p, members, seen)
	p.ways, _ = p.sequences(p.Line) // was read before
}

// resolveFields says what the fields of the correlation are called in the events of each of its rules.
func (r *resolver) resolveFields(p *plan, members []string, seen map[any]string) {
	for _, alias := range slices.Sorted(maps.Keys(p.Aliases)) {
		for _, n := range p.Aliases[alias] {
			found := r.byName[n.Rule]
			if !slices.Contains(members, n.Rule) && (len(found) != 1 || seen[found[0]] == "") {
				r.refuse(p, "alias %q speaks of rule %q, which is not one of its rules", alias, n.Rule)
			}
		}
	}
	for _, name := range members {
		var group, values []string
		for _, f := range p.GroupBy {
			group = append(group, r.fieldOf(p, f, name))
		}
		for _, f := range p.Fields {
			values = append(values, r.fieldOf(p, f, name))
		}
		p.group, p.values = append(p.group, group), append(p.values, values)
	}
}

// fieldOf is what a field is called in the events of a rule.
func (r *resolver) fieldOf(p *plan, field, rule string) string {
	for _, n := range p.Aliases[field] {
		same := n.Rule == rule
		if !same { // the alias may use the id where the list of rules has the name
			a, b := r.byName[n.Rule], r.byName[rule]
			same = len(a) == 1 && len(b) == 1 && a[0] == b[0]
		}
		if same {
			return n.Field
		}
	}
	return field
}

// order finds cycles, and says of every plan how many are below it and what those above ask of it.
func (c *Correlator) order() error {
	children := make([][]*plan, len(c.plans))
	for _, p := range c.plans {
		p.visible = p.visible || len(p.parents) == 0
		for _, l := range p.parents {
			children[l.plan.index] = append(children[l.plan.index], p)
		}
		if p.Window != Sliding || p.Absent != "" {
			c.timed = append(c.timed, p)
		}
	}
	done := make([]bool, len(c.plans))
	var sorted, path []*plan
	var visit func(p *plan) error
	visit = func(p *plan) error {
		if i := slices.Index(path, p); i >= 0 {
			var names []string
			for _, q := range append(path[i:], p) {
				names = append(names, q.label())
			}
			return &Error{p.File, p.Line, "correlations go in a circle: " + strings.Join(names, " → ")}
		}
		if done[p.index] {
			return nil
		}
		path = append(path, p)
		for _, child := range children[p.index] {
			if err := visit(child); err != nil {
				return err
			}
			p.level = max(p.level, child.level+1)
		}
		path = path[:len(path)-1]
		done[p.index] = true
		sorted = append(sorted, p)
		return nil
	}
	for _, p := range c.plans {
		if err := visit(p); err != nil {
			return err
		}
	}
	for _, p := range slices.Backward(sorted) { // those above come first
		p.findCarried()
	}
	slices.SortStableFunc(c.timed, func(a, b *plan) int { return a.level - b.level })
	return nil
}

// findCarried notes the fields that correlations of this one ask for and it does not group by.
func (p *plan) findCarried() {
	want := func(name string) {
		if !slices.Contains(p.GroupBy, name) && !slices.Contains(p.carried, name) {
			p.carried = append(p.carried, name)
		}
	}
	for _, l := range p.parents {
		for _, list := range [][]string{l.plan.group[l.member], l.plan.values[l.member]} {
			for _, name := range list {
				want(name)
			}
		}
		if len(l.plan.carried) > 0 {
			for _, name := range l.plan.carry[l.member] {
				want(name)
			}
		}
	}
	r := resolver{}
	for i := range p.group {
		var fields []string
		for _, name := range p.carried {
			fields = append(fields, r.fieldOf(p, name, p.member(i)))
		}
		p.carry = append(p.carry, fields)
	}
}

func (p *plan) member(i int) string {
	if i < len(p.Rules) {
		return p.Rules[i]
	}
	return p.Absent
}
