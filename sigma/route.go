package sigma

import (
	"slices"
	"strconv"
	"strings"

	"github.com/valyala/fastjson"
)

// route is what the events of one log source are matched with: its rules, and an index from what an
// event shows to the rules that could hold.
type route struct {
	rules  []int32            // of the set, in the order of Compile
	always []int32            // positions in rules without a witness
	keys   map[string][]int32 // name, or first part of a path → slots
	looks  signatures         // of keys
	slots  []slot
	whole  int32  // slot of everything, or -1
	grams  *grams // of the keywords, or nil
}

// signatures tell most names that are not in a map from those that are, without hashing them.
type signatures [1 << 12]bool

func signature(name string) int {
	if name == "" {
		return 0
	}
	return (len(name)*131 + int(name[0])*7 + int(name[len(name)-1])*61 + int(name[len(name)/2])) & (1<<12 - 1)
}

// slot is the index of one field. Its values are positions in rules.
type slot struct {
	field   int32
	exact   map[string][]int32
	longest int // of the keys of exact
	tail    map[string][]int32
	inside  *automaton
}

func (s *Set) newRoute(rules []int32) *route {
	r := &route{rules: rules, keys: map[string][]int32{}, whole: -1}
	b := routeBuilder{slots: map[int32]*slotBuilder{}}
	for at, i := range rules {
		ws, _, ok := s.witnesses(s.rules[i].root)
		if !ok {
			r.always = append(r.always, int32(at))
			continue
		}
		for _, w := range ws {
			b.add(w, int32(at))
		}
	}
	slices.Sort(b.fields)
	for _, f := range b.fields {
		b.slots[f].finish(r, f, s.fields[f])
	}
	for name := range r.keys {
		r.looks[signature(name)] = true
	}
	return r
}

type routeBuilder struct {
	fields []int32
	slots  map[int32]*slotBuilder
}

// slotBuilder gathers the literals of one field, by kind.
type slotBuilder struct{ kinds [3]map[string][]int32 }

func (b *routeBuilder) add(w witness, at int32) {
	s := b.slots[w.field]
	if s == nil {
		s = &slotBuilder{}
		b.slots[w.field] = s
		b.fields = append(b.fields, w.field)
	}
	m := &s.kinds[w.kind]
	if *m == nil {
		*m = map[string][]int32{}
	}
	if list := (*m)[w.literal]; len(list) == 0 || list[len(list)-1] != at {
		(*m)[w.literal] = append(list, at)
	}
}

func (b *slotBuilder) finish(r *route, field int32, path fieldPath) {
	at := int32(len(r.slots))
	s := slot{field: field, exact: b.kinds[witnessExact], tail: b.kinds[witnessTail]}
	for l := range s.exact {
		s.longest = max(s.longest, len(l))
	}
	if in := b.kinds[witnessInside]; in != nil {
		s.inside = newAutomaton(in)
	}
	r.slots = append(r.slots, s)
	if field == everything {
		r.whole = at
		if s.exact == nil && s.tail == nil {
			r.grams = keywordGrams(b.kinds[witnessInside])
		}
		return
	}
	r.keys[path.name] = append(r.keys[path.name], at)
	if path.path != nil {
		r.keys[path.path[0]] = append(r.keys[path.path[0]], at)
	}
}

// candidates marks the rules that could hold for the event and returns their positions in order.
func (m *Matcher) candidates(r *route) []int32 {
	m.hits = m.hits[:0]
	for len(m.marks) < len(r.rules) {
		m.marks = append(m.marks, 0)
	}
	for len(m.probed) < len(r.slots) {
		m.probed = append(m.probed, 0)
	}
	for _, at := range r.always {
		m.mark(at)
	}
	m.on = r
	for _, root := range m.look.event.roots {
		if root.IsObject() {
			obj, _ := root.v.Object()
			obj.Visit(m.visit)
		}
	}
	if r.whole >= 0 && (r.grams == nil || r.grams.mayHold(m.look.event.raw) || !plainJSON(m.look.event.raw)) {
		m.probe(r.whole)
	}
	slices.Sort(m.hits)
	return m.hits
}

func (m *Matcher) mark(at int32) {
	if m.marks[at] != m.look.turn {
		m.marks[at] = m.look.turn
		m.hits = append(m.hits, at)
	}
}

// key probes the fields that a key of the event can be part of. The roots are visited in order, so that
// the first value under the whole name of a field is what the field holds.
func (m *Matcher) key(name string, v *fastjson.Value) {
	if m.on.looks[signature(name)] {
		for _, at := range m.on.keys[name] {
			m.look.seed(m.on.slots[at].field, name, v)
			m.probe(at)
		}
	}
	if strings.IndexByte(name, ' ') >= 0 {
		for _, at := range m.on.keys[strings.ReplaceAll(name, " ", "")] {
			m.probe(at)
		}
	}
}

// probe looks the texts of one field up.
func (m *Matcher) probe(at int32) {
	if m.probed[at] == m.look.turn {
		return
	}
	m.probed[at] = m.look.turn
	s := &m.on.slots[at]
	f := m.look.get(s.field)
	for i := f.first; i < f.end; i++ {
		raw := m.look.texts[i].raw
		if s.exact != nil {
			m.probeExact(s, i, raw)
		}
		if s.tail != nil {
			if cut := strings.LastIndexByte(raw, '\\'); cut >= 0 {
				fold := m.look.folded(i)
				m.markAll(s.tail[fold[strings.LastIndexByte(fold, '\\'):]])
			}
		}
		if s.inside != nil && !s.inside.scan(raw, false, m.mark1) {
			s.inside.scan(m.look.folded(i), true, m.mark1)
		}
	}
}

func (m *Matcher) probeExact(s *slot, i int32, raw string) {
	if len(raw) <= 4*s.longest { // folding may shorten a text
		m.markAll(s.exact[m.look.folded(i)])
	}
	if isWhole(raw) || raw == "" || strings.IndexByte("0123456789+-. \t", raw[0]) < 0 {
		return
	}
	if f, ok := readNumber(raw); ok { // 10.0 is 10
		m.markAll(s.exact[strconv.FormatFloat(f, 'f', -1, 64)])
	}
}

func (m *Matcher) markAll(list []int32) {
	for _, at := range list {
		m.mark(at)
	}
}
