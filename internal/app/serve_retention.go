package app

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strings"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/casework/retention"
	"github.com/taupier-eu/taupier/internal/intake/dossier"
	"github.com/taupier-eu/taupier/internal/serve/web"
)

// retentionLook is how often it is looked whether a pass is due.
const retentionLook = 10 * time.Minute

// periods are the days that the set-up has on record. The fictional company has none.
func (s *server) periods(ctx context.Context) (retention.Periods, error) {
	a, err := s.db.Answers(ctx)
	return retention.Periods{ClosedCases: a.Retention.ClosedCases, Applications: a.Retention.Applications}, err
}

func (s *server) retentionDesk() *retention.Desk {
	return &retention.Desk{Store: s.db.Retention(), Periods: s.periods, Random: rand.Reader}
}

// keeper erases what is past its time, never while a reading is written.
func (s *server) keeper(evidence retention.Shelf) *retention.Keeper {
	k := &retention.Keeper{Store: s.db.Erasing(), Periods: s.periods, Shelves: map[string]retention.Shelf{"evidence": evidence}, Alone: func(do func() error) error {
		s.writing.Lock()
		defer s.writing.Unlock()
		return do()
	}}
	if s.imports != nil {
		k.Shelves["imports"] = s.imports.Shelf
	}
	return k
}

// keepTime makes the passes as long as the server runs. When something went, the company is read again: whom only an erased case had kept leaves
// with it.
func (s *server) keepTime(ctx context.Context, look time.Duration) error {
	if s.demo || !s.gate.wait(ctx) {
		return nil
	}
	tick := time.NewTicker(look)
	defer tick.Stop()
	for {
		if err := s.keepOnce(ctx, time.Now()); err != nil && ctx.Err() == nil {
			s.trouble(fmt.Errorf("retention: %w", err))
		}
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
	}
}

// keepOnce makes a pass when one is due. A copy for a backup that was killed goes too, once it is a day old: it holds what is erased by now.
func (s *server) keepOnce(ctx context.Context, now time.Time) error {
	done, err := s.keep.Tick(ctx, now)
	if done.Cases+done.Applications > 0 {
		err = errors.Join(err, s.readAgain(ctx, access.Actor{User: "server"}))
	}
	return errors.Join(err, sweep(s.dir, backupTemp, now))
}

// current is a company's folder without the dossiers of applicants whose days are over and who were erased, or never came in. Nothing is
// taken out of the folder itself: whoever runs it removes them there.
func (s *server) current(ctx context.Context, folder fs.FS, now time.Time) (fs.FS, error) {
	days, err := s.periods(ctx)
	if err != nil || days.Applications == 0 {
		return folder, err
	}
	over, err := applicationsOver(ctx, folder, retention.Cutoff(now, days.Applications))
	if err != nil {
		return nil, err
	}
	known, err := s.db.Known(ctx)
	if err != nil {
		return nil, err
	}
	out := without{folder, map[string]bool{}}
	for at, id := range over {
		if !known[id] {
			out.dirs[at] = true
		}
	}
	s.reading.change(func(st *web.Reading) { st.Over = len(out.dirs) })
	return out, nil
}

// applicationsOver are the folders of applicants whose last day was before a time, with the id that each states.
func applicationsOver(ctx context.Context, folder fs.FS, before time.Time) (map[string]string, error) {
	all, err := fs.ReadDir(folder, "people")
	if err != nil {
		return nil, nil //nolint:nilerr // whoever reads the folder says so
	}
	over := map[string]string{}
	for _, e := range all {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		at := path.Join("people", e.Name())
		f, err := folder.Open(path.Join(at, "person.yaml"))
		if err != nil {
			continue // no dossier
		}
		data, err := io.ReadAll(io.LimitReader(f, maxDossier))
		if err := errors.Join(err, f.Close()); err != nil {
			continue // whoever reads the folder says so
		}
		p, _, ok := dossier.ParsePerson(path.Join(at, "person.yaml"), data)
		if !ok || !retention.Applies(p.Dossier.Stage) {
			continue
		}
		if last, dated := retention.LastDay(daysOf(&p.Dossier)); dated && !last.After(before) {
			over[at] = p.Dossier.ID
		}
	}
	return over, nil
}

// without is a folder in which some folders of people are not there.
type without struct {
	fs.FS
	dirs map[string]bool
}

func (w without) hidden(name string) bool {
	rest, ok := strings.CutPrefix(name, "people/")
	id, _, _ := strings.Cut(rest, "/")
	return ok && w.dirs["people/"+id]
}

func (w without) Open(name string) (fs.File, error) {
	if w.hidden(name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return w.FS.Open(name)
}

// ReadDir leaves them out of the list.
func (w without) ReadDir(name string) ([]fs.DirEntry, error) {
	if w.hidden(name) {
		return nil, &fs.PathError{Op: "readdir", Path: name, Err: fs.ErrNotExist}
	}
	all, err := fs.ReadDir(w.FS, name)
	out := all[:0:0]
	for _, e := range all {
		if !w.dirs[path.Join(name, e.Name())] {
			out = append(out, e)
		}
	}
	return out, err
}
