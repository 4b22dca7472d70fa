package contact

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"fmt"
	"io/fs"
	"slices"
	"strings"
)

// Directory is what dated public lists say of mail providers and of the words of addresses. A nil
// Directory knows nothing.
type Directory struct {
	providers map[string]provider
	throwaway map[string]bool
	asOf      string // day of the list of throw-away domains
	words     []addressWords
}

// provider is how one provider reads what stands before the "@".
type provider struct {
	kind    MailKind
	sameAs  string
	ignored string
	tag     string
}

// ReadDirectory reads contacts/mail_providers.csv, contacts/disposable_domains.txt and
// contacts/address_words.csv of the content folder. Their first lines tell their form and origin.
func ReadDirectory(fsys fs.FS) (*Directory, error) {
	d := &Directory{providers: map[string]provider{}, throwaway: map[string]bool{}}
	for name, read := range map[string]func([]byte) error{
		"contacts/mail_providers.csv": d.readProviders, "contacts/disposable_domains.txt": d.readThrowaway, "contacts/address_words.csv": d.readWords,
	} {
		data, err := fs.ReadFile(fsys, name)
		if err != nil {
			return nil, fmt.Errorf("read contacts: %w", err)
		}
		if err := read(data); err != nil {
			return nil, fmt.Errorf("read %s: %w", name, err)
		}
	}
	return d, nil
}

// AsOf is the day of the list of throw-away domains.
func (d *Directory) AsOf() string {
	if d == nil {
		return ""
	}
	return d.asOf
}

// table reads a CSV file with comments under the header named.
func table(data []byte, header ...string) ([][]string, error) {
	r := csv.NewReader(bytes.NewReader(data))
	r.Comment = '#'
	rows, err := r.ReadAll()
	if err != nil {
		return nil, err
	}
	if len(rows) == 0 || !slices.Equal(rows[0], header) {
		return nil, fmt.Errorf("the first row is not %s", strings.Join(header, ","))
	}
	return rows[1:], nil
}

func (d *Directory) readProviders(data []byte) error {
	rows, err := table(data, "domain", "kind", "same_as", "ignored", "tag", "source")
	if err != nil {
		return err
	}
	for _, r := range rows {
		kind := MailKind(r[1])
		if kind != MailOpen && kind != MailRelay {
			return fmt.Errorf("%s: kind %q; it can be open or relay", r[0], r[1])
		}
		if _, twice := d.providers[r[0]]; twice {
			return fmt.Errorf("%s stands twice", r[0])
		}
		d.providers[r[0]] = provider{kind: kind, sameAs: r[2], ignored: r[3], tag: r[4]}
	}
	return nil
}

func (d *Directory) readThrowaway(data []byte) error {
	lines := bufio.NewScanner(bytes.NewReader(data))
	for lines.Scan() {
		line := strings.TrimSpace(lines.Text())
		if day, ok := strings.CutPrefix(line, "# as_of: "); ok {
			d.asOf = day
		}
		if line != "" && !strings.HasPrefix(line, "#") {
			d.throwaway[line] = true
		}
	}
	if d.asOf == "" {
		return fmt.Errorf("no line \"# as_of: DAY\": a list without its day cannot be judged")
	}
	return lines.Err()
}

// provider is how an unknown domain is taken: as it is written, without the tag after "+" that most
// servers take off.
func (d *Directory) provider(domain string) provider {
	p := provider{sameAs: domain, tag: "+"}
	if d == nil {
		return p
	}
	known, ok := d.providers[domain]
	if !ok {
		return p
	}
	if known.sameAs == "" {
		known.sameAs = domain
	}
	return known
}

// mailKind is what the lists say of a domain or of the domain above it. A known provider goes before
// the list of throw-away domains, which has taken relays for such at times.
func (d *Directory) mailKind(domain string) MailKind {
	if d == nil {
		return MailOther
	}
	for name := domain; strings.Contains(name, "."); _, name, _ = strings.Cut(name, ".") {
		if p, ok := d.providers[name]; ok {
			return p.kind
		}
		if d.throwaway[name] {
			return MailThrowaway
		}
	}
	return MailOther
}
