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
	"testing"
	"time"

	"github.com/taupier-eu/taupier/internal/casework/evidence"
	"github.com/taupier-eu/taupier/internal/store"
)

// childEnv asks a test binary to be a child that can be killed.
const childEnv = "TAUPIER_STORETEST_CHILD"

// job is what a child does.
type job struct {
	Do       string // "rotate master", "rotate data", "open"
	Place    string
	KeyFile  string
	Key      store.Key
	Evidence string // folder
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
	for end := time.Now().Add(10 * time.Second); ; time.Sleep(20 * time.Millisecond) {
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
	shelf, err := evidence.OpenShelf(j.Evidence, db.Sealer(), rand.Reader)
	if err != nil {
		return err
	}
	defer shelf.Close()
	switch j.Do {
	case "rotate master":
		fmt.Println("begins")
		_, err = db.RotateMaster(ctx, Now)
	case "rotate data":
		fmt.Println("begins")
		var r store.Rotated
		r, err = db.RotateData(ctx, Now, func(s *store.Sealer) ([]string, error) { return shelf.Reseal(ctx, s) })
		if err == nil && (len(r.Left) > 0 || len(r.Retired) == 0) {
			err = fmt.Errorf("%+v", r)
		}
	}
	return err
}

// killedAfter starts a child, kills it a while after it began, and reports whether it was still at work.
func (j job) killedAfter(t *testing.T, wait time.Duration) bool {
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
	if _, err := bufio.NewReader(out).ReadString('\n'); err != nil {
		t.Errorf("the child did not begin: %v", err)
	}
	time.Sleep(wait)
	if err := cmd.Process.Kill(); err != nil && !errors.Is(err, os.ErrProcessDone) {
		t.Fatal(err)
	}
	var exit *exec.ExitError
	switch err := cmd.Wait(); {
	case err == nil:
		return false
	case errors.As(err, &exit) && !exit.Exited():
		return true
	default:
		t.Fatalf("the child failed: %v", err)
		return false
	}
}
