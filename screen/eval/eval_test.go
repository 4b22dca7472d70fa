package eval

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"reflect"
	"strings"
	"testing"

	"github.com/taupier-eu/taupier/content"
	"github.com/taupier-eu/taupier/screen"
	"github.com/taupier-eu/taupier/screen/list"
	"github.com/taupier-eu/taupier/screen/list/formats"
)

// shipped are the lists inside the program.
func shipped(t *testing.T) []list.List {
	t.Helper()
	data, err := content.FS.ReadFile("lists/dprk.jsonl.gz")
	if err != nil {
		t.Fatal(err)
	}
	lists, err := list.ReadCompiled(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return lists
}

// bounds are what an evaluation must show on its held-out part.
type bounds struct {
	recall, precision, pairs, perThousand float64
	loose                                 map[string]float64 // groups of names with a bound of their own, with the reason in docs/explanation/screening-evaluation.md
}

func (b bounds) check(t *testing.T, r *Report) {
	t.Helper()
	if r.Total.Recall < b.recall || r.Total.Precision < b.precision || r.Total.PairRight < b.pairs {
		t.Errorf("recall %.3f, precision %.3f, pairs right %.3f; want at least %.3f, %.3f, %.3f", r.Total.Recall, r.Total.Precision, r.Total.PairRight, b.recall, b.precision, b.pairs)
	}
	for i := range r.Ordinary {
		o := &r.Ordinary[i]
		bound := b.perThousand
		if l, ok := b.loose[o.Group]; ok {
			bound = l
		}
		if o.PerThousand() > bound {
			t.Errorf("%s: %.2f false checks per 1,000 ordinary names, want at most %.2f: %s", o.Group, o.PerThousand(), bound, strings.Join(o.Examples, "; "))
		}
	}
	if t.Failed() {
		t.Log(strings.Join(r.Missed, "\n"))
	}
	if r.FirstMissed > 0 {
		t.Errorf("%d of %d spellings did not find their entry first", r.FirstMissed, r.FirstAsked)
	}
}

func TestTheShippedListsAreScreenedWithinTheBounds(t *testing.T) {
	s, err := screen.New(shipped(t))
	if err != nil {
		t.Fatal(err)
	}
	r := Run(s, Small(1))
	if r.Total.Same < 100 || r.Total.Others < 50 {
		t.Fatalf("%d spellings and %d others are too few to say anything", r.Total.Same, r.Total.Others)
	}
	bounds{recall: 0.95, precision: 0.95, pairs: 0.95, perThousand: 1, loose: map[string]float64{"korean": 5}}.check(t, &r)
}

func TestWholeListsAreScreenedWithinTheBounds(t *testing.T) {
	dir := os.Getenv("TAUPIER_LISTS")
	if dir == "" {
		t.Skip("TAUPIER_LISTS names no folder of published lists")
	}
	lists, _, err := formats.Open(os.DirFS(dir))
	if err != nil {
		t.Fatal(err)
	}
	s, err := screen.New(lists)
	if err != nil {
		t.Fatal(err)
	}
	r := Run(s, Whole(1))
	wholeBounds.check(t, &r)
}

func TestTheSetIsTheSameEveryTime(t *testing.T) {
	lists := shipped(t)
	a, b := Build(lists, Small(7)), Build(lists, Small(7))
	if !reflect.DeepEqual(a, b) {
		t.Error("two sets of one seed differ")
	}
	if reflect.DeepEqual(a, Build(lists, Small(8))) {
		t.Error("another seed gives the same set")
	}
}

func TestAnEntryIsOnOneSideOnly(t *testing.T) {
	side := map[string]bool{}
	held := 0
	for _, c := range Build(shipped(t), Small(1)) {
		words := fields(c.Entry.Names[0].Text)
		sortWords(words)
		key := strings.Join(words, " ")
		if before, ok := side[key]; ok && before != c.Held {
			t.Errorf("%s is on both sides", key)
		}
		side[key] = c.Held
		if c.Held {
			held++
		}
	}
	if held == 0 {
		t.Error("nothing is held out")
	}
}

func TestNobodyWhoIsNotListedHasAListedName(t *testing.T) {
	lists := shipped(t)
	n := newNeighbours(usable(lists))
	for _, c := range Build(lists, Small(1)) {
		if !c.Same && !c.Listed && n.listed(c.Query, c.Kind) {
			t.Errorf("%s: %q is a name on the lists", c.Rule, c.Query)
		}
	}
}

func TestAReportIsReadAsTextAndAsJSON(t *testing.T) {
	s, err := screen.New(shipped(t))
	if err != nil {
		t.Fatal(err)
	}
	r := Run(s, Options{Seed: 1, PerEntry: 2, Entries: 40, Ordinary: 5})
	var text, machine bytes.Buffer
	if err := r.WriteText(&text); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"held out", "people by origin", "ordinary names, per 1,000", "korean"} {
		if !strings.Contains(text.String(), want) {
			t.Errorf("the text does not say %q", want)
		}
	}
	if err := r.WriteJSON(&machine); err != nil {
		t.Fatal(err)
	}
	var back map[string]any
	if err := json.Unmarshal(machine.Bytes(), &back); err != nil || fmt.Sprint(back["seed"]) != "1" {
		t.Errorf("seed %v, %v", back["seed"], err)
	}
}

// wholeBounds are those of the lists of OFAC and of the United Nations.
var wholeBounds = bounds{recall: 0.98, precision: 0.95, pairs: 0.97, perThousand: 1}
