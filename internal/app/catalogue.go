package app

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"github.com/goccy/go-yaml"

	"github.com/taupier-eu/taupier/internal/core"
)

// readCatalogue reads every signal in signals/*.yaml. A signal that is not complete stops the run:
// the catalogue is part of the product, not of the input.
func readCatalogue(fsys fs.FS) (core.Catalogue, error) {
	names, err := fs.Glob(fsys, "signals/*.yaml")
	if err != nil {
		return nil, fmt.Errorf("list signals: %w", err)
	}
	if len(names) == 0 {
		return nil, errors.New("list signals: there are none in signals/*.yaml")
	}
	signals := make([]core.Signal, 0, len(names))
	for _, name := range names {
		s, err := readSignal(fsys, name)
		if err != nil {
			return nil, err
		}
		signals = append(signals, s)
	}
	c, err := core.NewCatalogue(signals)
	if err != nil {
		return nil, fmt.Errorf("signal catalogue: %w", err)
	}
	return c, nil
}

func readSignal(fsys fs.FS, name string) (core.Signal, error) {
	data, err := fs.ReadFile(fsys, name)
	if err != nil {
		return core.Signal{}, fmt.Errorf("read signal: %w", err)
	}
	var s core.Signal
	if err := yaml.NewDecoder(bytes.NewReader(data), yaml.Strict()).Decode(&s); err != nil {
		return core.Signal{}, fmt.Errorf("signal %s: %s", name, yaml.FormatError(err, false, true))
	}
	if want := strings.TrimSuffix(path.Base(name), ".yaml"); s.ID != want {
		return core.Signal{}, fmt.Errorf("signal %s: id %q does not match the file name", name, s.ID)
	}
	return s, nil
}
