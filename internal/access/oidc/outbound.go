package oidc

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"time"
)

const (
	patience = 10 * time.Second
	pause    = 5 * time.Second // after the provider did not answer
	mostRead = 1 << 20
)

// onlyHosts asks the provider and nobody else, whatever the provider's own description names, and reads only so much of an answer.
type onlyHosts struct {
	scheme string
	hosts  []string
	next   http.RoundTripper
}

// RoundTrip implements http.RoundTripper.
func (o onlyHosts) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.URL.Scheme != o.scheme || !slices.Contains(o.hosts, r.URL.Host) {
		return nil, fmt.Errorf("%s://%s is not asked: server.yaml does not name it under oidc", r.URL.Scheme, r.URL.Host)
	}
	res, err := o.next.RoundTrip(r)
	if err == nil {
		res.Body = http.MaxBytesReader(nil, res.Body, mostRead)
	}
	return res, err
}

func noRedirect(*http.Request, []*http.Request) error {
	return errors.New("the provider leads elsewhere, which is not followed")
}
