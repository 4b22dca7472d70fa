package screen

import (
	"math/rand/v2"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/taupier-eu/taupier/screen/list"
)

// crowded are lists of a few hundred composed names and some of odd shapes, so that queries meet many of them.
var crowded = sync.OnceValue(func() *Screener {
	r := rand.New(rand.NewPCG(7, 7))
	l := composed(r, 400)
	for i := range l.Entries {
		switch i % 8 {
		case 0:
			l.Entries[i].Kind = list.Company
			l.Entries[i].Names[0].Text += " Trading Co., Ltd."
		case 1:
			l.Entries[i].Kind = list.Vessel
		case 2:
			l.Entries[i].Names[0].Weak = true
			l.Entries[i].Documents = []list.Document{{Number: "AB12345" + string(rune('0'+i%10))}}
		}
	}
	for i, odd := range []string{
		"V. Q. Zbrzezny", "J. R. R. Tolquist", "X", "李 明", "Сергей Квинтаров", "محمد بن سلمان القحطاني", "Kim Yong Chol", "KIM, Yongchol", "Abd al-Rahman al-Masri",
		strings.Repeat("ab", 200), "Anna Maria Anna Maria Anna Maria Anna Maria Anna Maria", "MV QUIXOTE STAR 2", "Sergei Ivanovich Petrov", "Petrova, Elena", "Mohammed Mohammed",
	} {
		l.Entries = append(l.Entries, list.Entry{List: l.Name, ID: "odd" + string(rune('a'+i)), Kind: list.Person, Names: []list.Name{{Text: odd}}})
	}
	s, err := New([]list.List{l})
	if err != nil {
		panic(err)
	}
	return s
})

// queries are names of the lists with what people and foes do to names, ordinary names, and no names at all.
func queries(t *rapid.T) Query {
	s := crowded()
	r := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1))
	entries := s.Lists()[0].Entries
	e := &entries[r.IntN(len(entries))]
	q := Query{Name: e.Names[r.IntN(len(e.Names))].Text}
	for range rapid.IntRange(0, 3).Draw(t, "changes") {
		q.Name = changed(r, q.Name, rapid.IntRange(0, 11).Draw(t, "change"))
	}
	if rapid.Bool().Draw(t, "of a kind") {
		q.Kind = rapid.SampledFrom(kinds[:]).Draw(t, "kind")
	}
	if rapid.IntRange(0, 3).Draw(t, "born") == 0 {
		q.Born = Date{Year: 1940 + r.IntN(60)}
	}
	if rapid.IntRange(0, 5).Draw(t, "number") == 0 {
		q.IDs = []string{"AB 12345" + string(rune('0'+r.IntN(10)))}
	}
	return q
}

func changed(r *rand.Rand, s string, how int) string {
	words := strings.Fields(s)
	if len(words) == 0 {
		return ordinary(r)
	}
	at := r.IntN(len(words))
	switch how {
	case 0, 1, 2:
		return slipped(r, s)
	case 3:
		r.Shuffle(len(words), func(i, k int) { words[i], words[k] = words[k], words[i] })
	case 4:
		words[at] = words[at][:1]
	case 5:
		words = append(words[:at], words[at+1:]...)
	case 6:
		words[at] += "\u200b\u202e🙂"
	case 7:
		return ordinary(r)
	case 8:
		return strings.Join(words, "")
	case 9:
		words[at] = strings.Repeat(words[at], 1+r.IntN(40))
	case 10:
		words[at] = strings.NewReplacer("a", "а", "e", "е", "o", "о").Replace(words[at]) // Cyrillic look-alikes
	case 11:
		words = append(words, strings.Fields(ordinary(r))...)
	}
	return strings.Join(words, " ")
}

func TestTheIndexFindsWhatAScanOfAllNamesFinds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		q := queries(t)
		if d := cmp.Diff(bruteForce(crowded(), q), crowded().Screen(q), cmp.AllowUnexported(Hit{})); d != "" {
			t.Fatalf("%+v: %s", q, d)
		}
	})
}

func TestOddNamesAreAskedInBoundedTime(t *testing.T) {
	for _, q := range []string{
		"", "a", "ß", strings.Repeat("a", 10000), strings.Repeat("a ", 5000), strings.Repeat("ab-", 4000), strings.Repeat("\u200b", 10000), "🙂🙂🙂", "\u202eסלמה", "Kimуоng 김영철 王",
		strings.Repeat("Mohammed ", 60), "\xff\xfe\x00", strings.Repeat("김", 600), "'-.,;", "١٢٣٤٥",
	} {
		for _, kind := range kinds {
			if d := cmp.Diff(bruteForce(crowded(), Query{Name: q, Kind: kind}), crowded().Screen(Query{Name: q, Kind: kind}), cmp.AllowUnexported(Hit{})); d != "" {
				t.Errorf("%.40q of kind %q: %s", q, kind, d)
			}
		}
	}
}

func TestManyAskAtOnce(t *testing.T) {
	s := crowded()
	names := []string{"Kim Yong Chol", "Sergei Petrov", "Mohammed Ali", "V. Zbrzezny"}
	want := make([]string, len(names))
	for i, n := range names {
		want[i] = ids(s.Screen(Query{Name: n}))
	}
	var asking sync.WaitGroup
	for i := range 8 {
		asking.Go(func() {
			for k := range 40 {
				at := (i + k) % len(names)
				if got := ids(s.Screen(Query{Name: names[at]})); got != want[at] {
					t.Errorf("%s: %q, want %q", names[at], got, want[at])
				}
			}
		})
	}
	asking.Wait()
}

func TestANameThatRepeatsAWordIsFoundByASlipInEach(t *testing.T) {
	s, err := New([]list.List{{Name: "repeated", Entries: []list.Entry{{ID: "1", Kind: list.Person, Names: []list.Name{{Text: "Quinta Quinta Quinta"}}}}}})
	if err != nil {
		t.Fatal(err)
	}
	q := Query{Name: "Quinto Quinto Quinto"}
	if want, got := ids(bruteForce(s, q)), ids(s.Screen(q)); want == "" || got != want {
		t.Errorf("found %q, want %q", got, want)
	}
}
