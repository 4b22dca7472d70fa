package demo

import "math"

// city is a place where somebody of the company lives, works or passes through.
type city struct {
	name, country string
	postcode      string
	lat, lon      string // as logs write them
	y, x          float64
	zone          int // hours ahead of UTC in winter
}

// The coordinates are those of general geography, rounded to a tenth of a degree.
var cities = []city{
	{"Rennes", "FR", "35000", "48.1", "-1.7", 48.1, -1.7, 1},
	{"Lille", "FR", "59000", "50.6", "3.1", 50.6, 3.1, 1},
	{"Lyon", "FR", "69003", "45.8", "4.8", 45.8, 4.8, 1},
	{"Nantes", "FR", "44000", "47.2", "-1.6", 47.2, -1.6, 1},
	{"Brest", "FR", "29200", "48.4", "-4.5", 48.4, -4.5, 1},
	{"Paris", "FR", "75011", "48.9", "2.4", 48.9, 2.4, 1},
	{"Vannes", "FR", "56000", "47.7", "-2.8", 47.7, -2.8, 1},
	{"Saint-Malo", "FR", "35400", "48.6", "-2.0", 48.6, -2.0, 1},
	{"Quimper", "FR", "29000", "48.0", "-4.1", 48.0, -4.1, 1},
	{"Bordeaux", "FR", "33000", "44.8", "-0.6", 44.8, -0.6, 1},
	{"Toulouse", "FR", "31000", "43.6", "1.4", 43.6, 1.4, 1},
	{"Grenoble", "FR", "38000", "45.2", "5.7", 45.2, 5.7, 1},
	{"Strasbourg", "FR", "67000", "48.6", "7.8", 48.6, 7.8, 1},
	{"Marseille", "FR", "13006", "43.3", "5.4", 43.3, 5.4, 1},
	{"Brussels", "BE", "1000", "50.9", "4.4", 50.9, 4.4, 1},
	{"Amsterdam", "NL", "1011", "52.4", "4.9", 52.4, 4.9, 1},
	{"Berlin", "DE", "10115", "52.5", "13.4", 52.5, 13.4, 1},
	{"Hamburg", "DE", "20095", "53.6", "10.0", 53.6, 10.0, 1},
	{"Munich", "DE", "80331", "48.1", "11.6", 48.1, 11.6, 1},
	{"Leipzig", "DE", "04109", "51.3", "12.4", 51.3, 12.4, 1},
	{"Vienna", "AT", "1010", "48.2", "16.4", 48.2, 16.4, 1},
	{"Madrid", "ES", "28001", "40.4", "-3.7", 40.4, -3.7, 1},
	{"Barcelona", "ES", "08001", "41.4", "2.2", 41.4, 2.2, 1},
	{"Valencia", "ES", "46001", "39.5", "-0.4", 39.5, -0.4, 1},
	{"Lisbon", "PT", "1100", "38.7", "-9.1", 38.7, -9.1, 0},
	{"Porto", "PT", "4000", "41.2", "-8.6", 41.2, -8.6, 0},
	{"Milan", "IT", "20121", "45.5", "9.2", 45.5, 9.2, 1},
	{"Bologna", "IT", "40121", "44.5", "11.3", 44.5, 11.3, 1},
	{"Warsaw", "PL", "00-001", "52.2", "21.0", 52.2, 21.0, 1},
	{"Kraków", "PL", "30-001", "50.1", "19.9", 50.1, 19.9, 1},
	{"Gdańsk", "PL", "80-001", "54.4", "18.6", 54.4, 18.6, 1},
	{"Prague", "CZ", "110 00", "50.1", "14.4", 50.1, 14.4, 1},
	{"Budapest", "HU", "1051", "47.5", "19.0", 47.5, 19.0, 1},
	{"Bucharest", "RO", "010011", "44.4", "26.1", 44.4, 26.1, 2},
	{"Sofia", "BG", "1000", "42.7", "23.3", 42.7, 23.3, 2},
	{"Athens", "GR", "105 51", "38.0", "23.7", 38.0, 23.7, 2},
	{"Zagreb", "HR", "10000", "45.8", "16.0", 45.8, 16.0, 1},
	{"Copenhagen", "DK", "1050", "55.7", "12.6", 55.7, 12.6, 1},
	{"Stockholm", "SE", "111 20", "59.3", "18.1", 59.3, 18.1, 1},
	{"Helsinki", "FI", "00100", "60.2", "24.9", 60.2, 24.9, 2},
	{"Tallinn", "EE", "10111", "59.4", "24.8", 59.4, 24.8, 2},
	{"Riga", "LV", "LV-1050", "56.9", "24.1", 56.9, 24.1, 2},
	{"Dublin", "IE", "D02", "53.3", "-6.3", 53.3, -6.3, 0},
	{"London", "GB", "EC1A", "51.5", "-0.1", 51.5, -0.1, 0},
	{"Edinburgh", "GB", "EH1", "55.9", "-3.2", 55.9, -3.2, 0},
	{"Belgrade", "RS", "11000", "44.8", "20.5", 44.8, 20.5, 1},
	{"Shanghai", "CN", "200001", "31.2", "121.5", 31.2, 121.5, 8},
	{"Los Angeles", "US", "90012", "34.1", "-118.2", 34.1, -118.2, -8},
}

var countryNames = map[string]string{
	"FR": "France", "BE": "Belgium", "NL": "Netherlands", "DE": "Germany", "AT": "Austria", "ES": "Spain", "PT": "Portugal",
	"IT": "Italy", "PL": "Poland", "CZ": "Czechia", "HU": "Hungary", "RO": "Romania", "BG": "Bulgaria", "GR": "Greece",
	"HR": "Croatia", "DK": "Denmark", "SE": "Sweden", "FI": "Finland", "EE": "Estonia", "LV": "Latvia", "IE": "Ireland",
	"GB": "United Kingdom", "RS": "Serbia", "CN": "China", "US": "United States",
}

const (
	homeCities = 14 // the first ones are in France
	euroCities = 46 // those after are far away
)

var offices = []int{0, 1, 2} // Rennes, Lille, Lyon

func cityNamed(n string) int {
	for i := range cities {
		if cities[i].name == n {
			return i
		}
	}
	panic("demo: no city " + n)
}

// km is the great-circle distance.
func km(a, b int) float64 {
	rad := math.Pi / 180
	p, q := cities[a], cities[b]
	dy, dx := (q.y-p.y)*rad/2, (q.x-p.x)*rad/2
	h := math.Sin(dy)*math.Sin(dy) + math.Cos(p.y*rad)*math.Cos(q.y*rad)*math.Sin(dx)*math.Sin(dx)
	return 2 * 6371 * math.Asin(math.Sqrt(h))
}

// farFrom draws a European city at least that many kilometres from all the others.
func farFrom(r *rnd, away float64, others ...int) int {
	for range 1000 {
		c := r.n(euroCities)
		ok := true
		for _, o := range others {
			ok = ok && km(c, o) >= away
		}
		if ok {
			return c
		}
	}
	return cityNamed("Helsinki")
}
