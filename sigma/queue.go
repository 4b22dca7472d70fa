package sigma

import (
	"cmp"
	"container/heap"
	"strings"
)

// pending is a hit on its way to one correlation.
type pending struct {
	at     int64
	plan   *plan
	member int32
	key    string
	group  *group // of the key, when it was known already
	text   string
	number float64
	carry  []carried
	ref    any
	cut    bool // an alert of a correlation that a limit had cut
	turn   uint64
}

// carried is a field that is handed on with an alert.
type carried struct {
	Value string
	OK    bool
}

// compare orders hits by time; those of one time so that the order of arrival does not matter, and
// correlations of correlations come last.
func (a *pending) compare(b *pending) int {
	if a.at != b.at {
		return cmp.Compare(a.at, b.at)
	}
	if a.plan != b.plan {
		return cmp.Or(cmp.Compare(a.plan.level, b.plan.level), cmp.Compare(a.plan.index, b.plan.index))
	}
	return cmp.Or(cmp.Compare(a.member, b.member), strings.Compare(a.key, b.key), strings.Compare(a.text, b.text),
		cmp.Compare(a.number, b.number), cmp.Compare(a.turn, b.turn))
}

// queue is a heap of the hits that wait, the oldest first.
type queue []*pending

func (q queue) Len() int           { return len(q) }
func (q queue) Less(i, j int) bool { return q[i].compare(q[j]) < 0 }
func (q queue) Swap(i, j int)      { q[i], q[j] = q[j], q[i] }
func (q *queue) Push(x any)        { *q = append(*q, x.(*pending)) }

func (q *queue) Pop() any {
	last := len(*q) - 1
	h := (*q)[last]
	(*q)[last] = nil
	*q = (*q)[:last]
	return h
}

func (q *queue) push(h *pending) { heap.Push(q, h) }
func (q *queue) pop() *pending   { return heap.Pop(q).(*pending) }

// waiting is a heap of the groups that wait for a rule that must not follow, the first to end first.
type waiting []*group

func (w waiting) Len() int { return len(w) }

func (w waiting) Less(i, j int) bool {
	a, b := w[i].waits.at(0), w[j].waits.at(0)
	return cmp.Or(cmp.Compare(a.Deadline, b.Deadline), strings.Compare(w[i].key, w[j].key)) < 0
}

func (w waiting) Swap(i, j int) {
	w[i], w[j] = w[j], w[i]
	w[i].place, w[j].place = i, j
}

func (w *waiting) Push(x any) {
	g := x.(*group)
	g.place = len(*w)
	*w = append(*w, g)
}

func (w *waiting) Pop() any {
	last := len(*w) - 1
	g := (*w)[last]
	(*w)[last] = nil
	*w = (*w)[:last]
	g.place = -1
	return g
}
