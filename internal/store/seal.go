package store

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/sha256"
	"database/sql"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/taupier-eu/taupier/internal/core"
)

// Sealer seals what the store keeps of people, so that whoever has the files of the database, or a copy of them, reads ids and
// times. AES-256-GCM with a random nonce (NIST SP 800-38D); the place of a value is authenticated with it, so that a value that
// was moved elsewhere does not open. What is asked for in SQL (ids, states, times) stays clear.
//
// The key is random, made with the store and kept in it wrapped by the master key, which lies in a file of its own.
type Sealer struct {
	id   string // of the key that seals
	keys map[string]cipher.AEAD
}

// sealMark begins what is sealed: "s1.", the id of the key, ".", nonce and text in base64.
const sealMark = "s1."

// KeySize is the size of a key in bytes.
const KeySize = 32

// Seal seals a text for its place, such as "people.name" and the row's id. The empty text stays empty.
func (s *Sealer) Seal(place, id, text string) (string, error) {
	if text == "" {
		return "", nil
	}
	if s == nil || s.id == "" {
		return "", errNoMaster
	}
	return s.mark() + base64.RawStdEncoding.EncodeToString(s.keys[s.id].Seal(nil, nil, []byte(text), placed(place, id))), nil
}

// Open gives the text that was sealed for a place. What was changed, moved or never sealed is refused.
func (s *Sealer) Open(place, id, sealed string) (string, error) {
	if sealed == "" {
		return "", nil
	}
	rest, ok := strings.CutPrefix(sealed, sealMark)
	key, text, cut := strings.Cut(rest, ".")
	if !ok || !cut {
		return "", fmt.Errorf("%s of %s is not sealed", place, id)
	}
	b, err := base64.RawStdEncoding.DecodeString(text)
	if err != nil {
		return "", fmt.Errorf("%s of %s is damaged: %w", place, id, err)
	}
	plain, err := s.open(key, place, id, b)
	return string(plain), err
}

// errNoMaster says that a store was opened in a way that gives no keys.
var errNoMaster = fmt.Errorf("%w: the store was opened without its master key", core.ErrUnavailable)

func (s *Sealer) mark() string { return sealMark + s.id + "." }

// IsCurrent reports whether something was sealed under the key that seals now.
func (s *Sealer) IsCurrent(sealed []byte) bool { return bytes.HasPrefix(sealed, []byte(s.mark())) }

// Before gives what begins everything that was sealed under the keys before.
func (s *Sealer) Before() [][]byte {
	var out [][]byte
	for id := range s.keys {
		if id != s.id {
			out = append(out, []byte(sealMark+id+"."))
		}
	}
	return out
}

// SealBytes seals bytes for their place, for files.
func (s *Sealer) SealBytes(place, id string, plain []byte) ([]byte, error) {
	if s == nil || s.id == "" {
		return nil, errNoMaster
	}
	return s.keys[s.id].Seal([]byte(s.mark()), nil, plain, placed(place, id)), nil
}

// OpenBytes opens what SealBytes has sealed.
func (s *Sealer) OpenBytes(place, id string, sealed []byte) ([]byte, error) {
	rest, ok := bytes.CutPrefix(sealed, []byte(sealMark))
	key, text, cut := bytes.Cut(rest, []byte("."))
	if !ok || !cut {
		return nil, fmt.Errorf("%s of %s is not sealed", place, id)
	}
	return s.open(string(key), place, id, text)
}

func (s *Sealer) open(key, place, id string, sealed []byte) ([]byte, error) {
	if s == nil || s.keys[key] == nil {
		return nil, fmt.Errorf("%w: %s of %s is sealed under the key %s, which is not here: name the file of its master key as key_file in server.yaml", core.ErrUnavailable, place, id, key)
	}
	plain, err := s.keys[key].Open(nil, nil, sealed, placed(place, id))
	if err != nil {
		return nil, fmt.Errorf("%s of %s does not open: it was changed, or belongs elsewhere", place, id)
	}
	return plain, nil
}

