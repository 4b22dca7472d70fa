package backup

import (
	"bytes"
	"errors"
	"fmt"
	"strings"

	"filippo.io/age"
	"filippo.io/age/agessh"
	"golang.org/x/crypto/ssh"
)

// Recipients reads the public keys that a backup is encrypted to, one a line: of age (age1...) or of SSH (ssh-ed25519 ..., ssh-rsa
// ...). Empty lines and those that begin with # are passed over.
func Recipients(lines []string) ([]age.Recipient, error) {
	var out []age.Recipient
	for _, line := range lines {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		r, err := recipient(line)
		if err != nil {
			return nil, err
		}
		out = append(out, r)
	}
	if len(out) == 0 {
		return nil, errors.New("a backup needs the public key of at least one trustee, such as age1... (age-keygen makes one)")
	}
	return out, nil
}

func recipient(line string) (age.Recipient, error) {
	if strings.HasPrefix(line, "AGE-SECRET-KEY-") {
		return nil, errors.New("a secret key was given as a recipient: give its public key (age-keygen -y), and make a new pair if others could read it")
	}
	if strings.HasPrefix(line, "ssh-") {
		r, err := agessh.ParseRecipient(line)
		if err != nil {
			return nil, fmt.Errorf("recipient %.24q: %w", line, err)
		}
		return r, nil
	}
	rs, err := age.ParseRecipients(strings.NewReader(line))
	if err != nil {
		return nil, fmt.Errorf("recipient %.24q is no public key of age or SSH: %w", line, err)
	}
	return rs[0], nil
}

// Identities reads secret keys that open backups: a file of age-keygen, or a private key of SSH. The passphrase is asked for only
// when an SSH key has one.
func Identities(data []byte, passphrase func() ([]byte, error)) ([]age.Identity, error) {
	if !bytes.HasPrefix(bytes.TrimSpace(data), []byte("-----BEGIN")) {
		ids, err := age.ParseIdentities(bytes.NewReader(data))
		if err != nil {
			return nil, fmt.Errorf("read a secret key: %w", err)
		}
		return ids, nil
	}
	id, err := agessh.ParseIdentity(data)
	var locked *ssh.PassphraseMissingError
	if errors.As(err, &locked) {
		if locked.PublicKey == nil {
			return nil, errors.New("read a secret key: it has a passphrase in an old form: write it again with ssh-keygen -p")
		}
		id, err = agessh.NewEncryptedSSHIdentity(locked.PublicKey, data, passphrase)
	}
	if err != nil {
		return nil, fmt.Errorf("read a secret key: %w", err)
	}
	return []age.Identity{id}, nil
}

// Recipient is somebody's public key, Identity a secret key.
type (
	Recipient = age.Recipient
	Identity  = age.Identity
)
