package app

import (
	"bytes"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/taupier-eu/taupier/internal/serve/web"
)

// marked is what people write and what the log must never hold: a word of its own, and a line that is forged after it.
const marked = "Zephyrine-Canari-7731"

const forged = marked + "\r\ntaupier: serving everything\x1b[31m\u2028" + marked

var (
	pathValue = regexp.MustCompile(`\{[^}]*\}`)
	ownLine   = regexp.MustCompile(`^(taupier: .*)?$`)
)

// A server is given marked words wherever words are taken: in the dossiers, in files that cannot be read, in the names of files, in
// every field of every act, in addresses, in headers, in JSON and in what is no HTTP. Its log holds none of them, and no line that it
// did not write.
func TestT24WhatPeopleWriteIsNotInTheLog(t *testing.T) {
	dir, company := t.TempDir(), smallCompany(t)
	mark(t, company)
	answers := filepath.Join(dir, "a.yaml")
	text := strings.Replace(setupExample, "Anna Example", marked, 1)
	if text == setupExample {
		t.Fatal("the example of a set-up names nobody to mark")
	}
	if err := os.WriteFile(answers, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	code, out, errs := run(t, "setup", "--data-dir", dir, "--answers", answers, "--no-input")
	if code != exitOK {
		t.Fatal(errs)
	}
	s, said := ownServer(t, servingLine, "--data-dir", dir, "--company", company, "--listen", "127.0.0.1:0")
	s.base = said[2]
	links := inviteLink.FindAllStringSubmatch(out, -1)
	for i, role := range []string{"trustee", "trustee-2", "administrator", "ciso", "dpo", "analyst"} {
		s.links[role] = links[i][1]
	}
	ciso := s.signIn(t, "ciso")
	s.firstPerson(t, ciso)
	asked := 0
	for _, role := range []string{"trustee", "administrator", "dpo", "analyst", ""} {
		c := jar(t)
		if role != "" {
			c = s.signIn(t, role)
		}
		for _, route := range web.Routes() {
			asked += s.ask(t, c, route.Pattern)
		}
	}
	s.askBadly(t)
	if err := os.WriteFile(filepath.Join(company, "company.yaml"), []byte("name: ["+marked+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	post(t, ciso, s.base+"/sources/read", nil, 303)
	waitFor(t, ciso, s.base+"/sources", "company.yaml")
	if err := os.Rename(company, company+".gone"); err != nil {
		t.Fatal(err)
	}
	post(t, ciso, s.base+"/sources/read", nil, 303)
	waitFor(t, ciso, s.base+"/sources", "The last reading failed")
	log := s.log.String()
	if asked < 100 || log == "" {
		t.Errorf("%d requests were made and the log is %q: the test sees nothing", asked, log)
	}
	if strings.Contains(log, "Zephyrine") {
		t.Errorf("the log repeats what people write:\n%s", log)
	}
	for line := range strings.Lines(log) {
		line = strings.TrimSuffix(line, "\n")
		if !ownLine.MatchString(line) || strings.ContainsFunc(line, func(r rune) bool { return !unicode.IsPrint(r) }) {
			t.Errorf("a line of the log that the server did not write so: %q", line)
		}
	}
}

// mark puts the words into a company's folder: a dossier, one that is broken, logs that are broken or strangely named.
func mark(t *testing.T, company string) {
	t.Helper()
	for path, text := range map[string]string{
		"people/c-900/person.yaml":              "id: c-900\nstage: application\nname: " + marked + "\n",
		"people/c-901/person.yaml":              "id: c-901\nname: [" + marked + "\n",
		"people/c-902/person.yaml":              "id: c-902\n" + marked + ": yes\n",
		"people/" + marked + "/person.yaml":     "stage: " + marked + "\n",
		"people/c-900/files/" + marked + ".pdf": "%PDF-1.7 " + marked,
		"logs/" + marked + ".json":              "{\"" + marked + "\":1}\n" + marked + "\n",
		"logs/a\nforged " + marked + ".csv":     marked + "," + marked + "\n\"" + marked,
	} {
		path = filepath.Join(company, path)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// fields are names of fields that the pages' forms have.
var fields = []string{"text", "hypothesis", "name", "note", "who", "why", "to", "question", "title", "reason", "hash", "answer", "token", "lang", "back", "outcome", "trial", "class", "kind", "day", "password", "code", "organisation", "role", "person"}

// ask sends marked words to a route wherever it takes words, and gives how many requests that made.
func (s *served) ask(t *testing.T, c *http.Client, pattern string) int {
	t.Helper()
	method, path, _ := strings.Cut(pattern, " ")
	if strings.HasPrefix(path, "/sign-out") || strings.HasPrefix(path, "/account") || method == "GET" && strings.Contains(path, "events") {
		return 0 // it would end the session, or the answer has no end
	}
	at := s.base + pathValue.ReplaceAllString(path, url.PathEscape(forged)) + "?" + url.Values{"q": {forged}, "view": {forged}, "after": {forged}, "p": {forged}}.Encode()
	form := url.Values{}
	for _, f := range fields {
		form.Set(f, forged)
	}
	n := 0
	for kind, body := range map[string]string{
		"application/x-www-form-urlencoded": form.Encode(), "application/json": `{"` + marked + `":"` + marked + `"}`, "multipart/form-data; boundary=" + marked: "--" + marked + "\r\n", forged[:4] + "/" + marked: marked,
	} {
		req, err := http.NewRequestWithContext(t.Context(), method, at, strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		for header, value := range map[string]string{"Content-Type": kind, "User-Agent": marked, "Referer": "http://" + marked, "Accept-Language": marked, "If-Match": marked, "X-Forwarded-For": marked} {
			req.Header.Set(header, value)
		}
		res, err := c.Do(req)
		if err != nil {
			t.Fatalf("%s: %v", pattern, err)
		}
		_, _ = io.Copy(io.Discard, io.LimitReader(res.Body, 1<<20))
		res.Body.Close()
		n++
		if method == "GET" {
			break
		}
	}
	return n
}

// askBadly sends what is no HTTP, and what is HTTP and wrong.
func (s *served) askBadly(t *testing.T) {
	t.Helper()
	u, err := url.Parse(s.base)
	if err != nil {
		t.Fatal(err)
	}
	for i, raw := range []string{
		marked + "\r\n\r\n", "GET /" + marked + " HTTP/9.9\r\n\r\n", "GET /%zz" + marked + " HTTP/1.1\r\nHost: x\r\n\r\n", "\x16\x03\x01" + marked,
		"POST /api/v1/people HTTP/1.1\r\nHost: 127.0.0.1\r\n" + marked + "\r\n\r\n", "GET / HTTP/1.1\r\nHost: " + marked + "\r\n\r\n",
		"POST /api/v1/cases HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " + marked + "\r\nContent-Length: 5\r\n\r\n" + marked,
		"POST /sign-in HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\n" + marked + "\r\n",
		fmt.Sprintf("GET /api/v1/people?cursor=%s HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: taupier=%s\r\n\r\n", url.QueryEscape(forged), marked),
	} {
		c, err := net.Dial("tcp", u.Host)
		if err != nil {
			t.Fatal(err)
		}
		_, _ = io.Copy(c, bytes.NewBufferString(raw))
		_ = c.SetReadDeadline(time.Now().Add(time.Second))
		_, _ = c.Read(make([]byte, 1))
		if err := c.Close(); err != nil {
			t.Errorf("%d: %v", i, err)
		}
	}
}