func placed(place, id string) []byte { return []byte(place + "/" + id) }

// add takes a key into the ring.
func (s *Sealer) add(id string, key []byte) error {
	a, err := gcm(key)
	if err != nil {
		return err
	}
	s.keys[id], s.id = a, id
	return nil
}

func gcm(key []byte) (cipher.AEAD, error) {
	if len(key) != KeySize {
		return nil, fmt.Errorf("a key of %d bytes, want %d", len(key), KeySize)
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	return cipher.NewGCMWithRandomNonce(block)
}

// seal seals a text for a column ("people.name") of the row with an id.
func (t *Tx) seal(column, id, text string) (string, error) { return t.sealer.Seal(column, id, text) }

// unseal puts what was sealed for a column in the place of what the database gave.
func (v *View) unseal(column, id string, text *string) (err error) {
	*text, err = v.sealer.Open(column, id, *text)
	return err
}

// master is the key that wraps the others.
type master struct {
	id  string
	key cipher.AEAD
}

// MasterFile is the name of the master key's file in a data directory, when no other place is given.
const MasterFile = "master.key"

// readMaster reads a master key: a line of base64. It makes one where there is none and fresh says that nothing is sealed yet.
func readMaster(path string, random io.Reader, fresh bool) (master, error) {
	text, err := os.ReadFile(path)
	if errors.Is(err, os.ErrNotExist) && fresh {
		key := make([]byte, KeySize)
		if _, err := io.ReadFull(random, key); err != nil {
			return master{}, fmt.Errorf("make a master key: %w", err)
		}
		text = []byte(base64.StdEncoding.EncodeToString(key) + "\n")
		if err := writeKey(path, text); err != nil {
			return master{}, err
		}
	} else if err != nil {
		return master{}, fmt.Errorf("%w: read the master key, without which nothing about people opens: put the file back, or name its place as key_file in server.yaml: %w", core.ErrUnavailable, err)
	}
	key, err := base64.StdEncoding.DecodeString(strings.TrimSpace(string(text)))
	if err != nil {
		return master{}, fmt.Errorf("the master key %s is not base64", path)
	}
	a, err := gcm(key)
	if err != nil {
		return master{}, fmt.Errorf("the master key %s: %w", path, err)
	}
	sum := sha256.Sum256(append([]byte("taupier master key\x00"), key...))
	return master{hex.EncodeToString(sum[:8]), a}, nil
}

// writeKey writes a key's file for its owner alone, and has it whole and on disk before anything is sealed under it.
func writeKey(path string, text []byte) error {
	const part = ".part"
	f, err := os.OpenFile(path+part, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("keep the master key: %w", err)
	}
	_, err = f.Write(text)
	if err = errors.Join(err, f.Sync(), f.Close()); err == nil {
		err = os.Rename(path+part, path)
	}
	if err != nil {
		return fmt.Errorf("keep the master key: %w", err)
	}
	return syncFolder(filepath.Dir(path))
}

// keyring reads the keys of a store that its master key wraps.
func (v *View) keyring(m master) (*Sealer, error) {
	s := &Sealer{keys: map[string]cipher.AEAD{}}
	return s, v.each(func(r *sql.Rows) error {
		var id, by, wrapped string
		if err := r.Scan(&id, &by, &wrapped); err != nil {
			return err
		}
		if by != m.id {
			return fmt.Errorf("%w: the store's key is wrapped by the master key %s, and this one is %s: name the right file as key_file in server.yaml", core.ErrUnavailable, by, m.id)
		}
		key, err := m.unwrap(id, wrapped)
		if err != nil {
			return err
		}
		return s.add(id, key)
	}, "select id, master, wrapped from data_keys order by made_at, id")
}

// putKey keeps a key, wrapped.
func (t *Tx) putKey(m master, id string, key []byte, now time.Time) error {
	return t.exec("insert into data_keys (id, master, wrapped, made_at) values ($1, $2, $3, $4)", id, m.id, m.wrap(id, key), micros(now))
}
