package upload

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"reflect"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/intake"
	"github.com/taupier-eu/taupier/internal/intake/archive"
)

// Run looks at uploads as they become whole, and removes what nobody confirmed in time. One is looked at at a time. What was
// begun when the server stopped is begun again.
func (d *Desk) Run(ctx context.Context, clock func() time.Time) error {
	tick := time.NewTicker(time.Minute)
	defer tick.Stop()
	for ctx.Err() == nil {
		if err := d.Work(ctx, clock()); err != nil && ctx.Err() == nil {
			d.Trouble(err)
		}
		select {
		case <-ctx.Done():
		case <-d.wake:
		case <-tick.C:
		}
	}
	return nil
}

// Work does once what there is to do.
func (d *Desk) Work(ctx context.Context, now time.Time) error {
	var all []Upload
	err := d.Store.View(ctx, func(r Reader) error {
		var err error
		all, err = r.OpenUploads()
		return err
	})
	if err != nil {
		return err
	}
	for _, u := range all {
		switch {
		case !now.Before(u.Ends()):
			err = errors.Join(err, d.discard(ctx, "server", u, "expired", now))
		case u.State == Coming:
			err = errors.Join(err, d.complete(ctx, u, now))
		case u.State == Whole:
			err = errors.Join(err, d.look(ctx, u, now))
		}
	}
	return errors.Join(err, ctx.Err())
}

// complete says that an upload is whole whose last bytes arrived just before somebody was cut off.
func (d *Desk) complete(ctx context.Context, u Upload, now time.Time) error {
	n, err := d.Shelf.Length(u.Blob)
	if errors.Is(err, core.ErrNotFound) || err == nil && n != u.Size {
		return nil
	}
	u.State = Whole
	err = errors.Join(err, d.act(ctx, u.Owner, "import.upload", u, now, told(u), func(w Writer) error { return w.PutUpload(u, Coming) }))
	if errors.Is(err, core.ErrConflict) {
		return nil // it was said meanwhile
	}
	d.Wake()
	return err
}

// Sweep removes what is on the shelf and belongs to nothing: what was cut off by a stop. Nobody may upload meanwhile.
func (d *Desk) Sweep(ctx context.Context) error {
	kept := map[string]bool{}
	err := d.Store.View(ctx, func(r Reader) error {
		all, err := r.OpenUploads()
		for _, u := range all {
			kept[u.Blob] = true
		}
		files, err2 := r.ImportFiles()
		for _, f := range files {
			kept[f.Blob] = true
		}
		return errors.Join(err, err2)
	})
	if err != nil {
		return err
	}
	return d.Shelf.Sweep(kept)
}

// look unpacks an upload, reads what it holds and says what would change.
func (d *Desk) look(ctx context.Context, u Upload, now time.Time) error {
	d.begin(u.ID)
	defer d.end(u.ID)
	if gone, err := d.gone(ctx, u); err != nil || gone {
		return err
	}
	logs, err := d.Consulted(ctx)
	if err != nil {
		return err
	}
	p := &unpacking{shelf: d.Shelf, max: d.MaxBytes, logs: logs, now: now, step: func(s string) { d.step(u.ID, s, false) }}
	if err = p.unpack(ctx, u); err == nil {
		err = p.sumLogs(ctx)
	}
	if err == nil && len(p.files) == 0 {
		err = fmt.Errorf("%w: it holds nothing that has a place in a company folder", archive.ErrRefused)
	}
	report := Report{Files: len(p.files), Bytes: p.bytes}
	if err == nil {
		report.SHA256, err = d.sum(ctx, u)
	}
	if err == nil {
		err = d.tell(ctx, u, p.files, &report)
	}
	report.say(p.left...)
	state := Looked
	if errors.Is(err, archive.ErrRefused) || errors.Is(err, ErrDamaged) {
		state, report.Why, err = Refused, err.Error(), nil
	}
	if err != nil {
		return errors.Join(err, d.removeBlobs(p.files, u.Blob))
	}
	return d.looked(ctx, u, p.files, state, report, now)
}

// gone reports whether an upload was discarded since it was listed.
func (d *Desk) gone(ctx context.Context, u Upload) (bool, error) {
	err := d.Store.View(ctx, func(r Reader) error {
		_, err := r.Upload(u.ID)
		return err
	})
	if errors.Is(err, core.ErrNotFound) {
		return true, nil
	}
	return false, err
}

