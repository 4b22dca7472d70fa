package app

import (
	"context"
	"errors"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/taupier-eu/taupier/internal/backup"
	"github.com/taupier-eu/taupier/internal/ledger"
	"github.com/taupier-eu/taupier/internal/store"
	"github.com/taupier-eu/taupier/internal/witness"
)

func (d *doctor) address() {
	at, err := url.Parse(d.config.URL)
	switch {
	case d.config.URL == "":
		d.say("url", ailing, "say in server.yaml how people reach the server", "url is not set: links work on this machine only")
	case err != nil || at.Hostname() == "":
		d.say("url", broken, "write it as https://taupier.example.com", "%q is no address", d.config.URL)
	case at.Scheme != "https" && !loopback(at.Hostname()):
		d.say("url", broken, "give the server a certificate, and https in url", "%s: what people type would cross the network in clear", d.config.URL)
	default:
		d.say("url", healthy, "", "%s", d.config.URL)
	}
}

func hostOf(address string) string {
	at, err := url.Parse(address)
	if err != nil || net.ParseIP(at.Hostname()) != nil && loopback(at.Hostname()) {
		return ""
	}
	return at.Hostname()
}

// schema reports whether the store can be looked at further.
func (d *doctor) schema(ctx context.Context) bool {
	var have []int
	err := d.db.View(ctx, func(v *store.View) (err error) { have, err = v.Steps(); return err })
	mine := store.Steps()
	strange := slices.DeleteFunc(slices.Clone(have), func(n int) bool { return slices.Contains(mine, n) })
	lacks := slices.DeleteFunc(slices.Clone(mine), func(n int) bool { return slices.Contains(have, n) })
	switch {
	case err != nil:
		d.say("database", broken, "restore a backup", "%v", err)
	case len(strange) > 0:
		d.say("schema", broken, "use the newer program", "the store has steps that this program does not know: %v", strange)
	case len(lacks) > 0:
		d.say("schema", ailing, "back up, then start the server of this program once, and run this again", "the store is older than this program and lacks the steps %v; the rest was not looked at", lacks)
	default:
		d.say("schema", healthy, "", "it is this program's, step %d", slices.Max(mine))
		return true
	}
	return false
}

func (d *doctor) database(ctx context.Context) {
	if d.db.Engine() != "sqlite" {
		d.say("database", unknown, "look at it with PostgreSQL's own tools (amcheck, data checksums)", "PostgreSQL keeps it: its pages are not looked at here")
		return
	}
	if err := d.db.CheckFile(ctx); err != nil {
		d.say("database", broken, "stop the server, keep the file, restore a backup", "%v", err)
		return
	}
	d.say("database", healthy, "", "every page and every reference is in order")
}

// ledger derives the ledger anew, and holds it against the witnesses' files that can be read here.
func (d *doctor) ledger(ctx context.Context) {
	const do = "nobody but people can say what happened: keep the folder as it is, and call a trustee"
	public, err := os.ReadFile(filepath.Join(d.dir, backup.LedgerPub))
	if err != nil {
		d.say("ledger", unknown, "put ledger.pub back", "%v", err)
		return
	}
	key := strings.TrimSpace(string(public))
	var known []ledger.Checkpoint
	for _, w := range d.witnessList(ctx) {
		if w.File == "" {
			continue
		}
		data, err := os.ReadFile(w.File)
		if err != nil {
			continue // said of the witness
		}
		for _, note := range witness.Split(data) {
			c, err := ledger.OpenCheckpoint(note, key)
			if err != nil {
				d.say("ledger", broken, do, "the witness %s has a checkpoint that this ledger's key did not sign: %v", w.Name, err)
				return
			}
			known = append(known, c)
		}
	}
	v, err := d.db.VerifySealed(ctx, key, known...)
	if err != nil {
		d.say("ledger", broken, do, "%v", err)
		return
	}
	d.say("ledger", healthy, "", "%d entries, %d signed, held against %d checkpoints kept elsewhere", v.Entries, v.Covered, len(known))
}

// clockSlack is how far clocks may be apart.
const clockSlack = 5 * time.Minute

func (d *doctor) clock(ctx context.Context) {
	h, err := d.db.Head(ctx)
	const do = "set the clock of this machine (chronyd, systemd-timesyncd)"
	switch {
	case err != nil:
		d.say("clock", unknown, do, "%v", err)
	case h.Last.Sub(d.now) > clockSlack:
		d.say("clock", broken, do, "the last entry of the ledger is of %s, and it is %s now: this clock is behind, or was ahead", h.Last.Format(time.RFC3339), d.now.UTC().Format(time.RFC3339))
	default:
		d.say("clock", healthy, "", "it is not before the last entry of the ledger")
	}
}

