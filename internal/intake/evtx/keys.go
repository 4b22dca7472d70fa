package evtx

import (
	"slices"
	"strconv"
)

// keys are those that an object has already.
type keys struct {
	n    int
	few  [24]string
	many map[string]int // how often a key was asked for again; nil while few will do
}

// unique is name, or name_1, name_2 and so on when it was used already, as evtx_dump does.
func (k *keys) unique(name string) string {
	if k.many == nil {
		if k.n < len(k.few) && !slices.Contains(k.few[:k.n], name) {
			k.few[k.n] = name
			k.n++
			return name
		}
		k.many = map[string]int{}
		for _, used := range k.few[:k.n] {
			k.many[used] = 0
		}
	}
	n, used := k.many[name]
	free := name
	for used {
		n++
		free = name + "_" + strconv.Itoa(n)
		_, used = k.many[free]
	}
	k.many[name] = n
	k.many[free] = max(k.many[free], 0)
	return free
}

// labels keeps the names of fields, which come back in each record.
type labels map[string]string

const maxLabels = 4096

func (l labels) get(p []byte) string {
	if s, ok := l[string(p)]; ok {
		return s
	}
	s := string(p)
	if len(s) <= 128 && len(l) < maxLabels {
		l[s] = s
	}
	return s
}
