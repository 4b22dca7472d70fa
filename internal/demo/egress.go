package demo

import "strconv"

// lineWords are the places from which a story can reach the company.
var lineWords = []string{"home", "office", "mobile", "farm", "city", "abroad", "overseas", "relative", "cowork", "astrill", "vpn", "proxy", "residential", "hosting", "relay"}

// line is the access line that a word of a story stands for. One word is one line, or one small pool of
// exits, throughout the story.
func (s *scene) line(word string) int32 {
	switch word {
	case "home":
		return s.p.home
	case "office":
		return s.w.officeLines[0]
	case "mobile":
		return s.p.mobile
	}
	pool := s.pool(word)
	return pool[s.r.n(len(pool))]
}

// pool is the set of exits behind a word.
func (s *scene) pool(word string) []int32 {
	key := word
	switch word {
	case "city", "residential", "relative": // each has their own
		key += strconv.Itoa(s.i)
	}
	if p := s.lines[key]; p != nil {
		return p
	}
	var p []int32
	switch word {
	case "astrill":
		for range 5 {
			p = append(p, s.w.lines.astrill(s.r, pick(s.r, []int{cityNamed("London"), cityNamed("Amsterdam"), cityNamed("Los Angeles")})))
		}
	case "vpn":
		v := s.r.n(len(consumerVPNs))
		for range 4 {
			p = append(p, s.w.lines.vpn(s.r, v, pick(s.r, []int{s.p.city, cityNamed("Paris"), cityNamed("Brussels"), cityNamed("Amsterdam")})))
		}
	case "proxy":
		for range 4 {
			p = append(p, s.w.lines.exit(s.r, 96, 16, s.p.city, pick(s.r, carriers).org, "PROXYSOCKS5_PROXY"))
		}
	case "hosting":
		p = append(p, s.w.lines.add(line{ip: "203.0.113." + strconv.Itoa(112+s.r.n(16)), city: cityNamed("Amsterdam"), asn: 65546, org: "Example Hosting"}))
	case "relay":
		for range 5 {
			p = append(p, s.w.lines.relay(s.r, s.p.city))
		}
	case "cowork":
		p = append(p, s.w.lines.add(line{ip: "198.51.100." + strconv.Itoa(129+s.r.n(60)), city: s.p.city, asn: 64505, org: "Example Coworking"}))
	case "residential":
		for range 3 {
			p = append(p, s.w.lines.home(s.r, s.p.city))
		}
	default:
		p = append(p, s.w.lines.home(s.r, s.city(word)))
	}
	s.lines[key] = p
	return p
}

// city is the town that a word of a story stands for.
func (s *scene) city(word string) int {
	key := word
	if word == "city" || word == "relative" {
		key += strconv.Itoa(s.i)
	}
	if c, ok := s.cities[key]; ok {
		return c
	}
	var c int
	switch word {
	case "farm":
		others := make([]int, len(s.people))
		for i, p := range s.people {
			others[i] = p.city
		}
		c = farFrom(s.r, 400, others...)
	case "abroad":
		c = farFrom(s.r, 1250, s.p.city)
	case "overseas":
		c = pick(s.r, []int{cityNamed("Shanghai"), cityNamed("Los Angeles")})
	case "city", "relative":
		c = farFrom(s.r, 120, s.p.city)
	default:
		return s.p.city
	}
	s.cities[key] = c
	return c
}
