package app

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log"
	"net"
	"net/http"
	"net/netip"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/sync/errgroup"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/casework"
	"github.com/taupier-eu/taupier/internal/casework/bulk"
	"github.com/taupier-eu/taupier/internal/casework/bundle"
	"github.com/taupier-eu/taupier/internal/casework/deadline"
	"github.com/taupier-eu/taupier/internal/casework/evidence"
	"github.com/taupier-eu/taupier/internal/casework/payment"
	"github.com/taupier-eu/taupier/internal/casework/retention"
	"github.com/taupier-eu/taupier/internal/casework/search"
	"github.com/taupier-eu/taupier/internal/casework/starting"
	"github.com/taupier-eu/taupier/internal/casework/task"
	"github.com/taupier-eu/taupier/internal/casework/views"
	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/intake/source"
	"github.com/taupier-eu/taupier/internal/intake/upload"
	"github.com/taupier-eu/taupier/internal/ledger"
	"github.com/taupier-eu/taupier/internal/link/shared"
	"github.com/taupier-eu/taupier/internal/notify"
	"github.com/taupier-eu/taupier/internal/serve/api"
	"github.com/taupier-eu/taupier/internal/serve/resumable"
	"github.com/taupier-eu/taupier/internal/serve/web"
	"github.com/taupier-eu/taupier/internal/store"
)

// serveFlags are the choices of the server.
type serveFlags struct {
	demo            bool
	people          int
	listen, dataDir string
	company         string
	database        string
	cert, key       string
	hosts           []string
}

func (c *cli) serveCmd() *cobra.Command {
	var f serveFlags
	cmd := &cobra.Command{
		Use: "serve --data-dir DIR | --demo", Short: "Work on cases in a browser: your own company's, or the fictional one's", Args: cobra.NoArgs,
		Long: `Start the server. With --data-dir it serves your own company: the first start prints one address of the
set-up and shows nothing else until that is done (taupier setup does the same on the command line). The
company's folder is DIR/company unless --company names another; it is looked at every minute and read
again when something in it has changed. With --demo it serves the fictional company and prints an
address for each role.

It answers on this machine only, unless it has a certificate: then on any address, under the names
given with --host.`,
		Example: "  taupier serve --demo\n  taupier serve --data-dir /var/lib/taupier --company /srv/company\n  taupier serve --data-dir /var/lib/taupier --listen :443 --host taupier.example.com --tls-cert cert.pem --tls-key key.pem",
		RunE:    func(cmd *cobra.Command, _ []string) error { return c.serve(cmd.Context(), f) },
	}
	flags := cmd.Flags()
	flags.BoolVar(&f.demo, "demo", false, "serve the fictional company")
	flags.IntVar(&f.people, "people", servedPeople, "staff of the fictional company")
	flags.StringVar(&f.listen, "listen", defaultListen, "address to answer on; port 0 takes a free one")
	flags.StringVar(&f.dataDir, "data-dir", "", "folder that keeps everything; the demo takes a temporary one without it, removed at the end")
	flags.StringVar(&f.company, "company", "", "the company's folder (default company.folder of server.yaml, else DIR/company)")
	flags.StringVar(&f.database, "database", "", "address of a PostgreSQL database, postgres://...; the data directory still holds the keys (default $TAUPIER_DATABASE, else SQLite in the data directory)")
	flags.StringVar(&f.cert, "tls-cert", "", "certificate chain, PEM; read again when the file changes")
	flags.StringVar(&f.key, "tls-key", "", "its private key, PEM")
	flags.StringArrayVar(&f.hosts, "host", nil, "name under which people reach the server; the first is the one in links; may be given again")
	return cmd
}

func (c *cli) serve(ctx context.Context, f serveFlags) error {
	if f.database == "" {
		f.database = c.env("TAUPIER_DATABASE")
	}
	if err := f.check(); err != nil {
		return err
	}
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM)
	defer stop()
	if f.dataDir == "" {
		tmp, err := os.MkdirTemp("", "taupier-serve-")
		if err != nil {
			return fail(exitIO, "make a temporary folder: %w", err)
		}
		defer os.RemoveAll(tmp)
		f.dataDir = tmp
		fmt.Fprintln(c.err, "taupier: kept in a temporary folder until you stop the server; --data-dir keeps it longer")
	}
	s, err := c.openServer(ctx, f)
	if err != nil {
		return &exitError{exitIO, err}
	}
	err = s.run(ctx)
	if err = errors.Join(err, s.db.Close()); err != nil {
		return &exitError{exitIO, err}
	}
	return nil
}

