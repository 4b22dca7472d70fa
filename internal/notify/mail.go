package notify

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/wneessen/go-mail"
)

// MailOptions are the company's mail server and who has which address.
type MailOptions struct {
	Base           string // of links
	Server         string // host:port
	From           string
	User, Password string
	To             map[string][]string // addresses by user id or role
	Roots          *x509.CertPool      // whose certificates are trusted; nil: the system's
}

// Mail sends reminders as plain text through a server that speaks STARTTLS; without encryption nothing is sent.
type Mail struct {
	o      MailOptions
	client *mail.Client
}

// NewMail makes a sender.
func NewMail(o MailOptions) (*Mail, error) {
	host, port, err := net.SplitHostPort(o.Server)
	if err != nil {
		return nil, fmt.Errorf("mail.server %q: want host:port", o.Server)
	}
	n, err := strconv.Atoi(port)
	if err != nil {
		return nil, fmt.Errorf("mail.server %q: want host:port", o.Server)
	}
	options := []mail.Option{mail.WithPort(n), mail.WithTimeout(15 * time.Second), mail.WithTLSPolicy(mail.TLSMandatory),
		mail.WithTLSConfig(&tls.Config{ServerName: host, MinVersion: tls.VersionTLS12, RootCAs: o.Roots}), mail.WithHELO("localhost")}
	if o.User != "" {
		options = append(options, mail.WithSMTPAuth(mail.SMTPAuthAutoDiscover), mail.WithUsername(o.User), mail.WithPassword(o.Password))
	}
	client, err := mail.NewClient(host, options...)
	if err != nil {
		return nil, fmt.Errorf("mail: %w", err)
	}
	m := &Mail{o: o, client: client}
	for _, list := range o.To {
		for _, to := range list {
			if _, err := m.message(Delivery{Path: "/", Place: "mail:" + to}); err != nil {
				return nil, fmt.Errorf("mail.to: an address cannot be used: %w", err)
			}
		}
	}
	return m, nil
}

// places are the addresses of whom a notice is for: of each user, and of a role when all who have it may be told.
func (m *Mail) places(n Notice) []string {
	var out []string
	names := n.Users
	if n.Role != "" {
		names = append(slices.Clone(names), n.Role)
	}
	for _, name := range names {
		for _, to := range m.o.To[name] {
			if place := "mail:" + to; !slices.Contains(out, place) {
				out = append(out, place)
			}
		}
	}
	return out
}

// message is the same for everybody and everything, but for its link.
func (m *Mail) message(d Delivery) (*mail.Msg, error) {
	at, err := link(m.o.Base, d.Path)
	if err != nil {
		return nil, fmt.Errorf("link of a notice: %w", err)
	}
	msg := mail.NewMsg()
	if err := errors.Join(msg.From(m.o.From), msg.To(strings.TrimPrefix(d.Place, "mail:"))); err != nil {
		return nil, err
	}
	msg.Subject("Taupier: something waits for you / quelque chose vous attend")
	msg.SetGenHeader("Auto-Submitted", "auto-generated")
	msg.SetMessageIDWithValue(d.ID + "@taupier.invalid")
	msg.SetDateWithValue(d.At)
	msg.SetBodyString(mail.TypeTextPlain, "Something waits for you in Taupier. Sign in as usual, then open:\nQuelque chose vous attend dans Taupier. Connectez-vous comme d'habitude, puis ouvrez :\n\n"+at+"\n")
	return msg, nil
}

// Send makes one attempt.
func (m *Mail) Send(ctx context.Context, d Delivery) error {
	to := strings.TrimPrefix(d.Place, "mail:")
	known := false
	for _, list := range m.o.To {
		known = known || slices.Contains(list, to)
	}
	if !known {
		return errUnknown
	}
	msg, err := m.message(d)
	if err != nil {
		return err
	}
	if err := m.client.DialAndSendWithContext(ctx, msg); err != nil {
		return fmt.Errorf("mail: %w", err)
	}
	return nil
}
