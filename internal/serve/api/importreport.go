package api

import "github.com/taupier-eu/taupier/internal/intake/upload"

// ImportReport says what an upload holds and what becomes of it.
type ImportReport struct {
	SHA256   string          `json:"sha256,omitempty" doc:"of the bytes as they came in, hex"`
	Why      string          `json:"why,omitempty" doc:"why it was refused, in English"`
	Files    int             `json:"files" doc:"that have a place in a company folder"`
	Bytes    int64           `json:"bytes" doc:"unpacked"`
	Kinds    []ImportKind    `json:"kinds" nullable:"false" doc:"what was recognised"`
	Problems []ImportProblem `json:"problems" nullable:"false" doc:"what cannot be used, 500 at most"`
	More     int             `json:"more" doc:"problems that are counted only"`
	Change   ImportChange    `json:"change"`
}

// ImportKind counts what was recognised as one kind.
type ImportKind struct {
	Kind     string `json:"kind"`
	Files    int    `json:"files"`
	Records  int    `json:"records"`
	Rejected int    `json:"rejected" doc:"records that could not be read"`
}

// ImportProblem is something that cannot be used.
type ImportProblem struct {
	Input string `json:"input" doc:"path in the company folder"`
	Line  int    `json:"line,omitempty"`
	Says  string `json:"says" doc:"what is wrong and how to mend it, in English"`
}

// ImportChange is what an import does to the company: ids of dossiers, and paths of other files.
type ImportChange struct {
	New      []string `json:"new" nullable:"false" doc:"dossiers, by id"`
	Replaced []string `json:"replaced" nullable:"false" doc:"dossiers that are replaced as a whole, with their papers"`
	Same     []string `json:"same" nullable:"false" doc:"what is there already, byte for byte, and is not counted twice"`
	Added    []string `json:"added" nullable:"false" doc:"logs and other files"`
	Changed  []string `json:"changed" nullable:"false" doc:"other files that are replaced"`
}

func importReport(r upload.Report) ImportReport {
	c := r.Change
	out := ImportReport{
		SHA256: r.SHA256, Why: r.Why, Files: r.Files, Bytes: r.Bytes, Kinds: []ImportKind{}, Problems: []ImportProblem{}, More: r.More,
		Change: ImportChange{names(c.New), names(c.Replaced), names(c.Same), names(c.Added), names(c.Changed)},
	}
	for _, k := range r.Kinds {
		out.Kinds = append(out.Kinds, ImportKind(k))
	}
	for _, p := range r.Problems {
		out.Problems = append(out.Problems, ImportProblem(p))
	}
	return out
}

// names is never null.
func names(s []string) []string { return append([]string{}, s...) }
