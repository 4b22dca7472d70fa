package name

import (
	"sort"
	"strconv"
	"strings"
	"sync"
)

// Floor is the share that Frequency gives for a token that no table holds: one person in ten thousand. Tables hold the
// most frequent names only, so an unknown name is rarer than their last line; how much rarer nobody has counted.
const Floor = 0.0001

// Share is how many of a group carry a name.
type Share struct {
	Name   string // usual Latin spelling, lower-case, without marks; particles before it ("van den berg")
	Fold   string
	Share  float64 // of the people of the group (of their births or registrations where the source counts those)
	Origin string  // source and year; "estimated" where it is general knowledge
}

type frequencies struct {
	groups []string
	lists  map[groupRole][]Share
	folds  map[string]Share     // the largest share of any group
	of     map[string][]float32 // by fold: the share in each group, in the order of groups
}

type groupRole struct {
	group string
	role  Role
}

var frequency = sync.OnceValue(readFrequencies)

// Frequency gives the largest share, over origin groups, of people who carry a token with this fold as a family or given
// name, and where the figure comes from. A fold that no table holds has Floor and the origin "floor".
func Frequency(fold string) (share float64, origin string) {
	if s, ok := frequency().folds[fold]; ok && s.Share > Floor {
		return s.Share, s.Origin
	}
	return Floor, "floor"
}

// Shares gives how many people of each group carry a token with this fold, in the order of Groups: the larger of family and
// given name. It is nil for a fold that no table holds. The caller must not change it.
func Shares(fold string) []float32 { return frequency().of[fold] }

// Groups are the origin groups of the tables, sorted. A group is where a name is frequent, not what its bearer is.
func Groups() []string { return frequency().groups }

// Frequent are the names of a group in a role (Family or Given), the most frequent first. The caller must not change them.
func Frequent(group string, role Role) []Share { return frequency().lists[groupRole{group, role}] }

// readFrequencies reads lines "group;role;name;share per 10,000;origin". Shares of one group and role whose names fold
// alike add up, since Frequency is asked by fold.
func readFrequencies() frequencies {
	f := frequencies{lists: map[groupRole][]Share{}, folds: map[string]Share{}}
	type cell struct {
		groupRole
		fold string
	}
	sums := map[cell]float64{}
	for _, c := range rows("frequency.csv", 5) {
		per, err := strconv.ParseFloat(c[3], 64)
		if err != nil {
			panic("frequency.csv: " + err.Error())
		}
		key := groupRole{c[0], roleOf(c[1])}
		s := Share{Name: c[2], Fold: lastFold(c[2]), Share: per / 10000, Origin: c[4]}
		f.lists[key] = append(f.lists[key], s)
		at := cell{key, s.Fold}
		sums[at] = min(1, sums[at]+s.Share)
		if sums[at] > f.folds[s.Fold].Share {
			f.folds[s.Fold] = Share{Name: s.Name, Fold: s.Fold, Share: sums[at], Origin: s.Origin}
		}
	}
	for key := range f.lists {
		if key.role == Family {
			f.groups = append(f.groups, key.group)
		}
	}
	sort.Strings(f.groups)
	f.of = map[string][]float32{}
	for at, sum := range sums {
		list := f.of[at.fold]
		if list == nil {
			list = make([]float32, len(f.groups))
			f.of[at.fold] = list
		}
		i := sort.SearchStrings(f.groups, at.group)
		list[i] = max(list[i], float32(sum))
	}
	return f
}

// lastFold is the fold of a name, of its last word where particles stand before it.
func lastFold(name string) string { return find(name[strings.LastIndexByte(name, ' ')+1:]).Fold }
