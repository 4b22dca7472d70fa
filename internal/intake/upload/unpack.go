package upload

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/intake"
	"github.com/taupier-eu/taupier/internal/intake/archive"
	"github.com/taupier-eu/taupier/internal/intake/dossier"
)

// What is read of what was sent, whatever it says of itself.
const (
	MaxEntries  = 100_000  // files and folders of an archive
	MaxFile     = 25 << 20 // bytes of one file that is no log
	MaxDocument = 1 << 20  // bytes of person.yaml and company.yaml
	unpackTimes = 8        // how many times the limit of an upload its logs may be, decompressed
)

// logsShut is why a log is left.
const logsShut = "no log is taken before the consultation of the employees' representatives and the impact assessment are on record"

// unpacking turns the bytes of one upload into files of a company folder, each sealed in a blob of its own.
type unpacking struct {
	shelf *Shelf
	max   int64
	logs  bool // logs may be taken
	now   time.Time
	step  func(string)

	files []File
	left  []core.Problem
	bytes int64
	plain int64 // of logs, decompressed
}

// unpack unpacks an upload. What it made stands in files also when it fails, for the caller to drop.
func (p *unpacking) unpack(ctx context.Context, u Upload) error {
	b, err := p.shelf.Open(u.Blob)
	if err != nil {
		return err
	}
	defer b.Close()
	if b.Size() != u.Size {
		return ErrDamaged
	}
	switch {
	case u.Kind == Log:
		err = p.log(ctx, u, b)
	case u.Kind == Dossier && !packed(b):
		err = p.document(b)
	default:
		err = p.archive(ctx, u.Kind, b)
	}
	for i := range p.files {
		p.files[i].Upload, p.files[i].At = u.ID, p.now
	}
	return err
}

// packed reports whether bytes begin as an archive, or as something compressed.
func packed(r io.ReaderAt) bool {
	head := make([]byte, 512)
	n, _ := r.ReadAt(head, 0)
	head = head[:n]
	for _, magic := range []string{"PK\x03\x04", "PK\x05\x06", "\x1f\x8b", "\x28\xb5\x2f\xfd"} {
		if bytes.HasPrefix(head, []byte(magic)) {
			return true
		}
	}
	return n > 262 && bytes.HasPrefix(head[257:], []byte("ustar"))
}

