package lists

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

var now = time.Date(2026, 11, 25, 8, 0, 0, 0, time.UTC)

// unList is a list in the form of the United Nations, with n invented entries of which the first has another name by version.
func unList(day string, n int, first string) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<?xml version="1.0"?><CONSOLIDATED_LIST dateGenerated="%sT00:00:00Z"><ENTITIES>`, day)
	for i := range n {
		name := fmt.Sprintf("EXAMPLE TRADING %d", i)
		if i == 0 {
			name = first
		}
		fmt.Fprintf(&b, "<ENTITY><FIRST_NAME>%s</FIRST_NAME><REFERENCE_NUMBER>KPe.%03d</REFERENCE_NUMBER></ENTITY>", name, 900+i)
	}
	b.WriteString("</ENTITIES></CONSOLIDATED_LIST>\n")
	return b.String()
}

func put(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "un.xml")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func bring(t *testing.T, s *Store, text, reason string, at time.Time) Result {
	t.Helper()
	r, err := s.Import(context.Background(), []string{put(t, text)}, nil, Act{By: "somebody", Now: at, Reason: reason})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// state is what the store gives now, in short.
func state(t *testing.T, s *Store) string {
	t.Helper()
	all, problems, err := s.Open()
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, in := range all {
		out = append(out, fmt.Sprintf("%s %s %d %s%s", in.Version.List, day(&in.Version), len(in.List.Entries), in.List.Entries[0].Names[0].Text, in.Problem))
	}
	for _, p := range problems {
		out = append(out, p.Reason)
	}
	return strings.Join(out, "; ")
}

func TestAnImportedListIsThereAfterwards(t *testing.T) {
	s := At(filepath.Join(t.TempDir(), "lists"))
	if got := state(t, s); got != "" {
		t.Errorf("before: %s", got)
	}
	if r := bring(t, s, unList("2026-11-20", 10, "EXAMPLE ONE"), "", now); r.Outcome != Replaced || r.Version.Entries != 10 || r.Version.Kinds["company"] != 10 {
		t.Errorf("%+v", r)
	}
	if got := state(t, s); got != "un 2026-11-20 10 EXAMPLE ONE" {
		t.Error(got)
	}
}

func TestTheNextVersionSaysWhatChanged(t *testing.T) {
	s := At(t.TempDir())
	bring(t, s, unList("2026-11-20", 10, "EXAMPLE ONE"), "", now)
	r := bring(t, s, unList("2026-11-24", 11, "EXAMPLE OTHER"), "", now.Add(time.Hour))
	if diff := cmp.Diff(&Change{Added: []string{"KPe.910"}, Removed: []string{}, Changed: []string{"KPe.900"}}, r.Version.Change); diff != "" {
		t.Error(diff)
	}
	if got := state(t, s); got != "un 2026-11-24 11 EXAMPLE OTHER" {
		t.Error(got)
	}
	again := bring(t, s, unList("2026-11-24", 11, "EXAMPLE OTHER"), "", now.Add(2*time.Hour))
	if again.Outcome != Unchanged {
		t.Errorf("the same file again: %s, %v", again.Outcome, again.Err)
	}
	all, _, err := s.Open()
	if err != nil || !all[0].Checked.Equal(now.Add(2*time.Hour)) || !all[0].Version.Installed.Equal(now.Add(time.Hour)) {
		t.Errorf("%+v, %v", all, err)
	}
}

func TestWhatIsImplausibleIsRefusedAndAHumanCanAcceptIt(t *testing.T) {
	for name, c := range map[string]struct {
		text, says string
		outcome    Outcome
		forced     bool
	}{
		"half its entries": {unList("2026-11-24", 4, "X"), "4 entries, less than half of the 10 of 2026-11-20", Refused, true},
		"an older version": {unList("2026-11-19", 10, "X"), "published on 2026-11-19, before the version in use (2026-11-20)", Refused, true},
		"many unusable":    {unList("2026-11-24", 10, "") + "", "could not be used", Refused, true},
		"cut":              {unList("2026-11-24", 10, "X")[:700], "cut or damaged", Failed, false},
		"empty":            {"", "the file is empty", Failed, false},
		"a web page":       {"<html>busy</html>", "no list that is known", Failed, false},
		"no entries":       {unList("2026-11-24", 0, "X"), "no entry", Failed, false},
	} {
		t.Run(name, func(t *testing.T) {
			s := At(t.TempDir())
			bring(t, s, unList("2026-11-20", 10, "EXAMPLE ONE"), "", now)
			r := bring(t, s, c.text, "", now)
			if r.Outcome != c.outcome || r.Err == nil || !strings.Contains(r.Err.Error(), c.says) {
				t.Errorf("%s, %v; want %s that says %q", r.Outcome, r.Err, c.outcome, c.says)
			}
			if got := state(t, s); got != "un 2026-11-20 10 EXAMPLE ONE" {
				t.Errorf("afterwards: %s", got)
			}
			r = bring(t, s, c.text, "the committee ended a programme", now)
			if (r.Outcome == Replaced) != c.forced {
				t.Errorf("with a reason: %s, %v", r.Outcome, r.Err)
			}
			if c.forced && r.Version.Reason == "" {
				t.Error("the reason is not kept")
			}
		})
	}
}

func TestAFirstCopyIsComparedWithWhatIsUsual(t *testing.T) {
	sources := []Source{{List: "un", Bytes: [2]int64{1, 1 << 20}, Entries: [2]int{700, 2000}}}
	s := At(t.TempDir())
	r, err := s.Import(context.Background(), []string{put(t, unList("2026-11-24", 10, "X"))}, sources, Act{Now: now})
	if err != nil || r.Outcome != Refused || !strings.Contains(r.Err.Error(), "700 to 2000 are usual") {
		t.Errorf("%+v, %v", r, err)
	}
	sources[0].Entries[0] = 15
	r, err = s.Import(context.Background(), []string{put(t, unList("2026-11-24", 10, "X"))}, sources, Act{Now: now})
	if err != nil || r.Outcome != Replaced || !strings.Contains(r.Version.Doubt, "an old copy, or a part of it?") {
		t.Errorf("few, but not half: %+v, %v", r, err)
	}
}

func TestPartsOfOneListAreOneImport(t *testing.T) {
	dir := t.TempDir()
	files := map[string]string{
		"sdn.csv": "900001,\"RI, Exam Pyol\",\"individual\",\"EXAMPLE1\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,\"DOB 09 Mar 1962.\"\n",
		"alt.csv": "900001,1,\"aka\",\"RI, Example\",-0- \n",
	}
	var paths []string
	for name, text := range files {
		paths = append(paths, filepath.Join(dir, name))
		if err := os.WriteFile(paths[len(paths)-1], []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	s := At(t.TempDir())
	r, err := s.Import(context.Background(), paths, nil, Act{Now: now})
	if err != nil || r.Outcome != Replaced || r.Version.Names != 2 || len(r.Version.Files) != 2 {
		t.Errorf("%+v, %v", r, err)
	}
	alone, err := s.Import(context.Background(), []string{filepath.Join(dir, "sdn.csv")}, nil, Act{Now: now})
	if err != nil || alone.Outcome != Refused || !strings.Contains(alone.Err.Error(), "aliases") {
		t.Errorf("without the aliases: %+v, %v", alone, err)
	}
}

// Whatever write fails, the last good version stays, and the next try works.
func TestAtWhateverStepTheDiskFailsTheLastVersionStays(t *testing.T) {
	var steps []string
	s := At(t.TempDir())
	s.fault = func(step string) error { steps = append(steps, step); return nil }
	bring(t, s, unList("2026-11-24", 11, "EXAMPLE OTHER"), "", now)
	if len(steps) < 12 {
		t.Fatalf("%d steps: %v", len(steps), steps)
	}
	for i, step := range steps {
		t.Run(fmt.Sprint(i, " ", step), func(t *testing.T) {
			s := At(t.TempDir())
			bring(t, s, unList("2026-11-20", 10, "EXAMPLE ONE"), "", now)
			n := 0
			s.fault = func(string) error {
				if n++; n == i+1 {
					return errors.New("no space left on device")
				}
				return nil
			}
			r, err := s.Import(context.Background(), []string{put(t, unList("2026-11-24", 11, "EXAMPLE OTHER"))}, nil, Act{Now: now.Add(time.Hour)})
			if err == nil {
				err = r.Err
			}
			if err == nil || !strings.Contains(err.Error(), "no space left") {
				t.Errorf("got %v", err)
			}
			// The last steps come after the one that counts: the new version is in use, and the failure is said.
			if got := state(t, s); got != "un 2026-11-20 10 EXAMPLE ONE" && !(got == "un 2026-11-24 11 EXAMPLE OTHER" && i >= len(steps)-2) {
				t.Errorf("afterwards: %s", got)
			}
			s.fault = nil
			if r := bring(t, s, unList("2026-11-24", 12, "EXAMPLE OTHER"), "", now.Add(2*time.Hour)); r.Outcome != Replaced {
				t.Errorf("the next try: %s, %v", r.Outcome, r.Err)
			}
			left, err := filepath.Glob(filepath.Join(s.dir, arriving+"*"))
			if err != nil || len(left) > 0 {
				t.Errorf("left behind: %v, %v", left, err)
			}
		})
	}
}

func TestADamagedCopyIsReadFromWhatWasPublished(t *testing.T) {
	s := At(t.TempDir())
	bring(t, s, unList("2026-11-20", 10, "EXAMPLE ONE"), "", now)
	damage(t, s, "*", compiledFile)
	if got := state(t, s); got != "un 2026-11-20 10 EXAMPLE ONE" {
		t.Error(got)
	}
}

func TestAVersionThatIsLostIsReplacedByTheOneBefore(t *testing.T) {
	s := At(t.TempDir())
	bring(t, s, unList("2026-11-20", 10, "EXAMPLE ONE"), "", now)
	bring(t, s, unList("2026-11-24", 11, "EXAMPLE OTHER"), "", now.Add(time.Hour))
	damage(t, s, "20261125T090000-*", versionFile)
	if got := state(t, s); !strings.HasPrefix(got, "un 2026-11-20 10 EXAMPLE ONE") || !strings.Contains(got, "is damaged") {
		t.Error(got)
	}
	if r := bring(t, s, unList("2026-11-24", 11, "EXAMPLE OTHER"), "", now.Add(2*time.Hour)); r.Outcome != Replaced {
		t.Errorf("%s, %v", r.Outcome, r.Err)
	}
	damage(t, s, "*", versionFile)
	if got := state(t, s); !strings.Contains(got, "import it again") {
		t.Error(got)
	}
}

func damage(t *testing.T, s *Store, version, file string) {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(s.dir, "un", version, file))
	if err != nil || len(paths) == 0 {
		t.Fatalf("%v, %v", paths, err)
	}
	for _, p := range paths {
		if err := os.WriteFile(p, []byte("\x1f\x8bx"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

func TestACurrentFileCannotLeadElsewhere(t *testing.T) {
	s := At(t.TempDir())
	bring(t, s, unList("2026-11-20", 10, "EXAMPLE ONE"), "", now)
	if err := os.WriteFile(filepath.Join(s.dir, "un", currentFile), []byte(`{"version":"../../elsewhere"}`), 0o600); err != nil {
		t.Fatal(err)
	}
	if got := state(t, s); !strings.Contains(got, "outside its folder") {
		t.Error(got)
	}
}

func TestAFolderThatIsNoFolderIsNamed(t *testing.T) {
	path := put(t, "x")
	if _, _, err := At(path).Open(); err == nil {
		t.Error("a file was read as a store")
	}
	if _, err := At(path).Import(context.Background(), []string{path}, nil, Act{Now: now}); err == nil || !strings.Contains(err.Error(), "folder for lists") {
		t.Errorf("got %v", err)
	}
	if _, err := At("").Import(context.Background(), []string{path}, nil, Act{Now: now}); err == nil || !strings.Contains(err.Error(), "TAUPIER_DATA") {
		t.Errorf("got %v", err)
	}
}

func TestTwoActsDoNotCollide(t *testing.T) {
	s := At(t.TempDir())
	unlock, err := s.lock(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := s.Import(ctx, []string{"x"}, nil, Act{Now: now}); err == nil || !strings.Contains(err.Error(), "under way") {
		t.Errorf("got %v", err)
	}
	done := make(chan Result)
	file := put(t, unList("2026-11-20", 10, "EXAMPLE ONE"))
	go func() {
		r, err := s.Import(context.Background(), []string{file}, nil, Act{Now: now})
		r.Err = errors.Join(r.Err, err)
		done <- r
	}()
	unlock()
	if r := <-done; r.Outcome != Replaced {
		t.Errorf("%+v", r)
	}
}

func TestTheHistoryTellsWhoDidWhatAndIsOnlyAddedTo(t *testing.T) {
	s := At(t.TempDir())
	bring(t, s, unList("2026-11-20", 10, "EXAMPLE ONE"), "", now)
	before, err := os.ReadFile(filepath.Join(s.dir, historyFile))
	if err != nil {
		t.Fatal(err)
	}
	bring(t, s, unList("2026-11-24", 3, "EXAMPLE ONE"), "", now)
	bring(t, s, unList("2026-11-24", 3, "EXAMPLE ONE"), "the committee ended a programme", now)
	after, err := os.ReadFile(filepath.Join(s.dir, historyFile))
	if err != nil || !bytes.HasPrefix(after, before) {
		t.Errorf("%s, %v", after, err)
	}
	all, err := s.History()
	if err != nil || len(all) != 3 {
		t.Fatalf("%+v, %v", all, err)
	}
	var got []string
	for _, e := range all {
		got = append(got, fmt.Sprint(e.By, " ", e.Act, " ", e.List, " ", e.Outcome, " ", e.Entries, " ", e.Removed, " ", e.Reason))
		if len(e.Files) != 1 || len(e.Files[0].SHA256) != 64 || !e.At.Equal(now) {
			t.Errorf("%+v", e)
		}
	}
	want := []string{"somebody import un replaced 10 0 ", "somebody import un refused 0 0 ", "somebody import un replaced 3 7 the committee ended a programme"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestTheFolderForListsIsWhereTheUserSays(t *testing.T) {
	for _, c := range []struct {
		given, env, want string
	}{
		{"/a", "TAUPIER_DATA=/b HOME=/h", "/a/lists"}, {"", "TAUPIER_DATA=/b XDG_DATA_HOME=/x HOME=/h", "/b/lists"},
		{"", "XDG_DATA_HOME=/x HOME=/h", "/x/taupier/lists"}, {"", "HOME=/h", "/h/.local/share/taupier/lists"}, {"", "", ""},
	} {
		env := func(name string) string {
			for _, f := range strings.Fields(c.env) {
				if v, ok := strings.CutPrefix(f, name+"="); ok {
					return v
				}
			}
			return ""
		}
		if got := filepath.ToSlash(Dir(c.given, env)); got != c.want {
			t.Errorf("%q, %q: %q, want %q", c.given, c.env, got, c.want)
		}
	}
}

func TestAResultIsReadable(t *testing.T) {
	data, err := json.Marshal(Result{List: "un", Outcome: Failed, Error: "x"})
	if err != nil || string(data) != `{"list":"un","outcome":"failed","error":"x"}` {
		t.Errorf("%s, %v", data, err)
	}
}
