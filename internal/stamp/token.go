package stamp

import (
	"bytes"
	"crypto"
	"crypto/sha256"
	"crypto/x509"
	"encoding/asn1"
	"errors"
	"fmt"
	"math/big"
	"slices"
	"strings"
	"time"

	"github.com/digitorus/pkcs7"
	"github.com/digitorus/timestamp"
)

// Why a token does not hold.
var (
	ErrMalformed = errors.New("it is no time stamp")
	ErrSignature = errors.New("its signature does not hold: the token was changed")
	ErrOther     = errors.New("it stamps something else than this checkpoint")
	ErrNonce     = errors.New("it answers another question")
	ErrPurpose   = errors.New("its certificate is not for time stamping alone")
	ErrUntrusted = errors.New("its certificate was not issued by an authority of the CA file")
	ErrEnded     = errors.New("its certificate did not hold when it stamped")
)

// Stamp is what an authority said: these bytes were there at a time.
type Stamp struct {
	At       time.Time // as the authority's clock had it
	Accuracy time.Duration
	By       string    // the authority, as its certificate names it
	Ends     time.Time // of its certificate; what was stamped before then holds beyond it
	Serial   string    // by which the authority knows this stamp
}

// Before is the time before which what was stamped was there, to the second.
func (s Stamp) Before() time.Time {
	return s.At.Add(s.Accuracy + time.Second - time.Nanosecond).Truncate(time.Second).UTC()
}

// Check reports what a token says of a signed checkpoint, or why it does not hold. It needs no network and no clock.
func Check(token, note []byte, ca *CA) (Stamp, error) { return check(token, note, nil, ca) }

// roughest bounds what an authority may say of its own accuracy.
const roughest = time.Hour

func check(token, note []byte, nonce *big.Int, ca *CA) (Stamp, error) {
	signed, err := parse(token)
	if err != nil {
		return Stamp{}, err
	}
	t, err := timestamp.Parse(token) // verifies the signature by the certificate in the token
	switch {
	case err != nil && strings.HasPrefix(err.Error(), "pkcs7: signing time"):
		return Stamp{}, fmt.Errorf("%w: %s", ErrEnded, Plain(err.Error()))
	case err != nil:
		return Stamp{}, fmt.Errorf("%w: %s", ErrSignature, Plain(err.Error()))
	}
	sum := sha256.Sum256(note)
	switch {
	case t.HashAlgorithm != crypto.SHA256 || !bytes.Equal(t.HashedMessage, sum[:]):
		return Stamp{}, ErrOther
	case nonce != nil && (t.Nonce == nil || t.Nonce.Cmp(nonce) != 0):
		return Stamp{}, ErrNonce
	case t.Accuracy < 0 || t.Accuracy > roughest:
		return Stamp{}, fmt.Errorf("%w: an accuracy of %s", ErrMalformed, t.Accuracy)
	case t.SerialNumber == nil:
		return Stamp{}, fmt.Errorf("%w: it has no number", ErrMalformed)
	}
	if err := signed.trusted(ca, t.Time); err != nil {
		return Stamp{}, err
	}
	return Stamp{At: t.Time.UTC(), Accuracy: t.Accuracy, By: signed.name(), Ends: signed.by.NotAfter.UTC(), Serial: Plain(t.SerialNumber.Text(16))}, nil
}

var (
	oidTSTInfo = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 16, 1, 4}
	digests    = []asn1.ObjectIdentifier{pkcs7.OIDDigestAlgorithmSHA256, pkcs7.OIDDigestAlgorithmSHA384, pkcs7.OIDDigestAlgorithmSHA512}
)

// parse reads a token as far as its form goes, and refuses what the parser below takes and RFC 3161 does not: something that is no
// TSTInfo, no or several signers, no certificate, no signed attributes, a hash that is broken.
func parse(token []byte) (*signer, error) {
	bad := func(why string) (*signer, error) { return nil, fmt.Errorf("%w: %s", ErrMalformed, why) }
	if len(token) > MaxAnswer || checkDER(token) != nil {
		return bad(errDER.Error())
	}
	var outer struct {
		Type    asn1.ObjectIdentifier
		Content asn1.RawValue `asn1:"explicit,tag:0"`
	}
	var inner struct {
		Version int
		Digests asn1.RawValue
		Content struct{ Type asn1.ObjectIdentifier }
	}
	if _, err := asn1.Unmarshal(token, &outer); err != nil {
		return bad(Plain(err.Error()))
	}
	if _, err := asn1.Unmarshal(outer.Content.Bytes, &inner); err != nil || !inner.Content.Type.Equal(oidTSTInfo) {
		return bad("something else is signed")
	}
	p7, err := pkcs7.Parse(token)
	if err != nil {
		return bad(Plain(err.Error()))
	}
	if len(p7.Signers) != 1 || p7.GetOnlySigner() == nil {
		return bad("want one signer, whose certificate is in it")
	}
	one := p7.Signers[0]
	if !slices.ContainsFunc(digests, one.DigestAlgorithm.Algorithm.Equal) || one.DigestEncryptionAlgorithm.Algorithm.Equal(pkcs7.OIDDigestAlgorithmECDSASHA1) {
		return bad("it is not signed with SHA-256, SHA-384 or SHA-512")
	}
	return signerOf(p7)
}

// Whole reports why a token does not hold of a signed checkpoint, whoever issued the certificate in it: what is whole says nothing about
// who stamped.
func Whole(token, note []byte) error {
	_, err := check(token, note, nil, &CA{pool: x509.NewCertPool()})
	if errors.Is(err, ErrUntrusted) {
		return nil
	}
	return err
}
