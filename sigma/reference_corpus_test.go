package sigma

import (
	"archive/tar"
	"errors"
	"io"
	"path"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// corpusReferences are the public rules as the reference evaluator reads them.
func corpusReferences(tb testing.TB) (refs []refRule) {
	tb.Helper()
	for archive := tar.NewReader(unpack(tb, "sigmahq-rules.tar.zst")); ; {
		h, err := archive.Next()
		if errors.Is(err, io.EOF) {
			return refs
		}
		if err != nil {
			tb.Fatal(err)
		}
		if h.Typeflag != tar.TypeReg || path.Ext(h.Name) != ".yml" {
			continue
		}
		data, err := io.ReadAll(archive)
		if err != nil {
			tb.Fatal(err)
		}
		refs = append(refs, readReference(tb, data)...)
	}
}

// The engine finds in the public records, of which every nth is taken, exactly the public rules that the
// reference finds.
func TestReferenceAgreesOnThePublicCorpora(t *testing.T) {
	rules, _ := corpusRules(t)
	accepted := map[string]bool{}
	for _, r := range rules {
		accepted[r.ID] = true
	}
	refs := slices.DeleteFunc(corpusReferences(t), func(r refRule) bool { return !accepted[r.id] })
	if len(refs) != len(rules) {
		t.Fatalf("the reference reads %d of %d rules", len(refs), len(rules))
	}
	m := mustCompile(t, rules...).NewMatcher()
	for _, c := range []struct {
		file    string
		nth     int
		sources []LogSource // none: as windowsSource routes
		under   string
	}{
		{"sigmahq-regression-101.jsonl", 1, []LogSource{{Product: "windows", Category: "process_creation", Service: "sysmon"}}, ""},
		{"otrf-process-creation-3629.jsonl.zst", 29, []LogSource{{Product: "windows", Category: "process_creation", Service: "sysmon"}}, ""},
		{"otrf-windows-100k.jsonl.zst", 37, nil, ""},
		{"otrf-cloud-and-other-36385.jsonl.zst", 11, []LogSource{{Product: "aws", Service: "cloudtrail"}}, ""},
		{"panther-tests.jsonl.zst", 3, []LogSource{{Product: "okta", Service: "okta"}, {Product: "github", Service: "audit"},
			{Product: "aws", Service: "cloudtrail"}, {Product: "gcp", Service: "google_workspace.admin"}, {Product: "azure", Service: "auditlogs"}}, "log"},
	} {
		t.Run(c.file, func(t *testing.T) {
			n, records, found := 0, 0, 0
			var ev Event
			eachLine(t, c.file, func(line []byte) {
				if n++; n%c.nth != 0 || ev.Parse(line) != nil {
					return
				}
				records++
				ref := readRefEvent(t, line)
				if c.under != "" {
					ev.LookIn(ev.Root().Get(c.under), ev.Root())
					ref.roots = []any{ref.record.(map[string]any)[c.under], ref.record}
				}
				sources := c.sources
				if sources == nil {
					sources = []LogSource{windowsSource(ev.Root())}
				}
				for _, src := range sources {
					found += compareWithReference(t, m, refs, src, &ev, ref, n)
				}
			})
			t.Logf("%d rules found in %d records", found, records)
			if found == 0 {
				t.Error("no rule was found")
			}
		})
	}
}

// compareWithReference returns how many rules both find.
func compareWithReference(t *testing.T, m *Matcher, refs []refRule, src LogSource, ev *Event, ref refEvent, line int) int {
	t.Helper()
	want, got := []string{}, []string{}
	for _, r := range refs {
		if r.appliesTo(src) && r.holds(ref) {
			want = append(want, r.id)
		}
	}
	m.Match(src, ev, func(x Match) { got = append(got, x.Rule.ID) })
	slices.Sort(want)
	slices.Sort(got)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("line %d as %v (-reference +engine):\n%s", line, src, diff)
	}
	return len(got)
}
