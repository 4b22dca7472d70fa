package notify

import (
	"fmt"
	"net/http"
)

// Outbound asks other services that the company named, under the guard of webhooks: only hosts that were listed, over HTTPS, and no
// address of this machine or of a private network, whatever a name says when it is dialled. It follows no redirection.
type Outbound struct {
	guard  *guard
	client *http.Client
}

// NewOutbound makes a client for hosts that are listed.
func NewOutbound(hosts []string, options ...Option) *Outbound {
	g := newGuard(hosts, options...)
	return &Outbound{guard: g, client: g.client()}
}

// Check reports why an address is not asked, before anything is resolved.
func (o *Outbound) Check(address string) error { return o.guard.check(address) }

// Do sends a request.
func (o *Outbound) Do(r *http.Request) (*http.Response, error) {
	if err := o.guard.check(r.URL.String()); err != nil {
		return nil, fmt.Errorf("%s: %w", r.URL.Redacted(), err)
	}
	return o.client.Do(r)
}
