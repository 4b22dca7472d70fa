package app

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"time"

	"github.com/taupier-eu/taupier/internal/ledger"
	"github.com/taupier-eu/taupier/internal/notify"
	"github.com/taupier-eu/taupier/internal/serve/web"
	"github.com/taupier-eu/taupier/internal/setup"
	"github.com/taupier-eu/taupier/internal/store"
	"github.com/taupier-eu/taupier/internal/witness"
)

// witnessTo is somebody outside who is given checkpoints: exactly one of File, URL and Mail.
type witnessTo struct {
	Name string `yaml:"name"`
	File string `yaml:"file"` // appended to
	URL  string `yaml:"url"`  // of a witness that speaks C2SP tlog-witness, such as another Taupier's /witness
	Key  string `yaml:"key"`  // public key of that witness
	Mail string `yaml:"mail"` // address, by the server of mail:, once in Every

	Every time.Duration `yaml:"every"` // of mail; a day
}

// witnessOf is another ledger whose checkpoints this server cosigns.
type witnessOf struct {
	Origin string `yaml:"origin"`
	Key    string `yaml:"key"` // public key of that ledger
}

func (w witnessTo) check() error {
	switch {
	case w.Name == "":
		return errors.New("a witness needs a name")
	case w.ways() != 1:
		return fmt.Errorf("witness %s: give one of file, url and mail", w.Name)
	case w.Every != 0 && (w.Mail == "" || w.Every < time.Hour):
		return fmt.Errorf("witness %s: every is for mail, and at least 1h", w.Name)
	case w.URL != "" && w.Key == "":
		return fmt.Errorf("witness %s: give its public key, or its answer shows nothing", w.Name)
	}
	return nil
}

func (w witnessTo) ways() (n int) {
	for _, way := range []string{w.File, w.URL, w.Mail} {
		if way != "" {
			n++
		}
	}
	return n
}

// rests reports whether a witness is left alone for now: a letter is written once in a while, and again after an hour when it could
// not be sent.
func (w witnessTo) rests(a store.WitnessAnswer, now time.Time) bool {
	if w.Mail == "" || a.Tried.IsZero() {
		return false
	}
	if a.Problem != "" {
		return within(a.Tried, time.Hour, now)
	}
	return within(a.Tried, w.every(), now)
}

// every is how often a letter is written at most.
func (w witnessTo) every() time.Duration { return cmp.Or(w.Every, 24*time.Hour) }

// witnessing brings checkpoints to witnesses.
type witnessing struct {
	db     *store.DB
	public string // key of the ledger
	to     []witnessTo
	client *http.Client
	mail   *notify.Mail // nil: none is sent
}

// setupWitness is the name of the witness that the set-up asks for.
const setupWitness = "set-up"

// witnesses are those of server.yaml and the one of the set-up.
func (s *server) witnesses(ctx context.Context) ([]witnessTo, error) {
	a, err := s.db.Answers(ctx)
	if err != nil {
		return nil, err
	}
	return witnessesOf(s.config, a), nil
}

func witnessesOf(config serverConfig, a setup.Answers) []witnessTo {
	to := slices.Clone(config.Witnesses)
	if w := a.Witness; !a.Finished.IsZero() && (w.File != "" || w.URL != "") {
		to = append(to, witnessTo{Name: setupWitness, File: w.File, URL: w.URL, Key: w.Key})
	}
	return to
}

// tellWitnesses brings the newest checkpoint to every witness that has not seen it.
func (s *server) tellWitnesses(ctx context.Context, now time.Time) error {
	to, err := s.witnesses(ctx)
	if err != nil || len(to) == 0 {
		return err
	}
	public, err := s.db.Public()
	if err != nil {
		return err
	}
	return (&witnessing{db: s.db, public: public, to: to, client: witnessClient, mail: s.reminders.Mail}).tell(ctx, now)
}

// witnessClient follows no redirection: what a witness says, it says itself.
var witnessClient = &http.Client{Timeout: 20 * time.Second, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}

// witnessAnswer answers another ledger over HTTP; nil when this server witnesses none.
func witnessAnswer(w *witness.Witness) func(context.Context, []byte, time.Time) (int, string, []byte) {
	if w == nil {
		return nil
	}
	return func(ctx context.Context, body []byte, now time.Time) (int, string, []byte) {
		return witness.Answer(w.Add(ctx, body, now))
	}
}

// tell brings the newest checkpoint to whoever has not seen it. What a witness says, refusals included, is kept and shown; the
// errors are returned as well, so that they are printed.
func (w *witnessing) tell(ctx context.Context, now time.Time) error {
	head, err := w.db.Head(ctx)
	if err != nil || head.Note == "" {
		return err
	}
	c, err := ledger.OpenCheckpoint([]byte(head.Note), w.public)
	if err != nil {
		return fmt.Errorf("read the newest checkpoint: %w", err)
	}
	last := map[string]store.WitnessAnswer{}
	err = w.db.View(ctx, func(v *store.View) error {
		answers, err := v.WitnessAnswers()
		for _, a := range answers {
			last[a.Name] = a
		}
		return err
	})
	if err != nil {
		return err
	}
	var errs []error
	for _, to := range w.to {
		a := last[to.Name]
		if a.Size == c.Size && a.Problem == "" || to.rests(a, now) {
			continue
		}
		a.Name, a.Tried, a.Problem = to.Name, now, ""
		note, err := w.bring(ctx, to, c, []byte(head.Note), a.Size, now)
		if err != nil {
			a.Problem = err.Error()
			errs = append(errs, fmt.Errorf("witness %s: %w", to.Name, err))
		} else {
			a.Size, a.Note, a.Answered = c.Size, string(note), now
		}
		errs = append(errs, w.db.PutWitnessAnswer(ctx, a))
	}
	return errors.Join(errs...)
}

func (w *witnessing) bring(ctx context.Context, to witnessTo, c ledger.Checkpoint, signed []byte, old int64, now time.Time) ([]byte, error) {
	if to.File != "" {
		return signed, witness.File{Path: to.File}.Keep(signed)
	}
	ctx, cancel := context.WithTimeout(ctx, 20*time.Second)
	defer cancel()
	if to.Mail != "" {
		if w.mail == nil {
			return nil, errors.New("server.yaml names no mail server")
		}
		return signed, w.mail.SendCheckpoint(ctx, to.Mail, c.Size, signed, now)
	}
	return witness.Remote{URL: to.URL, Public: to.Key, Client: w.client}.Submit(ctx, c, signed, old, w.db.ProveGrowth)
}

// watchers lists who witnesses this ledger, as they answered last.
func (s *server) watchers(ctx context.Context) ([]web.Watcher, error) {
	var out []web.Watcher
	err := s.db.View(ctx, func(v *store.View) error {
		answers, err := v.WitnessAnswers()
		for _, a := range answers {
			out = append(out, web.Watcher{Name: a.Name, Seen: a.Size, Answered: a.Answered, Problem: a.Problem})
		}
		return err
	})
	return out, err
}

// witnessHere makes the witness for other ledgers, with a key of its own: witness.key in the data directory.
func witnessHere(dir string, of []witnessOf, db *store.DB) (*witness.Witness, error) {
	if len(of) == 0 {
		return nil, nil //nolint:nilnil // none is wanted
	}
	keys := map[string]string{}
	for _, o := range of {
		keys[o.Origin] = o.Key
	}
	private, err := keyPair(dir, "witness", "taupier-witness")
	if err != nil {
		return nil, err
	}
	return witness.New(keys, private, db.Witnessed(keys))
}
