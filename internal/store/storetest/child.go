package storetest

import (
	"bufio"
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/casework/evidence"
	"github.com/taupier-eu/taupier/internal/casework/retention"
	"github.com/taupier-eu/taupier/internal/intake/upload"
	"github.com/taupier-eu/taupier/internal/ledger"
	"github.com/taupier-eu/taupier/internal/store"
)

// childEnv asks a test binary to be a child that can be killed.
const childEnv = "TAUPIER_STORETEST_CHILD"

// job is what a child does.
type job struct {
	Do      string // "rotate master", "rotate data", "open", "write", "links", "retain"
	Place   string
	KeyFile string
	Key     store.Key
	Folder  string // that holds evidence and imports
	Round   int    // of "write": begins what it writes; of "links": which version is read
}

// Child does what a parent asks for, when one does, and ends the process. It is the first thing that TestMain calls.
func Child() {
	text := os.Getenv(childEnv)
	if text == "" {
		return
	}
	var j job
	err := json.Unmarshal([]byte(text), &j)
	if err == nil {
		err = j.do(context.Background())
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(0)
}

// opened opens a store, once a process that was killed has let go of it.
func (j job) opened(ctx context.Context) (*store.DB, error) {
	for end := time.Now().Add(time.Minute); ; time.Sleep(20 * time.Millisecond) {
		db, err := store.Open(ctx, store.Options{Place: j.Place, Random: rand.Reader, Key: j.Key, KeyFile: j.KeyFile})
		if err == nil || time.Now().After(end) {
			return db, err
		}
	}
}

func (j job) do(ctx context.Context) error {
	if j.Do == "open" {
		fmt.Println("begins")
	}
	db, err := j.opened(ctx)
	if err != nil {
		return err
	}
	defer db.Close()
	switch j.Do {
	case "open":
		return nil
	case "write":
		fmt.Println("begins")
		return j.write(ctx, db)
	case "links":
		fmt.Println("begins")
		b := &bench{db: db}
		return b.readLinks(ctx, knots(j.Round%2, 1200, 6000))
	}
	shelf, err := evidence.OpenShelf(filepath.Join(j.Folder, "evidence"), db.Sealer(), rand.Reader)
	if err != nil {
		return err
	}
	defer shelf.Close()
	imports, err := upload.OpenShelf(filepath.Join(j.Folder, "imports"), db.Sealer(), rand.Reader)
	if err != nil {
		return err
	}
	defer imports.Close()
	switch j.Do {
	case "retain":
		fmt.Println("begins")
		_, err = keeper(db, map[string]retention.Shelf{"evidence": shelf, "imports": imports}).Tick(ctx, Now.AddDate(0, 0, 374))
	case "rotate master":
		fmt.Println("begins")
		_, err = db.RotateMaster(ctx, Now)
	case "rotate data":
		fmt.Println("begins")
		var r store.Rotated
		r, err = db.RotateData(ctx, Now, func(s *store.Sealer) ([]string, error) {
			left, err1 := shelf.Reseal(ctx, s)
			more, err2 := imports.Reseal(ctx, s)
			return append(left, more...), errors.Join(err1, err2)
		})
		if err == nil && (len(r.Left) > 0 || len(r.Retired) == 0) {
			err = fmt.Errorf("%+v", r)
		}
	}
	return err
}

// write acts until it is killed, three at once, and says of each act that it was acknowledged, once it was.
func (j job) write(ctx context.Context, db *store.DB) error {
	var wait sync.WaitGroup
	var mu sync.Mutex
	for writer := range 3 {
		wait.Go(func() {
			for i := 0; ; i++ {
				id := fmt.Sprintf("u-%d-%d-%d", j.Round, writer, i)
				err := db.Act(ctx, ledger.Entry{At: Now, Actor: "test", Act: "user.add", Object: id}, []byte("what "+id+" said"), func(t *store.Tx) error {
					return t.PutUser(access.Actor{User: id, Name: "Name of " + id, Roles: []access.Role{access.Analyst}})
				})
				if err != nil {
					fmt.Fprintln(os.Stderr, err)
					return
				}
				mu.Lock()
				fmt.Println(id)
				mu.Unlock()
			}
		})
	}
	wait.Wait()
	return errors.New("all writers ended")
}

// killedAfter starts a child, kills it a while after it began, and reports whether it was still at work.
func (j job) killedAfter(t *testing.T, wait time.Duration) bool {
	t.Helper()
	_, killed := j.heard(t, 0, wait)
	return killed
}

// heard is killedAfter, counted from when the child has written so many lines, with the whole lines that it had written by then.
func (j job) heard(t *testing.T, first int, wait time.Duration) (lines []string, killed bool) {
	t.Helper()
	text, err := json.Marshal(j)
	if err != nil {
		t.Fatal(err)
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self)
	cmd.Env = append(os.Environ(), childEnv+"="+string(text))
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	said := bufio.NewReader(out)
	if _, err := said.ReadString('\n'); err != nil {
		t.Errorf("the child did not begin: %v", err)
	}
	for {
		if len(lines) == first {
			time.AfterFunc(wait, func() { _ = cmd.Process.Kill() })
		}
		line, err := said.ReadString('\n')
		if err != nil {
			break
		}
		lines = append(lines, strings.TrimSuffix(line, "\n"))
	}
	var exit *exec.ExitError
	switch err := cmd.Wait(); {
	case err == nil:
		return lines, false
	case errors.As(err, &exit) && !exit.Exited():
		return lines, true
	default:
		t.Fatalf("the child failed: %v", err)
		return nil, false
	}
}
