package app

import (
	"bytes"
	"context"
	"errors"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/taupier-eu/taupier/internal/notify"
	"github.com/taupier-eu/taupier/internal/stamp/stamptest"
	"github.com/taupier-eu/taupier/internal/store"
)

// stampedBy has the ledger of a store stamped by an authority of a test.
func stampedBy(t *testing.T, db *store.DB, a *stamptest.Authority) *stamps {
	t.Helper()
	c := defaultConfig()
	c.Stamps.URL, c.Stamps.CAFile, c.Webhooks.Hosts = a.URL, a.CAFile, []string{"127.0.0.1"}
	s, err := stampsOf(db, t.TempDir(), c, notify.AllowLoopbackInTests(a.Roots))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func (s *stamps) have(t *testing.T) store.Stamping {
	t.Helper()
	have, _, err := s.stand(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return have
}

func exported(t *testing.T, db *store.DB) string {
	t.Helper()
	var b bytes.Buffer
	if err := db.Export(t.Context(), &b); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "ledger.jsonl")
	put(t, path, b.String())
	return path
}

func TestTheLedgerIsStampedOnceAnHourWhenItGrewAndAtTheEnd(t *testing.T) {
	db, _, _ := openPlain(t, t.TempDir())
	s := stampedBy(t, db, stamptest.New(t, stamptest.Choices{}))
	now := time.Now()
	tick := func(after time.Duration, want int64) {
		t.Helper()
		if err := s.tick(t.Context(), now.Add(after)); err != nil {
			t.Fatal(err)
		}
		if got := s.have(t).Last.Size; got != want {
			t.Errorf("after %s %d entries are stamped, want %d", after, got, want)
		}
	}
	tick(0, 0) // nothing is signed yet
	note(t, db, 3, "u-one")
	tick(time.Minute, 3)
	tick(3*time.Hour, 3) // nothing is new
	note(t, db, 2, "u-one")
	tick(2*time.Minute, 3)
	tick(60*time.Minute, 3)
	tick(61*time.Minute, 5)
	note(t, db, 1, "u-one")
	tick(62*time.Minute, 5)
	for range 2 {
		if err := s.last(t.Context(), now.Add(63*time.Minute)); err != nil || s.have(t).Last.Size != 6 {
			t.Errorf("at the end: %+v %v", s.have(t).Last, err)
		}
	}
}

func TestAnAuthorityThatIsAwayIsSaidAndAskedAgain(t *testing.T) {
	db, _, _ := openPlain(t, t.TempDir())
	a := stamptest.New(t, stamptest.Choices{})
	s := stampedBy(t, db, a)
	asked := 0
	a.Answer = func(w http.ResponseWriter, _, _ []byte) { asked++; w.WriteHeader(http.StatusServiceUnavailable) }
	note(t, db, 3, "u-one")
	now := time.Now()
	for _, after := range []time.Duration{0, time.Minute, 14 * time.Minute} {
		if err := s.tick(t.Context(), now.Add(after)); (err == nil) != (after > 0) {
			t.Errorf("after %s: %v", after, err)
		}
	}
	if have := s.have(t); asked != 1 || have.Problem == "" || have.Last.Size != 0 {
		t.Errorf("asked %d times: %+v", asked, have)
	}
	state, err := s.state(t.Context())
	if err != nil || !state.Planned || !strings.Contains(state.Problem, "answered 503") || state.Since != 3 {
		t.Errorf("%+v %v", state, err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	a.Answer = func(http.ResponseWriter, []byte, []byte) { cancel(); <-ctx.Done() }
	if err := s.tick(ctx, now.Add(15*time.Minute)); !errors.Is(err, context.Canceled) || !strings.Contains(s.have(t).Problem, "503") {
		t.Errorf("a server that stops meanwhile: %v, %q", err, s.have(t).Problem)
	}
	a.Answer = nil
	if err := s.tick(t.Context(), now.Add(16*time.Minute)); err != nil || s.have(t).Problem != "" || s.have(t).Last.Size != 3 {
		t.Errorf("%+v %v", s.have(t), err)
	}
}

// Whoever owns the machine and the ledger's key writes another history today. It is signed and holds by itself; what he cannot make is
// the stamp of yesterday. The stamps that were given are of the other history.
func TestT03AHistoryThatWasWrittenAnewHasNoStampOfItsTime(t *testing.T) {
	dir := t.TempDir()
	db, key, public := openPlain(t, filepath.Join(dir, "first"))
	a, other := stamptest.New(t, stamptest.Choices{}), stamptest.New(t, stamptest.Choices{})
	s := stampedBy(t, db, a)
	for i := range 2 {
		note(t, db, 3, "u-one")
		if err := s.tick(t.Context(), time.Now().Add(time.Duration(i)*2*time.Hour)); err != nil {
			t.Fatal(err)
		}
	}
	good := exported(t, db)
	verify := func(path string, more ...string) (int, string) {
		code, out, errs := run(t, append([]string{"ledger", "verify", path, "--key", public}, more...)...)
		return code, out + errs
	}
	if code, said := verify(good, "--tsa-ca", a.CAFile); code != exitOK || !strings.Contains(said, "the first 3 entries were there before 20") || !strings.Contains(said, "the first 6 entries were there before 20") {
		t.Errorf("%d %s", code, said)
	}
	if code, said := verify(good); code != exitOK || !strings.Contains(said, "2 time stamps are in it and were not looked at") {
		t.Errorf("%d %s", code, said)
	}
	text := read(t, good)
	lines := strings.SplitAfter(text, "\n")
	var at []int
	for i, l := range lines {
		if strings.HasPrefix(l, `{"stamp":`) {
			at = append(at, i)
		}
	}
	anew, err := store.Open(t.Context(), store.Options{Place: filepath.Join(dir, "anew"), Random: strings.NewReader(strings.Repeat("x", 1<<16)), Key: key})
	if err != nil {
		t.Fatal(err)
	}
	defer anew.Close()
	note(t, anew, 6, "u-other")
	if err := anew.PutStamp(t.Context(), s.have(t).Last); err != nil {
		t.Fatal(err)
	}
	file := func(change func(l []string)) string {
		l := append([]string(nil), lines...)
		change(l)
		path := filepath.Join(t.TempDir(), "ledger.jsonl")
		put(t, path, strings.Join(l, ""))
		return path
	}
	noStamps := file(func(l []string) {
		l[at[0]], l[at[1]] = "", ""
	})
	changed := []byte(lines[at[0]])
	if at := &changed[len(changed)-30]; *at != 'A' { // within the signature, which ends a token
		*at = 'A'
	} else {
		*at = 'B'
	}
	for name, c := range map[string]struct {
		path, ca string
		code     int
		says     string
	}{
		"another history":               {exported(t, anew), a.CAFile, exitIntegrity, "the first 6 entries: it stamps something else"},
		"that of another checkpoint":    {file(func(l []string) { l[at[0]] = l[at[1]] }), a.CAFile, exitIntegrity, "the first 3 entries: it stamps something else"},
		"a changed token":               {file(func(l []string) { l[at[0]] = string(changed) }), a.CAFile, exitIntegrity, "its signature does not hold: the token was changed"},
		"another authority's":           {good, other.CAFile, exitIntegrity, "not issued by an authority of the CA file"},
		"without its stamps":            {noStamps, a.CAFile, exitIntegrity, "no time stamp is in the export"},
		"no file of authorities":        {good, filepath.Join(dir, "none"), exitIO, "no such file"},
		"a file that is something else": {good, good, exitUsage, "BEGIN CERTIFICATE"},
	} {
		if code, said := verify(c.path, "--tsa-ca", c.ca); code != c.code || !strings.Contains(said, c.says) {
			t.Errorf("%s: exit %d, want %d %q: %s", name, code, c.code, c.says, said)
		}
	}
}

func read(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func TestTheChoicesOfTimeStampsAreChecked(t *testing.T) {
	for text, want := range map[string]string{
		"stamps: {url: 'https://tsa.example.com/tsr'}":                                                                                         "ca_file",
		"stamps: {ca_file: ca.pem}":                                                                                                            "needs url",
		"stamps: {url: 'https://tsa.example.com/tsr', ca_file: ca.pem, every: 1s}":                                                             "at least 1m",
		"stamps: {url: 'https://tsa.example.com/tsr', ca_file: ca.pem}":                                                                        "not among webhooks.hosts",
		"stamps: {url: 'http://tsa.example.com/tsr', ca_file: ca.pem}\nwebhooks: {hosts: [tsa.example.com]}":                                   "want https",
		"stamps: {url: 'https://tsa.example.com:3161/tsr', ca_file: ca.pem}\nwebhooks: {hosts: [tsa.example.com]}":                             "443",
		"stamps: {url: 'https://tsa.example.com/tsr', ca_file: none.pem}\nwebhooks: {hosts: [tsa.example.com]}":                                "none.pem",
		"stamps: {url: 'https://tsa.example.com/tsr', ca_file: server.yaml}\nwebhooks: {hosts: [tsa.example.com]}":                             "no certificate",
		"stamps: {url: 'https://tsa.example.com/tsr', ca_file: ca.pem}\nwebhooks: {hosts: [TSA.example.com]}":                                  "",
		"stamps: {url: 'https://tsa.example.com/tsr', ca_file: ca.pem, every: 24h}\nwebhooks: {hosts: [hooks.example.com, tsa.example.com]}\n": "",
	} {
		dir := t.TempDir()
		put(t, filepath.Join(dir, configName), text+"\n")
		put(t, filepath.Join(dir, "ca.pem"), read(t, "../stamp/testdata/ca.pem"))
		c, err := readConfig(dir)
		if err == nil {
			_, err = stampsOf(nil, dir, c)
		}
		if (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", text, err, want)
		}
	}
}
