package content_test

import (
	"fmt"
	"io/fs"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/taupier-eu/taupier/internal/observe"
	"github.com/taupier-eu/taupier/internal/observe/readers"
	"github.com/taupier-eu/taupier/sigma"
)

var folder = os.DirFS(".")

// glob is every file of the patterns; patterns that find nothing would let a test pass.
func glob(t *testing.T, patterns ...string) []string {
	t.Helper()
	var names []string
	for _, p := range patterns {
		found, err := fs.Glob(folder, p)
		if err != nil {
			t.Fatal(err)
		}
		names = append(names, found...)
	}
	if len(names) == 0 {
		t.Fatalf("%v: no file", patterns)
	}
	return names
}

func text(t *testing.T, name string) []byte {
	t.Helper()
	data, err := fs.ReadFile(folder, name)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func rulesOf(t *testing.T, patterns ...string) []*sigma.Rule {
	t.Helper()
	var rules []*sigma.Rule
	for _, name := range glob(t, patterns...) {
		found, err := sigma.ParseAll(name, text(t, name))
		if err != nil {
			t.Fatal(err)
		}
		rules = append(rules, found.Rules...)
	}
	return rules
}

func packRules(t *testing.T) []*sigma.Rule {
	t.Helper()
	return rulesOf(t, "rules/pack/*/*.yml")
}

func stem(r *sigma.Rule) string { return strings.TrimSuffix(path.Base(r.File), ".yml") }

var (
	version4  = regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`)
	attackTag = regexp.MustCompile(`^attack\.(t\d{4}(\.\d{3})?|[a-z]+(-[a-z]+)*)$`)
)

func TestEveryRuleOfThePackIsComplete(t *testing.T) {
	for _, r := range packRules(t) {
		t.Run(stem(r), func(t *testing.T) {
			if !version4.MatchString(r.ID) || r.Name != stem(r) {
				t.Errorf("id %q, name %q: want a UUID of version 4 and the file's name", r.ID, r.Name)
			}
			if !strings.HasSuffix(r.Description, ".") || r.Status != "experimental" || r.Author != "Taupier" || r.Date == "" || r.Level == "" {
				t.Errorf("description, status, author, date or level is missing: %+v", r)
			}
			if len(r.FalsePositives) == 0 || len(r.References) == 0 || len(r.Tags) == 0 {
				t.Error("no innocent explanation, no reference or no tag")
			}
			for _, tag := range r.Tags {
				if !attackTag.MatchString(tag) {
					t.Errorf("tag %q", tag)
				}
			}
			if own, _ := r.Custom["taupier"].(map[string]any); own["pack"] != true {
				t.Errorf("taupier says %v, want pack: true", own)
			}
		})
	}
}

func TestNoTitleAndNoIDStandsTwice(t *testing.T) {
	seen := map[string]string{}
	once := func(kind, value, file string) {
		key := kind + " " + strings.ToLower(value)
		if before, ok := seen[key]; ok {
			t.Errorf("%s stands in %s and in %s", key, before, file)
		}
		seen[key] = file
	}
	for _, r := range rulesOf(t, "rules/*/*.yml", "rules/pack/*/*.yml") {
		once("title", r.Title, r.File)
		once("id", r.ID, r.File)
		if r.Name != "" {
			once("name", r.Name, r.File)
		}
	}
	for _, c := range correlations(t) {
		once("title", c.Title, c.File)
		once("id", c.ID, c.File)
		once("name", c.Name, c.File)
	}
}

// Who somebody is, where they come from and when they work decide nothing.
func TestNoRuleOfThePackLooksAtPeople(t *testing.T) {
	people := regexp.MustCompile(`(?i)country|city|geo|location[^s]|region|language|locale|user_name|display_?name: .*(p one)|\|(hour|minute|day|week)\b`)
	for _, r := range packRules(t) {
		_, detection, ok := strings.Cut(string(text(t, r.File)), "\ndetection:\n")
		if !ok {
			t.Fatalf("%s has no detection", r.File)
		}
		detection, _, _ = strings.Cut(detection, "\nfalsepositives:")
		for _, line := range strings.Split(detection, "\n") {
			if people.MatchString(line) {
				t.Errorf("%s: %s", r.File, strings.TrimSpace(line))
			}
		}
	}
}

// A record goes the way it goes in a scan: a reader recognises it and says its log source.
func TestEveryRuleOfThePackIsMetByItsCase(t *testing.T) {
	rules := packRules(t)
	set, err := sigma.Compile(rules)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rules {
		t.Run(stem(r), func(t *testing.T) {
			c := readCase(t, stem(r))
			c.each(t, func(t *testing.T, expected bool, records []string) {
				for i, record := range records {
					if got := slices.Contains(met(t, set, record), r.Name); got != expected {
						t.Errorf("line %d: met is %v, want %v: %s", i+1, got, expected, record)
					}
				}
			})
		})
	}
}

// ruleCase are the records that a rule must be met by, and those that it must pass over.
type ruleCase struct{ match, quiet []txtar.File }

func readCase(t *testing.T, name string) ruleCase {
	t.Helper()
	ar := txtar.Parse(text(t, "rulecases/"+name+".txtar"))
	if says := strings.TrimSpace(string(ar.Comment)); len(says) < 8 || !strings.HasSuffix(says, ".") {
		t.Errorf("the case begins with %q, not with a sentence", says)
	}
	var c ruleCase
	for _, f := range ar.Files {
		switch {
		case strings.HasPrefix(f.Name, "match-"):
			c.match = append(c.match, f)
		case strings.HasPrefix(f.Name, "quiet-"):
			c.quiet = append(c.quiet, f)
		default:
			t.Errorf("%s is neither match- nor quiet-", f.Name)
		}
	}
	if len(c.match) == 0 || len(c.quiet) == 0 {
		t.Fatalf("%d files that match and %d that are quiet, want both", len(c.match), len(c.quiet))
	}
	return c
}

func (c ruleCase) each(t *testing.T, do func(t *testing.T, expected bool, records []string)) {
	for _, f := range slices.Concat(c.match, c.quiet) {
		records := strings.FieldsFunc(string(f.Data), func(r rune) bool { return r == '\n' })
		if len(records) == 0 {
			t.Errorf("%s is empty", f.Name)
		}
		t.Run(f.Name, func(t *testing.T) { do(t, strings.HasPrefix(f.Name, "match-"), records) })
	}
}

// met are the names of the rules that a record satisfies.
func met(t *testing.T, set *sigma.Set, record string) []string {
	t.Helper()
	var names []string
	err := observed(record, func(src sigma.LogSource, ev *sigma.Event) {
		set.NewMatcher().Match(src, ev, func(m sigma.Match) { names = append(names, m.Rule.Name) })
	})
	if err != nil {
		t.Fatalf("%v: %s", err, record)
	}
	return names
}

// observed gives the events of a record with their log source, in the shape that rules see.
func observed(record string, do func(sigma.LogSource, *sigma.Event)) error {
	ev := &sigma.Event{}
	if err := ev.Parse([]byte(record)); err != nil {
		return err
	}
	reader := readers.For(ev.Root(), nil, "")
	if reader == nil {
		return fmt.Errorf("no reader knows the record")
	}
	if n, ok := reader.(observe.Normaliser); ok {
		if flat, changed := n.Normalise(ev.Root(), nil); changed {
			if err := ev.Parse(flat); err != nil {
				return err
			}
		}
	}
	if s, ok := reader.(observe.Splitter); ok {
		split, err := s.Split(ev.Root(), func(flat []byte) error {
			row := &sigma.Event{}
			if err := row.Parse(slices.Clone(flat)); err != nil {
				return err
			}
			see(reader, row, do)
			return nil
		})
		if split || err != nil {
			return err
		}
	}
	see(reader, ev, do)
	return nil
}

func see(reader observe.Reader, ev *sigma.Event, do func(sigma.LogSource, *sigma.Event)) {
	src, ok := reader.Source(ev.Root())
	if !ok {
		return
	}
	if r, ok := reader.(observe.Rooted); ok {
		ev.LookIn(r.Roots(ev.Root())...)
	}
	do(src, ev)
}

func TestEveryCaseOfThePackBelongsToARule(t *testing.T) {
	known := map[string]bool{}
	for _, r := range packRules(t) {
		known[r.Name] = true
	}
	for _, c := range correlations(t) {
		known[c.Name] = true
	}
	for _, name := range glob(t, "rulecases/*.txtar") {
		if !known[strings.TrimSuffix(path.Base(name), ".txtar")] {
			t.Errorf("%s belongs to no rule", name)
		}
	}
}

func TestCasesOfThePackHoldReservedValuesOnly(t *testing.T) {
	mail := regexp.MustCompile(`[A-Za-z0-9._-]+@([A-Za-z0-9.-]+\.[A-Za-z]+)`)
	addr := regexp.MustCompile(`\b\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}\b`)
	reserved := regexp.MustCompile(`(?i)(^|\.)example\.(com|org|net)$|\.(example|test|invalid)$`)
	nets := regexp.MustCompile(`^(192\.0\.2|198\.51\.100|203\.0\.113)\.|^0\.0\.0\.0$|^127\.0\.0\.1$`)
	for _, name := range glob(t, "rulecases/*.txtar") {
		data := string(text(t, name))
		for _, m := range mail.FindAllStringSubmatch(data, -1) {
			if !reserved.MatchString(m[1]) {
				t.Errorf("%s: %s", name, m[0])
			}
		}
		for _, ip := range addr.FindAllString(data, -1) {
			if !nets.MatchString(ip) {
				t.Errorf("%s: %s", name, ip)
			}
		}
	}
}
