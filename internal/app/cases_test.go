package app

import (
	"strings"
	"testing"

	"github.com/taupier-eu/taupier/content"
	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/link"
)

func shipped(t testing.TB) *Knowledge {
	t.Helper()
	k, err := ReadKnowledge(content.FS)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func parser(t testing.TB) []string {
	t.Helper()
	cmd, err := childCommand()
	if err != nil {
		t.Fatal(err)
	}
	return cmd
}

func TestCasesOfEverySignal(t *testing.T) {
	k := shipped(t)
	cases, err := readCases(content.FS)
	if err != nil {
		t.Fatal(err)
	}
	fires, quiet := map[string]int{}, map[string]int{}
	for _, c := range cases {
		if c.fires {
			fires[c.signal]++
		} else {
			quiet[c.signal]++
		}
		t.Run(strings.TrimPrefix(c.name, "cases/"), func(t *testing.T) {
			if err := c.run(t.Context(), k, parser(t)); err != nil {
				t.Error(err)
			}
		})
	}
	for id := range k.Catalogue {
		if fires[id] == 0 || quiet[id] == 0 {
			t.Errorf("signal %s has %d cases that fire it and %d look-alikes; it needs one of each", id, fires[id], quiet[id])
		}
	}
	for id := range fires {
		if _, ok := k.Catalogue[id]; !ok {
			t.Errorf("cases of %s, which is not in the catalogue", id)
		}
	}
}

func TestTheCatalogueCoversEveryGroup(t *testing.T) {
	k := shipped(t)
	const least = 60
	if len(k.Catalogue) < least {
		t.Errorf("%d signals, want at least %d", len(k.Catalogue), least)
	}
	for i, family := range core.Families {
		letter := string(rune('A' + i))
		n := 0
		for id, s := range k.Catalogue {
			if s.Family == family {
				n++
				if !strings.HasPrefix(id, letter) {
					t.Errorf("signal %s is of family %s, whose letter is %s", id, family, letter)
				}
			}
		}
		if n == 0 {
			t.Errorf("no signal of family %s", family)
		}
	}
	for _, id := range link.Signals() {
		if _, ok := k.Catalogue[id]; !ok {
			t.Errorf("package link raises %s, which is not in the catalogue", id)
		}
	}
}

// No text of the product calls anybody what only a human may decide.
func TestNoTextIsAVerdict(t *testing.T) {
	banned := []string{"north korea", "coréen", "dprk", "fraudster", "fraudeur", "suspect", "spy", "espion", "guilty", "coupable", "impostor", "imposteur"}
	for id, s := range shipped(t).Catalogue {
		texts := append(append([]core.Text{s.Why, s.Title, s.Question, s.Says, s.Legal}, s.Innocent...), s.Ask...)
		for _, x := range texts {
			for _, w := range banned {
				if strings.Contains(strings.ToLower(x.EN+" "+x.FR), w) {
					t.Errorf("signal %s says %q in: %s / %s", id, w, x.EN, x.FR)
				}
			}
		}
	}
}
