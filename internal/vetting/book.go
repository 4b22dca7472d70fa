package vetting

import (
	"errors"
	"fmt"
	"slices"

	"github.com/taupier-eu/taupier/internal/core"
)

// Book holds the words of tasks: content/vetting/tasks.yaml.
type Book struct {
	Kinds []Kind               `yaml:"kinds"`
	Notes map[string]core.Text `yaml:"notes"`
}

// Kind is one kind of task.
type Kind struct {
	Key    string      `yaml:"key"`
	Title  core.Text   `yaml:"title"`
	Who    core.Text   `yaml:"who"`    // whom to ask, and where the contact comes from
	Before core.Text   `yaml:"before"` // what to know or to say first
	Ask    []core.Text `yaml:"ask"`
}

// The keys that this package asks for.
var (
	kindKeys = []string{"employer", "employer_present", "education", "reference", "phone", "email", "address", "identity"}
	noteKeys = []string{"unanswered", "open_mail", "throwaway_mail", "own_domain", "voip", "no_such_number", "po_box", "mailbox", "forwarder", "parcel_shop", "coworking"}
)

// Validate reports every kind, note or language that is missing.
func (b *Book) Validate() error {
	var errs []error
	for _, key := range kindKeys {
		if !slices.ContainsFunc(b.Kinds, func(k Kind) bool { return k.Key == key && k.complete() }) {
			errs = append(errs, fmt.Errorf("vetting: no complete task %q in en and fr", key))
		}
	}
	for _, key := range noteKeys {
		if !b.Notes[key].Complete() {
			errs = append(errs, fmt.Errorf("vetting: no note %q in en and fr", key))
		}
	}
	return errors.Join(errs...)
}

func (k Kind) complete() bool {
	return k.Title.Complete() && k.Who.Complete() && k.Before.Complete() && len(k.Ask) > 0 &&
		!slices.ContainsFunc(k.Ask, func(t core.Text) bool { return !t.Complete() })
}

func (b *Book) kind(key string) Kind {
	i := slices.IndexFunc(b.Kinds, func(k Kind) bool { return k.Key == key })
	if i < 0 {
		panic("BUG: no task " + key + " in the book")
	}
	return b.Kinds[i]
}
