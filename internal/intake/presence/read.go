package presence

import (
	"bytes"
	"errors"
	"fmt"
	"path"
	"strings"
	"unicode/utf8"

	"github.com/taupier-eu/taupier/internal/core"
)

// Export is what one file tells, before files are merged.
type Export struct {
	accounts []core.PublicAccount
	repos    []core.PublicRepo
	tellings []core.Telling
	found    []found // answers of a commit search
}

// found is a commit that the host's search found in a repository.
type found struct {
	sha, repo string
	see       core.Evidence
}

// Limits of one file.
const (
	maxRecords = 200_000
	maxWord    = 512 // bytes of a name, a login or a repository
)

// reader reads one file. Its records are counted, and those that cannot be used are problems of the input.
type reader struct {
	in   core.Input
	data []byte
	out  Export
}

// Read reads one file by its name: .json, .tsv (git log) or .csv (positions of a career network). The input
// says how much of it was read, and names line and mend of what was not.
func Read(name string, data []byte) (Export, core.Input) {
	r := &reader{in: core.Input{Path: name, Kind: "presence"}, data: bytes.TrimPrefix(data, []byte("\ufeff"))}
	if !utf8.Valid(data) {
		r.in.Reject(0, "not UTF-8: save the file as UTF-8")
		return r.out, r.in
	}
	switch ext := strings.ToLower(path.Ext(name)); ext {
	case ".json":
		r.json()
	case ".tsv":
		r.gitLog()
	case ".csv":
		r.positions()
	default:
		r.in.Reject(0, fmt.Sprintf("%q is no form of an export: expected .json (answers of an API), .tsv (git log) or .csv (positions)", ext))
	}
	return r.out, r.in
}

var errTooMany = errors.New("more than 200,000 records: keep what is about this person")

// full counts one more record and reports whether there is no room for it.
func (r *reader) full(line int) bool {
	if r.in.Records >= maxRecords {
		r.in.Reject(line, errTooMany.Error())
		return true
	}
	r.in.Records++
	return false
}

// reject takes back a record that turned out to be no use.
func (r *reader) reject(line int, format string, args ...any) {
	r.in.Records--
	r.in.Reject(line, fmt.Sprintf(format, args...))
}

func (r *reader) see(line int, field, value string) core.Evidence {
	return core.Evidence{Input: r.in.Path, Line: line, Field: field, Value: value}
}
