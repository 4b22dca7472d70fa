// Package stamptest is a time-stamp authority for tests: openssl makes its certificates and gives its answers, so that what is checked
// was not written by whoever checks it.
package stamptest

import (
	"crypto/x509"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// Authority answers on loopback, over TLS, until the test ends.
type Authority struct {
	URL    string
	CAFile string // certificate of whoever issued the authority's, PEM
	Roots  *x509.CertPool
	HTTP   *http.Client // trusts the server's own certificate

	// Answer, when it is set, is what is answered in the place of openssl's reply.
	Answer func(w http.ResponseWriter, query, reply []byte)

	dir string
}

// Choices are how an authority differs from an ordinary one.
type Choices struct {
	From, To time.Time // its certificate; a day before and ten years after now
	Usage    string    // extendedKeyUsage; "critical,timeStamping"
	RSA      bool      // its keys; P-256 otherwise
	ESS      string    // hash that names the certificate; sha256
	Digest   string    // of the signature; sha256
}

// New starts an authority. Without openssl the test is skipped, and fails where CI is true.
func New(t testing.TB, c Choices) *Authority {
	t.Helper()
	if _, err := exec.LookPath("openssl"); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal("no openssl; .ci/run installs it")
		}
		t.Skip("no openssl: a real time-stamp authority cannot be run")
	}
	a := &Authority{dir: t.TempDir()}
	a.CAFile = filepath.Join(a.dir, "ca.pem")
	a.issue(t, c)
	server := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { a.serve(t, w, r) }))
	t.Cleanup(server.Close)
	a.URL, a.HTTP, a.Roots = server.URL+"/tsr", server.Client(), x509.NewCertPool()
	a.Roots.AddCert(server.Certificate())
	return a
}

// CA is the certificate of whoever issued the authority's, in PEM.
func (a *Authority) CA(t testing.TB) []byte {
	t.Helper()
	data, err := os.ReadFile(a.CAFile)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func (a *Authority) serve(t testing.TB, w http.ResponseWriter, r *http.Request) {
	query, err := io.ReadAll(r.Body)
	if err != nil || r.Method != http.MethodPost || r.Header.Get("Content-Type") != "application/timestamp-query" {
		t.Errorf("%s %s: %v", r.Method, r.Header.Get("Content-Type"), err)
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	reply := a.Reply(t, query)
	if a.Answer != nil {
		a.Answer(w, query, reply)
		return
	}
	w.Header().Set("Content-Type", "application/timestamp-reply")
	_, _ = w.Write(reply)
}

// Reply has openssl answer a question.
func (a *Authority) Reply(t testing.TB, query []byte) []byte {
	t.Helper()
	dir := t.TempDir()
	in, out := filepath.Join(dir, "query"), filepath.Join(dir, "reply")
	if err := os.WriteFile(in, query, 0o600); err != nil {
		t.Fatal(err)
	}
	a.openssl(t, "ts", "-reply", "-config", "openssl.cnf", "-section", "tsa", "-queryfile", in, "-out", out)
	reply, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	return reply
}

func (a *Authority) openssl(t testing.TB, args ...string) {
	t.Helper()
	cmd := exec.Command("openssl", args...)
	cmd.Dir = a.dir
	if said, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("openssl %s: %v\n%s", args[0], err, said)
	}
}

// SaysOf reports what openssl itself says of a token and the bytes that it stamps: an error when it does not hold.
func (a *Authority) SaysOf(t testing.TB, token, data []byte) error {
	t.Helper()
	dir := t.TempDir()
	in, of := filepath.Join(dir, "token"), filepath.Join(dir, "data")
	for path, b := range map[string][]byte{in: token, of: data} {
		if err := os.WriteFile(path, b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	said, err := exec.Command("openssl", "ts", "-verify", "-token_in", "-in", in, "-data", of, "-CAfile", a.CAFile).CombinedOutput()
	if err != nil {
		return fmt.Errorf("%w: %s", err, said)
	}
	return nil
}
