package api

import (
	"crypto/aes"
	"crypto/cipher"
	"encoding/base64"
	"fmt"
	"io"
)

// seal closes what a client keeps for us and must neither read nor make: places in a list, places in the feed. It is AES-256-GCM
// under a key of this process, so that what was sealed before a restart is refused, and says so.
type seal struct {
	aead   cipher.AEAD
	random io.Reader
}

func newSeal(random io.Reader) (seal, error) {
	key := make([]byte, 32)
	if _, err := io.ReadFull(random, key); err != nil {
		return seal{}, fmt.Errorf("make a key: %w", err)
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return seal{}, fmt.Errorf("make a key: %w", err)
	}
	aead, err := cipher.NewGCM(block)
	if err != nil {
		return seal{}, fmt.Errorf("make a key: %w", err)
	}
	return seal{aead, random}, nil
}

// close seals a text for a purpose (whose list, which, how filtered).
func (s seal) close(purpose, text string) (string, error) {
	nonce := make([]byte, s.aead.NonceSize(), s.aead.NonceSize()+len(text)+s.aead.Overhead())
	if _, err := io.ReadFull(s.random, nonce); err != nil {
		return "", fmt.Errorf("seal: %w", err)
	}
	return base64.RawURLEncoding.EncodeToString(s.aead.Seal(nonce, nonce, []byte(text), []byte(purpose))), nil
}

// open reads what was sealed for the same purpose.
func (s seal) open(purpose, sealed string) (string, bool) {
	data, err := base64.RawURLEncoding.Strict().DecodeString(sealed)
	if err != nil || len(data) < s.aead.NonceSize() {
		return "", false
	}
	n := s.aead.NonceSize()
	text, err := s.aead.Open(nil, data[:n], data[n:], []byte(purpose))
	return string(text), err == nil
}
