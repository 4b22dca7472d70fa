package backup

import (
	"archive/tar"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"

	"filippo.io/age"

	"github.com/taupier-eu/taupier/internal/ledger"
)

// Taker is given the parts of a backup, one after the other. It may give io.Discard.
type Taker func(name string, size int64) (io.WriteCloser, error)

// Opened is a backup whose every byte was read and fits its manifest.
type Opened struct {
	Manifest
	ID     string // of the manifest: SHA-256
	Public string // the ledger's key, as the file itself gives it
	note   []byte
}

// SignedBy reports an error unless a key of a ledger vouches for the manifest.
func (o *Opened) SignedBy(public string) error {
	if err := ledger.CheckStatement(o.note, statement(o.ID), public); err != nil {
		return fmt.Errorf("%w: its manifest was not signed by this key of the ledger: %w", ErrBroken, err)
	}
	return nil
}

// Read reads a backup to its end and hands out its parts as they come: until Read returns nil, nothing of them is known to be true.
func Read(r io.Reader, ids []age.Identity, take Taker) (*Opened, error) {
	plain, err := age.Decrypt(r, ids...)
	if err != nil {
		var none *age.NoIdentityMatchError
		if errors.As(err, &none) {
			return nil, fmt.Errorf("%w: none of the secret keys opens it: it is encrypted to others, or its beginning was changed", ErrBroken)
		}
		return nil, broken("open it", err)
	}
	o, err := readParts(plain, take)
	if err != nil {
		return nil, err
	}
	return o, nil
}

// broken says that the bytes are at fault, unless the disk is.
func broken(what string, err error) error {
	var disk *fs.PathError
	if errors.As(err, &disk) || errors.Is(err, ErrBroken) {
		return fmt.Errorf("%s: %w", what, err)
	}
	return fmt.Errorf("%w: %s: %w", ErrBroken, what, err)
}

// reading is what was seen of a backup so far.
type reading struct {
	parts          []Part
	have           map[string]bool
	pub            bytes.Buffer
	manifest, note bytes.Buffer
}

// readParts reads the archive inside. It takes plain files under the names that a backup has, each once, the manifest and its
// signature last, and nothing after them.
func readParts(plain io.Reader, take Taker) (*Opened, error) {
	t := tar.NewReader(plain)
	g := &reading{have: map[string]bool{}}
	for {
		h, err := t.Next()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, broken("read the next part", err)
		}
		if err := g.part(h, t, take); err != nil {
			return nil, err
		}
	}
	if err := nothingAfter(plain); err != nil {
		return nil, err
	}
	return g.end()
}

// nothingAfter reads to the end, so that the last bytes are authenticated too.
func nothingAfter(r io.Reader) error {
	n, err := io.Copy(io.Discard, io.LimitReader(r, 1))
	if err != nil {
		return broken("read its end", err)
	}
	if n != 0 {
		return fmt.Errorf("%w: something stands after its end", ErrBroken)
	}
	return nil
}

func (g *reading) part(h *tar.Header, r io.Reader, take Taker) error {
	most, err := bound(h.Name)
	if err != nil {
		return err
	}
	for key := range h.PAXRecords {
		if key != "size" {
			return fmt.Errorf("%w: %s has a property %.40q, which no part has", ErrBroken, h.Name, key)
		}
	}
	switch {
	case h.Typeflag != tar.TypeReg || h.Linkname != "":
		return fmt.Errorf("%w: %s is no plain file", ErrBroken, h.Name)
	case h.Size < 0 || h.Size > most:
		return fmt.Errorf("%w: %s claims %d bytes", ErrBroken, h.Name, h.Size)
	case g.have[h.Name] || len(g.parts) >= mostParts:
		return fmt.Errorf("%w: %s is there twice, or there are too many parts", ErrBroken, h.Name)
	case g.have[noteName] || g.have[manifestName] && h.Name != noteName:
		return fmt.Errorf("%w: %s stands after the manifest", ErrBroken, h.Name)
	}
	g.have[h.Name] = true
	switch h.Name {
	case manifestName:
		return g.keep(&g.manifest, r)
	case noteName:
		return g.keep(&g.note, r)
	}
	return g.take(h, r, take)
}

func (g *reading) keep(b *bytes.Buffer, r io.Reader) error {
	if _, err := io.Copy(b, r); err != nil {
		return broken("read the manifest", err)
	}
	return nil
}

func (g *reading) take(h *tar.Header, r io.Reader, take Taker) error {
	to, err := take(h.Name, h.Size)
	if err != nil {
		return err
	}
	sum := sha256.New()
	all := io.MultiWriter(to, sum)
	if h.Name == LedgerPub {
		all = io.MultiWriter(to, sum, &g.pub)
	}
	in := &source{r: r}
	_, err = io.Copy(all, in)
	switch {
	case in.err != nil:
		return errors.Join(broken("read "+h.Name, in.err), to.Close())
	case err != nil:
		return errors.Join(fmt.Errorf("take %s out: %w", h.Name, err), to.Close())
	}
	if err := to.Close(); err != nil {
		return fmt.Errorf("take %s out: %w", h.Name, err)
	}
	g.parts = append(g.parts, Part{h.Name, h.Size, hex.EncodeToString(sum.Sum(nil))})
	return nil
}

// source remembers whether reading failed, so that a full disk is not taken for a broken file.
type source struct {
	r   io.Reader
	err error
}

func (s *source) Read(p []byte) (int, error) {
	n, err := s.r.Read(p)
	if err != nil && err != io.EOF {
		s.err = err
	}
	return n, err
}

func (g *reading) end() (*Opened, error) {
	if !g.have[noteName] || !g.have[Database] || !g.have[LedgerPub] || !g.have[LedgerKey] {
		return nil, fmt.Errorf("%w: its end, its database or a key of the ledger is missing", ErrBroken)
	}
	m, err := parseManifest(g.manifest.Bytes())
	if err != nil {
		return nil, err
	}
	if len(m.Parts) != len(g.parts) {
		return nil, fmt.Errorf("%w: %d parts are here, and its manifest lists %d", ErrBroken, len(g.parts), len(m.Parts))
	}
	for i, p := range m.Parts {
		if p != g.parts[i] {
			return nil, fmt.Errorf("%w: %s is not the part that its manifest lists", ErrBroken, g.parts[i].Name)
		}
	}
	o := &Opened{Manifest: *m, ID: sumOf(g.manifest.Bytes()), Public: strings.TrimSpace(g.pub.String()), note: g.note.Bytes()}
	return o, o.SignedBy(o.Public)
}