// looked keeps what was found. The bytes as they came in go: each file is sealed by itself now, or nothing is taken.
func (d *Desk) looked(ctx context.Context, u Upload, files []File, state State, report Report, now time.Time) error {
	came := u.Blob
	u.State, u.Report, u.Blob = state, report, ""
	if state == Refused {
		if err := d.removeBlobs(files, came); err != nil {
			return err
		}
		files = nil
	}
	err := d.Shelf.Sync()
	if err != nil {
		return errors.Join(err, d.removeBlobs(files, came))
	}
	err = d.act(ctx, "server", "import.look", u, now, map[string]any{"sha256": report.SHA256, "state": state, "files": len(files), "problems": len(report.Problems) + report.More}, func(w Writer) error {
		return errors.Join(w.PutUpload(u, Whole), w.StageFiles(files))
	})
	if errors.Is(err, core.ErrUnsure) {
		return err // they may be named; if not, the next start removes them
	}
	if err != nil {
		return errors.Join(err, d.removeBlobs(files, came))
	}
	for _, f := range files {
		if f.Blob == came {
			return nil
		}
	}
	return d.Shelf.Remove(came)
}

// removeBlobs removes the blobs of files, apart from the one that came in.
func (d *Desk) removeBlobs(files []File, came string) error {
	var errs []error
	for _, f := range files {
		if f.Blob != came {
			errs = append(errs, d.Shelf.Remove(f.Blob))
		}
	}
	return errors.Join(errs...)
}

func (d *Desk) sum(ctx context.Context, u Upload) (string, error) {
	b, err := d.Shelf.Open(u.Blob)
	if err != nil {
		return "", err
	}
	defer b.Close()
	h := sha256.New()
	_, err = io.Copy(h, &stopping{ctx, io.NewSectionReader(b, 0, b.Size())})
	return hex.EncodeToString(h.Sum(nil)), err
}

// tell reads the files as the server reads a company, and compares them with what is there.
func (d *Desk) tell(ctx context.Context, u Upload, files []File, report *Report) error {
	live, folder, done, err := d.now(ctx)
	if err != nil {
		return err
	}
	defer done() //nolint:errcheck // it only read
	inputs, err := d.Read(ctx, Over(d.companyOf(folder, live), files, d.Shelf), func(s string) { d.step(u.ID, s, true) })
	if err != nil {
		return fmt.Errorf("read what was uploaded: %w", err)
	}
	mine := map[string]bool{}
	for _, f := range files {
		mine[f.Path] = true
	}
	var out []core.Input
	for _, in := range inputs {
		if mine[in.Path] || !isCompany(in.Path) {
			out = append(out, in)
		}
	}
	report.count(out)
	there, err := presentIn(folder, files)
	if err != nil {
		return err
	}
	p := planOf(files, live, there, u.Own)
	report.Change = p.Change
	report.say(p.left...)
	return nil
}

// now is what the company consists of.
func (d *Desk) now(ctx context.Context) (live []File, folder fs.FS, done func() error, err error) {
	if live, err = d.Live(ctx); err != nil {
		return nil, nil, nil, err
	}
	folder, done, err = d.Folder()
	return live, folder, done, err
}

// Live lists the files that are part of the company.
func (d *Desk) Live(ctx context.Context) ([]File, error) {
	var out []File
	return out, d.Store.View(ctx, func(r Reader) error {
		all, err := r.ImportFiles()
		for _, f := range all {
			if f.Live {
				out = append(out, f)
			}
		}
		return err
	})
}

const companyFile = "company.yaml"

func isCompany(at string) bool { return at == companyFile }

// companyOf is the company as it stands, of which everything but company.yaml is left out: logs are read by what it says of them.
func (d *Desk) companyOf(folder fs.FS, live []File) fs.FS {
	return onlyCompany{Over(folder, live, d.Shelf)}
}

// onlyCompany is a folder of which everything but company.yaml is left out.
type onlyCompany struct{ fs.FS }

