package upload

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"
	"sync"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/ledger"
)

// Reader reads what is kept of imports.
type Reader interface {
	UploadsOf(owner string) ([]Upload, error) // of one person, the newest MaxListed, the newest first
	OpenUploads() ([]Upload, error)           // of everybody, by time
	Upload(id string) (Upload, error)
	ImportFiles() ([]File, error) // of all uploads, live and not
}

// Writer changes it inside an act.
type Writer interface {
	Reader
	PutUpload(u Upload, from State) error // core.ErrConflict when it is not in that state any more; from "" is a new one
	DropUpload(id string) error           // with those of its files that are not live
	StageFiles([]File) error
	EnliveFile(File) error // under its final path
	DropFile(blob string) error
	RemoveUpload(id string, empty bool) error // one that is part of the company, once its files are dropped; empty: nobody's dossier is left, and that is meant
}

// Store acts and reads in one transaction each.
type Store interface {
	Act(ctx context.Context, e ledger.Entry, detail []byte, do func(Writer) error) error
	View(ctx context.Context, do func(Reader) error) error
}

// Options are what a desk stands on.
type Options struct {
	Store     Store
	Shelf     *Shelf
	Random    io.Reader
	MaxBytes  int64                                                                 // of one upload, and of what an archive unpacks to
	Consulted func(context.Context) (bool, error)                                   // logs may be taken
	Folder    func() (folder fs.FS, done func() error, err error)                   // the operator's
	Read      func(context.Context, fs.FS, func(step string)) ([]core.Input, error) // reads a folder as the server does, and keeps nothing
	Imported  func(ctx context.Context, by access.Actor) error                      // is told that the company has changed
	Trouble   func(error)
}

// Desk is where an actor brings data in.
type Desk struct {
	Options
	wake chan struct{}

	mu   sync.Mutex
	busy map[string]Progress // by upload
}

// Progress is how far the server is with looking at an upload.
type Progress struct {
	Files int    // so far
	Last  string // the one at hand
	Ready bool   // unpacked: it is being read
}

// New makes a desk. Run has to run beside it.
func New(o Options) *Desk {
	return &Desk{Options: o, wake: make(chan struct{}, 1), busy: map[string]Progress{}}
}

// Progress is how far the look at an upload is; false when none is going on.
func (d *Desk) Progress(id string) (Progress, bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	p, ok := d.busy[id]
	return p, ok
}

func (d *Desk) begin(id string) { d.mu.Lock(); d.busy[id] = Progress{}; d.mu.Unlock() }
func (d *Desk) end(id string)   { d.mu.Lock(); delete(d.busy, id); d.mu.Unlock() }

func (d *Desk) step(id, last string, ready bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	p := d.busy[id]
	if ready != p.Ready {
		p.Files = 0
	}
	p.Files, p.Last, p.Ready = p.Files+1, last, ready
	d.busy[id] = p
}

func may(who access.Actor) error {
	if !access.May(who, access.ImportData) {
		return core.ErrNotFound
	}
	return nil
}

// List gives the newest of the actor's own uploads, the newest first.
func (d *Desk) List(ctx context.Context, who access.Actor) ([]Upload, error) {
	if err := may(who); err != nil {
		return nil, err
	}
	var out []Upload
	err := d.Store.View(ctx, func(r Reader) error {
		var err error
		out, err = r.UploadsOf(who.User)
		return err
	})
	return out, err
}

// Get gives one of the actor's own uploads. Somebody else's is not there.
func (d *Desk) Get(ctx context.Context, who access.Actor, id string) (Upload, error) {
	var u Upload
	if err := may(who); err != nil {
		return u, err
	}
	err := d.Store.View(ctx, func(r Reader) error {
		var err error
		u, err = own(r, who, id)
		return err
	})
	return u, err
}

func own(r Reader, who access.Actor, id string) (Upload, error) {
	u, err := r.Upload(id)
	if err == nil && u.Owner != who.User {
		return Upload{}, core.ErrNotFound
	}
	return u, err
}

// room refuses one upload too many, one that is too large, and logs before the consultation.
func (d *Desk) room(ctx context.Context, who access.Actor, kind Kind, name string, size int64) error {
	if err := may(who); err != nil {
		return err
	}
	switch {
	case kind != Company && kind != Dossier && kind != Log:
		return fmt.Errorf("%w: import_kind", core.ErrInvalid)
	case name == "" || len(name) > MaxName:
		return fmt.Errorf("%w: import_name", core.ErrInvalid)
	case size > d.MaxBytes:
		return fmt.Errorf("%w: import_big", core.ErrInvalid)
	}
	if kind == Log {
		if yes, err := d.Consulted(ctx); err != nil || !yes {
			return errors.Join(err, fmt.Errorf("%w: import_logs_shut", core.ErrConflict))
		}
	}
	return nil
}

// quota refuses one open upload too many, inside the act.
func quota(r Reader, who access.Actor) error {
	all, err := r.OpenUploads()
	n := 0
	for _, u := range all {
		if u.Owner == who.User {
			n++
		}
	}
	if err == nil && n >= MaxOpen {
		return fmt.Errorf("%w: import_many", core.ErrConflict)
	}
	return err
}