func (f serveFlags) check() error {
	host, _, err := net.SplitHostPort(f.listen)
	switch {
	case f.demo && f.company != "":
		return fail(exitUsage, "--demo serves the fictional company and --company your own: choose one")
	case !f.demo && f.dataDir == "":
		return fail(exitUsage, "give a folder that keeps everything: --data-dir DIR (or look at the fictional company: --demo)")
	case f.people < 20 || f.people > 5000:
		return fail(exitUsage, "--people %d: want 20 to 5000", f.people)
	case (f.cert == "") != (f.key == ""):
		return fail(exitUsage, "--tls-cert and --tls-key go together")
	case err != nil:
		return fail(exitUsage, "--listen %q: want an address and a port, such as 127.0.0.1:8787", f.listen)
	case f.cert == "" && !loopback(host):
		return fail(exitUsage, "--listen %q: without a certificate the server answers on this machine only, such as 127.0.0.1:8787; give --tls-cert, --tls-key and --host", f.listen)
	case f.cert != "" && len(f.hosts) == 0:
		return fail(exitUsage, "give the name under which people reach the server: --host taupier.example.com")
	case f.database != "" && !strings.HasPrefix(f.database, "postgres"):
		return fail(exitUsage, "--database: want postgres://...")
	}
	return nil
}

func loopback(host string) bool {
	if host == "localhost" {
		return true
	}
	ip, err := netip.ParseAddr(host)
	return err == nil && ip.IsLoopback()
}

// server is a store with its pages.
type server struct {
	config    serverConfig
	browsing  *casework.Browsing // one for the pages and the API: what one user looks at by either counts
	c         *cli
	db        *store.DB
	listen    net.Listener
	http      *http.Server
	api       *api.API
	reminders *notify.Worker
	failed    atomic.Bool // the company could not be read
	backups   *backups
	stamps    *stamps

	demo    bool
	hosts   []string // names besides this machine's own
	people  int      // of the demo
	dir     string
	url     string // how people reach the server
	reading *reading
	watch   source.Watch
	gate    *setupGate

	imports  *upload.Desk       // nil in the demo
	parts    *resumable.Handler // takes them in parts; nil with imports
	scanning sync.Mutex
	writing  sync.Mutex // held while a reading is written, and while something is erased
	keep     *retention.Keeper
	many     bulk.Desk
	begun    chan struct{} // there is something to do for many
}

func (c *cli) openServer(ctx context.Context, f serveFlags) (*server, error) {
	if err := os.MkdirAll(f.dataDir, 0o700); err != nil {
		return nil, fmt.Errorf("make the data directory: %w", err)
	}
	config, err := readConfig(f.dataDir)
	if err != nil {
		return nil, err
	}
	key, err := ledgerKey(f.dataDir, f.keyName())
	if err != nil {
		return nil, err
	}
	db, err := openStore(ctx, f.dataDir, f.database, key)
	if err != nil {
		return nil, err
	}
	s := &server{config: config, c: c, db: db, demo: f.demo, people: f.people, dir: f.dataDir, hosts: f.hosts}
	s.browsing = &casework.Browsing{Tell: config.Browsing.Tell, Most: config.Browsing.Most}
	if err := tellRestored(ctx, db, f.dataDir, time.Now()); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	if err := s.open(f); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	k, err := c.knowledge()
	if err != nil {
		return nil, errors.Join(err, s.listen.Close(), db.Close())
	}
	if s.reminders, err = reminders(f.dataDir, s.config, s.trouble); err != nil {
		return nil, errors.Join(err, s.listen.Close(), db.Close())
	}
	s.reminders.Outbox = db.Outbox()
	if s.backups, err = backupsOf(db, f.dataDir, config.Backup); err != nil {
		return nil, errors.Join(err, s.listen.Close(), db.Close())
	}
	if s.stamps, err = stampsOf(db, f.dataDir, config); err != nil {
		return nil, errors.Join(err, s.listen.Close(), db.Close())
	}
	single, err := provider(f.dataDir, s.config)
	if err != nil {
		return nil, errors.Join(err, s.listen.Close(), db.Close())
	}
	if err := s.prepare(ctx, f); err != nil {
		return nil, errors.Join(err, s.listen.Close(), db.Close())
	}
	shelf, err := evidence.OpenShelf(filepath.Join(f.dataDir, "evidence"), db.Sealer(), rand.Reader)
	if err != nil {
		return nil, errors.Join(err, s.listen.Close(), db.Close())
	}
	if err := s.openImports(ctx); err != nil {
		return nil, errors.Join(err, s.listen.Close(), db.Close())
	}
	s.keep = s.keeper(shelf)
	public, err := db.Public()
	if err != nil {
		return nil, errors.Join(err, s.listen.Close(), db.Close())
	}
	here, err := witnessHere(f.dataDir, config.WitnessFor, db)
	if err != nil {
		return nil, errors.Join(err, s.listen.Close(), db.Close())
	}
	party, err := s.party()
	if err != nil {
		return nil, errors.Join(err, s.listen.Close(), db.Close())
	}
	s.begun = make(chan struct{}, 1)
	s.many = bulk.Desk{Store: db.Many(), Cases: s.cases(), Tasks: task.Desk{Store: db.Tasks(), Random: rand.Reader}, Random: rand.Reader, Begun: s.tellBegun}
	o := web.Options{
		Witness: witnessAnswer(here),
		Desk:    s.cases(), Tasks: task.Desk{Store: db.Tasks(), Random: rand.Reader}, Many: s.many, Search: search.Desk{Store: db.Finding()}, Views: views.Desk{Store: db.SavedViews(), Random: rand.Reader},
		Drafts: db, Visit: db.Visit,
		Catalogue: catalogueOf(k), Watchers: s.watchers, Stamps: s.stamps.state, Backups: s.backups.state,
		Start:     starting.Desk{Store: db.Starts()},
		Links:     s.links(catalogueOf(k)),
		Payments:  payment.Desk{Store: db.Payments(), Random: rand.Reader, CutoffDay: config.Payroll.CutoffDay},
		Deadlines: deadline.Desk{Store: db.Deadlines(), Random: rand.Reader},
		Door:      db, Keys: db, Secrets: db, Passkeys: party, Registrar: db, Tokens: db, Provider: single, Logins: db, Looked: s.looked, Head: s.head, Ready: db.Ready,
		Evidence:  evidence.Desk{Store: db.Evidence(), Shelf: shelf, Random: rand.Reader},
		Bundles:   bundle.Desk{Store: db.Bundles(), Shelf: shelf, Public: public},
		Fictional: f.demo, Failed: s.failed.Load, Now: time.Now, Random: rand.Reader, Trouble: s.trouble,
		URL: s.url, Hosts: f.hosts, Reprint: s.reprinter(),
		Watch: s.watch, Problems: db.Sources(), Reading: s.reading.now, ReadAgain: s.readAgain,
		Setup: s.gate.web(), Imports: s.imports, Parts: s.parts, Retention: s.retentionDesk(),
	}
	pages, err := web.New(o)
	var handler http.Handler
	if err == nil {
		handler, err = s.withAPI(pages, o)
	}
	if err == nil {
		s.http = &http.Server{Handler: handler, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 15 * time.Second, WriteTimeout: 30 * time.Second, IdleTimeout: time.Minute, ErrorLog: log.New(logLines{c.err}, "", 0)}
		err = s.welcome(ctx)
	}
	if err != nil {
		return nil, errors.Join(err, s.listen.Close(), db.Close())
	}
	return s, nil
}

