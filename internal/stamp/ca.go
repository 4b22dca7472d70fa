package stamp

import (
	"bytes"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"time"
)

// CA is whom the company trusts to name a time-stamp authority: the certificates of a file. Keep those of former authorities in it,
// or their stamps are shown by nothing.
type CA struct {
	pool  *x509.CertPool
	certs []*x509.Certificate
}

// ReadCA reads certificates in PEM. Words between them are passed over; anything else in PEM is a mistake.
func ReadCA(data []byte) (*CA, error) {
	ca := &CA{pool: x509.NewCertPool()}
	for rest := bytes.TrimSpace(data); len(rest) > 0; rest = bytes.TrimSpace(rest) {
		var block *pem.Block
		if block, rest = pem.Decode(rest); block == nil {
			break
		}
		if block.Type != "CERTIFICATE" {
			return nil, fmt.Errorf("a %s among the certificates: give the authority's certificates (PEM) alone", Plain(block.Type))
		}
		c, err := x509.ParseCertificate(block.Bytes)
		if err != nil {
			return nil, fmt.Errorf("certificate %d: %s", len(ca.certs)+1, Plain(err.Error()))
		}
		ca.certs = append(ca.certs, c)
		ca.pool.AddCert(c)
	}
	if len(ca.certs) == 0 {
		return nil, errors.New("no certificate in PEM is in it: it begins with -----BEGIN CERTIFICATE-----")
	}
	return ca, nil
}

// Ends is when the last of the certificates ends: no stamp after it can hold.
func (ca *CA) Ends() time.Time {
	var last time.Time
	for _, c := range ca.certs {
		if c.NotAfter.After(last) {
			last = c.NotAfter
		}
	}
	return last
}
