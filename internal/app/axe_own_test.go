package app

import (
	"net/http"
	"net/url"
	"os/exec"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/taupier-eu/taupier/internal/setup"
)

// The pages that only a company's own server has: its set-up, step by step, and what is brought in.
func TestThePagesOfAnOwnServerAreAccessible(t *testing.T) {
	if testing.Short() {
		t.Skip("pages in a browser; the long run has them")
	}
	axe := axeSource(t)
	path, err := exec.LookPath("chromium")
	if err != nil {
		t.Fatal("no chromium; .ci/run installs it")
	}
	ctx, stop := chromedp.NewExecAllocator(t.Context(), chromiumPath(path).options()...)
	defer stop()
	ctx, cancel := chromedp.NewContext(ctx)
	defer cancel()
	if err := chromedp.Run(ctx); err != nil {
		t.Fatal(err)
	}
	look := func(c *http.Client, base, at string) {
		t.Helper()
		for _, look := range []pageLook{{lang: "fr", scheme: "dark", width: 390}, {lang: "en", scheme: "light", width: 1200}} {
			look.name = "own-" + strings.Map(plainLetter, at)
			for _, v := range violations(t, ctx, axe, base, at, c, look) {
				t.Errorf("%s, %s %s: %s", at, look.lang, look.scheme, v)
			}
		}
	}
	dir, company := t.TempDir(), smallCompany(t)
	s, said := ownServer(t, setupLine, "--data-dir", dir, "--company", company, "--listen", "127.0.0.1:0")
	c := jar(t)
	post(t, c, said[1]+"/setup/open", url.Values{"token": {said[2]}}, 303)
	for _, step := range setup.Steps {
		look(c, said[1], "/setup?step="+string(step))
	}
	links := answerSetup(t, c, said[1])
	s.base, s.links["ciso"] = said[1], links[3]
	ciso := s.signIn(t, "ciso")
	s.firstPerson(t, ciso)
	one := strings.TrimPrefix(sendFile(t, ciso, s.base, "dossier", "d.json", []byte(`{"id":"c-700","stage":"application","stated":{"name":1}}`)), s.base)
	waitThere(t, ciso, s.base+one)
	two := strings.TrimPrefix(sendFile(t, ciso, s.base, "dossier", "e.json", []byte(`{"id":"c-701","stage":"application","stated":{"name":"Esther Howard"}}`)), s.base)
	waitFor(t, ciso, s.base+two, "waits for your word")
	post(t, ciso, s.base+two+"/confirm", nil, 303)
	waitThere(t, ciso, s.base+"/people/c-701")
	for _, at := range []string{"/", "/sources", "/import", one, two, strings.Replace(two, "/import/", "/import/remove/", 1), "/retention", "/account", "/trust"} {
		look(ciso, s.base, at)
	}
}
