package sigma

import (
	"fmt"
	"sync"
	"testing"
)

// numbered is a set of rules that all hold for every event, with the number in their titles.
func numbered(t *testing.T, n int) *Set {
	t.Helper()
	var text string
	for range 5 {
		text += fmt.Sprintf("title: '%d'\nlogsource: {product: p}\ndetection: {s: {a: '*'}, condition: s}\n---\n", n)
	}
	rules, err := ParseRules("r.yml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	set, err := Compile(rules)
	if err != nil {
		t.Fatal(err)
	}
	return set
}

func TestAnEventIsJudgedByOneSetWhileSetsAreReplaced(t *testing.T) {
	live := NewLive(numbered(t, 0))
	var matching, replacing sync.WaitGroup
	stop := make(chan struct{})
	for range 4 {
		matching.Go(func() {
			m := live.NewMatcher()
			var ev Event
			for {
				select {
				case <-stop:
					return
				default:
				}
				if err := ev.Parse([]byte(`{"a":"x"}`)); err != nil {
					t.Error(err)
					return
				}
				var titles []string
				m.Match(LogSource{Product: "p"}, &ev, func(m Match) { titles = append(titles, m.Rule.Title) })
				for _, title := range titles {
					if len(titles) != 5 || title != titles[0] {
						t.Errorf("%v", titles)
						return
					}
				}
			}
		})
	}
	replacing.Go(func() {
		for n := range 200 {
			live.Replace(numbered(t, n))
		}
	})
	replacing.Wait()
	close(stop)
	matching.Wait()
}

func TestAReplacedSetDecidesFromTheNextEventOn(t *testing.T) {
	live := NewLive(numbered(t, 1))
	m := live.NewMatcher()
	var ev Event
	if err := ev.Parse([]byte(`{"a":"x"}`)); err != nil {
		t.Fatal(err)
	}
	for n := 1; n < 4; n++ {
		live.Replace(numbered(t, n))
		m.Match(LogSource{Product: "p"}, &ev, func(m Match) {
			if m.Rule.Title != fmt.Sprint(n) {
				t.Errorf("set %d: %s", n, m.Rule.Title)
			}
		})
	}
}
