// Package passkeytest is a device that keeps passkeys, for tests: real keys and signatures, and mistakes on demand.
package passkeytest

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"testing"

	"github.com/go-webauthn/webauthn/protocol/webauthncbor"
	"github.com/go-webauthn/webauthn/protocol/webauthncose"
)

// Device holds one passkey.
type Device struct {
	Origin     string // of the page that asks, as the browser says it
	Count      uint32 // the next use has one more; 0 with Still: it does not count
	Still      bool
	Unverified bool   // the user was there and showed nothing of himself
	Handle     []byte // whose it is; from Enrol
	Challenge  string // in the place of what was asked; "": what was asked

	id  []byte
	key *ecdsa.PrivateKey
}

var b64 = base64.RawURLEncoding

type options struct {
	Challenge string              `json:"challenge"`
	RPID      string              `json:"rpId"`
	RP        struct{ ID string } `json:"rp"`
	User      struct{ ID string } `json:"user"`
}

func (d *Device) read(t testing.TB, asked []byte) options {
	t.Helper()
	var o options
	if err := json.Unmarshal(asked, &o); err != nil {
		t.Fatalf("%v: %s", err, asked)
	}
	if d.Challenge != "" {
		o.Challenge = d.Challenge
	}
	return o
}

// Enrol makes a passkey and gives the browser's answer.
func (d *Device) Enrol(t testing.TB, asked []byte) []byte {
	t.Helper()
	o := d.read(t, asked)
	var err error
	if d.key, err = ecdsa.GenerateKey(elliptic.P256(), rand.Reader); err != nil {
		t.Fatal(err)
	}
	if d.Handle, err = b64.DecodeString(o.User.ID); err != nil {
		t.Fatal(err)
	}
	d.id = make([]byte, 32)
	if _, err := rand.Read(d.id); err != nil {
		t.Fatal(err)
	}
	point, err := d.key.PublicKey.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	public := must(webauthncbor.Marshal(webauthncose.EC2PublicKeyData{
		PublicKeyData: webauthncose.PublicKeyData{KeyType: int64(webauthncose.EllipticKey), Algorithm: int64(webauthncose.AlgES256)},
		Curve:         1, XCoord: point[1:33], YCoord: point[33:],
	}))(t)
	auth := d.auth(o.RP.ID, 0x40)
	auth = append(auth, make([]byte, 16)...) // no model
	auth = binary.BigEndian.AppendUint16(auth, uint16(len(d.id)))
	auth = append(append(auth, d.id...), public...)
	object := must(webauthncbor.Marshal(map[string]any{"fmt": "none", "attStmt": map[string]any{}, "authData": auth}))(t)
	return d.answer(t, map[string]any{"clientDataJSON": b64.EncodeToString(d.client(t, "webauthn.create", o)), "attestationObject": b64.EncodeToString(object)})
}

// Answer signs what is asked and gives the browser's answer.
func (d *Device) Answer(t testing.TB, asked []byte) []byte {
	t.Helper()
	o := d.read(t, asked)
	if !d.Still {
		d.Count++
	}
	auth, client := d.auth(o.RPID, 0), d.client(t, "webauthn.get", o)
	sum := sha256.Sum256(client)
	digest := sha256.Sum256(append(append([]byte{}, auth...), sum[:]...))
	signature := must(d.key.Sign(rand.Reader, digest[:], crypto.SHA256))(t)
	return d.answer(t, map[string]any{"clientDataJSON": b64.EncodeToString(client), "authenticatorData": b64.EncodeToString(auth), "signature": b64.EncodeToString(signature), "userHandle": b64.EncodeToString(d.Handle)})
}

func (d *Device) auth(site string, more byte) []byte {
	sum := sha256.Sum256([]byte(site))
	flags := 0x05 | more // present and verified
	if d.Unverified {
		flags &^= 0x04
	}
	return binary.BigEndian.AppendUint32(append(sum[:], flags), d.Count)
}

func (d *Device) client(t testing.TB, kind string, o options) []byte {
	t.Helper()
	return must(json.Marshal(map[string]any{"type": kind, "challenge": o.Challenge, "origin": d.Origin, "crossOrigin": false}))(t)
}

func (d *Device) answer(t testing.TB, response map[string]any) []byte {
	t.Helper()
	id := b64.EncodeToString(d.id)
	return must(json.Marshal(map[string]any{"id": id, "rawId": id, "type": "public-key", "response": response, "clientExtensionResults": map[string]any{}}))(t)
}

func must(b []byte, err error) func(testing.TB) []byte {
	return func(t testing.TB) []byte {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
}
