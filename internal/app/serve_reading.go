package app

import (
	"cmp"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/intake/source"
	"github.com/taupier-eu/taupier/internal/ledger"
	"github.com/taupier-eu/taupier/internal/serve/web"
	"github.com/taupier-eu/taupier/internal/store"
)

// reading reads a company's folder again and again: when something in it has changed, when it was asked for, and in any case
// after a while.
type reading struct {
	folder      string
	look, whole time.Duration
	again       chan string // user who asked

	mu    sync.Mutex
	state web.Reading
	print [sha256.Size]byte // of the folder as it was read
	mark  [3]int64          // of the imports, and of what was erased
}

func newReading(folder string, c companyConfig) *reading {
	return &reading{folder: folder, look: c.Look, whole: c.Whole, again: make(chan string, 1)}
}

// now is how the reading stands.
func (r *reading) now() web.Reading {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.state
}

func (r *reading) change(do func(*web.Reading)) {
	r.mu.Lock()
	defer r.mu.Unlock()
	do(&r.state)
}

// readAgain asks for a reading. One that was asked for and has not begun serves both.
func (s *server) readAgain(_ context.Context, by access.Actor) error {
	if s.demo {
		return fmt.Errorf("the fictional company does not change: %w", core.ErrConflict)
	}
	select {
	case s.reading.again <- by.User:
	default:
	}
	return nil
}

// readCompany reads the company as long as the server runs. A reading that fails is said on the pages, and tried again.
func (s *server) readCompany(ctx context.Context) error {
	if s.demo {
		if err := s.readDemo(ctx); err != nil && ctx.Err() == nil {
			s.failed.Store(true)
			fmt.Fprintln(s.c.err, "taupier: read the fictional company:", err)
		}
		return nil
	}
	if !s.gate.wait(ctx) {
		return nil
	}
	by := "server"
	for asked := false; ctx.Err() == nil; {
		if err := s.readIfDue(ctx, by, asked); err != nil && ctx.Err() == nil {
			fmt.Fprintln(s.c.err, "taupier:", err)
		}
		if err := s.watch.Look(ctx, time.Now()); err != nil && ctx.Err() == nil {
			fmt.Fprintln(s.c.err, "taupier:", err)
		}
		timer := time.NewTimer(s.reading.look)
		by, asked = "server", false
		select {
		case <-ctx.Done():
		case by = <-s.reading.again:
			asked = true
		case <-timer.C:
		}
		timer.Stop()
	}
	return nil
}

// rest is how many times as long as a reading took the server rests before the next that nobody asked for.
const rest = 4

// readIfDue reads when the folder has changed, when it was asked for, or when the last reading is old.
func (s *server) readIfDue(ctx context.Context, by string, asked bool) error {
	r := s.reading
	print, err := fingerprint(ctx, r.folder)
	if err != nil {
		err = fmt.Errorf("look at the company's folder: %w", err)
		r.change(func(st *web.Reading) { st.Problem = err.Error() })
		s.failed.Store(true)
		return err
	}
	consulted, err := s.consulted(ctx)
	if err != nil {
		return err
	}
	mark, err := s.importMark(ctx)
	if err != nil {
		return err
	}
	st, now := r.now(), time.Now()
	changed := print != r.print || mark != r.mark || consulted != st.Logs
	rested := now.Sub(st.Ended) >= rest*st.Ended.Sub(st.Started)
	if !asked && st.Problem == "" && (!changed || !rested) && now.Sub(st.Started) < r.whole {
		return nil
	}
	r.change(func(st *web.Reading) { st.Running, st.Started, st.Logs = true, now, consulted })
	err = s.read(ctx, by, consulted, mark, now)
	if errors.Is(err, errMoved) {
		r.change(func(st *web.Reading) { st.Running = false })
		return nil // whoever changed it has asked for the next reading
	}
	if err != nil {
		err = fmt.Errorf("read the company's folder: %w", err)
	}
	r.change(func(st *web.Reading) {
		st.Running, st.Ended, st.Problem = false, time.Now(), ""
		if err != nil {
			st.Problem = err.Error()
		}
	})
	s.failed.Store(err != nil)
	if err == nil {
		r.print, r.mark = print, mark
	}
	return err
}

// consulted reports whether the sources that watch people may be read.
func (s *server) consulted(ctx context.Context) (bool, error) {
	a, err := s.db.Answers(ctx)
	return a.Consultation.Held(), err
}

