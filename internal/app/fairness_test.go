package app

import (
	"testing"

	"github.com/taupier-eu/taupier/content"
	"github.com/taupier-eu/taupier/internal/core"
)

func nothingChanged(t *testing.T, r *fairnessResult) {
	t.Helper()
	if r.Findings == 0 {
		t.Fatal("no finding was raised: nothing was compared")
	}
	for _, v := range r.Variants {
		if v.differs > 0 {
			t.Errorf("%s: %v: %s", v.Name, v.Differ, v.First)
		}
	}
}

// The whole of it runs in .ci/run; here every seventh case, so that a mistake shows in seconds.
func TestOtherPeopleWhoDidTheSameGiveTheSameFindings(t *testing.T) {
	if testing.Short() {
		t.Skip("a thousand scans: they run in the whole run")
	}
	cases, err := readCases(content.FS)
	if err != nil {
		t.Fatal(err)
	}
	run := newFairnessRun(shipped(t), parser(t), core.English)
	for i := 0; i < len(cases); i += 7 {
		if err := run.folder(t.Context(), cases[i].name, cases[i].folder, cases[i].now); err != nil {
			t.Fatal(err)
		}
	}
	nothingChanged(t, &run.result)
	if len(run.result.Signals) < 20 {
		t.Errorf("only %d signals were raised", len(run.result.Signals))
	}
}
