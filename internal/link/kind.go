package link

import (
	"cmp"
	"maps"
	"math/bits"
	"slices"
	"time"

	"github.com/taupier-eu/taupier/internal/core"
)

// rule says what sharing a kind of trait means.
type rule struct {
	signal  string // raised when no relation is stated; "" when a detector or check asks the question itself
	days    int    // both must have it on that many days, for things seen in logs
	holds   int    // days for which it still points at who had it: two people more apart share nothing
	telling int    // 1 to 100: how much two people who have it, and nobody else, are connected by it
}

const year = 365

// rules by kind. Kinds whose question is asked elsewhere (text by A02, photo by A08) still link, so
// that one fact never counts twice. The numbers are a documented judgement (docs/explanation/links.md).
var rules = map[core.TraitKind]rule{
	core.TraitPhone:     {signal: "L01", holds: 2 * year, telling: 80},
	core.TraitEmail:     {signal: "L02", holds: 5 * year, telling: 90},
	core.TraitDevice:    {signal: "L03", holds: 3 * year, telling: 80},
	core.TraitIP:        {signal: "L04", days: 3, holds: 30, telling: 40},
	core.TraitBank:      {signal: "L05", holds: 10 * year, telling: 90},
	core.TraitShipTo:    {signal: "L06", holds: 2 * year, telling: 60},
	core.TraitText:      {holds: 10 * year, telling: 60},
	core.TraitPhoto:     {holds: 10 * year, telling: 60},
	core.TraitFile:      {signal: "L07", holds: 10 * year, telling: 50},
	core.TraitReferee:   {signal: "L09", holds: 5 * year, telling: 50},
	core.TraitDocument:  {signal: "L10", holds: 10 * year, telling: 95},
	core.TraitRemoteID:  {signal: "L11", holds: 3 * year, telling: 80},
	core.TraitFactor:    {holds: 3 * year, telling: 90},
	core.TraitKVMSerial: {signal: "L14", holds: 5 * year, telling: 80},
	core.TraitBankPaper: {signal: "G08", holds: 10 * year, telling: 80},
	core.TraitCVAuthor:  {signal: "A07b", holds: 5 * year, telling: 40},
	core.TraitAppliedIP: {signal: "A12", holds: 30, telling: 40},
}

// asked are the kinds whose question another package asks.
var asked = map[core.TraitKind]string{core.TraitText: "A02", core.TraitPhoto: "A08", core.TraitFactor: "L12"}

// Signal is the question that sharing a kind of thing raises.
func Signal(kind core.TraitKind) string { return cmp.Or(rules[kind].signal, asked[kind]) }

// Kinds are the kinds of things that link, in order of name.
func Kinds() []core.TraitKind { return slices.Sorted(maps.Keys(rules)) }

// period is when a person had something. A zero beginning is unknown; a zero end is not over.
type period struct{ from, to time.Time }

// periodOf is when a trait was seen, or for what somebody stated, from the application until the
// person left.
func periodOf(t core.Trait, d *core.Dossier) period {
	if !t.First.IsZero() || !t.Last.IsZero() {
		return period{t.First, t.Last}
	}
	return period{d.Dates.Applied.Time, d.Dates.Left.Time}
}

// apart is how many days lie between two periods; 0 when they touch or one of them is not known.
func (p period) apart(o period) int {
	days := func(end, begin time.Time) int {
		if end.IsZero() || begin.IsZero() || !end.Before(begin) {
			return 0
		}
		return int(begin.Sub(end).Hours() / 24)
	}
	return max(days(p.to, o.from), days(o.to, p.from))
}

// usual is how usual it is among these people to share a thing of a kind: values that several have,
// in percent of all values.
type usual map[core.TraitKind]int

func learn(groups []group) usual {
	all, shared := map[core.TraitKind]int{}, map[core.TraitKind]int{}
	for _, g := range groups {
		all[g[0].Kind]++
		if len(g) > 1 {
			shared[g[0].Kind]++
		}
	}
	u := usual{}
	for kind, n := range all {
		if n >= enoughToLearn {
			u[kind] = 100 * shared[kind] / n
		}
	}
	return u
}

// enoughToLearn is how many values of a kind must be known before what is usual can be told.
const enoughToLearn = 50

// weight is how much a thing of a kind says that two people have: less by how usual it is here to share one.
func (u usual) weight(kind core.TraitKind) int { return rules[kind].telling * (100 - u[kind]) / 100 }

// telling is how much a thing says that holders people have: half of its weight each time their number doubles. At least 1.
func telling(weight, holders int) int { return max(1, weight*2>>bits.Len(uint(holders-1))) }
