package name

import (
	"bufio"
	"bytes"
	_ "embed"
	"sort"
	"strconv"
	"strings"
	"sync"
)

//go:embed data/frequency.csv
var frequencyFile []byte

// Floor is the share that Frequency gives for a token that no table holds: one person in ten thousand. Tables hold the
// most frequent names only, so an unknown name is rarer than their last line; how much rarer nobody has counted.
const Floor = 0.0001

// Share is how many of a group carry a name.
type Share struct {
	Name   string // usual Latin spelling, lower-case
	Fold   string
	Share  float64 // of the people of the group (of their births or registrations where the source counts those)
	Origin string  // source and year; "estimated" where it is general knowledge
}

type frequencies struct {
	groups []string
	lists  map[groupRole][]Share
	folds  map[string]Share // the largest share of any group
}

type groupRole struct {
	group string
	role  Role
}

var frequency = sync.OnceValue(func() frequencies { return readFrequencies(frequencyFile) })

// Frequency gives the largest share, over origin groups, of people who carry a token with this fold as a family or given
// name, and where the figure comes from. A fold that no table holds has Floor and the origin "floor".
func Frequency(fold string) (share float64, origin string) {
	if s, ok := frequency().folds[fold]; ok && s.Share > Floor {
		return s.Share, s.Origin
	}
	return Floor, "floor"
}

// Groups are the origin groups of the tables, sorted. A group is where a name is frequent, not what its bearer is.
func Groups() []string { return frequency().groups }

// Frequent are the names of a group in a role (Family or Given), the most frequent first. The caller must not change them.
func Frequent(group string, role Role) []Share { return frequency().lists[groupRole{group, role}] }

// readFrequencies reads lines "group;role;name;share per 10,000;origin".
func readFrequencies(file []byte) frequencies {
	f := frequencies{lists: map[groupRole][]Share{}, folds: map[string]Share{}}
	sums := map[groupRole]map[string]float64{}
	for sc := bufio.NewScanner(bytes.NewReader(file)); sc.Scan(); {
		c := strings.Split(sc.Text(), ";")
		if len(c) != 5 {
			continue
		}
		per, _ := strconv.ParseFloat(c[3], 64)
		key := groupRole{c[0], Given}
		if c[1] == "family" {
			key.role = Family
		}
		t := find(c[2])
		s := Share{Name: c[2], Fold: t.Fold, Share: per / 10000, Origin: c[4]}
		if sums[key] == nil {
			sums[key] = map[string]float64{}
		}
		sums[key][s.Fold] += s.Share
		f.lists[key] = append(f.lists[key], s)
		if sum := sums[key][s.Fold]; sum > f.folds[s.Fold].Share {
			f.folds[s.Fold] = Share{Name: s.Name, Fold: s.Fold, Share: sum, Origin: s.Origin}
		}
	}
	for key := range f.lists {
		if key.role == Family {
			f.groups = append(f.groups, key.group)
		}
	}
	sort.Strings(f.groups)
	return f
}
