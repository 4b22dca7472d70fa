package app

import (
	"crypto/ed25519"
	"crypto/rand"
	"encoding/pem"
	"os"

	"filippo.io/age"
	"github.com/rogpeppe/go-internal/testscript"
	"golang.org/x/crypto/ssh"
)

// writeTrustee makes the keys of a trustee: trustee [-ssh] KEYFILE RECIPIENTS. The public one is added to RECIPIENTS.
func writeTrustee(ts *testscript.TestScript, neg bool, args []string) {
	kind := sshKeys
	if len(args) == 3 && args[0] == "-ssh" {
		args = args[1:]
	} else {
		kind = ageKeys
	}
	if neg || len(args) != 2 {
		ts.Fatalf("usage: trustee [-ssh] KEYFILE RECIPIENTS")
	}
	public, secret, err := kind()
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(secret), 0o600))
	f, err := os.OpenFile(ts.MkAbs(args[1]), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	ts.Check(err)
	_, err = f.WriteString("# " + args[0] + "\n" + public + "\n")
	ts.Check(err)
	ts.Check(f.Close())
}

func ageKeys() (public, secret string, err error) {
	id, err := age.GenerateX25519Identity()
	if err != nil {
		return "", "", err
	}
	return id.Recipient().String(), id.String() + "\n", nil
}

func sshKeys() (public, secret string, err error) {
	pub, key, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		return "", "", err
	}
	block, err := ssh.MarshalPrivateKey(key, "mehdi@example.com")
	if err != nil {
		return "", "", err
	}
	p, err := ssh.NewPublicKey(pub)
	if err != nil {
		return "", "", err
	}
	return string(ssh.MarshalAuthorizedKey(p)), string(pem.EncodeToMemory(block)), nil
}
