package app

import (
	"context"
	"time"

	"github.com/taupier-eu/taupier/internal/stamp"
	"github.com/taupier-eu/taupier/internal/store"
)

// stamps looks at the time-stamp authority that server.yaml names; without one there is nothing to look at.
func (d *doctor) stamps(ctx context.Context) {
	if d.config.Stamps.URL == "" {
		return
	}
	s, err := stampsOf(d.db, d.dir, d.config)
	if err != nil {
		d.say("time stamps", broken, "correct what is named (docs/how-to/witness.md): the server does not start like this", "%v", err)
		return
	}
	have, head, err := s.stand(ctx)
	if err != nil {
		d.say("time stamps", unknown, "", "%v", err)
		return
	}
	if have.Last.Size > 0 {
		if err := s.holds(ctx, have.Last); err != nil {
			d.say("time stamps", broken, "put the certificates of whoever gave it back into stamps.ca_file, beside those of today; if they are there, somebody changed the store", "the last stamp, of %d entries, does not hold: %v", have.Last.Size, err)
			return
		}
	}
	d.stampAge(s, have, head.Signed-have.Last.Size)
}

// holds checks a stamp that is kept against the checkpoint that is kept.
func (s *stamps) holds(ctx context.Context, last store.Stamp) error {
	var note []byte
	err := s.db.View(ctx, func(v *store.View) (err error) { note, err = v.SignedAt(last.Size); return err })
	if err == nil {
		_, err = stamp.Check(last.Token, note, s.authority.CA)
	}
	return err
}

// stampAge says how far the stamps have come; behind is how many signed entries have none.
func (d *doctor) stampAge(s *stamps, have store.Stamping, behind int64) {
	last, every := have.Last, s.config.Every
	apart := last.Before.Sub(last.Asked).Abs()
	switch ends := s.authority.CA.Ends(); {
	case d.now.After(ends):
		d.say("time stamps", broken, "add the authority's new certificates to stamps.ca_file", "the certificates of stamps.ca_file ended on %s: no new stamp can hold", day(ends))
	case have.Problem != "":
		d.say("time stamps", broken, "see what it says; the server asks again every 15 minutes", "%s (%d signed entries have no stamp)", have.Problem, behind)
	case last.Size == 0:
		d.say("time stamps", ailing, "start the server: it asks within a minute", "none was given yet")
	case behind > 0 && d.now.Sub(last.Asked) > 2*every:
		d.say("time stamps", ailing, "start the server, or see what it prints", "the last is of %s, and one is due every %s; %d signed entries have none", last.Asked.Format(time.RFC3339), every, behind)
	case apart > clockSlack:
		d.say("time stamps", ailing, "set the clock of this machine (chronyd, systemd-timesyncd); if it is right, ask the authority", "the authority's clock and this machine's were %s apart", apart.Round(time.Second))
	case ends.Sub(d.now) < expiring:
		d.say("time stamps", ailing, "add the authority's new certificates to stamps.ca_file", "the certificates of stamps.ca_file end on %s", day(ends))
	default:
		d.say("time stamps", healthy, "", "%d entries were there before %s, says %s; the token holds", last.Size, last.Before.Format(time.RFC3339), last.By)
	}
}
