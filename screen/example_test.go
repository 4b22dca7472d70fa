package screen_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"github.com/taupier-eu/taupier/screen"
	"github.com/taupier-eu/taupier/screen/list"
)

// invented is a list of two entries that exist nowhere else.
func invented() []list.List {
	return []list.List{{Name: "example", Entries: []list.Entry{
		{List: "example", ID: "7", Kind: list.Person, Names: []list.Name{{Text: "ZYGMUNTOWICZ, Bartholomaeus"}}, Births: []list.Birth{{Year: 1950}}},
		{List: "example", ID: "8", Kind: list.Vessel, Names: []list.Name{{Text: "QUIXOTE STAR"}}, Documents: []list.Document{{Type: "imo", Number: "9999999"}}},
	}}}
}

func Example() {
	s, err := screen.New(invented())
	if err != nil {
		panic(err)
	}
	for _, h := range s.Screen(screen.Query{Name: "Bartolomaeus Zygmuntowicz", Born: screen.Date{Year: 1950}}) {
		fmt.Printf("%s %s, %s: %s\n", h.List, h.Entry.ID, h.Name, h.Level)
		for _, r := range h.Why {
			fmt.Println("-", r.In(screen.English))
		}
	}
	// Output:
	// example 7, ZYGMUNTOWICZ, Bartholomaeus: near-certain
	// - “bartolomaeus” and “bartholomaeus” are spellings of one name (rare)
	// - “zygmuntowicz” agrees (rare)
	// - born 1950; the list says 1950: agrees
}

func ExampleScreener_Batch() {
	s, err := screen.New(invented())
	if err != nil {
		panic(err)
	}
	ctx := context.Background()
	queries := []screen.Query{{Name: "Somebody Else"}, {Name: "Zygmuntowicz Bartholomaeus"}, {IDs: []string{"IMO 9999999"}}}
	for q, hits := range s.Batch(ctx, slices.Values(queries), 2) {
		fmt.Printf("%q %v: %d\n", q.Name, q.IDs, len(hits))
	}
	if err := ctx.Err(); err != nil {
		fmt.Println("not all were asked:", err)
	}
	// Output:
	// "Somebody Else" []: 0
	// "Zygmuntowicz Bartholomaeus" []: 1
	// "" [IMO 9999999]: 1
}

func ExampleLive() {
	var live screen.Live
	s, err := screen.New(invented())
	if err != nil {
		panic(err)
	}
	live.Replace(s) // from now on; questions under way end on the lists they began with
	fmt.Println(len(live.Screen(screen.Query{Name: "Quixote Star", Kind: list.Vessel})))
	// Output: 1
}

func ExampleCached() {
	dir, err := os.MkdirTemp("", "lists")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(dir)
	read := func() ([]list.List, error) {
		fmt.Println("reading the lists")
		return invented(), nil
	}
	for range 2 {
		s, _, err := screen.Cached(filepath.Join(dir, "lists.index"), "invented, 2026-11-25", read)
		if err != nil {
			panic(err)
		}
		fmt.Println(len(s.Screen(screen.Query{Name: "Bartholomaeus Zygmuntowicz"})), "hit")
	}
	// Output:
	// reading the lists
	// 1 hit
	// 1 hit
}