// text makes words that any store keeps.
func text(s string) string {
	return strings.TrimSpace(strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\x00", "\uFFFD"))
}

// NewID makes the id of an upload that begins.
func (d *Desk) NewID() (string, error) { return access.NewID("i-", d.Random) }

// Begin makes room for an upload of a size that comes in parts.
func (d *Desk) Begin(ctx context.Context, who access.Actor, kind Kind, name string, size int64, now time.Time) (Upload, error) {
	id, err := d.NewID()
	if err != nil {
		return Upload{}, err
	}
	return d.BeginAs(ctx, who, id, kind, name, size, now)
}

// BeginAs begins an upload under an id that NewID made: whoever keeps an answer in the act has to know it before.
func (d *Desk) BeginAs(ctx context.Context, who access.Actor, id string, kind Kind, name string, size int64, now time.Time) (Upload, error) {
	name = text(name)
	if err := d.room(ctx, who, kind, name, size); err != nil {
		return Upload{}, err
	}
	if size <= 0 {
		return Upload{}, fmt.Errorf("%w: import_empty", core.ErrInvalid)
	}
	return d.enter(ctx, who, Upload{ID: id, Owner: who.User, Kind: kind, Name: name, Size: size, State: Coming, At: now, Own: who.Person}, nil)
}

// enter keeps a new upload. body is all of it when it is whole.
func (d *Desk) enter(ctx context.Context, who access.Actor, u Upload, body io.Reader) (_ Upload, err error) {
	if err := d.Store.View(ctx, func(r Reader) error { return quota(r, who) }); err != nil {
		return u, err
	}
	if u.Blob, err = d.Shelf.New(); err != nil {
		return u, err
	}
	act := "import.begin"
	if body != nil {
		act = "import.upload"
		if u.Size, err = d.Shelf.Append(u.Blob, 0, body); err == nil && u.Size == 0 {
			err = fmt.Errorf("%w: import_empty", core.ErrInvalid)
		}
	}
	if err == nil {
		err = d.Shelf.Sync()
	}
	if err == nil {
		err = d.act(ctx, who.User, act, u, u.At, told(u), func(w Writer) error {
			if err := quota(w, who); err != nil {
				return err
			}
			return w.PutUpload(u, "")
		})
	}
	if errors.Is(err, core.ErrUnsure) {
		return Upload{}, err // it may be named; if not, the next start removes it
	}
	if err != nil {
		return Upload{}, errors.Join(err, d.Shelf.Remove(u.Blob))
	}
	return u, nil
}

// act writes an entry about an upload and does what goes with it. What is kept of names is sealed with the entry's detail.
func (d *Desk) act(ctx context.Context, by, act string, u Upload, now time.Time, detail any, do func(Writer) error) error {
	text, err := json.Marshal(detail)
	if err != nil {
		return fmt.Errorf("%s: %w", act, err)
	}
	return d.Store.Act(ctx, ledger.Entry{At: now, Actor: by, Act: act, Object: u.ID}, text, do)
}

// told is what the ledger commits to of an upload.
func told(u Upload) any {
	return map[string]any{"kind": u.Kind, "name": u.Name, "size": u.Size}
}

// Offset is how many bytes of an upload are here.
func (d *Desk) Offset(u Upload) (int64, error) {
	if u.State != Coming {
		return u.Size, nil
	}
	return d.Shelf.Length(u.Blob)
}

// Write puts the next bytes behind those that are here. More than were announced are not taken.
func (d *Desk) Write(ctx context.Context, who access.Actor, id string, at int64, r io.Reader) (int64, error) {
	u, err := d.Get(ctx, who, id)
	if err != nil {
		return 0, err
	}
	if u.State != Coming {
		return 0, fmt.Errorf("%w: import_state", core.ErrConflict)
	}
	return d.Shelf.Append(u.Blob, at, io.LimitReader(r, u.Size-at))
}

// Finish says that an upload is whole, which its bytes have to bear out. It is looked at as soon as the server comes to it.
func (d *Desk) Finish(ctx context.Context, who access.Actor, id string, now time.Time) error {
	u, err := d.Get(ctx, who, id)
	if err != nil {
		return err
	}
	n, err := d.Shelf.Length(u.Blob)
	if err != nil {
		return err
	}
	if n != u.Size {
		return fmt.Errorf("%w: import_offset", core.ErrConflict)
	}
	u.State = Whole
	err = d.act(ctx, who.User, "import.upload", u, now, told(u), func(w Writer) error { return w.PutUpload(u, Coming) })
	d.Wake()
	return err
}

// Take takes an upload that comes in one piece, of at most most bytes.
func (d *Desk) Take(ctx context.Context, who access.Actor, kind Kind, name string, body io.Reader, most int64, now time.Time) (Upload, error) {
	name = text(name)
	if err := d.room(ctx, who, kind, name, 0); err != nil {
		return Upload{}, err
	}
	id, err := d.NewID()
	if err != nil {
		return Upload{}, err
	}
	u, err := d.enter(ctx, who, Upload{ID: id, Owner: who.User, Kind: kind, Name: name, State: Whole, At: now, Own: who.Person}, &bounded{body, min(most, d.MaxBytes)})
	if err == nil {
		d.Wake()
	}
	return u, err
}

// bounded refuses what is longer than it may be.
type bounded struct {
	r    io.Reader
	left int64
}

func (b *bounded) Read(p []byte) (int, error) {
	n, err := b.r.Read(p)
	if b.left -= int64(n); b.left < 0 {
		return 0, fmt.Errorf("%w: import_big", core.ErrInvalid)
	}
	if err != nil && err != io.EOF {
		err = fmt.Errorf("%w: %w: import_cut", core.ErrInvalid, err)
	}
	return n, err
}

// Wake has the desk look at what is whole.
func (d *Desk) Wake() {
	select {
	case d.wake <- struct{}{}:
	default:
	}
}
