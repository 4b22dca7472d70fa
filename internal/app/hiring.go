package app

import (
	"bytes"
	"fmt"
	"io/fs"

	"github.com/goccy/go-yaml"

	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/interview"
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

// readInterview reads the script of interviews and the openings of cards.
func readInterview(fsys fs.FS, c core.Catalogue) (*interview.Book, error) {
	b := &interview.Book{}
	if err := readContent(fsys, "interview/script.yaml", &b.Script); err != nil {
		return nil, err
	}
	if err := readContent(fsys, "interview/cards.yaml", &b.Openings); err != nil {
		return nil, err
	}
	return b, b.Validate(c)
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
