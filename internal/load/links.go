package load

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/link"
)

// shares is one kind of thing that everybody has together with a few others.
type shares struct {
	kind   core.TraitKind
	weight int
	among  int  // how many have each
	far    bool // they are of the whole company; otherwise of one team
	ends   bool // it is known until when each has it
}

// shared make twenty links for each person at most, and a million among a hundred thousand: more than any company known to us has.
// Most of them stay within a team, as lines, rooms and devices do; what leads out of it makes everybody a few links from everybody.
var shared = []shares{
	{core.TraitIP, 40, 5, false, true}, {core.TraitShipTo, 60, 5, true, false},
	{core.TraitDevice, 80, 4, false, true}, {core.TraitReferee, 50, 4, true, false},
	{core.TraitAppliedIP, 40, 3, false, true}, {core.TraitText, 60, 3, true, false},
	{core.TraitPhone, 80, 2, false, false}, {core.TraitBank, 90, 2, true, false},
}

// team is how many people things of a team are drawn from.
const team = 60

// Links are what the people of a company share on a day, and who states a relation. In a later reading, a line or device of two in a
// hundred was seen again.
func Links(s Size, day time.Time, later bool) ([]link.Thing, []core.Link) {
	r := drawn(s.Seed, "links")
	var things []link.Thing
	var stated []core.Link
	for _, k := range shared {
		for at, people := range groups(r, s.People, k) {
			t := thing(r, k.kind, k.weight, fmt.Sprintf("%s-%06d", k.kind, at), people, k.ends, day)
			if later && k.ends && at%50 == 0 {
				t.Holders[0].To = day
			}
			if k.kind == core.TraitPhone && at%20 == 0 {
				stated = append(stated, core.Link{A: t.Holders[0].Person, B: t.Holders[1].Person, Stated: "couple"})
			}
			things = append(things, t)
		}
	}
	for at, people := range hubs(r, s.People) {
		things = append(things, thing(r, core.TraitIP, 40, fmt.Sprintf("hub-%03d", at), people, true, day))
	}
	return things, stated
}

// CountLinks is how many links things make.
func CountLinks(things []link.Thing) int {
	n := 0
	for _, t := range things {
		n += len(t.Links(nil))
	}
	return n
}

// groups puts everybody with some others, once.
func groups(r *rand.Rand, people int, k shares) [][]int {
	order := r.Perm(people)
	if !k.far {
		for i := range order {
			order[i] = i
		}
		for some := range slices.Chunk(order, team) {
			r.Shuffle(len(some), func(i, j int) { some[i], some[j] = some[j], some[i] })
		}
	}
	var out [][]int
	for some := range slices.Chunk(order, k.among) {
		if len(some) > 1 {
			out = append(out, some)
		}
	}
	return out
}

// hubs are lines so common that they say nothing: the office of half of the company, some sites, and rooms of six to thirty.
func hubs(r *rand.Rand, people int) [][]int {
	out := [][]int{r.Perm(people)[:people/2]}
	for range 20 {
		out = append(out, r.Perm(people)[:max(link.CommonFrom, people/100)])
	}
	for range people / 500 {
		var room []int
		first := r.IntN(people - 40)
		for i := range link.CommonFrom + r.IntN(25) {
			room = append(room, first+i)
		}
		out = append(out, room)
	}
	return out
}

func thing(r *rand.Rand, kind core.TraitKind, weight int, value string, people []int, ends bool, day time.Time) link.Thing {
	t := link.Thing{Kind: kind, Value: value, Shown: value, Weight: weight, Count: len(people)}
	for _, i := range slices.Sorted(slices.Values(people)) {
		id := personID(i)
		h := link.Holder{Person: id, From: day.AddDate(0, 0, -100-r.IntN(200)), Shown: value,
			Evidence: []core.Evidence{{Input: "people/" + id + "/person.yaml", Line: 5 + r.IntN(40), Field: "stated." + string(kind), Value: value}}}
		if ends {
			h.To = day.AddDate(0, 0, -61)
		}
		t.Holders = append(t.Holders, h)
	}
	return t
}
