package store_test

import (
	"crypto/rand"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/store"
	"github.com/taupier-eu/taupier/internal/store/storetest"
)

// drawnSharing is people who share some common things, and some that they had too far apart to be linked.
func drawnSharing(t *rapid.T) storetest.Sharing {
	const n = 14
	s := storetest.Sharing{People: n, Manager: map[string]string{}}
	for i := 1; i < n; i++ {
		if m := rapid.IntRange(-4, i-1).Draw(t, "manager"); m >= 0 {
			s.Manager["p"+strconv.Itoa(i)] = "p" + strconv.Itoa(m)
		}
	}
	have := rapid.SliceOfNDistinct(rapid.IntRange(0, n-1), 2, 7, rapid.ID[int])
	for i, people := range rapid.SliceOfN(have, 0, 25).Draw(t, "things") {
		var ids []string
		for _, p := range people {
			ids = append(ids, "p"+strconv.Itoa(p))
		}
		x := storetest.Thing(rapid.SampledFrom([]core.TraitKind{core.TraitPhone, core.TraitIP, core.TraitBank}).Draw(t, "kind"), strconv.Itoa(i), ids...)
		for k := range x.Holders {
			x.Holders[k].From = storetest.Now.AddDate(0, 0, -rapid.IntRange(0, 90).Draw(t, "days"))
			x.Holders[k].To = x.Holders[k].From.Add(24 * time.Hour)
		}
		s.Things = append(s.Things, x)
	}
	s.Viewer = rapid.SampledFrom([]string{"", "p3", "p5", "p8"}).Draw(t, "viewer")
	s.Kinds = rapid.SampledFrom([][]core.TraitKind{nil, {core.TraitIP}, {core.TraitPhone, core.TraitBank}}).Draw(t, "kinds")
	return s
}

// Whatever people share and whoever looks, what is in memory says what the database says, and both say what the graph without the hidden
// says.
func TestWhatIsInMemorySaysWhatTheDatabaseSays(t *testing.T) {
	for name, place := range map[string]func(*testing.T) string{"SQLite": func(t *testing.T) string { return t.TempDir() }, "PostgreSQL": store.PostgresPlaces(t)} {
		t.Run(name, func(t *testing.T) {
			key, _ := storetest.Keys(t)
			db, err := store.Open(t.Context(), store.Options{Place: place(t), Random: rand.Reader, Key: key, KeyFile: filepath.Join(t.TempDir(), "master.key")})
			if err != nil {
				t.Fatal(err)
			}
			defer db.Close()
			rapid.Check(t, func(rt *rapid.T) {
				s := drawnSharing(rt)
				if s.Compare(t, db); t.Failed() {
					rt.Fatal("they differ")
				}
			})
		})
	}
}
