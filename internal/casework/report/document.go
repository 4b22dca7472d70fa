package report

import (
	"time"

	"github.com/taupier-eu/taupier/internal/core"
)

// Document is a report in words, ready to be set on a page or on paper.
type Document struct {
	Lang      core.Lang `json:"lang"`
	For       Audience  `json:"for"`
	Fictional bool      `json:"fictional"` // the company is made up, and every page says so
	Title     string    `json:"title"`
	TLP       string    `json:"tlp,omitempty"`
	Level     string    `json:"level"`   // for whom it is, in words
	Case      string    `json:"case"`    // id
	Printed   string    `json:"printed"` // by whom and when
	At        time.Time `json:"at"`
	Cover     []Pair    `json:"cover"`
	Sections  []Section `json:"sections"`
	Marks     []Mark    `json:"marks,omitempty"` // for the strip
}

// Pair is a line of the cover.
type Pair struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// Section is a part of a report.
type Section struct {
	Title  string  `json:"title"`
	Blocks []Block `json:"blocks"`
}

// Block is a heading, a paragraph, a list, a table or the strip; more than one of them stand in this order.
type Block struct {
	Head  string   `json:"head,omitempty"`
	Text  string   `json:"text,omitempty"`
	List  []string `json:"list,omitempty"`
	Table *Table   `json:"table,omitempty"`
	Strip bool     `json:"strip,omitempty"`
}

// Table has columns whose widths are shares of the line.
type Table struct {
	Head  []string   `json:"head"`
	Share []float64  `json:"-"`
	Rows  [][]string `json:"rows"`
}

func (s *Section) add(b Block) { s.Blocks = append(s.Blocks, b) }
