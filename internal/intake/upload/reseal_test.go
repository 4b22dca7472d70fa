package upload

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"
)

// A sealing anew that was killed left the beginning of a blob beside it. The next one writes over that and puts it in the blob's place:
// it is no error that it is gone then.
func TestASealingAnewGoesOnAfterOneThatWasKilled(t *testing.T) {
	dir, keys := t.TempDir(), &keyring{keys: [][]byte{bytes.Repeat([]byte{1}, 32)}}
	s, err := OpenShelf(dir, keys, rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	name, err := s.New()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Append(name, 0, bytes.NewReader([]byte("a line of a log\n"))); err != nil {
		t.Fatal(err)
	}
	keys.keys = append(keys.keys, bytes.Repeat([]byte{2}, 32))
	if err := os.WriteFile(filepath.Join(dir, name+part), []byte("half"), 0o600); err != nil {
		t.Fatal(err)
	}
	if left, err := s.Reseal(t.Context(), keys); err != nil || len(left) > 0 {
		t.Fatalf("%v %v", left, err)
	}
	keys.keys[0] = nil // the key before is gone
	b, err := s.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	got, err := io.ReadAll(io.NewSectionReader(b, 0, b.Size()))
	if err != nil || string(got) != "a line of a log\n" {
		t.Errorf("%q %v", got, err)
	}
	if all, err := os.ReadDir(dir); err != nil || len(all) != 1 {
		t.Errorf("%v %v", all, err)
	}
}

// keyring seals under its newest key, with AES-GCM and the key's number first.
type keyring struct{ keys [][]byte }

func (k *keyring) aead(n int) (cipher.AEAD, error) {
	if n >= len(k.keys) || k.keys[n] == nil {
		return nil, errors.New("no such key")
	}
	block, err := aes.NewCipher(k.keys[n])
	if err != nil {
		return nil, err
	}
	return cipher.NewGCMWithRandomNonce(block)
}

func (k *keyring) SealBytes(column, row string, plain []byte) ([]byte, error) {
	n := len(k.keys) - 1
	a, err := k.aead(n)
	if err != nil {
		return nil, err
	}
	return append([]byte{byte(n)}, a.Seal(nil, nil, plain, []byte(column+row))...), nil
}

func (k *keyring) OpenBytes(column, row string, sealed []byte) ([]byte, error) {
	a, err := k.aead(int(sealed[0]))
	if err != nil {
		return nil, err
	}
	return a.Open(nil, nil, sealed[1:], []byte(column+row))
}

func (k *keyring) IsCurrent(sealed []byte) bool { return int(sealed[0]) == len(k.keys)-1 }
