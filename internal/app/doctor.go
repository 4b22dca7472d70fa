package app

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/taupier-eu/taupier/internal/backup"
	"github.com/taupier-eu/taupier/internal/ledger"
	"github.com/taupier-eu/taupier/internal/store"
)

// checkup is one thing that was looked at.
type checkup struct {
	What  string `json:"what"`
	State health `json:"state"`
	Why   string `json:"why"`
	Do    string `json:"do,omitempty"`
}

type health string

const (
	healthy health = "ok"
	ailing  health = "warn"
	broken  health = "fail"
	unknown health = "unknown"
)

// doctor looks at a data directory and changes nothing in it.
type doctor struct {
	serverPlace
	cert, key string // of TLS; "": not given
	now       time.Time

	config serverConfig
	db     *store.DB // nil when it does not open
	sealed bool      // the master key is not here: what is sealed cannot be read
	found  []checkup
}

func (d *doctor) say(what string, state health, do, why string, args ...any) {
	if state == healthy {
		do = ""
	}
	d.found = append(d.found, checkup{what, state, fmt.Sprintf(why, args...), do})
}

// look goes through everything. What cannot be looked at because of something before it is unknown, never ok.
func (d *doctor) look(ctx context.Context) []checkup {
	if err := whole(d.dir); err != nil {
		d.say("folder", broken, "empty the folder and restore the backup again", "%v", err)
		return d.found
	}
	var err error
	if d.config, err = readConfig(d.dir); err != nil {
		d.say("server.yaml", broken, "correct it (docs/reference/server-yaml.md)", "%v", err)
		d.config = defaultConfig()
	} else {
		d.say("server.yaml", healthy, "", "it is understood, or not there")
	}
	d.files()
	d.ledgerKey()
	d.disk()
	d.address()
	d.certificate()
	d.messages()
	d.store(ctx)
	return d.found
}

// files looks at who may read what nobody else should.
func (d *doctor) files() {
	open := []string{}
	for _, name := range []string{".", backup.Database, backup.LedgerKey, "witness.key", configName, "evidence", "imports", d.config.masterFile(d.dir)} {
		path := name
		if !filepath.IsAbs(path) {
			path = filepath.Join(d.dir, name)
		}
		info, err := os.Stat(path)
		if err != nil {
			continue // said where it matters
		}
		if info.Mode().Perm()&0o077 != 0 && name != configName || info.Mode().Perm()&0o022 != 0 {
			open = append(open, fmt.Sprintf("%s (%04o)", name, info.Mode().Perm()))
		}
	}
	if len(open) > 0 {
		d.say("permissions", broken, "chmod -R go= "+d.dir+", and chmod 600 the keys elsewhere", "others on this machine may use %s", strings.Join(open, ", "))
		return
	}
	d.say("permissions", healthy, "", "data and keys are their owner's alone")
}

func (d *doctor) ledgerKey() {
	private, err1 := os.ReadFile(filepath.Join(d.dir, backup.LedgerKey))
	public, err2 := os.ReadFile(filepath.Join(d.dir, backup.LedgerPub))
	err := errors.Join(err1, err2)
	if err == nil {
		s := ledger.Statement{Kind: "taupier try", Says: "doctor"}
		var note []byte
		if note, err = ledger.SignStatement(s, string(private)); err == nil {
			err = ledger.CheckStatement(note, s, string(public))
		}
	}
	if err != nil {
		d.say("ledger key", broken, "put ledger.key and ledger.pub back, from a backup", "%v", err)
		return
	}
	d.say("ledger key", healthy, "", "ledger.key and ledger.pub are a pair")
}

// The room that a server wants: for a copy of the database while a backup is made, and for what comes in.
const (
	roomLeast = 100 << 20
	roomGood  = 1 << 30
)

func (d *doctor) disk() {
	free, ok := freeSpace(d.dir)
	if !ok {
		d.say("disk", unknown, "look yourself", "free space cannot be told on this system")
		return
	}
	var size int64
	if info, err := os.Stat(filepath.Join(d.dir, backup.Database)); err == nil {
		size = info.Size()
	}
	d.room(free, size)
}

func (d *doctor) room(free, database int64) {
	state := healthy
	switch {
	case free < roomLeast:
		state = broken
	case free < max(roomGood, 2*database):
		state = ailing
	}
	d.say("disk", state, "make room: a backup needs as much as the database, and work stops when there is none", "%d MiB are free, the database has %d MiB", free>>20, database>>20)
}

func (d *doctor) messages() {
	if d.config.Mail.Server == "" && len(d.config.Webhooks.Receivers) == 0 {
		d.say("reminders", ailing, "set mail or webhooks in server.yaml", "neither mail nor a webhook is set: nobody is told outside the pages")
		return
	}
	if _, err := reminders(d.dir, d.config, func(error) {}); err != nil {
		d.say("reminders", broken, "correct what is named", "%v", err)
		return
	}
	d.say("reminders", healthy, "", "mail or a webhook is set, and its secrets can be read; nothing was sent")
}

// expiring is how long before its end a certificate is worth a word.
const expiring = 21 * 24 * time.Hour

func (d *doctor) certificate() {
	if d.cert == "" {
		if strings.HasPrefix(d.config.URL, "https://") {
			d.say("certificate", unknown, "give --tls-cert and --tls-key as the server has them", "no certificate was given to look at")
		}
		return
	}
	pair, err := tls.LoadX509KeyPair(d.cert, d.key)
	if err != nil {
		d.say("certificate", broken, "put the right files there", "%v", err)
		return
	}
	leaf, host := pair.Leaf, hostOf(d.config.URL)
	const renew = "renew it; the server reads it again when the file changes"
	switch {
	case d.now.After(leaf.NotAfter) || d.now.Before(leaf.NotBefore):
		d.say("certificate", broken, renew, "it holds from %s to %s", day(leaf.NotBefore), day(leaf.NotAfter))
	case host != "" && leaf.VerifyHostname(host) != nil:
		d.say("certificate", broken, "have one made for the name in url", "it is not for %s", host)
	case leaf.NotAfter.Sub(d.now) < expiring:
		d.say("certificate", ailing, renew, "it ends on %s", day(leaf.NotAfter))
	default:
		d.say("certificate", healthy, "", "it ends on %s", day(leaf.NotAfter))
	}
}

func day(t time.Time) string { return t.UTC().Format(time.DateOnly) }

// store opens the store, with the master key if it is there.
func (d *doctor) store(ctx context.Context) {
	master := d.config.masterFile(d.dir)
	db, err := store.OpenToReadWith(ctx, store.Options{Place: d.at(), KeyFile: master})
	switch {
	case err == nil && filepath.Dir(master) == filepath.Clean(d.dir):
		d.say("master key", ailing, "move it elsewhere and name it as key_file in server.yaml", "it lies beside the data: whoever copies the folder reads everything")
	case err == nil:
		d.say("master key", healthy, "", "it opens the store, and lies apart from it")
	default:
		why := err
		if db, err = store.OpenSealed(ctx, d.at()); err != nil {
			d.say("database", broken, "put it back, or restore a backup", "%v", err)
			return
		}
		d.sealed = true
		d.say("master key", broken, "put it back where server.yaml says, from its own copy", "%v", why)
	}
	defer db.Close()
	d.db = db
	if d.schema(ctx) {
		d.database(ctx)
		d.ledger(ctx)
		d.clock(ctx)
		d.witnesses(ctx)
		d.stamps(ctx)
		d.blobs(ctx)
		d.backups(ctx)
		d.setup(ctx)
		d.users(ctx)
	}
}