func (o onlyCompany) Open(name string) (fs.File, error) {
	if !isCompany(name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return o.FS.Open(name)
}

func (o onlyCompany) ReadDir(name string) ([]fs.DirEntry, error) {
	if name != "." {
		return nil, &fs.PathError{Op: "readdir", Path: name, Err: fs.ErrNotExist}
	}
	info, err := fs.Stat(o.FS, companyFile)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return []fs.DirEntry{fs.FileInfoToDirEntry(info)}, nil
}

// Confirm makes a looked-at upload part of the company, in one act: all of it or nothing, and exactly what was shown. When the company
// has changed since, so that something else would happen, nothing does: what would change now is kept to be looked at, and it is
// core.ErrConflict. shown names what the actor was shown (Upload.Shown); with "" it is what is shown now.
func (d *Desk) Confirm(ctx context.Context, who access.Actor, id, shown string, now time.Time) error {
	if !access.May(who, access.ConfirmData) {
		return core.ErrNotFound
	}
	u, err := d.Get(ctx, who, id)
	if err != nil {
		return err
	}
	if u.State != Looked {
		return fmt.Errorf("%w: import_state", core.ErrConflict)
	}
	moved := fmt.Errorf("%w: import_moved", core.ErrConflict)
	if shown != "" && shown != u.Shown() {
		return moved
	}
	logs, err := d.Consulted(ctx)
	if err != nil {
		return err
	}
	staged, there, err := d.staged(ctx, u)
	if err != nil {
		return err
	}
	if !logs {
		for _, f := range staged {
			if f.Role == intake.RoleLog {
				return fmt.Errorf("%w: import_logs_shut", core.ErrConflict)
			}
		}
	}
	var gone []string
	err = d.act(ctx, who.User, "import.take", u, now, u.Report.Change, func(w Writer) error {
		all, err := w.ImportFiles()
		if err != nil {
			return err
		}
		var live []File
		for _, f := range all {
			if f.Live {
				live = append(live, f)
			}
		}
		p := planOf(staged, live, there, who.Person)
		if !reflect.DeepEqual(p.Change, u.Report.Change) {
			u.Report.Change = p.Change
			return moved
		}
		u.State = Imported
		gone, err = carryOut(w, p, staged, now)
		return errors.Join(err, w.PutUpload(u, Looked))
	})
	if errors.Is(err, moved) {
		if err := d.act(bare{ctx}, who.User, "import.look", u, now, u.Report.Change, func(w Writer) error { return w.PutUpload(u, Looked) }); err != nil {
			return err
		}
		return moved
	}
	if err != nil {
		return err
	}
	for _, blob := range gone {
		err = errors.Join(err, d.Shelf.Remove(blob))
	}
	return errors.Join(err, d.Imported(ctx, who))
}

// bare is a context without its values: what is asked for beside an act goes with the import, and not with a fresh look.
type bare struct{ context.Context }

// Value gives none (context.Context).
func (bare) Value(any) any { return nil }

// carryOut does what a plan says, and gives the blobs that nothing holds any more.
func carryOut(w Writer, p plan, staged []File, now time.Time) (gone []string, err error) {
	taken := map[string]bool{}
	gone = append(gone, p.drop...)
	for _, f := range p.take {
		taken[f.Blob] = true
	}
	for _, f := range staged {
		if !taken[f.Blob] {
			gone = append(gone, f.Blob)
		}
	}
	for _, blob := range gone {
		err = errors.Join(err, w.DropFile(blob))
	}
	for _, f := range p.take {
		f.Live, f.At = true, now
		err = errors.Join(err, w.EnliveFile(f))
	}
	return gone, err
}

func (d *Desk) staged(ctx context.Context, u Upload) ([]File, Present, error) {
	var staged []File
	err := d.Store.View(ctx, func(r Reader) error {
		all, err := r.ImportFiles()
		for _, f := range all {
			if f.Upload == u.ID && !f.Live {
				staged = append(staged, f)
			}
		}
		return err
	})
	if err != nil {
		return nil, Present{}, err
	}
	folder, done, err := d.Folder()
	if err != nil {
		return nil, Present{}, err
	}
	defer done() //nolint:errcheck // it only read
	there, err := presentIn(folder, staged)
	return staged, there, err
}

// Discard removes an upload that was not imported, with all that was unpacked.
func (d *Desk) Discard(ctx context.Context, who access.Actor, id string, now time.Time) error {
	u, err := d.Get(ctx, who, id)
	if err != nil {
		return err
	}
	if !u.Open() {
		return fmt.Errorf("%w: import_state", core.ErrConflict)
	}
	if _, busy := d.Progress(id); busy {
		return fmt.Errorf("%w: import_busy", core.ErrConflict)
	}
	return d.discard(ctx, who.User, u, "unwanted", now)
}

func (d *Desk) discard(ctx context.Context, by string, u Upload, why string, now time.Time) error {
	staged := []string{u.Blob}
	err := d.act(ctx, by, "import.discard", u, now, map[string]any{"why": why, "kind": u.Kind, "name": u.Name}, func(w Writer) error {
		all, err := w.ImportFiles()
		if err != nil {
			return err
		}
		for _, f := range all {
			if f.Upload == u.ID && !f.Live {
				staged = append(staged, f.Blob)
			}
		}
		return w.DropUpload(u.ID)
	})
	for _, blob := range staged {
		if err == nil {
			err = d.Shelf.Remove(blob)
		}
	}
	return err
}
