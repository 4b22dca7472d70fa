package detect

import (
	"fmt"
	"testing"

	"github.com/taupier-eu/taupier/internal/core"
)

func TestSharedLines(t *testing.T) {
	use := func(person string, days int, where core.Where) []core.Observation {
		return onDays(days, func(o *core.Observation) { o.Person, o.Where, o.Place = person, where, core.Place{} })
	}
	both := append(use("p1", 3, core.WhereUnknown), use("p2", 3, core.WhereUnknown)...)
	t.Run("two cities on one line are a question for both", func(t *testing.T) {
		expect(t, world(t, worker("p1", "Rennes", "FR"), worker("p2", "Lyon", "FR")), both, "p1 H08", "p2 H08")
	})
	t.Run("one city is a matter of package link", func(t *testing.T) {
		expect(t, world(t, worker("p1", "Rennes", "FR"), worker("p2", "Rennes", "FR")), both)
	})
	t.Run("a stated relation ends it", func(t *testing.T) {
		a := worker("p1", "Rennes", "FR")
		a.Stated.Relations = []core.Relation{{Person: "p2", Kind: "couple"}}
		expect(t, world(t, a, worker("p2", "Lyon", "FR")), both)
	})
	t.Run("two days are too few", func(t *testing.T) {
		expect(t, world(t, worker("p1", "Rennes", "FR"), worker("p2", "Lyon", "FR")), append(use("p1", 2, ""), use("p2", 3, "")...))
	})
	t.Run("a line of many is common", func(t *testing.T) {
		var people []*core.Dossier
		var seen []core.Observation
		for i := range lineCommon {
			id := fmt.Sprintf("p%d", i)
			people = append(people, worker(id, fmt.Sprint("City", i), "FR"))
			seen = append(seen, use(id, 5, "")...)
		}
		expect(t, world(t, people...), seen)
	})
	t.Run("a mobile carrier's line is not a household's", func(t *testing.T) {
		expect(t, world(t, worker("p1", "Rennes", "FR"), worker("p2", "Lyon", "FR")), append(use("p1", 5, core.WhereMobile), use("p2", 5, core.WhereMobile)...))
	})
}
