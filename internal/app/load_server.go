package app

import (
	"bufio"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/store"
)

// loadServer is this program's server on a folder, in a process of its own.
type loadServer struct {
	cmd   *exec.Cmd
	base  string
	start float64 // seconds from its beginning to its first answer
}

var servingAt = regexp.MustCompile(`http://(127\.0\.0\.1|localhost):\d+`)

// startLoad starts the server and waits until it answers; it keeps its rows where it is told, whatever the environment says. What it says of trouble goes on to trouble.
func startLoad(ctx context.Context, at serverPlace, trouble io.Writer) (*loadServer, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, fmt.Errorf("find own program: %w", err)
	}
	s := &loadServer{cmd: exec.CommandContext(ctx, self)}
	s.cmd.Args = []string{"taupier", "serve", "--demo", "--listen", "127.0.0.1:0", "--data-dir", at.dir}
	if at.database != "" {
		s.cmd.Args = append(s.cmd.Args, "--database", at.database)
	}
	s.cmd.Env = slices.DeleteFunc(os.Environ(), func(v string) bool { return strings.HasPrefix(v, "TAUPIER_DATABASE=") })
	s.cmd.Cancel = func() error { return s.cmd.Process.Signal(os.Interrupt) }
	s.cmd.WaitDelay = 20 * time.Second
	out, err := s.cmd.StderrPipe()
	if err != nil {
		return nil, fmt.Errorf("start the server: %w", err)
	}
	began := time.Now()
	if err := s.cmd.Start(); err != nil {
		return nil, fmt.Errorf("start the server: %w", err)
	}
	lines := bufio.NewScanner(out)
	said := ""
	for s.base == "" && lines.Scan() {
		said = lines.Text()
		if m := servingAt.FindString(said); m != "" {
			s.base = m
		}
	}
	if s.base == "" {
		return nil, errors.Join(fmt.Errorf("the server did not start: %s", said), s.stop())
	}
	go s.tell(lines, trouble)
	if err := s.healthy(ctx); err != nil {
		return nil, errors.Join(err, s.stop())
	}
	s.start = time.Since(began).Seconds()
	return s, nil
}

// tell passes on what the server says until it ends.
func (s *loadServer) tell(lines *bufio.Scanner, trouble io.Writer) {
	for lines.Scan() {
		if strings.HasPrefix(lines.Text(), "taupier:") {
			fmt.Fprintln(trouble, "the server said:", lines.Text())
		}
	}
}

func (s *loadServer) healthy(ctx context.Context) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, s.base+"/healthz", nil)
	if err != nil {
		return err
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return fmt.Errorf("ask the server how it is: %w", err)
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		return fmt.Errorf("ask the server how it is: %s", res.Status)
	}
	return nil
}

// stop ends the server as a user would.
func (s *loadServer) stop() error {
	if err := s.cmd.Process.Signal(os.Interrupt); err != nil && !errors.Is(err, os.ErrProcessDone) {
		_ = s.cmd.Process.Kill() // where there are no signals
	}
	if err := s.cmd.Wait(); err != nil && s.cmd.ProcessState.Exited() && s.cmd.ProcessState.ExitCode() != 0 {
		return fmt.Errorf("the server: %w", err)
	}
	return nil
}

var highWater = regexp.MustCompile(`VmHWM:\s+(\d+) kB`)

// memory is the most that the server held in memory, in bytes; 0 where the system does not say.
func (s *loadServer) memory() int64 {
	data, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", s.cmd.Process.Pid))
	if err != nil {
		return 0
	}
	m := highWater.FindSubmatch(data)
	if m == nil {
		return 0
	}
	kb, err := strconv.ParseInt(string(m[1]), 10, 64)
	if err != nil {
		return 0
	}
	return kb << 10
}

// loadTokens makes a one-time address for every user.
func (c *cli) loadTokens(ctx context.Context, at serverPlace, users []access.Actor) (map[string]string, error) {
	out := map[string]string{}
	return out, c.withUsers(ctx, at, func(db *store.DB) error {
		now := time.Now()
		for _, u := range users {
			token, hash, err := access.NewToken(rand.Reader)
			if err != nil {
				return err
			}
			if err := db.PutLink(ctx, access.Link{Hash: hash, User: u.User, Ends: now.Add(access.LinkLife), Proof: true}, now); err != nil {
				return err
			}
			out[u.User] = token
		}
		return nil
	})
}
