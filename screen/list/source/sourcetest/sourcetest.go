// Package sourcetest holds what the tests of every reader of lists need.
package sourcetest

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/taupier-eu/taupier/screen/list"
)

// File is a file of the package's testdata.
func File(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// CutAnywhere cuts a file at every step of so many bytes and wants each piece refused with the file's name and a line.
func CutAnywhere(t *testing.T, data []byte, step int, name string, read func(io.Reader, string) (*list.List, error)) {
	t.Helper()
	data = bytes.TrimSpace(data)
	for n := 0; n < len(data); n += step {
		if _, err := read(bytes.NewReader(data[:n]), name); err == nil || !strings.Contains(err.Error(), name+": line ") {
			t.Fatalf("the first %d of %d bytes: %v", n, len(data), err)
		}
	}
}

// ListOrError wants of a reader one of the two: a list that holds together, or an error.
func ListOrError(t *testing.T, l *list.List, err error) {
	t.Helper()
	if err == nil && (len(l.Entries) == 0 || l.Check() != nil) {
		t.Errorf("neither a list nor an error: %v", l.Check())
	}
}
