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
	"sync/atomic"
	"syscall"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/sync/errgroup"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/casework"
	"github.com/taupier-eu/taupier/internal/casework/bundle"
	"github.com/taupier-eu/taupier/internal/casework/deadline"
	"github.com/taupier-eu/taupier/internal/casework/evidence"
	"github.com/taupier-eu/taupier/internal/casework/payment"
	"github.com/taupier-eu/taupier/internal/casework/starting"
	"github.com/taupier-eu/taupier/internal/casework/task"
	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/demo"
	"github.com/taupier-eu/taupier/internal/ledger"
	"github.com/taupier-eu/taupier/internal/notify"
	"github.com/taupier-eu/taupier/internal/serve/api"
	"github.com/taupier-eu/taupier/internal/serve/web"
	"github.com/taupier-eu/taupier/internal/store"
)

// serveFlags are the choices of the server.
type serveFlags struct {
	demo            bool
	listen, dataDir string
}

func (c *cli) serveCmd() *cobra.Command {
	var f serveFlags
	cmd := &cobra.Command{
		Use: "serve --demo", Short: "Work on the fictional company's cases in a browser, on this machine", Args: cobra.NoArgs,
		Long: `Start the server with the fictional company: who is listed and why, cases, decisions, the ledger.
It answers on this machine only and prints addresses that sign you in once. Serving your own
company is not ready; taupier scan FOLDER is.`,
		Example: "  taupier serve --demo\n  taupier serve --demo --listen 127.0.0.1:0 --data-dir ./try",
		RunE:    func(cmd *cobra.Command, _ []string) error { return c.serve(cmd.Context(), f) },
	}
	cmd.Flags().BoolVar(&f.demo, "demo", false, "serve the fictional company")
	cmd.Flags().StringVar(&f.listen, "listen", defaultListen, "address of this machine to answer on; port 0 takes a free one")
	cmd.Flags().StringVar(&f.dataDir, "data-dir", "", "folder that keeps everything; without it a temporary one, removed at the end")
	return cmd
}