func (d *doctor) witnessList(ctx context.Context) []witnessTo {
	a, err := d.db.Answers(ctx)
	if err != nil {
		return d.config.Witnesses // said of the set-up
	}
	return witnessesOf(d.config, a)
}

// witnessLate is how long a witness may lack what is signed, beyond the time that it is not told on purpose.
const witnessLate = time.Hour

func (w witnessTo) late(a store.WitnessAnswer, now time.Time) bool {
	most := witnessLate
	if w.Mail != "" {
		most += w.every()
	}
	return now.Sub(a.Answered) > most
}

func (d *doctor) witnesses(ctx context.Context) {
	to := d.witnessList(ctx)
	if len(to) == 0 {
		state := ailing
		if d.sealed {
			state = unknown // that of the set-up may be there
		}
		d.say("witness", state, "name one outside this machine (docs/how-to/witness.md)", "nobody outside keeps checkpoints: whoever owns this machine could write another history")
		return
	}
	said := map[string]store.WitnessAnswer{}
	var head store.Head
	err := d.db.View(ctx, func(v *store.View) error {
		all, err := v.WitnessAnswers()
		for _, a := range all {
			said[a.Name] = a
		}
		return err
	})
	if err == nil {
		head, err = d.db.Head(ctx)
	}
	for _, w := range to {
		a, behind := said[w.Name], max(0, head.Signed-said[w.Name].Size)
		what := "witness " + w.Name
		switch {
		case err != nil:
			d.say(what, unknown, "", "%v", err)
		case a.Problem != "":
			d.say(what, broken, "see what it says; a refusal may mean that the ledger is not the one it knows", "%s (%d entries behind)", a.Problem, behind)
		case a.Answered.IsZero():
			d.say(what, ailing, "start the server: it tells its witnesses every minute", "it was never reached")
		case behind > 0 && w.late(a, d.now):
			d.say(what, ailing, "start the server, or see why it is not reached", "it is %d entries behind since %s", behind, a.Answered.Format(time.RFC3339))
		default:
			d.say(what, healthy, "", "it has %d entries and agrees, %d behind", a.Size, behind)
		}
	}
}

func (d *doctor) blobs(ctx context.Context) {
	all, lost := 0, []string{}
	err := d.db.View(ctx, func(v *store.View) error {
		return v.Blobs(func(name string) error {
			all++
			if info, err := os.Stat(filepath.Join(d.dir, filepath.FromSlash(name))); err != nil || !info.Mode().IsRegular() {
				lost = append(lost, name)
			}
			return nil
		})
	})
	switch {
	case err != nil:
		d.say("files", unknown, "", "%v", err)
	case len(lost) > 0:
		d.say("files", broken, "take them from a backup (taupier backup restore, into another folder)", "%d of %d files of evidence and imports are not there, such as %s", len(lost), all, lost[0])
	default:
		d.say("files", healthy, "", "%d files of evidence and imports are there; their bytes are checked when they are opened", all)
	}
}

func (d *doctor) backups(ctx context.Context) {
	b, err := backupsOf(d.db, d.dir, d.config.Backup)
	if err != nil || b.config.Dir == "" {
		d.say("backup", ailing, "set backup in server.yaml (docs/how-to/back-up.md)", "the server makes none of itself")
		return
	}
	kept, err := b.kept(ctx)
	last := lastGood(kept)
	switch {
	case err != nil:
		d.say("backup", unknown, "", "%v", err)
	case last.IsZero():
		d.say("backup", broken, "start the server, and see what it prints", "no good one was made yet into %s", b.config.Dir)
	case d.now.Sub(last) > 2*b.config.Every:
		d.say("backup", broken, "see what the server prints", "the last good one is of %s, and one is due every %s", last.Format(time.RFC3339), b.config.Every)
	default:
		d.newestBackup(b, kept)
	}
}

// newestBackup reads the newest good file again.
func (d *doctor) newestBackup(b *backups, kept []store.Backup) {
	k := kept[slices.IndexFunc(kept, func(k store.Backup) bool { return k.Problem == "" })]
	sum, err := sumFile(filepath.Join(b.config.Dir, k.Name))
	if err == nil && sum != k.SHA256 {
		err = errors.New("its bytes are not those that were written")
	}
	switch {
	case err != nil:
		d.say("backup", broken, "see who changed it, and make another", "%s: %v", k.Name, err)
	case sameDisk(b.config.Dir, d.dir):
		d.say("backup", ailing, "let backup.dir be another disk, or fetch the files from another machine", "the last, of %s, is as it was written, on the same disk as the data", k.Made.Format(time.RFC3339))
	default:
		d.say("backup", healthy, "", "the last, of %s, is as it was written; taupier backup verify opens it", k.Made.Format(time.RFC3339))
	}
}
