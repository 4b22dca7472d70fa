package stamp

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"math/big"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/digitorus/pkcs7"
	"github.com/digitorus/timestamp"
)

// by is an authority that openssl would not be: its certificate and its tokens are made here, as wrong as a case wants them.
type by struct {
	ca   *CA
	cert *x509.Certificate
	key  *ecdsa.PrivateKey
}

func newBy(t *testing.T, shape func(*x509.Certificate)) by {
	t.Helper()
	key := func() *ecdsa.PrivateKey {
		k, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
		if err != nil {
			t.Fatal(err)
		}
		return k
	}
	make := func(c, parent *x509.Certificate, of, signs *ecdsa.PrivateKey) *x509.Certificate {
		raw, err := x509.CreateCertificate(rand.Reader, c, parent, &of.PublicKey, signs)
		if err != nil {
			t.Fatal(err)
		}
		made, err := x509.ParseCertificate(raw)
		if err != nil {
			t.Fatal(err)
		}
		return made
	}
	year := 365 * 24 * time.Hour
	rootKey, b := key(), by{key: key()}
	root := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "Root"}, NotBefore: time.Now().Add(-year), NotAfter: time.Now().Add(year), IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign}
	root = make(root, root, rootKey, rootKey)
	leaf := &x509.Certificate{SerialNumber: big.NewInt(2), Subject: pkix.Name{Organization: []string{"Stamps SA"}}, NotBefore: time.Now().Add(-year), NotAfter: time.Now().Add(year), KeyUsage: x509.KeyUsageDigitalSignature}
	usage(leaf, true, 8)
	shape(leaf)
	b.cert = make(leaf, root, b.key, rootKey)
	var err error
	if b.ca, err = ReadCA(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: root.Raw})); err != nil {
		t.Fatal(err)
	}
	return b
}

// usage says what a certificate is for: numbers of id-kp, 8 is time stamping.
func usage(c *x509.Certificate, critical bool, purposes ...byte) {
	value := []byte{0x30, byte(10 * len(purposes))}
	for _, p := range purposes {
		value = append(value, 6, 8, 0x2b, 6, 1, 5, 5, 7, 3, p)
	}
	c.ExtraExtensions = []pkix.Extension{{Id: oidExtKeyUsage, Critical: critical, Value: value}}
}

func (b by) token(t *testing.T, shape func(*timestamp.Timestamp), digest crypto.Hash) []byte {
	t.Helper()
	sum := sha256.Sum256(note)
	s := &timestamp.Timestamp{HashAlgorithm: crypto.SHA256, HashedMessage: sum[:], Time: time.Now().UTC(), Policy: []int{1, 2, 3}, AddTSACertificate: true}
	shape(s)
	reply, err := s.CreateResponseWithOpts(b.cert, b.key, digest)
	if err != nil {
		t.Fatal(err)
	}
	got, err := timestamp.ParseResponse(reply)
	if err != nil {
		t.Fatal(err)
	}
	return got.RawToken
}

func TestACertificateIsForTimeStampingAlone(t *testing.T) {
	for name, c := range map[string]struct {
		shape func(*x509.Certificate)
		want  error
	}{
		"as RFC 3161 wants it":  {func(*x509.Certificate) {}, nil},
		"not critical":          {func(c *x509.Certificate) { usage(c, false, 8) }, ErrPurpose},
		"for servers":           {func(c *x509.Certificate) { usage(c, true, 1) }, ErrPurpose},
		"for code as well":      {func(c *x509.Certificate) { usage(c, true, 8, 3) }, ErrPurpose},
		"for something unknown": {func(c *x509.Certificate) { usage(c, true, 8, 99) }, ErrPurpose},
		"for anything":          {func(c *x509.Certificate) { c.ExtraExtensions = nil }, ErrPurpose},
		"to sign certificates":  {func(c *x509.Certificate) { c.KeyUsage = x509.KeyUsageCertSign }, ErrPurpose},
		"with a condition of ?!": {func(c *x509.Certificate) {
			c.ExtraExtensions = append(c.ExtraExtensions, pkix.Extension{Id: []int{1, 2, 3}, Critical: true, Value: []byte{5, 0}})
		}, ErrUntrusted},
	} {
		b := newBy(t, c.shape)
		s, err := Check(b.token(t, func(*timestamp.Timestamp) {}, crypto.SHA256), note, b.ca)
		if !errors.Is(err, c.want) || err == nil && s.By != "O=Stamps SA" {
			t.Errorf("%s: %+v %v", name, s, err)
		}
	}
}

// A certificate that has ended says nothing against what it stamped before, and no stamp is older or younger than its certificate.
func TestACertificateIsJudgedAtTheTimeOfTheStamp(t *testing.T) {
	month := 30 * 24 * time.Hour
	b := newBy(t, func(c *x509.Certificate) { c.NotBefore, c.NotAfter = time.Now().Add(-4*month), time.Now().Add(-month) })
	for ago, want := range map[time.Duration]error{2 * month: nil, 5 * month: ErrEnded, 0: ErrEnded} {
		if err := (&signer{by: b.cert}).trusted(b.ca, time.Now().Add(-ago)); !errors.Is(err, want) {
			t.Errorf("%s ago: %v, want %v", ago, err, want)
		}
	}
}

func TestATokenThatIsNotWhatRFC3161WantsIsRefused(t *testing.T) {
	b := newBy(t, func(*x509.Certificate) {})
	for name, c := range map[string]struct {
		shape  func(*timestamp.Timestamp)
		digest crypto.Hash
		want   error
		says   string
	}{
		"no certificate in it": {func(s *timestamp.Timestamp) { s.AddTSACertificate = false }, crypto.SHA256, ErrMalformed, "whose certificate is in it"},
		"signed with SHA-1":    {func(*timestamp.Timestamp) {}, crypto.SHA1, ErrMalformed, "SHA-256"},
		"another hash":         {func(s *timestamp.Timestamp) { s.HashAlgorithm = crypto.SHA384 }, crypto.SHA256, ErrOther, ""},
		"a hash cut short":     {func(s *timestamp.Timestamp) { s.HashedMessage = s.HashedMessage[:31] }, crypto.SHA256, ErrOther, ""},
		"exact to half a day":  {func(s *timestamp.Timestamp) { s.Accuracy = 12 * time.Hour }, crypto.SHA256, ErrMalformed, "accuracy"},
	} {
		_, err := Check(b.token(t, c.shape, c.digest), note, b.ca)
		if !errors.Is(err, c.want) || err != nil && !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// What a token may cost whoever checks it.
func TestCertificatesInATokenAreFewAndTheirKeysSmall(t *testing.T) {
	b := newBy(t, func(*x509.Certificate) {})
	large := &x509.Certificate{PublicKey: &rsa.PublicKey{N: new(big.Int).Lsh(big.NewInt(1), 100000), E: 3}}
	for want, more := range map[string][]*x509.Certificate{"": {b.cert}, "more than 16": slices.Repeat([]*x509.Certificate{b.cert}, 16), "100001 bits": {large}} {
		p7, err := pkcs7.Parse(b.token(t, func(*timestamp.Timestamp) {}, crypto.SHA256))
		if err != nil {
			t.Fatal(err)
		}
		p7.Certificates = append(p7.Certificates, more...)
		if _, err := signerOf(p7); (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", want, err)
		}
	}
}
