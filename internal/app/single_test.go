package app

import (
	"context"
	"crypto/rand"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	cdplog "github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/access/oidc/oidctest"
	"github.com/taupier-eu/taupier/internal/serve/web"
)

// serveSingle runs a server of the demo whose server.yaml names a provider. It gives its address and one that signs the analyst in.
func serveSingle(t *testing.T, issuer string, c *cli) (base, link string) {
	t.Helper()
	free, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	at := free.Addr().String()
	_, port, _ := strings.Cut(at, ":")
	base = "http://localhost:" + port // another site than the provider's, which has a number
	dir := t.TempDir()
	text := fmt.Sprintf("url: %s\noidc: {issuer: '%s', client_id: %s, client_secret_file: oidc.secret, name: Example Login}\n", base, issuer, oidctest.ClientID)
	for file, body := range map[string]string{configName: text, "oidc.secret": oidctest.Secret + "\n"} {
		if err := os.WriteFile(filepath.Join(dir, file), []byte(body), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := free.Close(); err != nil {
		t.Fatal(err)
	}
	s, err := c.openServer(t.Context(), serveFlags{demo: true, people: 20, listen: at, dataDir: dir})
	if err != nil {
		t.Fatal(err)
	}
	token, hash, err := access.NewToken(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.db.PutLink(t.Context(), access.Link{Hash: hash, User: demoUsers[0].User, Ends: time.Now().Add(time.Hour)}, time.Now()); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.WithoutCancel(t.Context()))
	done := make(chan error, 1)
	go func() { done <- s.run(ctx) }()
	t.Cleanup(func() {
		stop()
		if err := <-done; err != nil {
			t.Errorf("the server did not end well: %v", err)
		}
		if err := s.db.Close(); err != nil {
			t.Error(err)
		}
	})
	return base, base + "/sign-in/" + token
}

// A provider that is not there keeps nobody from starting the server and from signing in another way.
func TestAServerStartsWithoutItsProvider(t *testing.T) {
	nobody, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	issuer := "http://" + nobody.Addr().String()
	if err := nobody.Close(); err != nil {
		t.Fatal(err)
	}
	var said lockedText
	base, _ := serveSingle(t, issuer, &cli{err: &said, env: func(string) string { return "" }})
	res, err := http.Get(base + "/sign-in/single")
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	if res.StatusCode != http.StatusServiceUnavailable || !strings.Contains(said.String(), "single sign-on: the provider does not answer") {
		t.Errorf("%s\n%s", res.Status, said.String())
	}
	if res, err = http.Get(base + "/healthz"); err != nil || res.StatusCode != 200 {
		t.Errorf("%v %v", res, err)
	}
	res.Body.Close()
}

type lockedText struct {
	mu   sync.Mutex
	text strings.Builder
}

func (l *lockedText) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(p)
}

func (l *lockedText) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

// In a browser, with the provider on another site: the cookies come along as they must, nothing that the content policy forbids is
// needed, and what waited for a proof goes on.
func TestSingleSignOnInABrowser(t *testing.T) {
	browser := chromium(t)
	op := oidctest.New(t)
	base, link := serveSingle(t, op.Issuer, &cli{err: t.Output(), env: func(string) string { return "" }})
	op.AddBack(base + web.SingleBack)
	op.Sits(oidctest.Person{Subject: "s-ines"})
	ctx := browser.open(t)
	forbidden := forbiddenIn(ctx)
	k := keyboard{t, ctx, "single", true}
	k.do(network.Enable(), cdplog.Enable(), network.SetExtraHTTPHeaders(network.Headers{"Accept-Language": "fr"}), chromedp.EmulateViewport(390, 800),
		emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: "dark"}}))
	k.do(chromedp.Navigate(link))
	k.press("main button", kb.Enter)
	k.at("Inès Caradec", "today")
	k.do(chromedp.Navigate(base + "/account"))
	k.at("Non lié", "account")
	k.press("a[href='/account/single']", kb.Enter)
	k.at("Lié depuis", "linked")
	k.press("form[action='/sign-out'] button", kb.Enter)
	k.at("Se connecter avec Example Login", "sign-in")
	k.do(chromedp.Navigate(base + "/tokens"))
	k.press("a[href^='/sign-in/single']", kb.Enter)
	k.at("Vous n'en avez pas", "tokens")

	// An ordinary sign-in is no proof: making a token asks for one, and goes on by itself with what was typed.
	k.press("input[name=name]", "Travail de nuit")
	k.press("input[name=scope]", " ")
	k.press("input[name=days]", kb.Enter)
	k.at("Montrer qui vous êtes avec Example Login", "prove")
	k.press("a[href^='/prove/single']", kb.Enter)
	k.at("a été gardé", "proved")
	k.press("main button", kb.Enter)
	k.at("taupier_", "made")
	k.do(chromedp.Navigate(base + "/tokens"))
	k.at("Travail de nuit", "list")
	k.do(network.SetExtraHTTPHeaders(network.Headers{"Accept-Language": "en"}), chromedp.EmulateViewport(1200, 900),
		emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: "light"}}))
	k.look, k.dark = "single-wide", false
	for _, at := range []struct{ path, text string }{{"/tokens", "Travail de nuit"}, {"/account", "Linked since"}, {"/prove", "Show who you are with"}} {
		k.do(chromedp.Navigate(base + at.path))
		k.at(at.text, "at"+strings.ReplaceAll(at.path, "/", "-"))
	}
	op.Sits(oidctest.Person{Subject: "s-ines", Denies: true})
	k.do(chromedp.Navigate(base + "/sign-in/single?back=" + url.QueryEscape("/queue")))
	k.at("did not sign you in", "refused")
	if heard := forbidden(); len(heard) > 0 {
		t.Errorf("the page did what it must not: %q", heard)
	}
}
