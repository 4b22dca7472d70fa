package app

import (
	"bufio"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"io"
	"math/big"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/taupier-eu/taupier/internal/demo"
)

// ownServer starts a server in a process of its own and gives what it said last: an address, or where it serves.
func ownServer(t *testing.T, want *regexp.Regexp, args ...string) (*served, []string) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	s := &served{cmd: exec.Command(self), links: map[string]string{}}
	s.cmd.Args = append([]string{"taupier", "serve"}, args...)
	out, err := s.cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := s.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.cmd.Process.Kill(); _ = s.cmd.Wait() })
	lines := bufio.NewScanner(out)
	var said []string
	for lines.Scan() {
		said = append(said, lines.Text())
		if m := want.FindStringSubmatch(lines.Text()); m != nil {
			go io.Copy(&s.log, out) //nolint:errcheck // it ends with the process
			return s, m
		}
	}
	t.Fatalf("the server said %q", said)
	return nil, nil
}

func jar(t *testing.T) *http.Client {
	t.Helper()
	j, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return &http.Client{Jar: j, Timeout: 2 * time.Minute, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
}

func post(t *testing.T, c *http.Client, at string, form url.Values, want int) string {
	t.Helper()
	res, err := c.PostForm(at, form)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode != want {
		t.Fatalf("%s: %s, want %d (%v)\n%s", at, res.Status, want, err, body)
	}
	return string(body)
}

var (
	setupLine   = regexp.MustCompile(`^  (http://localhost:\d+)/setup/(\S+)$`)
	servingLine = regexp.MustCompile(`^taupier: serving (\S+) at (https?://\S+)$`)
	inviteLink  = regexp.MustCompile(`/sign-in/([\w-]{43})`)
)

// smallCompany is a company's folder of a few dozen people.
func smallCompany(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "company")
	if _, err := demo.Write(demoSize{seed: 1, people: 30, days: 30}.options(dir)); err != nil {
		t.Fatal(err)
	}
	return dir
}

// answerSetup goes through the pages of the set-up and gives the addresses of the users, in order.
func answerSetup(t *testing.T, c *http.Client, base string) []string {
	t.Helper()
	step := func(name string, form url.Values, want int) string {
		return post(t, c, base+"/setup/step/"+name, form, want)
	}
	step("organisation", url.Values{"organisation": {"Example SA"}}, 303)
	people := url.Values{"trustee": {"Anna Example", "Lena Example"}, "administrator": {"Lena Example"}, "ciso": {"Paul Example"}, "dpo": {"Sofia Example"}, "conflict": {"Sofia Example"}, "analyst": {"Inès Example"}}
	if body := step("people", people, 422); !strings.Contains(body, "Lena Example is a trustee and runs IT") || !strings.Contains(body, `value="Paul Example"`) {
		t.Error("a trustee in IT is taken, or what was typed is lost")
	}
	people.Set("administrator", "Kees Example")
	step("people", people, 303)
	step("ledger", url.Values{"file": {filepath.Join(t.TempDir(), "points")}}, 303)
	step("retention", url.Values{"closed_cases": {"365"}, "applications": {"180"}}, 303)
	post(t, c, base+"/setup/finish", nil, 303) // something is missing: nothing is finished
	step("policy", url.Values{"mandate": {"two"}, "allowed": {"ask"}, "max_days": {"14"}, "sign_off": {"a trustee"}, "document": {"all"}}, 303)
	step("consultation", url.Values{"works_council": {"2026-10-06"}, "dpia": {"2026-09-22"}}, 303)
	var out []string
	for _, m := range inviteLink.FindAllStringSubmatch(post(t, c, base+"/setup/finish", nil, 200), -1) {
		out = append(out, m[1])
	}
	return out
}

