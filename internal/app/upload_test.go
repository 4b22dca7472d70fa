package app

import (
	"bytes"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/taupier-eu/taupier/internal/store"
)

// breaking is a way to the server on which every connection breaks after so many bytes, as long as there are to be breaks.
type breaking struct {
	net.Listener
	to     atomic.Value // address
	breaks atomic.Int64
	broke  chan bool
}

func newBreaking(t *testing.T, breaks int64) *breaking {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	b := &breaking{Listener: l, broke: make(chan bool, 100)}
	b.breaks.Store(breaks)
	t.Cleanup(func() { l.Close() })
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			go b.carry(conn)
		}
	}()
	return b
}

func (b *breaking) carry(from net.Conn) {
	defer from.Close()
	to, err := net.Dial("tcp", b.to.Load().(string))
	if err != nil {
		return
	}
	defer to.Close()
	go func() {
		_, _ = io.Copy(from, to)
		from.Close()
	}()
	if _, err = io.CopyN(to, from, 150_000); err != nil {
		return
	}
	if b.breaks.Add(-1) >= 0 {
		b.broke <- true
		return
	}
	_, _ = io.Copy(to, from)
}

// cisoOf gives the id of the CISO of a server that was set up.
func cisoOf(t *testing.T, dir string) string {
	t.Helper()
	db, err := store.OpenToRead(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	all, err := db.Accounts(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, u := range all {
		for _, r := range u.Roles {
			if r == "ciso" {
				return u.ID
			}
		}
	}
	t.Fatal("there is no CISO")
	return ""
}

// scopedToken makes a token with the command and gives it as the environment of a program.
func scopedToken(t *testing.T, dir, user string, scopes ...string) []string {
	t.Helper()
	args := []string{"token", "create", "--data-dir", dir, "--user", user, "--name", "nightly import"}
	for _, s := range scopes {
		args = append(args, "--scope", s)
	}
	return []string{"TAUPIER_TOKEN=" + strings.TrimSpace(must(t, args...))}
}

// The program under examples/upload brings a company folder into the real server: the connection breaks, the program is stopped and
// started anew, and the server is killed and started anew; each time it goes on with the bytes that are there.
func TestTheExampleOfAnUploadGoesOnWhereItWas(t *testing.T) {
	program := filepath.Join(t.TempDir(), "upload")
	if out, err := exec.Command("go", "build", "-o", program, "../../examples/upload").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	dir, company := t.TempDir(), smallCompany(t)
	s, c := ownCompany(t, dir, setupExample)
	s.kill(t)
	user := cisoOf(t, dir)
	both, sends := scopedToken(t, dir, user, "data.import", "data.confirm"), scopedToken(t, dir, user, "data.import")
	archive := filepath.Join(t.TempDir(), "company.zip")
	packed := zippedFolder(t, company)
	if err := os.WriteFile(archive, packed, 0o600); err != nil {
		t.Fatal(err)
	}
	start := func() *served {
		s, said := ownServer(t, servingLine, "--data-dir", dir, "--listen", "127.0.0.1:0")
		s.base = said[2]
		return s
	}
	way := newBreaking(t, 1<<20)
	s = start()
	way.to.Store(strings.TrimPrefix(s.base, "http://"))
	upload := func(env []string, more ...string) *exec.Cmd {
		cmd := exec.Command(program, append([]string{"-server", "http://" + way.Addr().String(), "-part", "100000"}, more...)...)
		cmd.Env = env
		return cmd
	}

	first := upload(both, "-confirm", archive)
	var said bytes.Buffer
	first.Stdout, first.Stderr = &said, &said
	if err := first.Start(); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		<-way.broke
	}
	if err := first.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = first.Wait()
	if text := said.String(); !strings.Contains(text, "it broke off") || strings.Contains(text, "part of the company") {
		t.Errorf("the program that was stopped said:\n%s", text)
	}

	second := upload(both, "-confirm", archive)
	said.Reset()
	second.Stdout, second.Stderr = &said, &said
	if err := second.Start(); err != nil {
		t.Fatal(err)
	}
	<-way.broke
	s.kill(t)
	s = start()
	way.to.Store(strings.TrimPrefix(s.base, "http://"))
	way.breaks.Store(2)
	if err := second.Wait(); err != nil {
		t.Fatalf("%v\n%s", err, said.String())
	}
	text := said.String()
	at := regexp.MustCompile(`(?m)^(\d+) of \d+ bytes are there$`).FindAllStringSubmatch(text, -1)
	if len(at) < 2 || at[0][1] == "0" || !regexp.MustCompile(`new dossiers: [1-9]\d*, replaced: 0; files added: [1-9]`).MatchString(text) || !strings.Contains(text, "it is part of the company") {
		t.Errorf("%v\n%s", at, text)
	}
	waitFor(t, c, s.base+"/sources", "people, read on")

	// A log, by a program that may only send: its user sees it on the page and confirms there.
	way.breaks.Store(0)
	log := filepath.Join(t.TempDir(), "again.jsonl")
	if err := os.WriteFile(log, append(biggestLog(t, company, "okta"), "{\"uuid\":\"x\"}\n"...), 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := upload(sends, "-kind", "log", log).CombinedOutput(); err != nil || !strings.Contains(string(out), "files added: 1,") || !strings.Contains(string(out), "nothing has changed") {
		t.Errorf("%v\n%s", err, out)
	}
	if page := get(t, c, s.base+"/import"); !strings.Contains(page, "again.jsonl") || !strings.Contains(page, "waits for your word") {
		t.Error("its user does not see what the program sent")
	}
	if out, err := upload(sends, "-kind", "log", "-confirm", log).CombinedOutput(); err == nil || !strings.Contains(string(out), "404 not_found") {
		t.Errorf("a program that may only send confirmed: %v\n%s", err, out)
	}
	s.kill(t)
}
