// Package list holds official lists as they are published: entries with every name, date, document
// and address the publisher gives, and what could not be read. Readers of the publishers' formats
// are in the folders below, one each; package formats picks the right one by content.
package list

import "time"

// List is one version of one list.
type List struct {
	Name      string    // short name: "ofac-sdn"
	Title     string    // as the publisher calls it
	Publisher string    // who answers for it
	Published time.Time // the publisher's date of this version, zero when the file does not say
	Entries   []Entry
	Rejected  []Problem // entries that could not be used; the rest of the list is
}

// Problem is something in a list that could not be used.
type Problem struct {
	File   string
	Line   int // 1-based, 0 when it concerns the whole file
	Reason string
}
