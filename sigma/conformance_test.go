package sigma

import (
	"archive/tar"
	"bufio"
	"bytes"
	"errors"
	"io"
	"maps"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// corpus is the file of that name in the public test material, which is not part of the repository.
func corpus(tb testing.TB, name string) string {
	tb.Helper()
	dir := os.Getenv("TAUPIER_CORPUS")
	if dir == "" {
		tb.Skip("TAUPIER_CORPUS is not set")
	}
	return filepath.Join(dir, "sigma", name)
}

// unpack reads a file of the corpus; packed ones through the zstd command, since no package outside
// internal/intake may decompress.
func unpack(tb testing.TB, name string) io.Reader {
	tb.Helper()
	file := corpus(tb, name)
	var data []byte
	var err error
	if path.Ext(name) == ".zst" {
		data, err = exec.Command("zstd", "-d", "--long=27", "-c", "-q", file).Output()
	} else {
		data, err = os.ReadFile(file)
	}
	if err != nil {
		tb.Fatalf("unpack %s: %v", name, err)
	}
	return bytes.NewReader(data)
}

// corpusRules are the rules of SigmaHQ, and the reasons why others of them cannot be used.
func corpusRules(tb testing.TB) (rules []*Rule, refused []*Error) {
	tb.Helper()
	for archive := tar.NewReader(unpack(tb, "sigmahq-rules.tar.zst")); ; {
		h, err := archive.Next()
		if errors.Is(err, io.EOF) {
			return rules, refused
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
		rs, err := ParseRules(h.Name, data)
		rules = append(rules, rs...)
		if no := (*Error)(nil); errors.As(err, &no) {
			refused = append(refused, no)
		} else if err != nil {
			tb.Fatal(err)
		}
	}
}

// unsupported are the only reasons for which a public rule may be refused.
var unsupported = []string{
	"the modifier expand stands for values",
	"invalid or unsupported Perl syntax", // look-around, which the specification leaves out too
}

func TestEveryPublicRuleLoadsOrIsNamed(t *testing.T) {
	rules, refused := corpusRules(t)
	for _, no := range refused {
		t.Log(no)
		if no.File == "" || no.Line < 1 || !slices.ContainsFunc(unsupported, func(s string) bool { return strings.Contains(no.Reason, s) }) {
			t.Errorf("refused without a known reason: %v", no)
		}
	}
	if _, err := Compile(rules); err != nil {
		t.Error(err)
	}
	t.Logf("%d rules load, %d are refused", len(rules), len(refused))
	if len(rules) < 3700 {
		t.Errorf("only %d rules load", len(rules))
	}
}

// bystanders is how many events of the corpus were recorded beside the one that a rule is about and do
// not hold what the rule asks for, such as the tasklist of "tasklist | findstr virus".
const bystanders = 6

func TestPublicRulesMatchTheirRegressionEvents(t *testing.T) {
	rules, _ := corpusRules(t)
	set, err := Compile(rules)
	if err != nil {
		t.Fatal(err)
	}
	byID := map[string]*Rule{}
	for _, r := range rules {
		byID[r.ID] = r
	}
	m := set.NewMatcher()
	var ev Event
	events, matched, hits := 0, 0, map[string]int{}
	eachLine(t, "sigmahq-regression-101.jsonl", func(line []byte) {
		events++
		if err := ev.Parse(line); err != nil {
			t.Fatal(err)
		}
		id := strings.Clone(ev.Root().Get("_expected_rule").Text())
		want := byID[id]
		if want == nil {
			t.Errorf("event %d: rule %s is not loaded", events, id)
			return
		}
		hits[id] += 0
		m.Match(want.LogSource, &ev, func(got Match) {
			if got.Rule == want {
				matched++
				hits[id]++
			}
		})
	})
	for _, id := range slices.Sorted(maps.Keys(hits)) {
		if hits[id] == 0 {
			t.Errorf("rule %s (%s) matches none of its events", id, byID[id].Title)
		}
	}
	t.Logf("%d of %d events match; all of %d rules are put to the test", matched, events, len(hits))
	if events-matched > bystanders {
		t.Errorf("%d events do not match their rule, want %d at most", events-matched, bystanders)
	}
}

func eachLine(tb testing.TB, name string, f func([]byte)) {
	tb.Helper()
	lines := bufio.NewScanner(unpack(tb, name))
	lines.Buffer(nil, 64<<20)
	for lines.Scan() {
		if len(bytes.TrimSpace(lines.Bytes())) > 0 {
			f(lines.Bytes())
		}
	}
	if err := lines.Err(); err != nil {
		tb.Fatal(err)
	}
}

// What a matcher remembers of one event must not reach the next: each event gets the same answer from
// a matcher that has seen others as from a fresh one.
func TestAMatcherForgetsTheEventBefore(t *testing.T) {
	rules, _ := corpusRules(t)
	set, err := Compile(rules)
	if err != nil {
		t.Fatal(err)
	}
	src := LogSource{Product: "windows", Category: "process_creation"}
	titles := func(m *Matcher, line []byte) map[string]bool {
		var ev Event
		if err := ev.Parse(line); err != nil {
			t.Fatal(err)
		}
		out := map[string]bool{}
		m.Match(src, &ev, func(got Match) { out[got.Rule.ID] = true })
		return out
	}
	used, n, hits := set.NewMatcher(), 0, 0
	eachLine(t, "otrf-process-creation-3629.jsonl.zst", func(line []byte) {
		if n++; n%20 != 0 {
			titles(used, line)
			return
		}
		got, want := titles(used, line), titles(set.NewMatcher(), line)
		hits += len(want)
		if !maps.Equal(got, want) {
			t.Errorf("event %d: %v, and %v from a fresh matcher", n, got, want)
		}
	})
	if hits == 0 {
		t.Error("no event matched any rule")
	}
}
