package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/intake"
	"github.com/taupier-eu/taupier/internal/intake/upload"
	"github.com/taupier-eu/taupier/internal/ledger"
)

// Imports gives the store to the desk of imports.
func (db *DB) Imports() upload.Store { return imports{db} }

type imports struct{ db *DB }

func (s imports) Act(ctx context.Context, e ledger.Entry, detail []byte, do func(upload.Writer) error) error {
	return s.db.Act(ctx, e, detail, func(t *Tx) error { return do(t) })
}

func (s imports) View(ctx context.Context, do func(upload.Reader) error) error {
	return s.db.View(ctx, func(v *View) error { return do(v) })
}

const uploadColumns = "id, owner, kind, name, size, state, blob, at, own, report"

func (v *View) scanUpload(scan func(...any) error) (upload.Upload, error) {
	var u upload.Upload
	var at int64
	var report string
	if err := scan(&u.ID, &u.Owner, &u.Kind, &u.Name, &u.Size, &u.State, &u.Blob, &at, &u.Own, &report); err != nil {
		return u, found(err)
	}
	u.At = fromMicros(at)
	if err := errors.Join(v.unseal("uploads.name", u.ID, &u.Name), v.unseal("uploads.report", u.ID, &report)); err != nil {
		return u, err
	}
	if err := json.Unmarshal([]byte(report), &u.Report); err != nil {
		return u, fmt.Errorf("report of %s: %w", u.ID, err)
	}
	return u, nil
}

// UploadsOf lists what one person uploaded, the newest first.
func (v *View) UploadsOf(owner string) ([]upload.Upload, error) {
	return v.uploads("where owner = $1 order by at desc, id desc limit $2", owner, upload.MaxListed)
}

// OpenUploads lists what everybody uploaded and is no part of the company, by time.
func (v *View) OpenUploads() ([]upload.Upload, error) {
	return v.uploads("where state <> $1 order by at, id", string(upload.Imported))
}

func (v *View) uploads(which string, args ...any) (out []upload.Upload, err error) {
	err = v.each(func(r *sql.Rows) error {
		u, err := v.scanUpload(r.Scan)
		out = append(out, u)
		return err
	}, "select "+uploadColumns+" from uploads "+which, args...)
	return out, err
}

// Upload reads one.
func (v *View) Upload(id string) (upload.Upload, error) {
	return v.scanUpload(v.row("select "+uploadColumns+" from uploads where id = $1", id).Scan)
}

// ImportFiles lists the files of all uploads.
func (v *View) ImportFiles() ([]upload.File, error) {
	var out []upload.File
	return out, v.each(func(r *sql.Rows) error {
		var f upload.File
		var role string
		var live, at int64
		err := r.Scan(&f.Blob, &f.Upload, &f.Path, &role, &f.Person, &f.Size, &f.SHA256, &f.Plain, &live, &at)
		f.Role, f.Live, f.At = intake.Role(role), live == 1, fromMicros(at)
		err = errors.Join(err, v.unseal("import_files.path", f.Blob, &f.Path), v.unseal("import_files.sha256", f.Blob, &f.SHA256), v.unseal("import_files.plain", f.Blob, &f.Plain))
		out = append(out, f)
		return err
	}, "select blob, upload, path, role, person, size, sha256, plain, live, at from import_files order by person, at, blob")
}

// ImportMark changes when the files do that are part of the company.
func (db *DB) ImportMark(ctx context.Context) (n, newest int64, err error) {
	err = db.View(ctx, func(v *View) error {
		return v.row("select count(*), coalesce(max(at), 0) from import_files where live = 1").Scan(&n, &newest)
	})
	return n, newest, err
}

// PutUpload keeps an upload that was in another state; from "" is a new one.
func (t *Tx) PutUpload(u upload.Upload, from upload.State) error {
	doc, err := json.Marshal(u.Report)
	if err != nil {
		return fmt.Errorf("report of %s: %w", u.ID, err)
	}
	name, err1 := t.seal("uploads.name", u.ID, u.Name)
	report, err2 := t.seal("uploads.report", u.ID, string(doc))
	if err := errors.Join(err1, err2); err != nil {
		return err
	}
	if from == "" {
		return t.exec("insert into uploads ("+uploadColumns+") values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
			u.ID, u.Owner, string(u.Kind), name, u.Size, string(u.State), u.Blob, micros(u.At), u.Own, report)
	}
	return t.change("update uploads set state = $1, blob = $2, report = $3 where id = $4 and state = $5", string(u.State), u.Blob, report, u.ID, string(from))
}

// DropUpload removes an upload with its files. One whose files are part of the company is core.ErrConflict.
func (t *Tx) DropUpload(id string) error {
	if err := t.exec("delete from import_files where upload = $1 and live = 0", id); err != nil {
		return err
	}
	return t.change("delete from uploads where id = $1 and state <> $2", id, string(upload.Imported))
}

// emptied names the setting that says that a company without a dossier is meant: somebody removed the last.
const emptied = "company.emptied"

// RemoveUpload removes an upload that is part of the company, once its files are dropped.
func (t *Tx) RemoveUpload(id string, empty bool) error {
	if empty {
		if err := t.PutSetting(emptied, true); err != nil {
			return err
		}
	}
	return t.change("delete from uploads where id = $1 and state = $2", id, string(upload.Imported))
}

// Emptied reports whether a company without a dossier is meant.
func (db *DB) Emptied(ctx context.Context) (yes bool, err error) {
	err = db.View(ctx, func(v *View) error { return v.Setting(emptied, &yes) })
	if errors.Is(err, core.ErrNotFound) {
		return false, nil
	}
	return yes, err
}

// NotEmptied says that a reading took note of it.
func (t *Tx) NotEmptied() error { return t.exec("delete from settings where name = $1", emptied) }

// StageFiles keeps the files of an upload, which are no part of the company yet.
func (t *Tx) StageFiles(files []upload.File) error {
	m := t.many("import_files (blob, upload, path, role, person, size, sha256, plain, live, at)", 10)
	for _, f := range files {
		sealed, err := t.sealFile(f)
		if err != nil {
			return err
		}
		m.add(f.Blob, f.Upload, sealed[0], string(f.Role), f.Person, f.Size, sealed[1], sealed[2], 0, micros(f.At))
	}
	return m.end()
}

func (t *Tx) sealFile(f upload.File) (out [3]string, err error) {
	for i, column := range []struct{ name, text string }{{"path", f.Path}, {"sha256", f.SHA256}, {"plain", f.Plain}} {
		if out[i], err = t.seal("import_files."+column.name, f.Blob, column.text); err != nil {
			return out, err
		}
	}
	return out, nil
}

// EnliveFile makes a file part of the company, under its final path.
func (t *Tx) EnliveFile(f upload.File) error {
	sealed, err := t.sealFile(f)
	if err != nil {
		return err
	}
	return t.change("update import_files set live = 1, path = $1, plain = $2, at = $3 where blob = $4 and live = 0", sealed[0], sealed[2], micros(f.At), f.Blob)
}

// DropFile forgets a file.
func (t *Tx) DropFile(blob string) error {
	return t.change("delete from import_files where blob = $1", blob)
}
