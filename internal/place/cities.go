package place

import (
	"bufio"
	"bytes"
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"

	"github.com/taupier-eu/taupier/internal/core"
)

type point struct{ lat, lon float64 }

// Atlas knows where cities are. It is immutable and safe for concurrent use.
type Atlas struct {
	cities map[string]point // "fr/rennes", every spelling folded
}

// ReadAtlas reads the gazetteer: name;other names;country;lat;lon, one city a line.
func ReadAtlas(data []byte) (*Atlas, error) {
	a := &Atlas{cities: map[string]point{}}
	sc := bufio.NewScanner(bytes.NewReader(data))
	for n := 1; sc.Scan(); n++ {
		line := strings.TrimSpace(sc.Text())
		if line == "" || line[0] == '#' {
			continue
		}
		f := strings.Split(line, ";")
		if len(f) != 5 {
			return nil, fmt.Errorf("cities line %d: want 5 fields, got %d", n, len(f))
		}
		lat, err1 := strconv.ParseFloat(f[3], 64)
		lon, err2 := strconv.ParseFloat(f[4], 64)
		if err1 != nil || err2 != nil {
			return nil, fmt.Errorf("cities line %d: %q, %q are not coordinates", n, f[3], f[4])
		}
		for _, name := range append(strings.Split(f[1], ","), f[0]) {
			if name != "" {
				a.cities[cityKey(f[2], name)] = point{lat, lon}
			}
		}
	}
	return a, sc.Err()
}

func cityKey(country, city string) string { return strings.ToLower(country) + "/" + Fold(city) }

// Fold writes a place name without case, accents or punctuation, so that spellings of one name meet.
func Fold(s string) string {
	plain := true
	for i := 0; i < len(s); i++ {
		if c := s[i]; c >= 0x80 {
			plain = false
			break
		}
	}
	if !plain {
		t := transform.Chain(norm.NFD, runes.Remove(runes.In(unicode.Mn)), norm.NFC)
		if r, _, err := transform.String(t, s); err == nil {
			s = r
		}
	}
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsLetter(r), unicode.IsDigit(r):
			return unicode.ToLower(r)
		case r == '-' || r == ' ' || r == '\'' || r == '’':
			return ' '
		}
		return -1
	}, strings.TrimSpace(s))
}

// Locate gives the coordinates of a place: its own, or its city's.
func (a *Atlas) Locate(p core.Place) (lat, lon float64, ok bool) {
	if p.Point {
		return p.Lat, p.Lon, true
	}
	if p.City == "" || p.Country == "" {
		return 0, 0, false
	}
	c, ok := a.cities[cityKey(p.Country, p.City)]
	return c.lat, c.lon, ok
}

// Kilometres is the great-circle distance between two places; ok is false when either is not known.
func (a *Atlas) Kilometres(p, q core.Place) (km float64, ok bool) {
	if p.City != "" && p.Country == q.Country && p.City == q.City {
		return 0, true
	}
	plat, plon, ok1 := a.Locate(p)
	qlat, qlon, ok2 := a.Locate(q)
	if !ok1 || !ok2 {
		return 0, false
	}
	return haversine(plat, plon, qlat, qlon), true
}

// haversine is the great-circle distance in kilometres on a sphere of radius 6371 km.
func haversine(lat1, lon1, lat2, lon2 float64) float64 {
	rad := math.Pi / 180
	dlat, dlon := (lat2-lat1)*rad, (lon2-lon1)*rad
	h := math.Sin(dlat/2)*math.Sin(dlat/2) + math.Cos(lat1*rad)*math.Cos(lat2*rad)*math.Sin(dlon/2)*math.Sin(dlon/2)
	return 2 * 6371 * math.Asin(math.Min(1, math.Sqrt(h)))
}

// NearKilometres is how far apart two places may be and still be one for our purposes: addresses
// are located at the provider's node, often the next large city.
const NearKilometres = 150

// Elsewhere reports whether p and q are certainly not the same area: more than NearKilometres apart,
// or, when a distance is not known, in different countries. What is not known is never elsewhere.
// A commuter across a border is near.
func (a *Atlas) Elsewhere(p, q core.Place) bool {
	if km, ok := a.Kilometres(p, q); ok {
		return km > NearKilometres
	}
	return p.Country != "" && q.Country != "" && p.Country != q.Country
}
