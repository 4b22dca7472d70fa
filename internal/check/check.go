// Package check judges dossiers: each check compares what one person stated with what the company
// recorded, or says what a person has that others may have too. all.go lists the checks by hand.
package check

import (
	"sync"
	"time"

	"github.com/taupier-eu/taupier/internal/contact"
	"github.com/taupier-eu/taupier/internal/core"
)

// World is what checks know besides the dossier. It is read-only.
type World struct {
	Company *core.Company
	People  map[string]*core.Dossier
	Now     time.Time
	Tech    map[string]int // year of first release of a technology, lower case

	Contacts *contact.Directory // nil knows no provider

	contactsOnce sync.Once
	book         *addressBook
}

// addressBook is made when a check first asks for it.
func (w *World) addressBook() *addressBook {
	w.contactsOnce.Do(func() { w.book = newAddressBook(w) })
	return w.book
}

// Check judges one dossier at a time. It raises findings and shares traits.
type Check func(w *World, d *core.Dossier, out *core.Sink)
