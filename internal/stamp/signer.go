package stamp

import (
	"bytes"
	"crypto"
	"crypto/rsa"
	"crypto/sha1" //nolint:gosec // RFC 3161 names the certificate by it; the signature does not rest on it
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/digitorus/pkcs7"
)

// signer is the certificate that signed a token, and those beside it.
type signer struct {
	by     *x509.Certificate
	others []*x509.Certificate
}

// What a token may hold of certificates. A key of more bits takes longer than anybody needs to check.
const (
	mostCerts = 16
	mostBits  = 8192
)

var (
	oidSigningCertificate   = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 16, 2, 12}
	oidSigningCertificateV2 = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 16, 2, 47}
	oidExtKeyUsage          = asn1.ObjectIdentifier{2, 5, 29, 37}
	hashes                  = map[string]crypto.Hash{"": crypto.SHA256, "2.16.840.1.101.3.4.2.1": crypto.SHA256, "2.16.840.1.101.3.4.2.2": crypto.SHA384, "2.16.840.1.101.3.4.2.3": crypto.SHA512}
)

// signerOf gives the signer of a token, when the signed attributes name this content and this certificate.
func signerOf(p7 *pkcs7.PKCS7) (*signer, error) {
	s := &signer{by: p7.GetOnlySigner(), others: p7.Certificates}
	if len(s.others) > mostCerts {
		return nil, fmt.Errorf("%w: more than %d certificates", ErrMalformed, mostCerts)
	}
	for _, c := range s.others {
		if k, ok := c.PublicKey.(*rsa.PublicKey); ok && k.N.BitLen() > mostBits {
			return nil, fmt.Errorf("%w: a key of %d bits", ErrMalformed, k.N.BitLen())
		}
	}
	var content asn1.ObjectIdentifier
	if err := p7.UnmarshalSignedAttribute(pkcs7.OIDAttributeContentType, &content); err != nil || !content.Equal(oidTSTInfo) {
		return nil, fmt.Errorf("%w: what is signed does not say that it is a time stamp", ErrMalformed)
	}
	if !s.named(p7) {
		return nil, fmt.Errorf("%w: what is signed does not name the certificate of the signer", ErrMalformed)
	}
	return s, nil
}

// named reports whether the signed attributes name the signer's certificate, by ESSCertIDv2 (RFC 5816) or, without it, ESSCertID.
func (s *signer) named(p7 *pkcs7.PKCS7) bool {
	var v2 struct {
		Certs []struct {
			Hash   pkix.AlgorithmIdentifier `asn1:"optional"`
			Sum    []byte
			Issuer asn1.RawValue `asn1:"optional"`
		}
		Policies asn1.RawValue `asn1:"optional"`
	}
	if p7.UnmarshalSignedAttribute(oidSigningCertificateV2, &v2) == nil && len(v2.Certs) > 0 {
		h, ok := hashes[v2.Certs[0].Hash.Algorithm.String()]
		if !ok {
			return false
		}
		sum := h.New()
		sum.Write(s.by.Raw)
		return bytes.Equal(v2.Certs[0].Sum, sum.Sum(nil))
	}
	var v1 struct {
		Certs []struct {
			Sum    []byte
			Issuer asn1.RawValue `asn1:"optional"`
		}
		Policies asn1.RawValue `asn1:"optional"`
	}
	sum := sha1.Sum(s.by.Raw) //nolint:gosec // as above
	return p7.UnmarshalSignedAttribute(oidSigningCertificate, &v1) == nil && len(v1.Certs) > 0 && bytes.Equal(v1.Certs[0].Sum, sum[:])
}

// trusted reports why the certificate did not stand for a time-stamp authority at a time.
func (s *signer) trusted(ca *CA, at time.Time) error {
	critical := slices.ContainsFunc(s.by.Extensions, func(e pkix.Extension) bool { return e.Id.Equal(oidExtKeyUsage) && e.Critical })
	signs := s.by.KeyUsage == 0 || s.by.KeyUsage&(x509.KeyUsageDigitalSignature|x509.KeyUsageContentCommitment) != 0
	if !critical || !signs || len(s.by.UnknownExtKeyUsage) > 0 || !slices.Equal(s.by.ExtKeyUsage, []x509.ExtKeyUsage{x509.ExtKeyUsageTimeStamping}) {
		return ErrPurpose
	}
	between := x509.NewCertPool()
	for _, c := range s.others {
		between.AddCert(c)
	}
	_, err := s.by.Verify(x509.VerifyOptions{Roots: ca.pool, Intermediates: between, CurrentTime: at, KeyUsages: []x509.ExtKeyUsage{x509.ExtKeyUsageTimeStamping}})
	var invalid x509.CertificateInvalidError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &invalid) && invalid.Reason == x509.Expired:
		return fmt.Errorf("%w: it stamped at %s, and a certificate of its chain was not valid then: %s", ErrEnded, at.UTC().Format(time.RFC3339), Plain(invalid.Detail))
	default:
		return fmt.Errorf("%w: %s", ErrUntrusted, Plain(err.Error()))
	}
}

// name is the authority's, as its certificate has it.
func (s *signer) name() string {
	if n := s.by.Subject.CommonName; n != "" {
		return Plain(n)
	}
	return Plain(s.by.Subject.String())
}
