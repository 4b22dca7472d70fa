package app

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/taupier-eu/taupier/internal/backup"
	"github.com/taupier-eu/taupier/internal/serve/web"
	"github.com/taupier-eu/taupier/internal/store"
)

// backupConfig has the running server back itself up. Without a folder it does not.
type backupConfig struct {
	Dir        string        `yaml:"dir"` // on another disk, or little is won
	Every      time.Duration `yaml:"every"`
	Keep       int           `yaml:"keep"` // how many; older ones are removed
	Recipients []string      `yaml:"recipients"`
}

func (b backupConfig) check() error {
	switch {
	case b.Dir == "":
		return nil
	case b.Every < time.Minute:
		return fmt.Errorf("backup.every is %s: want at least 1m", b.Every)
	case b.Keep < 1:
		return errors.New("backup.keep: want at least 1")
	}
	if _, err := backup.Recipients(b.Recipients); err != nil {
		return fmt.Errorf("backup.recipients: %w", err)
	}
	return nil
}

// backups makes the backups that a server makes of itself, looks at them again, and removes the oldest.
type backups struct {
	db     *store.DB
	of     backupOf
	config backupConfig

	mu      sync.Mutex
	tried   time.Time // last failed try
	problem string    // of the last try
}

// backupsOf reads what the configuration asks for.
func backupsOf(db *store.DB, dir string, c backupConfig) (*backups, error) {
	b := &backups{db: db, config: c, of: backupOf{dir: dir}}
	if c.Dir == "" {
		return b, nil
	}
	if !filepath.IsAbs(c.Dir) {
		b.config.Dir = filepath.Join(dir, c.Dir)
	}
	var err error
	b.of.to, err = backup.Recipients(c.Recipients)
	return b, err
}

const (
	backupLook  = time.Minute      // how often it is looked whether one is due
	backupAgain = 15 * time.Minute // after a failure, unless they are due more often
)

// backUp backs the server up whenever it is due, and writes down which backups were made by hand, until ctx ends.
func (s *server) backUp(ctx context.Context, look time.Duration) error {
	tick := time.NewTicker(look)
	defer tick.Stop()
	for {
		err := tellByHand(ctx, s.db, s.dir, time.Now())
		if s.backups.config.Dir != "" {
			err = errors.Join(err, s.backups.tick(ctx, time.Now()))
		}
		if err != nil && ctx.Err() == nil {
			s.trouble(fmt.Errorf("back up: %w", err))
		}
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
	}
}

// tick makes a backup when one is due. What went wrong is kept for the pages until a try goes well.
func (b *backups) tick(ctx context.Context, now time.Time) error {
	if err := b.settle(ctx, now); err != nil {
		return err
	}
	kept, err := b.kept(ctx)
	if err != nil {
		return err
	}
	if !b.due(kept, now) {
		return nil
	}
	err = b.turn(ctx, now)
	b.mu.Lock()
	defer b.mu.Unlock()
	b.tried, b.problem = time.Time{}, ""
	if err != nil {
		b.tried, b.problem = now, err.Error()
	}
	return err
}

func (b *backups) due(kept []store.Backup, now time.Time) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	return !within(b.tried, min(b.config.Every, backupAgain), now) && !within(lastGood(kept), b.config.Every, now)
}

func lastGood(kept []store.Backup) time.Time {
	for _, k := range kept {
		if k.Problem == "" {
			return k.Made
		}
	}
	return time.Time{}
}

func (b *backups) kept(ctx context.Context) (out []store.Backup, err error) {
	err = b.db.View(ctx, func(v *store.View) error { out, err = v.Backups(); return err })
	return out, err
}