// errMoved says that an import was confirmed, or somebody erased, while the company was read: what it replaced may be gone before it was reached, and nobody
// may look as if he had left.
var errMoved = errors.New("what was imported changed while it was read")

// read scans the folder once, as taupier scan does, and puts what was found in the place of the reading before. A folder without
// any usable dossier replaces nothing: a disk that is not there must not look like a company without questions, unless
// somebody has just removed the last import and was told so.
func (s *server) read(ctx context.Context, by string, logs bool, mark [3]int64, now time.Time) error {
	folder, done, err := s.company(ctx)
	if err != nil {
		return err
	}
	defer done() //nolint:errcheck // it only read
	if folder, err = s.current(ctx, folder, now); err != nil {
		return err
	}
	if !logs {
		folder = withoutLogs{folder}
	}
	res, err := s.scan(ctx, folder, now, nil)
	if err != nil {
		return err
	}
	s.writing.Lock()
	defer s.writing.Unlock()
	if then, err := s.importMark(ctx); err != nil || then != mark {
		return cmp.Or(err, errMoved)
	}
	meant, err := s.db.Emptied(ctx)
	if err != nil {
		return err
	}
	if len(res.People) == 0 && !meant {
		return errors.New("no usable people/<id>/person.yaml in the folder; what was read before is kept")
	}
	in := intakeOf(res, false, now)
	return s.db.Read(ctx, ledger.Entry{At: now, Actor: by, Act: "company.read"}, in, store.Links{Things: res.Things, Stated: res.Links}, func(t *store.Tx) error {
		return errors.Join(t.NotEmptied(), t.PutReading(seenIn(res, now), problemsIn(res)))
	})
}

// seenIn is what a reading saw of each source of logs.
func seenIn(res *Result, now time.Time) []source.Seen {
	var out []source.Seen
	at := map[string]int{}
	for _, in := range res.Inputs {
		if !strings.HasPrefix(in.Path, "logs/") || in.Kind == "unknown" {
			continue
		}
		i, ok := at[in.Kind]
		if !ok {
			i = len(out)
			at[in.Kind] = i
			out = append(out, source.Seen{Kind: in.Kind, First: now})
		}
		newest := in.Newest
		if newest.After(now) {
			newest = now
		}
		if newest.After(out[i].Newest) {
			out[i].Newest = newest
		}
	}
	return out
}

// problemsIn lists what could not be used, each with the dossier that it belongs to.
func problemsIn(res *Result) []source.Problem {
	person := map[string]string{}
	for _, d := range res.People {
		person[folderOf(d.Input)] = d.ID
	}
	var out []source.Problem
	for _, in := range res.Inputs {
		for _, p := range in.Problems {
			x := source.Problem{Problem: p}
			if strings.HasPrefix(p.Input, "people/") {
				folder := folderOf(p.Input)
				if x.Person = person[folder]; x.Person == "" {
					x.Person = folder
				}
			}
			out = append(out, x)
		}
	}
	return out
}

// fingerprint is over the names, sizes and times of a folder's files: when it is the same, there is nothing new to read.
func fingerprint(ctx context.Context, dir string) ([sha256.Size]byte, error) {
	h := sha256.New()
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			if path == dir {
				return err
			}
			fmt.Fprintf(h, "%s: %v\n", path, err)
			return nil
		}
		if info, err := e.Info(); err == nil {
			fmt.Fprintf(h, "%q %d %d %s\n", path, info.Size(), info.ModTime().UnixNano(), info.Mode())
		}
		return ctx.Err()
	})
	var out [sha256.Size]byte
	copy(out[:], h.Sum(nil))
	return out, err
}

// withoutLogs is a folder whose logs are not there: before the employees' representatives were consulted and the impact was
// assessed, nothing that watches people is opened.
type withoutLogs struct{ fs.FS }

func (w withoutLogs) Open(name string) (fs.File, error) {
	if name == "logs" || strings.HasPrefix(name, "logs/") {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return w.FS.Open(name)
}

// ReadDir leaves the logs out of the list.
func (w withoutLogs) ReadDir(name string) ([]fs.DirEntry, error) {
	if name == "logs" || strings.HasPrefix(name, "logs/") {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	all, err := fs.ReadDir(w.FS, name)
	out := all[:0:0]
	for _, e := range all {
		if name != "." || e.Name() != "logs" {
			out = append(out, e)
		}
	}
	return out, err
}
