package app

import (
	"bytes"
	"fmt"
	"io/fs"

	"github.com/goccy/go-yaml"

	"github.com/taupier-eu/taupier/internal/vetting"
)

// readVetting reads the words of verification tasks.
func readVetting(fsys fs.FS) (*vetting.Book, error) {
	b := &vetting.Book{}
	if err := readContent(fsys, "vetting/tasks.yaml", b); err != nil {
		return nil, err
	}
	return b, b.Validate()
}

// readContent reads one YAML file of the content folder strictly.
func readContent(fsys fs.FS, name string, into any) error {
	data, err := fs.ReadFile(fsys, name)
	if err != nil {
		return fmt.Errorf("read content: %w", err)
	}
	if err := yaml.NewDecoder(bytes.NewReader(data), yaml.Strict()).Decode(into); err != nil {
		return fmt.Errorf("read %s: %s", name, yaml.FormatError(err, false, true))
	}
	return nil
}