// log takes the bytes as they are.
func (p *unpacking) log(ctx context.Context, u Upload, b *Blob) error {
	if !p.logs { // they could be when it was begun
		return fmt.Errorf("%w: %s", archive.ErrRefused, logsShut)
	}
	name := path.Base(strings.ReplaceAll(u.Name, `\`, "/"))
	at, role, _, _ := placed("logs/" + name)
	if role != intake.RoleLog {
		at = "logs/upload.log"
	}
	h := sha256.New()
	n, err := io.Copy(h, &stopping{ctx, io.NewSectionReader(b, 0, b.Size())})
	if err != nil {
		return err
	}
	f := File{Blob: u.Blob, Path: at, Role: intake.RoleLog, Size: n, SHA256: hex.EncodeToString(h.Sum(nil))}
	if f.Plain, err = p.plainSum(ctx, b); err != nil {
		return err
	}
	p.bytes = n
	p.files = append(p.files, f)
	return nil
}

// stopping ends when ctx does.
type stopping struct {
	ctx context.Context
	r   io.Reader
}

func (s *stopping) Read(p []byte) (int, error) {
	if err := s.ctx.Err(); err != nil {
		return 0, err
	}
	return s.r.Read(p)
}

// plainSum is the SHA-256 of a log once it is decompressed. What is damaged is said by the reading, which goes as far as it can.
func (p *unpacking) plainSum(ctx context.Context, b *Blob) (string, error) {
	plain, done, err := intake.Decompress(&stopping{ctx, io.NewSectionReader(b, 0, b.Size())})
	if err != nil {
		return "", ctx.Err()
	}
	defer done() //nolint:errcheck // it only read
	h := sha256.New()
	room := unpackTimes*p.max - p.plain
	n, err := io.Copy(h, io.LimitReader(plain, room+1))
	if p.plain += n; n > room {
		return "", fmt.Errorf("%w: its logs are larger than %d MiB once they are decompressed", archive.ErrRefused, unpackTimes*p.max>>20)
	}
	if err != nil {
		return "", ctx.Err()
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// placed is a path with its place in a company folder.
func placed(at string) (string, intake.Role, string, string) {
	role, person, mend := intake.PlaceOf(at)
	return at, role, person, mend
}

// document takes one person.yaml, or the same as JSON, without an archive around it.
func (p *unpacking) document(b *Blob) error {
	data, err := io.ReadAll(io.NewSectionReader(b, 0, MaxDocument+1))
	if err != nil {
		return err
	}
	if len(data) > MaxDocument {
		return fmt.Errorf("%w: a person.yaml is at most %d MiB; send an archive when files belong to it", archive.ErrRefused, MaxDocument>>20)
	}
	f, err := p.keep("person.yaml", bytes.NewReader(data))
	if err != nil {
		return err
	}
	return p.settle(Dossier, []File{f})
}

// archive takes what an archive holds.
func (p *unpacking) archive(ctx context.Context, kind Kind, b *Blob) error {
	var files []File
	limits := archive.Limits{Entries: MaxEntries, Total: p.max, Entry: func(name string) int64 {
		if slices.Contains(strings.Split(name, "/"), "logs") {
			return p.max
		}
		return MaxFile
	}}
	left, err := archive.Walk(ctx, b, b.Size(), limits, func(name string, body io.Reader) error {
		p.step(name)
		f, err := p.keep(name, body)
		if err == nil {
			files = append(files, f)
		}
		return err
	})
	p.left = append(p.left, left...)
	if err != nil {
		p.files = files
		return err
	}
	return p.settle(kind, files)
}

// keep seals one file.
func (p *unpacking) keep(name string, body io.Reader) (File, error) {
	blob, err := p.shelf.New()
	if err != nil {
		return File{}, err
	}
	h := sha256.New()
	n, err := p.shelf.Append(blob, 0, io.TeeReader(body, h))
	if err != nil {
		return File{}, errors.Join(err, p.shelf.Remove(blob))
	}
	p.bytes += n
	return File{Blob: blob, Path: name, Size: n, SHA256: hex.EncodeToString(h.Sum(nil))}, nil
}

// read gives a small file whole.
func (p *unpacking) read(f File) ([]byte, error) {
	b, err := p.shelf.Open(f.Blob)
	if err != nil {
		return nil, err
	}
	defer b.Close()
	data, err := io.ReadAll(io.NewSectionReader(b, 0, MaxDocument+1))
	if err == nil && len(data) > MaxDocument {
		return nil, fmt.Errorf("%w: larger than %d MiB", core.ErrInvalid, MaxDocument>>20)
	}
	return data, err
}

// idOf is whose dossier a document is.
func (p *unpacking) idOf(f File, at string) (string, []core.Problem) {
	data, err := p.read(f)
	if err != nil {
		return "", []core.Problem{{Input: at, Says: "not taken: " + err.Error()}}
	}
	who, problems, ok := dossier.ParsePerson(at, data)
	if !ok {
		return "", append(problems, core.Problem{Input: at, Says: "not taken: nobody can be made of it"})
	}
	if id := who.Dossier.ID; goodID(id) {
		return id, nil
	}
	return "", []core.Problem{{Input: at, Says: "not taken: the id cannot be the name of a folder"}}
}

// goodID reports whether an id can be the name of a folder.
func goodID(id string) bool {
	role, person, _ := intake.PlaceOf("people/" + id + "/person.yaml")
	return role == intake.RolePerson && person == id && len(id) <= 128 && id != ".." && !strings.ContainsAny(id, "\\\x00") && path.Clean(id) == id
}
