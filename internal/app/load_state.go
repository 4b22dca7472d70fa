package app

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/taupier-eu/taupier/internal/casework"
	"github.com/taupier-eu/taupier/internal/ledger"
	"github.com/taupier-eu/taupier/internal/load"
	"github.com/taupier-eu/taupier/internal/store"
)

// loaded says what load gen made, and how long it took. It stands in the folder too, for load run.
type loaded struct {
	Size    load.Size   `json:"size"`
	Day     time.Time   `json:"day"`
	First   float64     `json:"first_reading_s"`  // everybody is new
	Second  float64     `json:"second_reading_s"` // few changed
	Waited  float64     `json:"longest_act_ms"`   // of somebody who worked during the second
	Work    float64     `json:"cases_s"`
	Entries int64       `json:"ledger_entries"`
	Links   int         `json:"links"`
	Cases   []load.Case `json:"cases"`
}

// loadFile names a folder's loaded.
const loadFile = "load.json"

// loadConfig lets users look at more people within an hour than people would: a measurement packs hours of work into seconds.
const loadConfig = "browsing: {tell: 0, most: 0}\n"

// loadState makes the state of a measurement in a folder, or takes the one that is there.
func (c *cli) loadState(ctx context.Context, f loadFlags) (loaded, error) {
	path := filepath.Join(f.place.dir, loadFile)
	if data, err := os.ReadFile(path); err == nil {
		var l loaded
		if err := json.Unmarshal(data, &l); err != nil {
			return l, fmt.Errorf("%s: %w", path, err)
		}
		if l.Size != f.size {
			return l, fmt.Errorf("%s holds a company of another size (%+v): give another folder", f.place.dir, l.Size)
		}
		if l.Links == 0 {
			return l, fmt.Errorf("%s holds a company of an older program, without links: give another folder", f.place.dir)
		}
		return l, nil
	}
	if err := os.MkdirAll(f.place.dir, 0o700); err != nil {
		return loaded{}, fmt.Errorf("make the folder: %w", err)
	}
	if _, err := os.Stat(filepath.Join(f.place.dir, "taupier.db")); err == nil {
		return loaded{}, fmt.Errorf("%s holds a server's data: give another folder", f.place.dir)
	}
	if err := writeSynced(filepath.Join(f.place.dir, "server.yaml"), loadConfig, 0o600); err != nil {
		return loaded{}, err
	}
	l, err := c.makeState(ctx, f)
	if err != nil {
		return l, err
	}
	data, err := json.Marshal(l)
	if err != nil {
		return l, fmt.Errorf("write %s: %w", path, err)
	}
	return l, os.WriteFile(path, data, 0o600)
}

func (c *cli) makeState(ctx context.Context, f loadFlags) (loaded, error) {
	l := loaded{Size: f.size, Day: time.Now().UTC().Truncate(time.Second)}
	k, err := c.knowledge()
	if err != nil {
		return l, err
	}
	key, err := ledgerKey(f.place.dir, demoKey)
	if err != nil {
		return l, err
	}
	db, err := openStore(ctx, f.place.dir, f.place.database, key)
	if err != nil {
		return l, err
	}
	if h, err := db.Head(ctx); err != nil || h.Size > 0 {
		if err == nil {
			err = errors.New("the database holds a server's data: give an empty one")
		}
		return l, errors.Join(err, db.Close())
	}
	fill := func() error {
		catalogue, began := catalogueOf(k), l.Day.AddDate(0, 0, -60)
		first := load.Reading(l.Size, catalogue, began, false)
		var links store.Links
		links.Things, links.Stated = load.Links(l.Size, l.Day, false)
		l.Links = load.CountLinks(links.Things)
		if l.First, err = putLoad(ctx, db, first, links, began); err != nil {
			return err
		}
		users := load.Users(l.Size)
		err := db.Act(ctx, ledger.Entry{At: began, Actor: "server", Act: "user.add"}, nil, func(t *store.Tx) error {
			for _, u := range users {
				if err := t.PutUser(u); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
		start := time.Now()
		if l.Cases, err = load.Work(ctx, casework.Desk{Store: db.Cases(), Random: rand.Reader}, l.Size, first.People, users, l.Day); err != nil {
			return err
		}
		l.Work = time.Since(start).Seconds()
		links.Things, links.Stated = load.Links(l.Size, l.Day, true)
		stop := besides(ctx, db, &l.Waited)
		l.Second, err = putLoad(ctx, db, load.Reading(l.Size, catalogue, l.Day, true), links, l.Day)
		stop()
		if err != nil {
			return err
		}
		h, err := db.Head(ctx)
		l.Entries = h.Size
		return err
	}
	err = fill()
	_, signed := db.Sign(ctx, l.Day)
	return l, errors.Join(err, signed, db.Close())
}

// table says in words what was made.
func (l loaded) table(out io.Writer) error {
	_, err := fmt.Fprintf(out, "%d people, %d links, %d cases, %d users, %d ledger entries\nfirst reading: %.1f s; cases: %.1f s; second reading: %.1f s, while which the longest act of somebody else took %.0f ms\n",
		l.Size.People, l.Links, len(l.Cases), l.Size.Users, l.Entries, l.First, l.Work, l.Second, l.Waited)
	if err != nil {
		return fail(exitIO, "write: %w", err)
	}
	return nil
}

// putLoad puts a reading into the store as the server does, and says how long it took.
func putLoad(ctx context.Context, db *store.DB, in casework.Intake, links store.Links, at time.Time) (float64, error) {
	start := time.Now()
	err := db.Read(ctx, ledger.Entry{At: at, Actor: "server", Act: "company.read"}, in, links, func(*store.Tx) error { return nil })
	return time.Since(start).Seconds(), err
}

// besides writes small acts until it is stopped, and keeps how many milliseconds the longest took.
func besides(ctx context.Context, db *store.DB, longest *float64) (stop func()) {
	ctx, cancel := context.WithCancel(ctx)
	var wait sync.WaitGroup
	wait.Go(func() {
		for ctx.Err() == nil {
			start := time.Now()
			if err := db.Act(context.WithoutCancel(ctx), ledger.Entry{At: start, Actor: "server", Act: "load.probe"}, nil, func(*store.Tx) error { return nil }); err != nil {
				return
			}
			*longest = max(*longest, float64(time.Since(start).Microseconds())/1000)
			time.Sleep(20 * time.Millisecond)
		}
	})
	return func() { cancel(); wait.Wait() }
}
