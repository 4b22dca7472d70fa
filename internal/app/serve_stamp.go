package app

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/taupier-eu/taupier/internal/notify"
	"github.com/taupier-eu/taupier/internal/serve/web"
	"github.com/taupier-eu/taupier/internal/stamp"
	"github.com/taupier-eu/taupier/internal/store"
)

// stampConfig names a time-stamp authority. Without a URL none is asked.
type stampConfig struct {
	URL    string        `yaml:"url"`     // its host stands in webhooks.hosts too
	CAFile string        `yaml:"ca_file"` // PEM; beside server.yaml, or an absolute path
	Every  time.Duration `yaml:"every"`
}

func (c stampConfig) check() error {
	switch {
	case c.URL == "" && c.CAFile != "":
		return errors.New("stamps needs url")
	case c.URL != "" && c.CAFile == "":
		return errors.New("stamps needs ca_file: without the authority's certificates, its answer shows nothing")
	case c.Every < time.Minute:
		return fmt.Errorf("stamps.every is %s: want at least 1m", c.Every)
	}
	return nil
}

// stamps has an authority stamp the ledger's checkpoints.
type stamps struct {
	db        *store.DB
	config    stampConfig
	authority stamp.Authority
}

// stampsOf reads what the configuration asks for.
func stampsOf(db *store.DB, dir string, c serverConfig, options ...notify.Option) (*stamps, error) {
	s := &stamps{db: db, config: c.Stamps}
	if c.Stamps.URL == "" {
		return s, nil
	}
	client := notify.NewOutbound(c.Webhooks.Hosts, options...)
	if err := client.Check(c.Stamps.URL); err != nil {
		return nil, fmt.Errorf("%s: stamps.url: %w", configName, err)
	}
	path := c.Stamps.CAFile
	if !filepath.IsAbs(path) {
		path = filepath.Join(dir, path)
	}
	ca, err := readStampCA(path)
	if err != nil {
		return nil, fmt.Errorf("%s: stamps.ca_file: %w", configName, err)
	}
	s.authority = stamp.Authority{URL: c.Stamps.URL, CA: ca, Client: client, Random: rand.Reader}
	return s, nil
}

func readStampCA(path string) (*stamp.CA, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	ca, err := stamp.ReadCA(data)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return ca, nil
}

const (
	stampLook  = 10 * time.Second // how often it is looked whether one is due
	stampAgain = 15 * time.Minute // after a failure, unless they are due more often
)

// stampLedger has the ledger stamped whenever that is due, until ctx ends. It is no part of the round that signs: an authority that
// does not answer keeps nobody waiting.
func (s *server) stampLedger(ctx context.Context, look time.Duration) error {
	if s.stamps.config.URL == "" {
		return nil
	}
	tick := time.NewTicker(look)
	defer tick.Stop()
	for {
		if err := s.stamps.tick(ctx, time.Now()); err != nil && ctx.Err() == nil {
			s.trouble(err)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
	}
}

// tick has the newest checkpoint stamped when one is due: it is another than the last, and that is long enough ago.
func (s *stamps) tick(ctx context.Context, now time.Time) error {
	have, head, err := s.stand(ctx)
	if err != nil || !s.due(have, head, now) {
		return err
	}
	return s.turn(ctx, head, now)
}

// last has the newest checkpoint stamped because the server ends, however long ago the last stamp is.
func (s *stamps) last(ctx context.Context, now time.Time) error {
	if s.config.URL == "" {
		return nil
	}
	have, head, err := s.stand(ctx)
	if err != nil || head.Signed == have.Last.Size {
		return err
	}
	return s.turn(ctx, head, now)
}

// stand is how far the stamps and the checkpoints have come.
func (s *stamps) stand(ctx context.Context) (have store.Stamping, head store.Head, err error) {
	if err = s.db.View(ctx, func(v *store.View) (err error) { have, err = v.Stamping(); return err }); err != nil {
		return have, head, err
	}
	head, err = s.db.Head(ctx)
	return have, head, err
}

func (s *stamps) due(have store.Stamping, head store.Head, now time.Time) bool {
	switch {
	case head.Signed == have.Last.Size:
		return false
	case have.Problem != "" && within(have.Tried, min(s.config.Every, stampAgain), now):
		return false
	}
	return have.Last.Size == 0 || !within(have.Last.Asked, s.config.Every, now)
}

// turn has a checkpoint stamped, and keeps the stamp or why there is none. That the server was told to stop says nothing of the authority.
func (s *stamps) turn(ctx context.Context, head store.Head, now time.Time) error {
	token, said, err := s.authority.Ask(ctx, []byte(head.Note))
	if err == nil {
		return s.db.PutStamp(ctx, store.Stamp{Size: head.Signed, Token: token, Before: said.Before(), By: said.By, Ends: said.Ends, Asked: now})
	}
	if ctx.Err() != nil {
		return err
	}
	return errors.Join(err, s.db.PutStampProblem(ctx, stamp.Plain(err.Error()), now))
}

// state is what the pages say of time stamps.
func (s *stamps) state(ctx context.Context) (web.Stamps, error) {
	have, head, err := s.stand(ctx)
	l := have.Last
	return web.Stamps{Planned: s.config.URL != "", Every: s.config.Every, Size: l.Size, Since: max(0, head.Signed-l.Size), Before: l.Before, Asked: l.Asked, By: l.By, Ends: l.Ends, Problem: have.Problem}, err
}
