package lists

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

// publisher is a server of one list that behaves as a test says.
type publisher struct {
	*httptest.Server
	answer http.HandlerFunc
	asked  []string // If-None-Match of each request
}

func newPublisher(t *testing.T) *publisher {
	t.Helper()
	p := &publisher{}
	p.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		p.asked = append(p.asked, r.Header.Get("If-None-Match"))
		p.answer(w, r)
	}))
	t.Cleanup(p.Close)
	return p
}

func (p *publisher) sources() []Source {
	return []Source{{List: "un", Address: p.URL + "/un.xml", Bytes: [2]int64{400, 1 << 20}, Entries: [2]int{10, 20}}}
}

func (p *publisher) update(t *testing.T, s *Store, sources []Source) Result {
	t.Helper()
	var got []Result
	err := s.Update(context.Background(), sources, nil, Client("test"), time.Minute, Act{By: "somebody", Now: now}, func(r Result) { got = append(got, r) })
	if err != nil || len(got) != 1 {
		t.Fatalf("%+v, %v", got, err)
	}
	return got[0]
}

func serve(text, etag string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("ETag", etag)
		if r.Header.Get("If-None-Match") == etag {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		fmt.Fprint(w, text)
	}
}

func TestAnUpdateFetchesWhatIsNewAndAsksNoMoreThanItMust(t *testing.T) {
	p, s := newPublisher(t), At(t.TempDir())
	p.answer = serve(unList("2026-11-20", 10, "EXAMPLE ONE"), `"1"`)
	if r := p.update(t, s, p.sources()); r.Outcome != Replaced || r.Version.From != p.URL+"/un.xml" {
		t.Errorf("first: %+v", r)
	}
	if r := p.update(t, s, p.sources()); r.Outcome != Unchanged || r.Version == nil || p.asked[1] != `"1"` {
		t.Errorf("the same again: %+v after %q", r, p.asked)
	}
	p.answer = serve(unList("2026-11-24", 11, "EXAMPLE ONE"), `"2"`)
	if r := p.update(t, s, p.sources()); r.Outcome != Replaced || len(r.Version.Change.Added) != 1 {
		t.Errorf("a new one: %+v", r)
	}
	damage(t, s, "*", compiledFile)
	damage(t, s, "*", versionFile)
	if r := p.update(t, s, p.sources()); r.Outcome != Replaced || p.asked[3] != "" {
		t.Errorf("a damaged copy must be fetched again: %+v after %q", r, p.asked)
	}
}

func TestWhateverThePublisherSendsTheLastVersionStays(t *testing.T) {
	full := unList("2026-11-24", 12, "EXAMPLE OTHER")
	for name, c := range map[string]struct {
		answer http.HandlerFunc
		says   string
	}{
		"a failure":  {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusInternalServerError) }, "answers 500"},
		"not there":  {http.NotFound, "answers 404"},
		"nothing":    {func(http.ResponseWriter, *http.Request) {}, "an empty file"},
		"a web page": {func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "<!DOCTYPE html><html>sign in</html>") }, "a web page instead of the list"},
		"a cut transfer": {func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "9000")
			fmt.Fprint(w, full)
		}, "unexpected EOF"},
		"a short cut transfer": {func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "9000")
			fmt.Fprint(w, full[:100])
		}, "cut after 100 of 9000 bytes"},
		"a cut file":   {func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, full[:900]) }, "cut or damaged"},
		"half of it":   {func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, unList("2026-11-24", 4, "X")) }, "less than half"},
		"an older one": {func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, unList("2026-11-01", 10, "X")) }, "before the version in use"},
		"another list": {func(w http.ResponseWriter, _ *http.Request) {
			fmt.Fprint(w, "900001,\"EXAMPLE\",-0- ,\"X\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \n")
		}, "another list: ofac-sdn where un was asked for"},
		"far too much":                      {func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, full, strings.Repeat(" ", 3<<20)) }, "are usual"},
		"no news to one who asked for none": {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNotModified) }, "was not asked so"},
		"a circle":                          {func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/un.xml", http.StatusFound) }, "redirects"},
		"a way out of TLS": {func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "http://lists.example/un.xml", http.StatusFound)
		}, "which is not https"},
		"a hang-up": {func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }, "EOF"},
	} {
		t.Run(name, func(t *testing.T) {
			p, s := newPublisher(t), At(t.TempDir())
			p.answer = func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, unList("2026-11-20", 10, "EXAMPLE ONE")) }
			p.update(t, s, p.sources())
			p.answer = c.answer
			r := p.update(t, s, p.sources())
			if (r.Outcome != Failed && r.Outcome != Refused) || r.Err == nil || !strings.Contains(r.Err.Error(), c.says) {
				t.Errorf("%s, %v; want %q", r.Outcome, r.Err, c.says)
			}
			if r.Version == nil || day(r.Version) != "2026-11-20" {
				t.Errorf("the result does not say what stays in use: %+v", r.Version)
			}
			if got := state(t, s); got != "un 2026-11-20 10 EXAMPLE ONE" {
				t.Errorf("afterwards: %s", got)
			}
		})
	}
}

