package app

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/taupier-eu/taupier/internal/casework"
	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/ledger"
	"github.com/taupier-eu/taupier/internal/store"
)

// A program with a token plans, is shown for whom, confirms that, and the running server does it.
func TestAProgramActsForManyOnTheServer(t *testing.T) {
	c := &cli{err: t.Output(), env: func(string) string { return "" }}
	flags := serveFlags{demo: true, listen: "127.0.0.1:0", dataDir: t.TempDir()}
	s, err := c.openServer(t.Context(), flags)
	if err != nil {
		t.Fatal(err)
	}
	manyPeople(t, s.db, 60)
	if err := errors.Join(s.listen.Close(), s.db.Close()); err != nil {
		t.Fatal(err)
	}
	code, token, errs := run(t, "token", "create", "--data-dir", flags.dataDir, "--user", demoUsers[0].User, "--name", "nightly job", "--scope", "people.see", "--scope", "case.work")
	if code != exitOK {
		t.Fatalf("%d %s", code, errs)
	}
	if s, err = c.openServer(t.Context(), flags); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error)
	go func() { done <- s.run(ctx) }()
	p := program{"http://" + s.listen.Addr().String() + "/api/v1", strings.TrimSpace(token)}
	job := "/many/" + p.text(t, "POST", "/many", `{"act":"aside","all":true,"filter":{"view":"nocase"}}`, "id")
	p.text(t, "POST", job+"/words", `{"class":"data_error","text":"The gateway was listed twice."}`, "id")
	p.text(t, "POST", job+"/start", fmt.Sprintf(`{"shown":%q,"count":60}`, p.text(t, "GET", job, "", "shown")), "id")
	state := ""
	for end := time.Now().Add(3 * time.Minute); time.Now().Before(end); {
		if state = p.text(t, "GET", job, "", "state"); state != "running" {
			break
		}
		time.Sleep(50 * time.Millisecond) // it is another program that asks: there is no clock to bend
	}
	if left := p.text(t, "GET", "/people?view=nocase", "", "count"); state != "done" || left != "0" {
		t.Errorf("%s, and %s are left", state, left)
	}
	stop()
	if err := errors.Join(<-done, s.db.Close()); err != nil {
		t.Errorf("the server did not end well: %v", err)
	}
}

// manyPeople gives the server a company of so many with a question.
func manyPeople(t *testing.T, db *store.DB, n int) {
	t.Helper()
	now := time.Now().UTC()
	in := casework.Intake{Company: casework.Company{Name: "Example", Fictional: true, Read: now.UnixMicro()}}
	for i := range n {
		in.People = append(in.People, casework.Person{ID: fmt.Sprintf("p-%d", i), Name: fmt.Sprintf("Crowd %d", i), Stage: core.Employed, Level: core.LevelAsk, Score: 100,
			Questions: []casework.Question{{ID: "f-1", Title: core.Text{EN: "Two places", FR: "Deux lieux"}}}})
	}
	err := db.Act(t.Context(), ledger.Entry{At: now, Actor: "server", Act: "company.read"}, nil, func(x *store.Tx) error { return x.Replace(in) })
	if err != nil {
		t.Fatal(err)
	}
}

// program calls the API with a token.
type program struct{ base, token string }

// text asks, and gives a field of the answer.
func (p program) text(t *testing.T, method, path, body, field string) string {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, p.base+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+p.token)
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Idempotency-Key", rand.Text())
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	raw, err := io.ReadAll(res.Body)
	var got map[string]json.RawMessage
	if err := errors.Join(err, json.Unmarshal(raw, &got)); err != nil || got[field] == nil {
		t.Fatalf("%s %s: %s %s %v", method, path, res.Status, raw, err)
	}
	return strings.Trim(string(got[field]), `"`)
}
