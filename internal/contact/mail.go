package contact

import (
	"strings"

	"golang.org/x/net/idna"
	"golang.org/x/net/publicsuffix"
)

// MailKind is what public lists say of the domain of an address.
type MailKind string

// The kinds of mail domains. None counts for or against anybody.
const (
	MailOther     MailKind = ""          // a domain that no list names: an employer's, one's own, a small provider's
	MailOpen      MailKind = "open"      // anybody can have a mailbox there
	MailRelay     MailKind = "relay"     // forwards to a mailbox elsewhere, made for privacy
	MailThrowaway MailKind = "throwaway" // addresses that expire, by a dated public list
)

// Mail is one mail address.
type Mail struct {
	Key    string // equal for every way of writing one mailbox, as far as the provider says; never to be written to
	Domain string // lower case, in its ASCII form (RFC 5890)
	Site   string // the part of Domain that somebody registered: example.co.uk of mail.example.co.uk
	Tag    string // what stood after "+" (RFC 5233)
	Kind   MailKind
}

const longestMail = 320 // bytes: 64 before the "@", 255 after it (RFC 5321)

// ReadMail reads an address. What is none has no Key. A nil Directory knows no provider.
func (d *Directory) ReadMail(written string) Mail {
	written = strings.ToLower(strings.TrimSpace(written))
	at := strings.LastIndexByte(written, '@')
	if at <= 0 || len(written) > longestMail || strings.ContainsAny(written, " \t\r\n<>,;") {
		return Mail{}
	}
	local, domain := written[:at], strings.TrimRight(written[at+1:], ".")
	if ascii, err := idna.Lookup.ToASCII(domain); err == nil {
		domain = ascii
	}
	if domain == "" {
		return Mail{}
	}
	m := Mail{Domain: domain, Site: Site(domain), Kind: d.mailKind(domain)}
	p := d.provider(domain)
	if before, tag, ok := strings.Cut(local, p.tag); p.tag != "" && ok && before != "" {
		local, m.Tag = before, tag
	}
	if plain := strings.Map(func(r rune) rune {
		if strings.ContainsRune(p.ignored, r) {
			return -1
		}
		return r
	}, local); plain != "" {
		local = plain
	}
	m.Key = local + "@" + p.sameAs
	return m
}

// Site is the domain that somebody registered, by the Public Suffix List; the domain itself when it is one
// that nobody can register under.
func Site(domain string) string {
	domain = strings.ToLower(strings.Trim(strings.TrimSpace(domain), "."))
	if s, err := publicsuffix.EffectiveTLDPlusOne(domain); err == nil {
		return s
	}
	return domain
}
