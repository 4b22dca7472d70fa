package app

import (
	"bytes"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/taupier-eu/taupier/internal/ledger"
	"github.com/taupier-eu/taupier/internal/store"
)

// A PostgreSQL whose disk fails, so that it ends itself in the middle of what it does: nothing more is acknowledged, and what was is there once
// when it runs again.
func TestAPostgreSQLWhoseDiskFailsLosesNothingAcknowledged(t *testing.T) {
	d := newErrorDisk(t)
	pg := newPostgres(t, filepath.Join(d.dir, "pg"))
	pg.start(t)
	t.Setenv("TAUPIER_DATABASE", pg.url)
	dir := t.TempDir()
	s := serveDemo(t, dir)
	c, page := s.opened(t)
	journal := s.noted(t, c, page)
	d.fails(t)
	for i := range 5 {
		if status, body := s.note(t, c, page, fmt.Sprintf("lost-%d.", i)); status != http.StatusServiceUnavailable && status != http.StatusInsufficientStorage {
			t.Errorf("%d %s", status, body)
		}
	}
	if status, body := s.health(t); status != http.StatusServiceUnavailable || body != "cannot write\n" {
		t.Errorf("%d %q", status, body)
	}
	s.kill(t)
	pg.stop()
	d.again(t)
	pg.start(t)
	s = serveDemo(t, dir)
	s.allThere(t, page, journal)
	db, err := store.OpenToReadWith(t.Context(), store.Options{Place: pg.url, KeyFile: filepath.Join(dir, store.MasterFile)})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	public, err := os.ReadFile(filepath.Join(dir, "ledger.pub"))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := db.Export(t.Context(), &out); err != nil {
		t.Fatal(err)
	}
	if _, err := ledger.Verify(&out, strings.TrimSpace(string(public))); err != nil {
		t.Error(err)
	}
}

// ownPostgres is a PostgreSQL of a test's own, which may come to harm.
type ownPostgres struct {
	bin, dir, url string
	port          int
	who           *syscall.Credential
	cmd           *exec.Cmd
}

func newPostgres(t *testing.T, dir string) *ownPostgres {
	t.Helper()
	bins, _ := filepath.Glob("/usr/lib/postgresql/*/bin")
	who, err := user.Lookup("postgres")
	if len(bins) == 0 || err != nil {
		t.Skipf("no PostgreSQL of one's own can be made here: %v", err)
	}
	uid, err1 := strconv.ParseUint(who.Uid, 10, 32)
	gid, err2 := strconv.ParseUint(who.Gid, 10, 32)
	free, err3 := net.Listen("tcp", "127.0.0.1:0")
	if err := errors.Join(err1, err2, err3); err != nil {
		t.Fatal(err)
	}
	port := free.Addr().(*net.TCPAddr).Port
	err = errors.Join(free.Close(), os.MkdirAll(dir, 0o700), os.Chown(dir, int(uid), int(gid)), os.Chmod(filepath.Dir(dir), 0o755))
	for up := filepath.Dir(dir); up != os.TempDir() && up != "/"; up = filepath.Dir(up) { // a test's folder lets nobody else through
		err = errors.Join(err, os.Chmod(up, 0o755))
	}
	if err != nil {
		t.Fatal(err)
	}
	p := &ownPostgres{bin: bins[len(bins)-1], dir: dir, port: port, who: &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}}
	p.url = fmt.Sprintf("postgres://postgres@127.0.0.1:%d/postgres?sslmode=disable&connect_timeout=2", port)
	if out, err := p.command("initdb", "-D", dir, "-U", "postgres", "-A", "trust").CombinedOutput(); err != nil {
		t.Fatalf("%v %s", err, out)
	}
	t.Cleanup(p.stop)
	return p
}

func (p *ownPostgres) command(name string, args ...string) *exec.Cmd {
	cmd := exec.Command(filepath.Join(p.bin, name), args...)
	cmd.Dir, cmd.SysProcAttr = "/", &syscall.SysProcAttr{Credential: p.who, Setpgid: true}
	return cmd
}

func (p *ownPostgres) start(t *testing.T) {
	t.Helper()
	p.cmd = p.command("postgres", "-D", p.dir, "-p", strconv.Itoa(p.port), "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=")
	if err := p.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	for end := time.Now().Add(3 * time.Minute); p.command("pg_isready", "-q", "-h", "127.0.0.1", "-p", strconv.Itoa(p.port)).Run() != nil; time.Sleep(100 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("PostgreSQL does not start")
		}
	}
}

// stop ends it as a power cut would.
func (p *ownPostgres) stop() {
	if p.cmd != nil {
		_ = syscall.Kill(-p.cmd.Process.Pid, syscall.SIGKILL)
		_ = p.cmd.Wait()
		p.cmd = nil
	}
}
