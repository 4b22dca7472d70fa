package screen

import (
	"fmt"
	"strings"
)

// Lang is a language that reasons are told in.
type Lang string

// The languages.
const (
	English Lang = "en"
	French  Lang = "fr"
)

// agreements in words: %[1]s is what was asked, %[2]s what the list says.
var agreements = map[Agreement][2]string{
	Same:        {"“%[1]s” agrees", "« %[1]s » concorde"},
	Fold:        {"“%[1]s” and “%[2]s” are spellings of one name", "« %[1]s » et « %[2]s » sont des graphies d'un même nom"},
	Form:        {"“%[1]s” may be written “%[2]s”", "« %[1]s » peut s'écrire « %[2]s »"},
	Feminine:    {"“%[1]s” and “%[2]s” are forms of one family name", "« %[1]s » et « %[2]s » sont des formes d'un même nom de famille"},
	Nickname:    {"“%[1]s” and “%[2]s”: one may be a short form of the other", "« %[1]s » et « %[2]s » : l'un peut être un diminutif de l'autre"},
	Typo:        {"“%[1]s” and “%[2]s” are one slip apart", "« %[1]s » et « %[2]s » diffèrent d'une faute de frappe"},
	Typos:       {"“%[1]s” and “%[2]s” are two slips apart", "« %[1]s » et « %[2]s » diffèrent de deux fautes de frappe"},
	Sound:       {"“%[1]s” and “%[2]s” sound alike", "« %[1]s » et « %[2]s » se prononcent de façon voisine"},
	FirstLetter: {"“%[1]s” and “%[2]s”: an initial agrees", "« %[1]s » et « %[2]s » : une initiale concorde"},
}

// frequencies in words, from the most frequent down.
var frequencies = []struct {
	share  float64
	en, fr string
}{
	{0.01, "very frequent: says little", "très fréquent : dit peu de chose"},
	{0.001, "frequent", "fréquent"},
	{0.0001, "not frequent", "peu fréquent"},
	{0, "rare", "rare"},
}

var facts = map[Code][2]string{
	TokenOnly:    {"the entry's name has no “%[1]s”", "le nom inscrit ne comporte pas « %[1]s »"},
	TokenLacking: {"the name asked has no “%[2]s”", "le nom demandé ne comporte pas « %[2]s »"},
	OneSided:     {"the family name, or the given names, have no part in the agreement", "le nom de famille, ou les prénoms, ne participent pas à la concordance"},
	Disordered:   {"the parts stand in another order", "les éléments sont dans un autre ordre"},
	WeakAlias:    {"the list itself calls this name a weak alias", "la liste elle-même qualifie ce nom d'alias peu fiable"},
	BornDay:      {"born %[1]s, as the list says", "date de naissance %[1]s, comme l'indique la liste"},
	BornSwapped:  {"born %[1]s; the list has day and month exchanged (%[2]s)", "date de naissance %[1]s ; la liste inverse le jour et le mois (%[2]s)"},
	BornYear:     {"born %[1]s; the list says %[2]s: agrees", "date de naissance %[1]s ; la liste indique %[2]s : concorde"},
	BornRange:    {"born %[1]s; the list says %[2]s: possible", "date de naissance %[1]s ; la liste indique %[2]s : possible"},
	BornNear:     {"born %[1]s; the list says %[2]s: a year apart", "date de naissance %[1]s ; la liste indique %[2]s : à un an près"},
	BornOtherDay: {"born %[1]s; the list says %[2]s: another day of the same year", "date de naissance %[1]s ; la liste indique %[2]s : un autre jour de la même année"},
	BornOther:    {"born %[1]s; the list says %[2]s: another date", "date de naissance %[1]s ; la liste indique %[2]s : une autre date"},
	CountrySame:  {"country %[1]s, as on the list", "pays %[1]s, comme sur la liste"},
	CountryOther: {"country %[1]s; the list says %[2]s", "pays %[1]s ; la liste indique %[2]s"},
	NumberSame:   {"the number %[1]s is on the list", "le numéro %[1]s figure sur la liste"},
	EmailSame:    {"the address %[1]s is on the list", "l'adresse %[1]s figure sur la liste"},
	WalletSame:   {"the wallet %[1]s is on the list", "le portefeuille %[1]s figure sur la liste"},
}

// In tells the reason in words, without a full stop.
func (r Reason) In(lang Lang) string {
	at := 0
	if lang == French {
		at = 1
	}
	if r.Code != TokenAgrees {
		return phrase(facts[r.Code][at], r)
	}
	s := phrase(agreements[r.Agreement][at], r)
	if r.Agreement == FirstLetter {
		return s
	}
	for _, f := range frequencies {
		if r.Share >= f.share {
			return s + " (" + [2]string{f.en, f.fr}[at] + ")"
		}
	}
	return s
}

// phrase fills a pattern that may leave values out.
func phrase(pattern string, r Reason) string {
	if !strings.Contains(pattern, "%") {
		return pattern
	}
	s := fmt.Sprintf(pattern, r.Query, r.Entry)
	s, _, _ = strings.Cut(s, "%!(EXTRA")
	return s
}

// Closing says what to compare to close a hit, given what is known of the entry and what was asked.
func (h *Hit) Closing(lang Lang) []string {
	at := 0
	if lang == French {
		at = 1
	}
	var out []string
	add := func(en, fr string) { out = append(out, [2]string{en, fr}[at]) }
	if h.asked.Born.Year == 0 && birthWords(h.Entry.Births) != "" {
		add("Ask for the date of birth; the list says "+birthWords(h.Entry.Births)+".", "Demander la date de naissance ; la liste indique "+birthWords(h.Entry.Births)+".")
	}
	if len(h.Entry.BirthPlaces) > 0 {
		add("Compare the place of birth: "+strings.Join(h.Entry.BirthPlaces, "; ")+".", "Comparer le lieu de naissance : "+strings.Join(h.Entry.BirthPlaces, " ; ")+".")
	}
	var numbers []string
	for _, d := range h.Entry.Documents {
		numbers = append(numbers, strings.TrimSpace(d.Type+" "+d.Number))
	}
	if len(numbers) > 0 && len(h.asked.IDs) == 0 {
		shown := strings.Join(numbers[:min(3, len(numbers))], ", ")
		add("Compare the number of an identity paper: "+shown+".", "Comparer le numéro d'une pièce : "+shown+".")
	}
	add("Read the entry on the publisher's site, note the fact that decided, and close it.", "Lire l'entrée sur le site de l'autorité, noter le fait qui a tranché, puis clore.")
	return out
}
