package notify

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"time"

	"code.dny.dev/ssrf"
)

// errGuarded is an address that is never asked.
var errGuarded = errors.New("an address that is not asked")

// guard decides which addresses are asked: hosts that the company listed, by name, on the port of HTTPS; and, at the moment of
// dialling, no address of this machine, of a private or link-local network, or of a cloud's metadata, whatever the name says then.
type guard struct {
	hosts    []string
	anyPort  bool
	safe     *ssrf.Guardian
	roots    *x509.CertPool
	resolver *net.Resolver
}

// Option changes a guard. The server sets none: each lets a test reach a receiver on its own machine.
type Option func(*guard)

// AllowLoopbackInTests lets the guard dial this machine, on any port, and trust the certificates of a test.
func AllowLoopbackInTests(roots *x509.CertPool) Option {
	return func(g *guard) {
		g.anyPort, g.roots = true, roots
		g.safe = ssrf.New(ssrf.WithAnyPort(), ssrf.WithAllowedV4Prefixes(netip.MustParsePrefix("127.0.0.1/32")), ssrf.WithAllowedV6Prefixes(netip.MustParsePrefix("::1/128")))
	}
}

func newGuard(hosts []string, options ...Option) *guard {
	g := &guard{safe: ssrf.New(ssrf.WithPorts(443))}
	for _, h := range hosts {
		g.hosts = append(g.hosts, strings.ToLower(h))
	}
	for _, o := range options {
		o(g)
	}
	return g
}

// check reports why an address is not asked, before anything is resolved.
func (g *guard) check(address string) error {
	u, err := url.Parse(address)
	refuse := func(why string) error { return fmt.Errorf("%w: %s", errGuarded, why) }
	switch {
	case err != nil:
		return refuse("it cannot be read")
	case u.Scheme != "https":
		return refuse("want https")
	case u.User != nil:
		return refuse("a user or password in it")
	case u.Port() != "" && u.Port() != "443" && !g.anyPort:
		return refuse("a port other than 443")
	case !slices.Contains(g.hosts, strings.ToLower(u.Hostname())):
		return refuse("its host is not among webhooks.hosts")
	}
	return nil
}

// client asks without a proxy, follows nothing, and checks each address at the moment it is dialled.
func (g *guard) client() *http.Client {
	dialer := &net.Dialer{Timeout: 5 * time.Second, Control: g.safe.Safe, Resolver: g.resolver}
	return &http.Client{
		Timeout:       15 * time.Second,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		Transport: &http.Transport{
			DialContext: dialer.DialContext, TLSHandshakeTimeout: 5 * time.Second, ResponseHeaderTimeout: 10 * time.Second, DisableKeepAlives: true,
			MaxResponseHeaderBytes: 16 << 10, TLSClientConfig: &tls.Config{MinVersion: tls.VersionTLS12, RootCAs: g.roots},
		},
	}
}