func TestARedirectOnTheSameFootingIsFollowed(t *testing.T) {
	p, s := newPublisher(t), At(t.TempDir())
	p.answer = func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/un.xml" {
			http.Redirect(w, r, "/elsewhere.xml", http.StatusFound)
			return
		}
		fmt.Fprint(w, unList("2026-11-20", 10, "EXAMPLE ONE"))
	}
	if r := p.update(t, s, p.sources()); r.Outcome != Replaced {
		t.Errorf("%+v", r)
	}
}

func TestAPublisherThatNeverEndsIsGivenUp(t *testing.T) {
	p, s := newPublisher(t), At(t.TempDir())
	p.answer = func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprint(w, unList("2026-11-20", 10, "EXAMPLE ONE")[:600])
		w.(http.Flusher).Flush()
		<-r.Context().Done()
	}
	var got Result
	err := s.Update(context.Background(), p.sources(), nil, Client("test"), 50*time.Millisecond, Act{Now: now}, func(r Result) { got = r })
	if err != nil || got.Outcome != Failed || !strings.Contains(got.Err.Error(), "not there after 50ms") {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestADigestThatThePublisherGivesMustHold(t *testing.T) {
	text := unList("2026-11-20", 10, "EXAMPLE ONE")
	sum := sha256.Sum256([]byte(text))
	for digest, says := range map[string]string{
		hex.EncodeToString(sum[:]) + "  un.xml\n":   "",
		strings.ToUpper(hex.EncodeToString(sum[:])): "",
		strings.Repeat("0", 64):                     "the publisher's 0000",
		"<html>":                                    "no SHA-256",
	} {
		p, s := newPublisher(t), At(t.TempDir())
		p.answer = func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/sum" {
				fmt.Fprint(w, digest)
				return
			}
			fmt.Fprint(w, text)
		}
		sources := p.sources()
		sources[0].SHA256 = p.URL + "/sum"
		r := p.update(t, s, sources)
		if (says == "") != (r.Outcome == Replaced) || says != "" && !strings.Contains(r.Err.Error(), says) {
			t.Errorf("%q: %s, %v", digest, r.Outcome, r.Err)
		}
	}
}

func TestAPublisherIsKnownByItsCertificate(t *testing.T) {
	srv := httptest.NewUnstartedServer(serve(unList("2026-11-20", 10, "EXAMPLE ONE"), `"1"`))
	srv.Config.ErrorLog = discard()
	srv.StartTLS()
	defer srv.Close()
	p := &publisher{Server: srv}
	if r := p.update(t, At(t.TempDir()), p.sources()); r.Outcome != Failed || !strings.Contains(r.Err.Error(), "certificate") {
		t.Errorf("%+v", r)
	}
	var got Result
	if err := At(t.TempDir()).Update(context.Background(), p.sources(), nil, srv.Client(), time.Minute, Act{Now: now}, func(r Result) { got = r }); err != nil || got.Outcome != Replaced {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestOneListThatFailsDoesNotKeepTheOthersBack(t *testing.T) {
	p, s := newPublisher(t), At(t.TempDir())
	p.answer = func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/eu.xml" {
			w.WriteHeader(http.StatusServiceUnavailable)
			return
		}
		fmt.Fprint(w, unList("2026-11-20", 10, "EXAMPLE ONE"))
	}
	sources := append([]Source{{List: "eu", Address: p.URL + "/eu.xml", Bytes: [2]int64{1, 9}, Entries: [2]int{1, 9}}}, p.sources()...)
	sources = append(sources, Source{List: "uk", Address: p.URL + "/uk", OnRequest: true, Bytes: [2]int64{1, 9}, Entries: [2]int{1, 9}})
	var got []string
	tell := func(r Result) { got = append(got, r.List+" "+string(r.Outcome)) }
	if err := s.Update(context.Background(), sources, nil, Client("test"), time.Minute, Act{Now: now}, tell); err != nil || strings.Join(got, ", ") != "eu failed, un replaced" {
		t.Errorf("%v, %v", got, err)
	}
	if err := s.Update(context.Background(), sources, []string{"xx"}, Client("test"), time.Minute, Act{Now: now}, tell); err == nil || !strings.Contains(err.Error(), "there are eu, un, uk") {
		t.Errorf("got %v", err)
	}
	if all, err := s.History(); err != nil || len(all) != 2 || all[0].Error == "" {
		t.Errorf("%+v, %v", all, err)
	}
}

func discard() *log.Logger { return log.New(io.Discard, "", 0) }