func (c *cli) serve(ctx context.Context, f serveFlags) error {
	if !f.demo {
		return fail(exitUsage, "only taupier serve --demo is ready; for your own company use taupier scan FOLDER")
	}
	if host, _, err := net.SplitHostPort(f.listen); err != nil || !loopback(host) {
		return fail(exitUsage, "--listen %q: want an address of this machine, such as 127.0.0.1:8787", f.listen)
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
	c         *cli
	db        *store.DB
	listen    net.Listener
	http      *http.Server
	api       *api.API
	reminders *notify.Worker
	failed    atomic.Bool // the company could not be read
}

func (c *cli) openServer(ctx context.Context, f serveFlags) (*server, error) {
	if err := os.MkdirAll(f.dataDir, 0o700); err != nil {
		return nil, fmt.Errorf("make the data directory: %w", err)
	}
	config, err := readConfig(f.dataDir)
	if err != nil {
		return nil, err
	}
	key, err := ledgerKey(f.dataDir)
	if err != nil {
		return nil, err
	}
	db, err := store.Open(ctx, store.Options{Place: f.dataDir, Random: rand.Reader, Key: key})
	if err != nil {
		return nil, err
	}
	s := &server{config: config, c: c, db: db}
	if s.reminders, err = reminders(f.dataDir, config, s.trouble); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	s.reminders.Outbox = db.Outbox()
	if s.listen, err = net.Listen("tcp", f.listen); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	k, err := c.knowledge()
	if err != nil {
		return nil, errors.Join(err, s.listen.Close(), db.Close())
	}
	shelf, err := evidence.OpenShelf(filepath.Join(f.dataDir, "evidence"), db.Sealer(), rand.Reader)
	if err != nil {
		return nil, errors.Join(err, s.listen.Close(), db.Close())
	}
	public, err := db.Public()
	if err != nil {
		return nil, errors.Join(err, s.listen.Close(), db.Close())
	}
	pages, err := web.New(web.Options{
		Desk: casework.Desk{Store: db.Cases(), Random: rand.Reader}, Tasks: task.Desk{Store: db.Tasks(), Random: rand.Reader},
		Catalogue: catalogueOf(k), Watchers: s.watchers,
		Start:     starting.Desk{Store: db.Starts()},
		Payments:  payment.Desk{Store: db.Payments(), Random: rand.Reader, CutoffDay: config.Payroll.CutoffDay},
		Deadlines: deadline.Desk{Store: db.Deadlines(), Random: rand.Reader},
		Door:      db, Registrar: db, Head: s.head, Ready: db.Ready,
		Evidence:  evidence.Desk{Store: db.Evidence(), Shelf: shelf, Random: rand.Reader},
		Bundles:   bundle.Desk{Store: db.Bundles(), Shelf: shelf, Public: public},
		Fictional: f.demo, Failed: s.failed.Load, Now: time.Now, Random: rand.Reader, Trouble: s.trouble,
		URL: config.URL, Reprint: s.reprint,
	})
	var handler http.Handler
	if err == nil {
		handler, err = s.withAPI(pages)
	}
	if err == nil {
		s.http = &http.Server{Handler: handler, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 15 * time.Second, WriteTimeout: 30 * time.Second, IdleTimeout: time.Minute, ErrorLog: log.New(logLines{c.err}, "", 0)}
		err = s.invite(ctx)
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

// catalogueOf lists the signals by id.
func catalogueOf(k *Knowledge) []core.Signal {
	var out []core.Signal
	for _, id := range sortedKeys(k.Catalogue) {
		out = append(out, k.Catalogue[id])
	}
	return out
}

// demoUsers are who works at the fictional company's desk, one for each role and a second trustee; the first is whom the first
// address signs in.
var demoUsers = []access.Actor{
	{User: "u-analyst", Name: "Inès Caradec", Roles: []access.Role{access.Analyst}},
	{User: "u-ciso", Name: "Paul Le Goff", Roles: []access.Role{access.CISO}},
	{User: "u-trustee", Name: "Anna Lindqvist", Roles: []access.Role{access.Trustee}},
	{User: "u-trustee-2", Name: "Mehdi Benali", Roles: []access.Role{access.Trustee}},
	{User: "u-recruiter", Name: "Marta Silva", Roles: []access.Role{access.Recruiter}},
	{User: "u-hiring-manager", Name: "Tomas Novak", Roles: []access.Role{access.HiringManager}},
	{User: "u-hr", Name: "Claire Morvan", Roles: []access.Role{access.HR}},
	{User: "u-it", Name: "Kees Bakker", Roles: []access.Role{access.IT}},
	{User: "u-payroll", Name: "Giulia Conti", Roles: []access.Role{access.Payroll}},
	{User: "u-dpo", Name: "Sofia Papadaki", Roles: []access.Role{access.DPO}},
	{User: "u-works-council", Name: "Yann Kervella", Roles: []access.Role{access.WorksCouncil}},
	{User: "u-auditor", Name: "Jan de Vries", Roles: []access.Role{access.Auditor}},
	{User: "u-administrator", Name: "Lena Brandt", Roles: []access.Role{access.Administrator}},
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
		return errors.Join(err, signed)
	})
	g.Go(func() error { return s.sign(ctx, time.Minute) })
	g.Go(func() error { return s.api.Run(ctx) })
	g.Go(func() error { return s.remind(ctx, remindEvery) })
	g.Go(func() error {
		if err := s.readDemo(ctx); err != nil && ctx.Err() == nil {
			s.failed.Store(true)
			s.trouble(fmt.Errorf("read the fictional company: %w", err))
		}
		return nil
	})
	return g.Wait()
}

// sign signs what the ledger holds, again and again. When it cannot, it says so and tries again.
func (s *server) sign(ctx context.Context, every time.Duration) error {
	tick := time.NewTicker(every)
	defer tick.Stop()
	for {
		if _, err := s.db.Sign(ctx, time.Now()); err != nil && ctx.Err() == nil {
			s.trouble(err)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
	}
}

// servedPeople is the staff of the fictional company that is served: small, so that it is read in seconds.
const servedPeople = 60

// readDemo writes the fictional company into a temporary folder, scans it as any other, and keeps what was found.
func (s *server) readDemo(ctx context.Context) error {
	var have casework.Company
	if err := s.db.View(ctx, func(v *store.View) (err error) { have, err = v.Company(); return err }); err != nil || have.Read != 0 {
		return err
	}
	tmp, err := os.MkdirTemp("", "taupier-demo-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(tmp)
	dir := filepath.Join(tmp, "company")
	if _, err := demo.Write(demoSize{seed: 1, people: servedPeople, days: 90}.options(dir)); err != nil {
		return err
	}
	k, err := s.c.knowledge()
	if err != nil {
		return err
	}
	opt := ScanOptions{Now: demoEnd.AddDate(0, 0, 1)}
	if opt.Parser, err = childCommand(); err != nil {
		return err
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return err
	}
	defer root.Close()
	s.c.boundMemory()
	res, err := k.Scan(ctx, root.FS(), opt)
	if err != nil {
		return err
	}
	now := time.Now()
	in := intakeOf(res, true, now)
	return s.db.Act(ctx, ledger.Entry{At: now, Actor: "server", Act: "company.read"}, nil, func(t *store.Tx) error {
		if err := t.Replace(in); err != nil {
			return err
		}
		return t.PutStart("a-001", "u-hiring-manager", false)
	})
}

// ledgerOrigin names the ledger of the demo in its checkpoints.
const ledgerOrigin = "taupier.demo/ledger"

// ledgerKey reads the key of a data directory, or makes one: ledger.key signs and stays, ledger.pub goes to whoever verifies.
func ledgerKey(dir string) (store.Key, error) {
	path := filepath.Join(dir, "ledger.key")
	data, err := os.ReadFile(path)
	if err == nil {
		return store.Key{Origin: ledgerOrigin, Private: string(data)}, nil
	}
	if !errors.Is(err, os.ErrNotExist) {
		return store.Key{}, fmt.Errorf("read the ledger's key: %w", err)
	}
	if _, err := os.Stat(filepath.Join(dir, "taupier.db")); err == nil {
		return store.Key{}, fmt.Errorf("%s holds a ledger and not its key (ledger.key): put the key back (%w)", dir, core.ErrUnavailable)
	}
	private, public, err := ledger.GenerateKey(rand.Reader, "taupier.demo")
	if err != nil {
		return store.Key{}, err
	}
	if err := os.WriteFile(filepath.Join(dir, "ledger.pub"), []byte(public+"\n"), 0o644); err != nil { //nolint:gosec // it is public
		return store.Key{}, err
	}
	if err := os.WriteFile(path, []byte(private), 0o600); err != nil {
		return store.Key{}, err
	}
	return store.Key{Origin: ledgerOrigin, Private: private}, nil
}

// defaultListen is where the server answers unless told otherwise.
const defaultListen = "127.0.0.1:8787"
