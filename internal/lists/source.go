package lists

import (
	"bytes"
	"fmt"
	"net"
	"net/url"
	"strings"

	"github.com/goccy/go-yaml"
)

// Source is where a list is published.
type Source struct {
	List       string   `yaml:"list"` // short name: "ofac-sdn"
	Title      string   `yaml:"title"`
	Publisher  string   `yaml:"publisher"`
	Address    string   `yaml:"address"`
	SHA256     string   `yaml:"sha256"` // address of a file that begins with the digest of the list, where the publisher offers one
	Format     string   `yaml:"format"`
	Bytes      [2]int64 `yaml:"bytes"`   // usual size as sent and unpacked, from and to
	Entries    [2]int   `yaml:"entries"` // usual number, from and to
	Terms      string   `yaml:"terms"`
	Documented string   `yaml:"documented"` // page of the publisher
	OnRequest  bool     `yaml:"on_request"` // fetched only when it is named
}

// ReadSources reads a file of sources. Addresses are HTTPS, or HTTP on this machine's own loopback.
func ReadSources(data []byte, file string) ([]Source, error) {
	var all []Source
	if err := yaml.NewDecoder(bytes.NewReader(data), yaml.Strict()).Decode(&all); err != nil {
		return nil, fmt.Errorf("%s: %s", file, yaml.FormatError(err, false, true))
	}
	seen := map[string]bool{}
	for i := range all {
		if err := all[i].check(); err != nil {
			return nil, fmt.Errorf("%s: source %d: %w", file, i+1, err)
		}
		if seen[all[i].List] {
			return nil, fmt.Errorf("%s: source %d: %s stands there twice", file, i+1, all[i].List)
		}
		seen[all[i].List] = true
	}
	return all, nil
}

func (s *Source) check() error {
	if s.List == "" || strings.ContainsAny(s.List, `/\.`) {
		return fmt.Errorf("list: %q is no name of a list", s.List)
	}
	if s.Bytes[0] <= 0 || s.Bytes[1] < s.Bytes[0] || s.Entries[0] <= 0 || s.Entries[1] < s.Entries[0] {
		return fmt.Errorf("%s: bytes and entries: want two numbers each, from and to", s.List)
	}
	for _, address := range []string{s.Address, s.SHA256} {
		if address == "" && s.Address != "" {
			continue
		}
		u, err := url.Parse(address)
		if err == nil {
			err = safe(u)
		}
		if err != nil {
			return fmt.Errorf("%s: %w", s.List, err)
		}
	}
	return nil
}

// safe tells whether what an address gives can be relied on to come from there.
func safe(u *url.URL) error {
	host := u.Hostname()
	if u.Scheme == "https" && host != "" || u.Scheme == "http" && net.ParseIP(host).IsLoopback() {
		return nil
	}
	return fmt.Errorf("address %q: want https://", u.Redacted())
}

// Overlay puts sources in the place of those of the same list; others are added.
func Overlay(below, above []Source) []Source {
	var all []Source
	for _, s := range below {
		if find(above, s.List) == nil {
			all = append(all, s)
		}
	}
	return append(all, above...)
}

func find(all []Source, name string) *Source {
	for i := range all {
		if all[i].List == name {
			return &all[i]
		}
	}
	return nil
}
