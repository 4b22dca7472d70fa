package app

import (
	"context"
	"encoding/base64"
	"fmt"
	"io/fs"
	"path"
	"strings"
	"testing/fstest"
	"time"

	"golang.org/x/tools/txtar"

	"github.com/taupier-eu/taupier/internal/core"
)

// signalCase is one small company folder with what it must, or must not, raise:
// content/cases/<signal>/fires-*.txtar and quiet-*.txtar. A file named *.base64 stands for a binary one.
type signalCase struct {
	name   string
	signal string
	fires  bool
	now    time.Time
	folder fstest.MapFS
}

// caseNow is "today" of a case that does not say.
var caseNow = time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)

func readCases(fsys fs.FS) ([]signalCase, error) {
	names, err := fs.Glob(fsys, "cases/*/*.txtar")
	if err != nil {
		return nil, fmt.Errorf("list cases: %w", err)
	}
	cases := make([]signalCase, 0, len(names))
	for _, name := range names {
		data, err := fs.ReadFile(fsys, name)
		if err != nil {
			return nil, fmt.Errorf("read case: %w", err)
		}
		c, err := readCase(name, data)
		if err != nil {
			return nil, fmt.Errorf("case %s: %w", name, err)
		}
		cases = append(cases, c)
	}
	return cases, nil
}

func readCase(name string, data []byte) (signalCase, error) {
	base := path.Base(name)
	c := signalCase{name: name, signal: path.Base(path.Dir(name)), fires: strings.HasPrefix(base, "fires-"), now: caseNow, folder: fstest.MapFS{}}
	if !c.fires && !strings.HasPrefix(base, "quiet-") {
		return c, fmt.Errorf("name must begin with fires- or quiet-")
	}
	ar := txtar.Parse(data)
	if strings.TrimSpace(string(ar.Comment)) == "" {
		return c, fmt.Errorf("say in a sentence at the top what happens")
	}
	c.folder["company.yaml"] = &fstest.MapFile{Data: []byte("name: Example\ncountry: FR\n")}
	for _, f := range ar.Files {
		if f.Name == "now" {
			d, err := core.ParseDate(strings.TrimSpace(string(f.Data)))
			if err != nil {
				return c, err
			}
			c.now = d.Time
			continue
		}
		if name, ok := strings.CutSuffix(f.Name, ".base64"); ok {
			raw, err := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(string(f.Data)), ""))
			if err != nil {
				return c, fmt.Errorf("%s: %w", f.Name, err)
			}
			c.folder[name] = &fstest.MapFile{Data: raw}
			continue
		}
		c.folder[f.Name] = &fstest.MapFile{Data: f.Data}
	}
	return c, nil
}

// run scans the case's folder and compares. Inputs that could not be used fail the case: it would
// pass for the wrong reason.
func (c signalCase) run(ctx context.Context, k *Knowledge, parser []string) error {
	res, err := k.Scan(ctx, c.folder, ScanOptions{Now: c.now, Workers: 1, Parser: parser})
	if err != nil {
		return fmt.Errorf("%s: %w", c.name, err)
	}
	for _, in := range res.Inputs {
		if in.Rejected > 0 || len(in.Problems) > 0 {
			return fmt.Errorf("%s: input %s (%s) could not be used: %v", c.name, in.Path, in.Kind, in.Problems)
		}
	}
	raised := false
	var others []string
	for _, f := range res.Findings {
		raised = raised || f.Signal().ID == c.signal
		others = append(others, f.Person()+":"+f.Signal().ID)
	}
	if raised != c.fires {
		return fmt.Errorf("%s: signal %s raised: %v, want %v (raised: %s)", c.name, c.signal, raised, c.fires, strings.Join(others, " "))
	}
	return nil
}