func (s *server) head(ctx context.Context) (web.Head, error) {
	h, err := s.db.Head(ctx)
	return web.Head{Size: h.Size, Signed: h.Signed, Last: h.Last, Root: h.Root.String(), Note: h.Note}, err
}

// looked writes that somebody looked at something about people.
func (s *server) looked(ctx context.Context, who access.Actor, act, object string, now time.Time) error {
	return s.db.Act(ctx, ledger.Entry{At: now, Actor: who.User, Act: act, Object: object}, nil, func(*store.Tx) error { return nil })
}

// links is the desk of what people share: who is looked at by it counts as who is looked at on a page of his own.
func (s *server) links(catalogue []core.Signal) shared.Desk {
	return shared.Desk{Store: s.db.Shared(), Catalogue: catalogue, Watch: s.cases()}
}

// catalogueOf lists the signals by id.
func catalogueOf(k *Knowledge) []core.Signal {
	var out []core.Signal
	for _, id := range sortedKeys(k.Catalogue) {
		out = append(out, k.Catalogue[id])
	}
	return out
}

// run serves until it is told to stop, reads the company when it was not read yet, and signs the ledger every minute and at
// the end.
func (s *server) run(ctx context.Context) error {
	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() error {
		if err := s.http.Serve(s.listen); !errors.Is(err, http.ErrServerClosed) {
			return fmt.Errorf("serve: %w", err)
		}
		return nil
	})
	g.Go(func() error {
		<-ctx.Done()
		end, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
		defer cancel()
		err := s.http.Shutdown(end)
		_, signed := s.db.Sign(end, time.Now())
		if err := s.tellWitnesses(end, time.Now()); err != nil { // it is told at the next start
			s.trouble(err)
		}
		if err := s.stamps.last(end, time.Now()); err != nil { // it is asked at the next start
			s.trouble(err)
		}
		return errors.Join(err, signed)
	})
	g.Go(func() error { return s.sign(ctx, time.Minute) })
	g.Go(func() error { return s.stampLedger(ctx, stampLook) })
	g.Go(func() error { return s.api.Run(ctx) })
	g.Go(func() error { return s.remind(ctx, remindEvery) })
	g.Go(func() error { return s.readCompany(ctx) })
	g.Go(func() error { s.db.KeepLinks(ctx, s.trouble); return nil })
	g.Go(func() error { return s.runImports(ctx) })
	g.Go(func() error { return s.backUp(ctx, backupLook) })
	g.Go(func() error { return s.workMany(ctx, time.Minute) })
	g.Go(func() error { return s.keepTime(ctx, retentionLook) })
	return g.Wait()
}

// sign signs what the ledger holds and tells the witnesses, again and again. When it cannot, it says so and tries again.
func (s *server) sign(ctx context.Context, every time.Duration) error {
	tick := time.NewTicker(every)
	defer tick.Stop()
	for {
		_, err := s.db.Sign(ctx, time.Now())
		if err = errors.Join(err, s.tellWitnesses(ctx, time.Now())); err != nil && ctx.Err() == nil {
			s.trouble(err)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
	}
}

// defaultListen is where the server answers unless told otherwise.
const defaultListen = "127.0.0.1:8787"
