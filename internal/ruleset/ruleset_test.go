package ruleset_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/taupier-eu/taupier/content"
	"github.com/taupier-eu/taupier/internal/ruleset"
)

const (
	one = "title: One\nid: 00000000-0000-4000-8000-000000000001\nname: one\nlogsource: {product: test}\ndetection:\n  s: {a: 1}\n  condition: s\n"
	two = "title: Two\nid: 00000000-0000-4000-8000-000000000002\nname: two\nlogsource: {product: test}\ndetection:\n  s: {a: 2}\n  condition: s\n"
)

func joins(name, rule string) string {
	return "title: " + name + "\nname: " + name + "\ncorrelation:\n  type: event_count\n  rules: [" + rule + "]\n  group-by: [user]\n  timespan: 5m\n  condition: {gte: 2}\n"
}

func load(t *testing.T, files map[string]string) *ruleset.Set {
	t.Helper()
	fsys := fstest.MapFS{}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	s, err := ruleset.Load(fsys, ".")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestAFolderIsReadWithItsFoldersAndWhatIsNoRuleIsLeftAlone(t *testing.T) {
	s := load(t, map[string]string{"a.yml": one, "deep/er/b.yaml": two, "LICENSE": "x", ".git/c.yml": "x", "deep/c.yml": joins("c", "one")})
	if s.Files != 3 || len(s.Rules) != 2 || len(s.Correlations) != 1 || len(s.Failed) != 0 {
		t.Errorf("%+v", s)
	}
}

func TestTheEmbeddedRulesAllLoad(t *testing.T) {
	s, err := ruleset.Load(content.FS, "rules")
	if err != nil {
		t.Fatal(err)
	}
	if s.Loaded() < 100 || len(s.Failed) != 0 {
		t.Errorf("%d loaded, failed: %+v", s.Loaded(), s.Failed)
	}
}

func TestWhatCannotBeUsedIsNamedAndTheRestIsUsed(t *testing.T) {
	bad := "title: Bad\nlogsource: {product: test}\ndetection:\n  s: {a|nonsense: 1}\n  condition: s\n"
	s := load(t, map[string]string{"a.yml": one + "---\n" + bad + "---\n" + bad, "b.yml": two, "huge.yml": strings.Repeat("#", 17<<20)})
	if len(s.Rules) != 2 || len(s.Failed) != 3 {
		t.Fatalf("%d rules, failed: %+v", len(s.Rules), s.Failed)
	}
	for i, want := range []struct {
		file, reason string
		line         int
	}{{"a.yml", "nonsense", 12}, {"a.yml", "nonsense", 18}, {"huge.yml", "larger than 16 MiB", 0}} {
		if f := s.Failed[i]; f.File != want.file || !strings.Contains(f.Reason, want.reason) || f.Line != want.line {
			t.Errorf("failure %d is %+v, want %+v", i, f, want)
		}
	}
}

func TestAnIDThatStandsTwiceFailsAndNamesBothFiles(t *testing.T) {
	s := load(t, map[string]string{"a.yml": one, "b.yml": strings.Replace(two, "0002", "0001", 1)})
	want := []ruleset.Failure{{File: "b.yml", Line: 1, Reason: "the id 00000000-0000-4000-8000-000000000001 stands in a.yml, line 1, as well: give one of them another id"}}
	if d := cmp.Diff(want, s.Failed); d != "" || len(s.Rules) != 1 {
		t.Error(d, len(s.Rules))
	}
}

func TestACorrelationWithoutItsRulesFailsAndSoDoWhatItCarries(t *testing.T) {
	s := load(t, map[string]string{"a.yml": one, "b.yml": joins("b", "nobody"), "c.yml": joins("c", "b"), "d.yml": joins("d", "one")})
	if len(s.Correlations) != 1 || s.Correlations[0].Name != "d" || len(s.Failed) != 2 {
		t.Errorf("%d correlations, failed: %+v", len(s.Correlations), s.Failed)
	}
}

func TestAFilterWithoutItsRuleFailsAndOthersApply(t *testing.T) {
	filter := func(rule string) string {
		return "title: F\nlogsource: {product: test}\nfilter:\n  rules: [" + rule + "]\n  selection: {b: 1}\n  condition: not selection\n"
	}
	s := load(t, map[string]string{"a.yml": one, "f.yml": filter("one"), "g.yml": filter("nobody")})
	if len(s.Filters) != 1 || len(s.Failed) != 1 || s.Failed[0].File != "g.yml" || s.Loaded() != 2 {
		t.Errorf("%+v", s)
	}
}

func TestLinksInARingEnd(t *testing.T) {
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "in"), 0o700); err != nil {
		t.Fatal(err)
	}
	for link, to := range map[string]string{"in/up": "..", "again": "in", "gone.yml": "nowhere.yml"} {
		if err := os.Symlink(to, filepath.Join(dir, link)); err != nil {
			t.Skip("no links here")
		}
	}
	if err := os.WriteFile(filepath.Join(dir, "in", "a.yml"), []byte(one), 0o600); err != nil {
		t.Fatal(err)
	}
	s, err := ruleset.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	if s.Files != 1 || len(s.Rules) != 1 || len(s.Failed) != 1 || !strings.HasSuffix(s.Failed[0].File, "gone.yml") {
		t.Errorf("%+v", s)
	}
}

func TestOneFileIsReadByItself(t *testing.T) {
	name := filepath.Join(t.TempDir(), "a.yml")
	if err := os.WriteFile(name, []byte(one), 0o600); err != nil {
		t.Fatal(err)
	}
	s, err := ruleset.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	if len(s.Rules) != 1 || s.Rules[0].File != name {
		t.Errorf("%+v", s.Rules)
	}
	if _, err := ruleset.Open(name + ".none"); err == nil {
		t.Error("a folder that is not there was read")
	}
}
