package report

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/taupier-eu/taupier/internal/core"
)

func TestManyFilesOfAFolderWithOneReasonAreOneLine(t *testing.T) {
	r := &Report{}
	reject := func(path string, line int, says string) {
		r.Inputs = append(r.Inputs, Input{Path: path, Kind: "unknown", Rejected: 1, Problems: []Problem{{Line: line, Says: says}}})
	}
	for i := range 1000 {
		reject(fmt.Sprintf("people/p-1/files/%04d.txt", i), 0, "too many")
	}
	reject("people/p-1/files/x.pdf", 0, "cut short")
	reject("people/p-2/files/a.txt", 0, "too many")
	reject("people/p-2/files/b.txt", 3, "too many")
	var table bytes.Buffer
	if err := Write(&table, "table", r, view(core.English)); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"0000.txt and 999 more in this folder (unknown): 1,000 not usable", "x.pdf (unknown): 1 not", "p-2/files/a.txt (unknown)", "p-2/files/b.txt (unknown)"} {
		if !strings.Contains(table.String(), want) {
			t.Errorf("the table lacks %q", want)
		}
	}
	if got := strings.Count(table.String(), "not usable\n  "); got != 4 {
		t.Errorf("%d heads in\n%s", got, table.String())
	}
	var all bytes.Buffer
	if err := Write(&all, "json", r, view(core.English)); err != nil {
		t.Fatal(err)
	}
	if got := strings.Count(all.String(), `"path":`); got != 1003 {
		t.Errorf("the JSON names %d files, want every one of 1003", got)
	}
}

func TestTheNameOfAFileDrawsNothingOnTheTerminal(t *testing.T) {
	r := &Report{Inputs: []Input{{Path: "people/p/files/\x1b[2Ja\u202efdp.exe", Kind: "unknown", Problems: []Problem{{Says: "no\x1b[31m\nwhat to do"}}}}}
	var table bytes.Buffer
	if err := Write(&table, "table", r, view(core.English)); err != nil {
		t.Fatal(err)
	}
	if strings.ContainsAny(table.String(), "\x1b\u202e") || !strings.Contains(table.String(), "no·[31m\n    what to do") {
		t.Errorf("%q", table.String())
	}
}

func TestALabelAtTheEdgeStaysInsideTheDrawing(t *testing.T) {
	long := "A Rather Long Example Name (p-0001)"
	if x, anchor := beside(70, long); x < 0 || !strings.Contains(anchor, "start") {
		t.Errorf("left: %v %s", x, anchor)
	}
	if x, anchor := beside(drawWidth-70, long); x > drawWidth || !strings.Contains(anchor, "end") {
		t.Errorf("right: %v %s", x, anchor)
	}
	if x, anchor := beside(70, "p-1"); x != 70 || anchor != "" {
		t.Errorf("a short one moved to %v", x)
	}
}
