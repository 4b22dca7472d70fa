package observetest

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"testing"

	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/observe"
)

var update = flag.Bool("update", false, "write the golden files of readers anew")

// Golden reads testdata/<name>.jsonl, one record per line, and compares what the reader makes of each
// line with testdata/<name>.golden: the fields that are filled, or the error. With -update the golden
// file is written. Lines that begin with # say what the record is.
func Golden(t *testing.T, r observe.Reader, name string) {
	t.Helper()
	raw, err := os.ReadFile("testdata/" + name + ".jsonl")
	if err != nil {
		t.Fatalf("read the records: %v", err)
	}
	var got bytes.Buffer
	for line := range strings.Lines(string(raw)) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			fmt.Fprintln(&got, line)
			continue
		}
		if score := r.Recognise(Parse(t, noShape{r}, line).Root(), ""); score < 60 {
			t.Errorf("recognised with %d only: %s", score, line)
		}
		observations, err := Read(t, r, line)
		if err != nil {
			fmt.Fprintln(&got, "error:", err)
		}
		for i := range observations {
			fmt.Fprintln(&got, shown(t, &observations[i]))
		}
	}
	path := "testdata/" + name + ".golden"
	if *update {
		if err := os.WriteFile(path, got.Bytes(), 0o644); err != nil {
			t.Fatalf("write the golden file: %v", err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatalf("read the golden file: %v", err)
	}
	differ(t, path, strings.Split(string(want), "\n"), strings.Split(got.String(), "\n"))
}

// differ names the lines in which a golden file and what was read differ.
func differ(t *testing.T, path string, want, got []string) {
	t.Helper()
	for i := range max(len(want), len(got)) {
		var w, g string
		if i < len(want) {
			w = want[i]
		}
		if i < len(got) {
			g = got[i]
		}
		if w != g {
			t.Errorf("%s:%d\nwant %s\ngot  %s", path, i+1, w, g)
		}
	}
}

// noShape hides that a reader normalises: Recognise sees records as they came.
type noShape struct{ observe.Reader }

// shown is an observation as JSON with the fields that are filled, in the order of their names.
func shown(t *testing.T, o *core.Observation) string {
	t.Helper()
	all, err := json.Marshal(o)
	if err != nil {
		t.Fatalf("write an observation: %v", err)
	}
	fields := map[string]any{}
	if err := json.Unmarshal(all, &fields); err != nil {
		t.Fatalf("read an observation back: %v", err)
	}
	if o.Place != (core.Place{}) {
		fields["Place"] = fmt.Sprintf("%s %s %v", o.Place.Country, o.Place.City, []float64{o.Place.Lat, o.Place.Lon})
	} else {
		delete(fields, "Place")
	}
	for name, v := range fields {
		if v == "" || v == 0.0 {
			delete(fields, name)
		}
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(fields); err != nil {
		t.Fatalf("write the fields: %v", err)
	}
	return strings.TrimSpace(b.String())
}
