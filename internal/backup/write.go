package backup

import (
	"archive/tar"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"

	"filippo.io/age"

	"github.com/taupier-eu/taupier/internal/ledger"
)

// Writer writes a backup part by part. What it holds in memory is the list of parts, never one of them.
type Writer struct {
	sealed io.WriteCloser
	tar    *tar.Writer
	m      Manifest
	have   map[string]bool
}

// NewWriter begins a backup that the holders of the recipients' keys can open, each alone.
func NewWriter(w io.Writer, to []age.Recipient) (*Writer, error) {
	sealed, err := age.Encrypt(w, to...)
	if err != nil {
		return nil, fmt.Errorf("encrypt the backup: %w", err)
	}
	return &Writer{sealed: sealed, tar: tar.NewWriter(sealed), have: map[string]bool{}}, nil
}

// Add writes a part of a size that is known.
func (w *Writer) Add(name string, size int64, r io.Reader) error {
	most, err := bound(name)
	if err != nil {
		return err
	}
	if size > most || w.have[name] {
		return fmt.Errorf("%s of %d bytes cannot be in a backup: it is too large, or there already", name, size)
	}
	w.have[name] = true
	h := sha256.New()
	if err := w.put(name, size, io.TeeReader(r, h)); err != nil {
		return err
	}
	w.m.Parts = append(w.m.Parts, Part{name, size, hex.EncodeToString(h.Sum(nil))})
	return nil
}

func (w *Writer) put(name string, size int64, r io.Reader) error {
	if err := w.tar.WriteHeader(&tar.Header{Typeflag: tar.TypeReg, Name: name, Size: size, Mode: 0o600}); err != nil {
		return fmt.Errorf("write %s into the backup: %w", name, err)
	}
	n, err := io.Copy(w.tar, r)
	if err == nil && n != size {
		err = fmt.Errorf("it has %d bytes and had %d", n, size)
	}
	if err != nil {
		return fmt.Errorf("write %s into the backup: %w", name, err)
	}
	return nil
}

// Close writes the manifest, signed, and ends the backup. It gives the manifest as it was written and its name.
func (w *Writer) Close(m Manifest, private string) (Manifest, string, error) {
	m.Form, m.Parts = Form, w.m.Parts
	data, err := m.encode()
	if err != nil {
		return m, "", err
	}
	sum := sumOf(data)
	note, err := ledger.SignStatement(statement(sum), private)
	if err != nil {
		return m, "", err
	}
	for _, p := range []struct {
		name string
		data []byte
	}{{manifestName, data}, {noteName, note}} {
		if err := w.put(p.name, int64(len(p.data)), bytes.NewReader(p.data)); err != nil {
			return m, "", err
		}
	}
	if err := errors.Join(w.tar.Close(), w.sealed.Close()); err != nil {
		return m, "", fmt.Errorf("end the backup: %w", err)
	}
	return m, sum, nil
}
