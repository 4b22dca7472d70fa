package content_test

import (
	"bufio"
	"encoding/json"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"

	"github.com/taupier-eu/taupier/sigma"
)

// laboratory are public events of attacks in laboratories and in their cloud accounts, none of them this
// threat. A rule of the pack that holds for many of them would hold for many of anybody's.
var laboratory = []string{"otrf-windows-100k", "otrf-cloud-and-other-36385", "otrf-process-creation-3629"}

func TestThePackIsQuietOnAttacksOfOtherKinds(t *testing.T) {
	events, matches := 0, 0
	for _, name := range laboratory {
		n, fired := fires(t, name, func(record string) string { return record })
		events += n
		for _, rule := range slices.Sorted(maps.Keys(fired)) {
			t.Logf("%5d %s in %s", fired[rule], rule, name)
			matches += fired[rule]
		}
	}
	t.Logf("%d matches in %d events", matches, events)
	if matches*10_000 >= events {
		t.Errorf("the pack holds for %d of %d events, which is more than 1 in 10,000", matches, events)
	}
}

// A vendor's tests are one event for each act that somebody wants to know of: rules hold for many of them,
// and that is no measure.
func TestWhatThePackSaysOfTheTestsOfOthers(t *testing.T) {
	n, fired := fires(t, "panther-tests", func(record string) string {
		var test struct{ Log json.RawMessage }
		if err := json.Unmarshal([]byte(record), &test); err != nil {
			t.Fatal(err)
		}
		return string(test.Log)
	})
	if len(fired) == 0 {
		t.Error("no rule holds for any of them: the readers do not know them any more")
	}
	for _, rule := range slices.Sorted(maps.Keys(fired)) {
		t.Logf("%5d of %d %s", fired[rule], n, rule)
	}
}

// fires counts the events of a corpus that some reader knows, and which rules of the pack hold for them.
func fires(t *testing.T, name string, unwrap func(string) string) (events int, fired map[string]int) {
	t.Helper()
	corpus := os.Getenv("TAUPIER_CORPUS")
	if corpus == "" {
		t.Skip("TAUPIER_CORPUS is not set to the folder with the public events")
	}
	set, err := sigma.Compile(packRules(t))
	if err != nil {
		t.Fatal(err)
	}
	m := set.NewMatcher()
	fired = map[string]int{}
	eachRecord(t, filepath.Join(corpus, "sigma", name+".jsonl.zst"), func(record string) {
		_ = observed(unwrap(record), func(src sigma.LogSource, ev *sigma.Event) { // records of other products are many
			events++
			m.Match(src, ev, func(m sigma.Match) { fired[m.Rule.Level+" "+m.Rule.Name]++ })
		})
	})
	return events, fired
}

func eachRecord(t *testing.T, path string, do func(string)) {
	t.Helper()
	cmd := exec.Command("zstd", "-dc", path)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	lines.Buffer(nil, 64<<20)
	for lines.Scan() {
		do(lines.Text())
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Wait(); err != nil {
		t.Fatal(err)
	}
}
