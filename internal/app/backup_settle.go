package app

import (
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/taupier-eu/taupier/internal/store"
)

// ownNote begins the name of a file in the data directory that tells of a backup which the server makes of itself: it is there before the
// file has its name, and goes when the database knows of it.
const ownNote = ".backup-own-"

func noteOwn(of backupOf, m backupMade) (string, error) {
	return writeNote(of.dir, ownNote+m.ID, m.row())
}

// aside says that a bad backup counts no more: a file of its name with this at the end lies in the folder. Whoever looked into it renames the
// file, or makes an empty one for a backup that is gone; the server does so where a good one would have been removed for newer ones.
const aside = ".bad"

// settle brings what is written down into line with what lies in the folder, after a stop at any moment and after somebody set a bad one
// aside. A folder that is not there says nothing.
func (b *backups) settle(ctx context.Context, now time.Time) error {
	if info, err := os.Stat(b.config.Dir); err != nil || !info.IsDir() {
		return nil
	}
	err := eachNote(b.of.dir, ownNote, func(path string) error {
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		var one store.Backup
		if err := json.Unmarshal(data, &one); err != nil {
			return err
		}
		if !exists(filepath.Join(b.config.Dir, one.Name)) {
			return os.Remove(path) // the file got no name
		}
		return b.writeDown(ctx, path, one, now)
	})
	if err != nil {
		return err
	}
	kept, err := b.kept(ctx)
	if err != nil {
		return err
	}
	for _, k := range kept {
		if k.Problem != "" && exists(filepath.Join(b.config.Dir, k.Name+aside)) {
			if err := b.db.SetBackupAside(ctx, k.ID, now); err != nil {
				return err
			}
			b.settled(k)
		}
	}
	return nil
}

// settled ends what is said of the last try when it was of a backup that counts no more.
func (b *backups) settled(k store.Backup) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if strings.Contains(b.problem, k.Name) {
		b.tried, b.problem = time.Time{}, ""
	}
}

// writeDown has the database know of a backup that has its name, ends its note, and looks at its bytes.
func (b *backups) writeDown(ctx context.Context, note string, one store.Backup, now time.Time) error {
	one.Checked = now
	if err := b.db.PutBackup(ctx, one, now); err != nil {
		return err
	}
	if err := os.Remove(note); err != nil {
		return err
	}
	return b.lookAgain(ctx, one, now)
}

// setAside ends the warning of a bad backup. Its bytes stay under another name, where its storage allows that.
func (b *backups) setAside(ctx context.Context, k store.Backup, now time.Time) error {
	path := filepath.Join(b.config.Dir, k.Name)
	if err := os.Rename(path, path+aside); err != nil && !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, fs.ErrPermission) {
		return err
	}
	return b.db.SetBackupAside(ctx, k.ID, now)
}
