package place

import (
	"os"
	"testing"

	"github.com/taupier-eu/taupier/internal/core"
)

func atlas(t *testing.T) *Atlas {
	t.Helper()
	data, err := os.ReadFile("../../content/places/cities.csv")
	if err != nil {
		t.Fatal(err)
	}
	a, err := ReadAtlas(data)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func TestElsewhere(t *testing.T) {
	a := atlas(t)
	f := func(name string, p, q core.Place, want bool) {
		t.Helper()
		if got := a.Elsewhere(p, q); got != want {
			t.Errorf("%s: Elsewhere(%v, %v) = %v, want %v", name, p, q, got, want)
		}
		if got := a.Elsewhere(q, p); got != want {
			t.Errorf("%s: not the same the other way round", name)
		}
	}
	city := func(country, name string) core.Place { return core.Place{Country: country, City: name} }
	f("one city in two languages", city("PT", "Lisboa"), city("PT", "Lisbon"), false)
	f("accents do not move a city", city("DE", "Düsseldorf"), city("DE", "Dusseldorf"), false)
	f("two ends of a country", city("FR", "Brest"), city("FR", "Nice"), true)
	f("a commuter across the border is near", city("FR", "Strasbourg"), city("DE", "Kehl"), false)
	f("two countries without cities", city("FR", ""), city("PT", ""), true)
	f("an unknown village in the same country is not elsewhere", city("FR", "Trifouilly"), city("FR", "Nice"), false)
	f("nothing known is not elsewhere", core.Place{}, city("FR", "Nice"), false)
	f("coordinates win over names", core.Place{Country: "FR", City: "Nice", Lat: 48.1, Lon: -1.7, Point: true}, city("FR", "Rennes"), false)
}

func TestKilometres(t *testing.T) {
	a := atlas(t)
	km, ok := a.Kilometres(core.Place{Country: "FR", City: "Paris"}, core.Place{Country: "GB", City: "London"})
	if !ok || km < 320 || km > 370 {
		t.Errorf("Paris to London = %.0f km, %v; want about 344", km, ok)
	}
	if _, ok := a.Kilometres(core.Place{Country: "FR"}, core.Place{Country: "GB", City: "London"}); ok {
		t.Error("a country without a city has no distance")
	}
}

func TestReadAtlasRefuses(t *testing.T) {
	for _, bad := range []string{"Paris;FR;48.9;2.4", "Paris;;FR;north;2.4"} {
		if _, err := ReadAtlas([]byte(bad)); err == nil {
			t.Errorf("ReadAtlas(%q) accepted", bad)
		}
	}
}
