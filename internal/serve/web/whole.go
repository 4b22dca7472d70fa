package web

import (
	"fmt"
	"mime"
	"net/http"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/core"
)

// slowForm is how long a form may take to come in before it is found out anew who sent it.
const slowForm = time.Second

// whole reads a form whole, unless it holds a file: what it asks for is done at the time at which it is here, by whoever may still then.
func (s *site) whole(r *request, need access.Permission) error {
	kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if r.Method != http.MethodPost || kind != "application/x-www-form-urlencoded" {
		return nil
	}
	if err := r.ParseForm(); err != nil {
		return fmt.Errorf("%w: form", core.ErrInvalid)
	}
	now := s.Now().UTC()
	slow := now.Sub(r.now) > slowForm
	if r.now = now; !slow {
		return nil
	}
	return s.stands(r, need)
}

// stands finds out anew whether whoever sends a request is signed in and may; core.ErrNotFound when not.
func (s *site) stands(r *request, need access.Permission) error {
	actor, err := s.Door.Who(r.Context(), r.hash, s.Now().UTC())
	if err == nil && !access.May(actor, need) {
		err = core.ErrNotFound
	}
	if err == nil {
		r.actor = actor
	}
	return err
}
