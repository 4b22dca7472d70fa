package fairness

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/taupier-eu/taupier/internal/core"
)

// stand gives what to put in place of what, as pairs for a strings.Replacer, for the values that stand for who somebody is.
// Every value stays different from every other, and equal to itself.
func (p *person) stand(v Variant, to map[string]core.Address) (pairs []string) {
	kind, country, _ := strings.Cut(v.stands, ":")
	switch kind {
	case "email":
		for _, mail := range p.emails {
			pairs = append(pairs, mail, email(mail, v.group))
		}
	case "street":
		for _, line := range p.lines {
			pairs = append(pairs, line, street(line))
		}
	case "home":
		if p.oneTown {
			return p.home(to[town(p.town)])
		}
	case "bank":
		for _, account := range p.accounts {
			to := iban(country, account)
			pairs = append(pairs, account, to, masked(account), masked(to))
		}
	}
	return pairs
}

// email writes another name into an address and keeps its domain and what follows a plus. Spellings of one mailbox become
// spellings of one.
func email(mail, group string) string {
	local, domain, _ := strings.Cut(mail, "@")
	tag := ""
	if plus := strings.IndexByte(local, '+'); plus >= 0 {
		tag = local[plus:]
	}
	box := mailbox(mail)
	given, family := names(group, box)
	to := strings.ReplaceAll(given+"."+family, " ", "") + unique(box)
	if local != strings.ToLower(local) {
		to = title(to)
	}
	return to + tag + "@" + domain
}

// mailbox is what spellings of one address have in common.
func mailbox(mail string) string {
	local, domain, _ := strings.Cut(strings.ToLower(mail), "@")
	local, _, _ = strings.Cut(local, "+")
	return strings.ReplaceAll(local, ".", "") + "@" + domain
}

// unique is a short word of letters, another one for every value.
func unique(of string) string {
	n := number(of, "unique")
	var b strings.Builder
	for range 9 {
		b.WriteByte('a' + byte(n%26))
		n /= 26
	}
	return b.String()
}

// street writes other digits and other letters into words of five and more: the same ones everywhere, so that spellings of
// one address stay spellings of one, and "rue" stays what it is.
func street(line string) string {
	words := strings.SplitAfter(line, " ")
	for i, w := range words {
		long := len(w) > 4
		words[i] = strings.Map(func(r rune) rune {
			switch {
			case r >= '0' && r <= '9':
				return '0' + (r-'0'+3)%10
			case long && r >= 'a' && r <= 'z':
				return 'a' + (r-'a'+7)%26
			case long && r >= 'A' && r <= 'Z':
				return 'A' + (r-'A'+7)%26
			}
			return r
		}, w)
	}
	return strings.Join(words, "")
}

// masked is how reports show an account: its last four signs.
func masked(account string) string {
	if len(account) < 4 {
		return account
	}
	return "••••" + account[len(account)-4:]
}

// elsewhere is where the people of the only town of a folder live instead.
var elsewhere = core.Address{City: "Leipzig", Postcode: "04109", Country: "DE"}

// moves gives every town of people who can be moved another one of them: two towns never become one.
func moves(people []person) map[string]core.Address {
	at := map[string]core.Address{}
	for i := range people {
		if t := people[i].town; people[i].oneTown {
			if _, ok := at[town(t)]; !ok {
				at[town(t)] = t
			}
		}
	}
	keys := slices.Sorted(maps.Keys(at))
	out := map[string]core.Address{}
	for i, k := range keys {
		out[k] = at[keys[(i+1)%len(keys)]]
		if len(keys) == 1 {
			out[k] = elsewhere
		}
	}
	return out
}

func town(a core.Address) string { return a.City + "\x00" + a.Country }

// home moves everything that is recorded about a person to another town, and to streets that are in neither.
func (p *person) home(to core.Address) []string {
	pairs := []string{"city: " + p.town.City, "city: " + to.City, `city: "` + p.town.City + `"`, `city: "` + to.City + `"`}
	if c := p.town.Country; c != "" {
		pairs = append(pairs, "country: "+c, "country: "+to.Country)
	}
	if code := p.town.Postcode; len(code) > 3 {
		for _, quote := range []string{"", `"`, "'"} {
			pairs = append(pairs, "postcode: "+quote+code+quote, "postcode: "+quote+to.Postcode+quote)
		}
	}
	for _, line := range p.lines {
		if line != p.town.Postcode {
			pairs = append(pairs, line, street(line))
		}
	}
	return pairs
}

// iban writes an account as one of another country: the same account gives the same one. Check digits are as ISO 7064 wants
// them, so that a reader that verifies them is content.
func iban(country, account string) string {
	n := number(strings.ToUpper(strings.ReplaceAll(account, " ", "")), "account") % 1e15
	length := map[string]int{"DE": 18, "LT": 16}[country]
	bban := fmt.Sprintf("%0*d", length, n)
	rest := 0
	for _, r := range bban + letters(country) + "00" {
		rest = (rest*10 + int(r-'0')) % 97
	}
	return fmt.Sprintf("%s%02d%s", country, 98-rest, bban)
}

func letters(s string) string {
	var b strings.Builder
	for _, r := range s {
		fmt.Fprintf(&b, "%d", r-'A'+10)
	}
	return b.String()
}