func TestANewServerServesNothingButItsSetUpAndThenTheCompany(t *testing.T) {
	dir, company := t.TempDir(), smallCompany(t)
	s, said := ownServer(t, setupLine, "--data-dir", dir, "--company", company, "--listen", "127.0.0.1:0")
	base, token := said[1], said[2]
	for _, path := range []string{"/", "/queue", "/setup", "/sign-in/x", "/sources", "/api/v1/people"} {
		res, err := http.Get(base + path)
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
		if res.StatusCode != http.StatusServiceUnavailable {
			t.Errorf("%s before the set-up: %s", path, res.Status)
		}
	}
	if body := get(t, http.DefaultClient, base+"/healthz"); body != "ok\n" {
		t.Errorf("healthz: %q", body)
	}
	c := jar(t)
	post(t, c, base+"/setup/open", url.Values{"token": {"x"}}, 503)
	post(t, c, base+"/setup/open", url.Values{"token": {token}}, 303)
	post(t, jar(t), base+"/setup/open", url.Values{"token": {token}}, 503) // once
	post(t, c, base+"/setup/step/organisation", url.Values{"organisation": {"Half SA"}}, 303)

	// It is stopped half-way; what was answered is still there, behind a new address.
	s.kill(t)
	s, said = ownServer(t, setupLine, "--data-dir", dir, "--company", company, "--listen", "127.0.0.1:0")
	base, token, c = said[1], said[2], jar(t)
	post(t, c, base+"/setup/open", url.Values{"token": {token}}, 303)
	if body := get(t, c, base+"/setup?step=organisation"); !strings.Contains(body, "Half SA") {
		t.Error("half a set-up was lost")
	}
	links := answerSetup(t, c, base)
	if len(links) != 6 {
		t.Fatalf("%d addresses, want one for each of six people", len(links))
	}

	// The CISO is third: trustees, administrator, CISO.
	s.base, s.links["ciso"] = base, links[3]
	ciso := s.signIn(t, "ciso")
	person := s.firstPerson(t, ciso)
	res, err := ciso.PostForm(person+"/view", url.Values{"text": {"This may be a journey"}, "hypothesis": {"a journey"}})
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	page := base + res.Header.Get("Location")
	sources := get(t, ciso, base+"/sources")
	if !strings.Contains(sources, "okta.system_log") || strings.Contains(sources, "No log is read") {
		t.Error("the sources are not listed")
	}

	// The person's dossier goes from the folder and a mistake comes in: the case stays, the mistake is said with file and line.
	id := person[strings.LastIndex(person, "/")+1:]
	if err := os.RemoveAll(filepath.Join(company, "people", id)); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(company, "logs", "broken.json"), []byte("{\"a\":1}\nnot json\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	post(t, ciso, base+"/sources/read", nil, 303)
	waitFor(t, ciso, base+"/sources", "logs/broken.json:2")
	if body := get(t, ciso, page); !strings.Contains(body, "This may be a journey") {
		t.Error("the case went with the dossier")
	}

	// The whole folder goes, as a disk that is not mounted: what was read stays, and the page says that it is old.
	if err := os.Rename(company, company+".gone"); err != nil {
		t.Fatal(err)
	}
	post(t, ciso, base+"/sources/read", nil, 303)
	waitFor(t, ciso, base+"/sources", "The last reading failed")
	if body := get(t, ciso, base+"/queue"); !strings.Contains(body, "/people/") {
		t.Error("a disk that is gone looks like a company without questions")
	}
	if err := s.cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	if err := s.cmd.Wait(); err != nil {
		t.Errorf("a stop that was asked for: %v", err)
	}
	if code, _, errs := run(t, "ledger", "export", "--data-dir", dir); code != exitOK {
		t.Error(errs)
	}
}

func waitFor(t *testing.T, c *http.Client, at, words string) {
	t.Helper()
	var body string
	for end := time.Now().Add(3 * time.Minute); time.Now().Before(end); time.Sleep(200 * time.Millisecond) {
		if body = get(t, c, at); strings.Contains(body, words) {
			return
		}
	}
	t.Fatalf("%s never said %q:\n%s", at, words, body)
}

// Before the consultation is on record no log is opened: the dossiers are read, and the page says what is not.
func TestNoLogIsReadBeforeTheConsultation(t *testing.T) {
	dir, company := t.TempDir(), smallCompany(t)
	if err := os.WriteFile(filepath.Join(dir, "a.yaml"), []byte(strings.Split(setupExample, "consultation:")[0]), 0o600); err != nil {
		t.Fatal(err)
	}
	code, out, errs := run(t, "setup", "--data-dir", dir, "--answers", filepath.Join(dir, "a.yaml"), "--no-input")
	if code != exitOK {
		t.Fatal(errs)
	}
	s, said := ownServer(t, servingLine, "--data-dir", dir, "--company", company, "--listen", "127.0.0.1:0")
	s.base, s.links["ciso"] = said[2], inviteLink.FindAllStringSubmatch(out, -1)[3][1]
	c := s.signIn(t, "ciso")
	waitFor(t, c, s.base+"/sources", "people, read on")
	body := get(t, c, s.base+"/sources")
	if !strings.Contains(body, "No log is read") || strings.Contains(body, "okta") || !strings.Contains(body, "person") {
		t.Errorf("logs were opened, or it is not said:\n%s", body)
	}
}

func TestOverTLSTheServerAnswersUnderItsOwnNameOnly(t *testing.T) {
	dir, company := t.TempDir(), smallCompany(t)
	cert, key, pool := selfSigned(t, "taupier.example.com")
	s, said := ownServer(t, regexp.MustCompile(`^  (https://taupier\.example\.com:(\d+))/setup/(\S+)$`), "--data-dir", dir, "--company", company, "--listen", "127.0.0.1:0", "--tls-cert", cert, "--tls-key", key, "--host", "taupier.example.com")
	defer s.kill(t)
	at := "https://127.0.0.1:" + said[2]
	ask := func(host string, most uint16) (*http.Response, error) {
		c := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: pool, ServerName: "taupier.example.com", MinVersion: tls.VersionTLS10, MaxVersion: most}}}
		req, err := http.NewRequestWithContext(t.Context(), "GET", at+"/healthz", nil)
		if err != nil {
			t.Fatal(err)
		}
		req.Host = host
		res, err := c.Do(req)
		if err == nil {
			res.Body.Close()
		}
		return res, err
	}
	if _, err := ask("taupier.example.com", tls.VersionTLS11); err == nil {
		t.Error("TLS 1.1 is taken")
	}
	res, err := ask("taupier.example.com:"+said[2], 0)
	if err != nil || res.StatusCode != 200 || res.Header.Get("Strict-Transport-Security") == "" {
		t.Fatalf("%v %v", res, err)
	}
	if res, err := ask("rebound.invalid", 0); err != nil || res.StatusCode != http.StatusMisdirectedRequest {
		t.Errorf("under another name: %v %v", res, err)
	}
}

// selfSigned writes a certificate for a name and its key.
func selfSigned(t *testing.T, name string) (cert, key string, pool *x509.CertPool) {
	t.Helper()
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	c := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: name}, DNSNames: []string{name}, NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour)}
	der, err := x509.CreateCertificate(rand.Reader, c, c, &private.PublicKey, private)
	if err != nil {
		t.Fatal(err)
	}
	raw, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	cert, key = filepath.Join(dir, "cert.pem"), filepath.Join(dir, "key.pem")
	public := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})
	for path, data := range map[string][]byte{cert: public, key: pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: raw})} {
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	pool = x509.NewCertPool()
	pool.AppendCertsFromPEM(public)
	return cert, key, pool
}
