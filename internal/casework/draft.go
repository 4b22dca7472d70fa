package casework

import (
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/taupier-eu/taupier/internal/core"
)

// Draft is what somebody has typed into a field of a form and not sent yet.
type Draft struct {
	Page  string    `json:"-"`
	Field string    `json:"field"` // the address that the form goes to, ":", the field's name, ":", which of several
	Text  string    `json:"text"`
	At    time.Time `json:"at"`
}

// DraftLife is how long a draft is kept, and MostDrafts how many of one user: more lose the oldest.
const (
	DraftLife  = 7 * 24 * time.Hour
	MostDrafts = 100
)

const maxAddress = 300

// Check reports what cannot be kept.
func (d Draft) Check() error {
	switch {
	case len(d.Page) > maxAddress || !strings.HasPrefix(d.Page, "/") || !utf8.ValidString(d.Page):
		return fmt.Errorf("%w: page", core.ErrInvalid)
	case len(d.Field) > maxAddress || !strings.HasPrefix(d.Field, "/") || !utf8.ValidString(d.Field):
		return fmt.Errorf("%w: field", core.ErrInvalid)
	case len(d.Text) > MaxText || !utf8.ValidString(d.Text):
		return fmt.Errorf("%w: too_long", core.ErrInvalid)
	}
	return nil
}
