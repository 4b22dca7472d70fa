package dossier

import (
	"runtime"
	"strings"
	"testing"
	"time"
)

// What would unfold, nest or run for ever is refused with a reason, at once and in little memory, at the door that takes a person.yaml, its
// JSON and a company.yaml from outside.
func TestT17BombsInADossierAreRefusedAtOnce(t *testing.T) {
	laughs := "a: &a [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n"
	for c := 'b'; c <= 'k'; c++ {
		before := string(c - 1)
		laughs += string(c) + ": &" + string(c) + " [" + strings.TrimSuffix(strings.Repeat("*"+before+", ", 9), ", ") + "]\n"
	}
	const most = 1 << 20 // what a reader is given
	for name, text := range map[string]string{
		"a billion laughs":        laughs + "id: p1\nstage: employed\nstated: *k\n",
		"a merge of itself":       "id: &x\n  <<: *x\n",
		"brackets":                "id: " + strings.Repeat("[", most-10),
		"braces, as JSON":         strings.Repeat(`{"id":`, most/6),
		"dashes":                  "id:\n  " + strings.Repeat("- ", most/2-10),
		"indentation":             indented(1000),
		"a tag that makes things": "id: !!python/object/apply:os.system [ls]\nstage: employed\n",
		"an entity":               "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><x>&a;</x>",
	} {
		t.Run(name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			began := time.Now()
			_, problems, ok := ParsePerson("people/p1/person.yaml", []byte(text))
			_, more, _ := ParseCompany("company.yaml", []byte(text))
			if took := time.Since(began); took > 20*time.Second {
				t.Errorf("it took %s", took)
			}
			runtime.ReadMemStats(&after)
			if after.Sys > before.Sys && after.Sys-before.Sys > 600<<20 {
				t.Errorf("%d MiB more of memory", (after.Sys-before.Sys)>>20)
			}
			if len(problems) == 0 || len(more) == 0 || ok && name != "a billion laughs" {
				t.Errorf("taken: %t, %+v and %+v", ok, problems, more)
			}
			for _, p := range problems {
				if len(p.Says) > 2000 {
					t.Errorf("a reason of %d bytes", len(p.Says))
				}
			}
		})
	}
}

// indented nests a mapping by indentation.
func indented(deep int) string {
	var b strings.Builder
	for i := range deep {
		b.WriteString(strings.Repeat(" ", i) + "a:\n")
	}
	return b.String()
}