// turn makes one, reads it back, looks at the one that was not looked at for longest, and removes what is too old. Nothing is
// removed unless the new one is good.
func (b *backups) turn(ctx context.Context, now time.Time) error {
	if info, err := os.Stat(b.config.Dir); err != nil {
		return fmt.Errorf("the folder of backups: %w", err)
	} else if !info.IsDir() {
		return fmt.Errorf("%s is no folder", b.config.Dir)
	}
	if err := sweep(b.config.Dir, backup.Temp, now); err != nil {
		return err
	}
	made, note, err := makeNoted(ctx, b.db, b.of, filepath.Join(b.config.Dir, backupName(now)), now, noteOwn)
	if err != nil {
		return err
	}
	if err := b.writeDown(ctx, note, made.row(), now); err != nil {
		return err
	}
	if err := b.prune(ctx, now); err != nil {
		return err
	}
	if err := b.lookAtOldest(ctx, now); err != nil {
		return err
	}
	if n := made.Lost; n > 0 {
		return fmt.Errorf("%d files that the database names are not in the data directory, and not in the backup", n)
	}
	return nil
}

// lookAgain holds the bytes of a file against those that were written, which is all that can be done without a secret key.
func (b *backups) lookAgain(ctx context.Context, k store.Backup, now time.Time) error {
	problem := ""
	if sum, err := sumFile(filepath.Join(b.config.Dir, k.Name)); err != nil {
		problem = err.Error()
	} else if sum != k.SHA256 {
		problem = "its bytes are not those that were written"
	}
	if err := b.db.PutBackupCheck(ctx, k.ID, problem, now); err != nil {
		return err
	}
	if problem != "" {
		return fmt.Errorf("the backup %s: %s", k.Name, problem)
	}
	return nil
}

func sumFile(path string) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return "", err
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

func (b *backups) lookAtOldest(ctx context.Context, now time.Time) error {
	kept, err := b.kept(ctx)
	if err != nil || len(kept) < 2 {
		return err
	}
	oldest := kept[1]
	for _, k := range kept[1:] {
		if k.Checked.Before(oldest.Checked) {
			oldest = k
		}
	}
	return b.lookAgain(ctx, oldest, now)
}

// held says that a backup is kept whatever its age: a file of its name with this at the end lies beside it.
const held = ".hold"

// prune removes good backups beyond those to be kept. One that is held, or that its storage does not let go, stays. A bad one is never
// removed: it is set aside where a good one would have gone.
func (b *backups) prune(ctx context.Context, now time.Time) error {
	kept, err := b.kept(ctx)
	if err != nil {
		return err
	}
	good := 0
	for _, k := range kept {
		path := filepath.Join(b.config.Dir, k.Name)
		if k.Problem != "" {
			if good >= b.config.Keep && !exists(path+held) {
				if err := b.setAside(ctx, k, now); err != nil {
					return err
				}
			}
			continue
		}
		good++
		if good <= b.config.Keep || exists(path+held) {
			continue
		}
		if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err := b.db.DropBackup(ctx, k.ID, now); err != nil {
			return err
		}
	}
	return nil
}

// sweep removes what a process that was killed left in a folder, once it is a day old.
func sweep(dir, prefix string, now time.Time) error {
	all, err := os.ReadDir(dir)
	if err != nil {
		return fmt.Errorf("tidy up %s: %w", dir, err)
	}
	for _, e := range all {
		info, err := e.Info()
		if err != nil || !strings.HasPrefix(e.Name(), prefix) || now.Sub(info.ModTime()) < 24*time.Hour {
			continue
		}
		if err := os.RemoveAll(filepath.Join(dir, e.Name())); err != nil {
			return fmt.Errorf("tidy up %s: %w", dir, err)
		}
	}
	return nil
}

// state is what the pages say of backups.
func (b *backups) state(ctx context.Context) (web.Backups, error) {
	out := web.Backups{Planned: b.config.Dir != "", Every: b.config.Every}
	kept, err := b.kept(ctx)
	if err != nil {
		return out, err
	}
	out.Last = lastGood(kept)
	for _, k := range kept {
		if k.Problem == "" {
			out.Kept++
		} else {
			out.Bad++
		}
	}
	b.mu.Lock()
	out.Problem = b.problem
	b.mu.Unlock()
	all, err := b.db.Restorations(ctx)
	for _, r := range all {
		out.Restored = append(out.Restored, web.Restored{At: r.At, Made: r.Made, By: r.By, Backup: r.Backup[:min(16, len(r.Backup))]})
	}
	return out, err
}
