package check

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func graph(edges ...string) map[string]map[string]vouching {
	out := map[string]map[string]vouching{}
	for _, e := range edges {
		if out[e[:1]] == nil {
			out[e[:1]] = map[string]vouching{}
		}
		out[e[:1]][e[1:]] = vouching{}
	}
	return out
}

func TestTheShortestCircle(t *testing.T) {
	for _, c := range []struct {
		name  string
		edges []string
		want  []string
	}{
		{"two", []string{"ab", "ba"}, []string{"a", "b"}},
		{"three", []string{"ab", "bc", "ca"}, []string{"a", "b", "c"}},
		{"the shorter of two", []string{"ab", "bc", "ca", "ad", "da"}, []string{"a", "d"}},
		{"one way", []string{"ab", "bc"}, nil},
		{"a circle of others that one leads to", []string{"ab", "bc", "cb"}, nil},
		{"six are too many", []string{"ab", "bc", "cd", "de", "ef", "fa"}, nil},
		{"five are not", []string{"ab", "bc", "cd", "de", "ea"}, []string{"a", "b", "c", "d", "e"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := shortestCircle(graph(c.edges...), "a"); !slices.Equal(got, c.want) {
				t.Errorf("%v, want %v", got, c.want)
			}
		})
	}
}

func TestACircleIsOneInAnyGraph(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		ids := []string{"a", "b", "c", "d", "e", "f", "g"}
		var edges []string
		for range rapid.IntRange(0, 14).Draw(r, "edges") {
			from, to := rapid.SampledFrom(ids).Draw(r, "from"), rapid.SampledFrom(ids).Draw(r, "to")
			if from != to {
				edges = append(edges, from+to)
			}
		}
		names := graph(edges...)
		circle := shortestCircle(names, "a")
		for i, id := range circle {
			if _, ok := names[id][circle[(i+1)%len(circle)]]; !ok {
				r.Fatalf("%v is no circle in %v", circle, edges)
			}
		}
	})
}
