package app

import (
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"os"
	"sync"
	"time"

	"github.com/taupier-eu/taupier/internal/access/passkey"
)

// open listens, with TLS when there is a certificate, and says how people reach the server.
func (s *server) open(f serveFlags) error {
	plain, err := net.Listen("tcp", f.listen)
	if err != nil {
		return fmt.Errorf("listen: %w", err)
	}
	s.listen, s.url = plain, s.config.URL
	if f.cert == "" {
		return nil
	}
	pair := &certificate{cert: f.cert, key: f.key}
	if _, err := pair.get(nil); err != nil {
		return fmt.Errorf("read the certificate: %w (closing: %v)", err, plain.Close())
	}
	s.listen = tls.NewListener(plain, &tls.Config{MinVersion: tls.VersionTLS12, GetCertificate: pair.get, NextProtos: []string{"h2", "http/1.1"}})
	if s.url == "" {
		s.url = "https://" + f.hosts[0]
		if _, port, err := net.SplitHostPort(plain.Addr().String()); err == nil && port != "443" {
			s.url = "https://" + net.JoinHostPort(f.hosts[0], port)
		}
	}
	s.config.URL = s.url
	return nil
}

// base is the beginning of an address of this server.
func (s *server) base() string {
	if s.url != "" {
		return s.url
	}
	return "http://" + s.local()
}

// local is where the server answers on its own machine. By the machine's name rather than its number: passkeys are bound to names.
func (s *server) local() string {
	at := s.listen.Addr().String()
	host, port, err := net.SplitHostPort(at)
	if err != nil || host != "127.0.0.1" && host != "::1" {
		return at
	}
	return net.JoinHostPort("localhost", port)
}

// party is the server as passkeys know it; nil when its address has no name to bind them to.
func (s *server) party() (*passkey.Party, error) {
	p, err := passkey.New(s.base())
	if errors.Is(err, passkey.ErrNoName) {
		return nil, nil //nolint:nilnil // the pages say so
	}
	return p, err
}

// certificate is a pair of files, read again when the first has changed, so that a renewal needs no restart. While the new pair
// cannot be read, the old one serves.
type certificate struct {
	cert, key string

	mu   sync.Mutex
	at   time.Time
	pair *tls.Certificate
}

func (c *certificate) get(*tls.ClientHelloInfo) (*tls.Certificate, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	info, err := os.Stat(c.cert)
	if err != nil || info.ModTime().Equal(c.at) {
		return c.kept(err)
	}
	pair, err := tls.LoadX509KeyPair(c.cert, c.key)
	if err != nil {
		return c.kept(err)
	}
	c.at, c.pair = info.ModTime(), &pair
	return c.pair, nil
}

func (c *certificate) kept(err error) (*tls.Certificate, error) {
	if c.pair != nil {
		return c.pair, nil
	}
	return nil, err
}
