package storetest

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/casework"
	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/link"
	"github.com/taupier-eu/taupier/internal/link/shared"
	"github.com/taupier-eu/taupier/internal/store"
)

// Sharing is people p0 to p<n-1> under managers, what they share, and who looks at it.
type Sharing struct {
	People  int
	Manager map[string]string
	Things  []link.Thing
	Viewer  string // his dossier
	Kinds   []core.TraitKind
}

// Compare keeps what people share in a store, and fails when what it says from memory is not what it says from the database, or when one of
// them is not what the graph without the hidden says.
func (s Sharing) Compare(t *testing.T, db *store.DB) {
	t.Helper()
	b := &bench{db: db}
	b.share(t, s.People, s.Manager, s.Things)
	viewer, hidden := analyst("u", s.Viewer), map[string]bool{s.Viewer: true}
	for id, up := range casework.Line(s.Manager) {
		hidden[id] = hidden[id] || slices.Contains(up, s.Viewer)
	}
	var seen [][]string
	for _, where := range []string{"in the database", "in memory"} {
		b.pathIs(t, where, viewer, s.Things, hidden)
		seen = append(seen, b.around(t, viewer, s.Kinds, s.People))
		if err := b.db.GatherLinks(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	for i, line := range seen[0] {
		if line != seen[1][i] {
			t.Errorf("seen by %q\nin the database: %s\nin memory: %s", s.Viewer, line, seen[1][i])
		}
	}
}

// around says all that a viewer sees around each of the people: what he shares, and as it is drawn.
func (b *bench) around(t *testing.T, viewer access.Actor, kinds []core.TraitKind, n int) (out []string) {
	t.Helper()
	desk := shared.Desk{Store: b.db.Shared()}
	for i := range n {
		id := "p" + strconv.Itoa(i)
		held, err := desk.Of(t.Context(), viewer, id, kinds, Now)
		picture, err2 := desk.Picture(t.Context(), viewer, shared.Around{Person: id, Depth: 3, Kinds: kinds}, Now)
		out = append(out, strings.Join([]string{id, fmt.Sprintf("%+v %v", held, err), fmt.Sprintf("%+v %v", picture, err2)}, ": "))
	}
	return out
}
