package fairness

import (
	"fmt"
	"hash/fnv"
	"strings"

	"github.com/taupier-eu/taupier/screen/name"
)

// Variant is one way in which people may differ without any difference in what they did.
type Variant struct {
	Name string // "name: korean"
	EN   string
	FR   string

	// identity gives the identity of a person, as one line of flow YAML. The same person gets the same one each time.
	identity func(person string) string

	// stands names what in the data stands for who somebody is, and is changed too: "email", "street", "home" or "bank";
	// "" changes the identity alone, and then no byte may differ.
	stands string
	group  string // of the names in e-mail addresses
}

// Exact reports whether every byte of the report must be equal. Otherwise the values that were changed are put back first,
// and the ids of findings, which are digests of them, are left out.
func (v Variant) Exact() bool { return v.stands == "" }

// Base is what the others are compared with.
func Base() Variant {
	return Variant{Name: "base", EN: "the base", FR: "la base", identity: plain, group: "french"}
}

func plain(person string) string {
	given, family := names("french", person)
	return identity{name: title(given) + " " + title(family), born: "1990-05-17", birthplace: "Lyon", sex: "F", nations: "FR", languages: "fr"}.line()
}

// identity is a person's identity block.
type identity struct{ name, aliases, born, birthplace, sex, nations, languages string }

func (i identity) line() string {
	return fmt.Sprintf("identity: {name: %q, aliases: [%s], born: %q, birthplace: %q, sex: %q, nationality: [%s], languages: [%s]}",
		i.name, i.aliases, i.born, i.birthplace, i.sex, i.nations, i.languages)
}

// Variants are all that are tried.
func Variants() []Variant {
	var out []Variant
	for _, g := range []string{"french", "arabic", "west-african", "korean", "chinese", "vietnamese", "indian", "ukrainian", "turkish", "portuguese", "hebrew", "russian", "japanese", "polish"} {
		out = append(out, Variant{Name: "name: " + g, EN: "a name frequent in the group “" + g + "”", FR: "un nom fréquent dans le groupe « " + g + " »", identity: named(g), group: g})
	}
	with := func(change func(*identity)) func(string) string {
		return func(person string) string {
			given, family := names("french", person)
			i := identity{name: title(given) + " " + title(family), born: "1990-05-17", birthplace: "Lyon", sex: "F", nations: "FR", languages: "fr"}
			change(&i)
			return i.line()
		}
	}
	out = append(out,
		Variant{Name: "name: other scripts", EN: "a name in Arabic, Hangul, Han or Cyrillic script", FR: "un nom en écriture arabe, hangeul, han ou cyrillique", identity: scripted},
		Variant{Name: "name: family name first", EN: "the family name before the given name", FR: "le nom de famille avant le prénom", identity: func(person string) string {
			given, family := names("central-european", person)
			return identity{name: title(family) + " " + title(given), born: "1990-05-17"}.line()
		}},
		Variant{Name: "name: marks", EN: "a name with diacritical marks, particles and hyphens", FR: "un nom avec diacritiques, particules et traits d'union", identity: with(func(i *identity) { i.name = "Éléonore-Anaïs de l'Exemple d'Ýr" })},
		Variant{Name: "name: none", EN: "no name and nothing else about the person", FR: "ni nom ni rien d'autre sur la personne", identity: func(string) string { return "identity: {}" }},
		Variant{Name: "nationality", EN: "another nationality, or two", FR: "une autre nationalité, ou deux", identity: with(func(i *identity) { i.nations = "KR, CN" })},
		Variant{Name: "birthplace", EN: "another place of birth", FR: "un autre lieu de naissance", identity: with(func(i *identity) { i.birthplace = "Hamhung" })},
		Variant{Name: "languages", EN: "other languages", FR: "d'autres langues", identity: with(func(i *identity) { i.languages = "ko, zh, ar, ru" })},
		Variant{Name: "sex", EN: "another sex, or none stated", FR: "un autre sexe, ou aucun", identity: with(func(i *identity) { i.sex = "X" })},
		Variant{Name: "age: young", EN: "twenty years old", FR: "vingt ans", identity: with(func(i *identity) { i.born = "2006-01-31" })},
		Variant{Name: "age: old", EN: "sixty-five years old", FR: "soixante-cinq ans", identity: with(func(i *identity) { i.born = "1961-12-01" })},
	)
	for _, g := range []string{"korean", "arabic", "chinese"} {
		out = append(out, Variant{Name: "e-mail: " + g, EN: "e-mail addresses made of such a name (" + g + ")", FR: "des adresses électroniques formées d'un tel nom (" + g + ")", identity: named(g), group: g, stands: "email"})
	}
	return append(out,
		Variant{Name: "street", EN: "another street and postal code in the same town", FR: "une autre rue et un autre code postal dans la même ville", identity: plain, group: "french", stands: "street"},
		Variant{Name: "home", EN: "another home region, where all that is recorded is in one town", FR: "une autre région, quand tout ce qui est enregistré se passe dans une seule ville", identity: plain, group: "french", stands: "home"},
		Variant{Name: "bank: DE", EN: "payroll accounts at German banks", FR: "des comptes de paie dans des banques allemandes", identity: plain, group: "french", stands: "bank:DE"},
		Variant{Name: "bank: LT", EN: "payroll accounts at Lithuanian institutions", FR: "des comptes de paie dans des établissements lituaniens", identity: plain, group: "french", stands: "bank:LT"},
	)
}

func named(group string) func(string) string {
	return func(person string) string {
		given, family := names(group, person)
		return identity{name: title(given) + " " + title(family), born: "1990-05-17", birthplace: "Lyon", sex: "F", nations: "FR", languages: "fr"}.line()
	}
}

// scripted gives names in scripts of their own.
func scripted(person string) string {
	all := []string{"محمد مثال", "김예시", "示例 王", "Пример Примеров", "Παράδειγμα Νίκος", "דוגמה דוד", "ตัวอย่าง สมชาย"}
	return identity{name: all[pick(person, "script", len(all))], born: "1990-05-17"}.line()
}

// names picks a given and a family name that are frequent in a group; the same person gets the same ones each time.
func names(group, person string) (given, family string) {
	g, f := name.Frequent(group, name.Given), name.Frequent(group, name.Family)
	if len(g) == 0 || len(f) == 0 {
		panic("BUG: no frequent names for " + group)
	}
	return g[pick(person, "given", len(g))].Name, f[pick(person, "family", len(f))].Name
}

// number is the same for the same value and purpose, and hardly ever for two.
func number(of, what string) uint64 {
	h := fnv.New64a()
	h.Write([]byte(what + "\x00" + of))
	return h.Sum64()
}

func pick(of, what string, n int) int { return int(number(of, what) % uint64(n)) }

func title(s string) string {
	words := strings.Fields(s)
	for i, w := range words {
		words[i] = strings.ToUpper(w[:1]) + w[1:]
	}
	return strings.Join(words, " ")
}
