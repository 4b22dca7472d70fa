package report

import (
	"encoding/xml"
	"flag"
	"io"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/taupier-eu/taupier/internal/core"
)

var update = flag.Bool("update", false, "write the golden files anew")

func TestTheStripIsDrawnAsBefore(t *testing.T) {
	f := facts()
	got := SVG(Marks(f.Case.Events, f.Items, f.Custody), core.French)
	const golden = "testdata/strip.svg"
	if *update {
		if err := os.WriteFile(golden, []byte(got+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if got+"\n" != string(want) {
		t.Errorf("it is now\n%s", got)
	}
}

func TestTheStripIsWellFormedWhateverHappened(t *testing.T) {
	for name, marks := range map[string][]Mark{
		"one":            {{start, Steps}},
		"two at once":    {{start, Steps}, {start, Access}},
		"far apart":      {{start, Steps}, {start.AddDate(30, 0, 0), Intakes}},
		"in no order":    {{start.Add(time.Hour), Steps}, {start, Access}, {start.Add(time.Minute), Intakes}},
		"a great number": slicesOf(10000),
	} {
		svg := SVG(marks, core.English)
		d := xml.NewDecoder(strings.NewReader(svg))
		bars := 0
		for {
			token, err := d.Token()
			if err == io.EOF {
				break
			}
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			if e, ok := token.(xml.StartElement); ok && e.Name.Local == "rect" {
				bars++
			}
		}
		if bars == 0 || len(svg) > 20<<10 || strings.Contains(svg, "style=") {
			t.Errorf("%s: %d bars, %d bytes", name, bars, len(svg))
		}
	}
	if SVG(nil, core.English) != "" {
		t.Error("a strip of nothing")
	}
}

func slicesOf(n int) (out []Mark) {
	for i := range n {
		out = append(out, Mark{start.Add(time.Duration(i) * time.Minute), Lane(i % int(lanes))})
	}
	return out
}
