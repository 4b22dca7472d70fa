package app

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	cdplog "github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/webauthn"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"github.com/taupier-eu/taupier/internal/access"
)

// virtual gives the browser a device with passkeys that says it has verified its user, or that it has not.
func virtual(k keyboard, verified bool) (id webauthn.AuthenticatorID) {
	k.t.Helper()
	k.do(chromedp.ActionFunc(func(ctx context.Context) (err error) {
		id, err = webauthn.AddVirtualAuthenticator(&webauthn.VirtualAuthenticatorOptions{
			Protocol: webauthn.AuthenticatorProtocolCtap2, Ctap2version: webauthn.Ctap2versionCtap21, Transport: webauthn.AuthenticatorTransportInternal,
			HasResidentKey: true, HasUserVerification: true, AutomaticPresenceSimulation: true, IsUserVerified: verified,
		}).Do(ctx)
		return err
	}))
	return id
}

// Somebody adds a passkey, signs out, signs in with it and proves with it who he is, in a browser and by keyboard alone. A device that
// has not verified its user, and one whose count goes back, are refused.
func TestAPasskeyOpensTheServerInABrowser(t *testing.T) {
	browser := chromium(t)
	s := serveDemo(t, t.TempDir())
	ctx := browser.open(t)
	forbidden := forbiddenIn(ctx)
	k := keyboard{t, ctx, "passkey", true}
	k.do(network.Enable(), cdplog.Enable(), network.SetExtraHTTPHeaders(network.Headers{"Accept-Language": "fr"}), chromedp.EmulateViewport(390, 800),
		emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: "dark"}}), webauthn.Enable())
	device := virtual(k, true)

	k.do(chromedp.Navigate(s.base + "/sign-in/" + s.links["analyst"]))
	k.press("main button", kb.Enter)
	k.at("Ouvrir la prochaine personne", "today")
	k.do(chromedp.Navigate(s.base + "/account"))
	k.press("form[data-passkey] input[name=name]", "Portable de bureau")
	k.press("form[data-passkey] button", kb.Enter)
	k.at("Portable de bureau", "account")
	k.press("form[data-passkey] input[name=name]", "Encore une")
	k.press("form[data-passkey] button", kb.Enter)
	k.at("Cet appareil a déjà une clé d'accès", "known")

	k.press("form[action='/sign-out'] button", kb.Enter)
	k.at("Avec une clé d'accès", "sign-in")
	k.do(chromedp.Navigate(s.base + "/account"))
	k.press("form[data-passkey] button", kb.Enter)
	k.at("Portable de bureau", "account-again")
	k.do(chromedp.Navigate(s.base + "/prove?back=/queue"))
	k.press("form[data-passkey] button", kb.Enter)
	k.at("Personne", "queue")

	// The same key with an older count, as on a device that was copied.
	k.do(chromedp.ActionFunc(func(ctx context.Context) error {
		all, err := webauthn.GetCredentials(device).Do(ctx)
		if err != nil || len(all) != 1 {
			t.Fatalf("%v %v", all, err)
		}
		all[0].SignCount = 0
		if err := webauthn.RemoveCredential(device, all[0].CredentialID).Do(ctx); err != nil {
			return err
		}
		return webauthn.AddCredential(device, all[0]).Do(ctx)
	}))
	k.press("form[action='/sign-out'] button", kb.Enter)
	k.at("Avec une clé d'accès", "out")
	k.press("form[data-passkey] button", kb.Enter)
	k.at("Cette clé d'accès n'a pas été acceptée", "cloned")

	k.do(webauthn.SetUserVerified(device, false), chromedp.Navigate(s.base+"/sign-in"))
	k.press("form[data-passkey] button", kb.Enter)
	k.at("Le navigateur n'a pas donné de clé d'accès", "unverified")

	// By its number the machine has no name: the page leads to where it has one.
	k.do(chromedp.Navigate(strings.Replace(s.base, "localhost", "127.0.0.1", 1) + "/sign-in"))
	k.at("http://localhost:", "number")
	if heard := forbidden(); len(heard) > 0 {
		t.Errorf("the page did what it must not: %q", heard)
	}
}

// Somebody without a passkey at hand sets a password with an authenticator, signs out and signs in with both, in a browser that runs
// no script.
func TestAPasswordWithACodeOpensTheServerWithoutScript(t *testing.T) {
	browser := chromium(t)
	s := serveDemo(t, t.TempDir())
	ctx := browser.open(t)
	k := keyboard{t, ctx, "password", false}
	k.do(network.Enable(), emulation.SetScriptExecutionDisabled(true), network.SetExtraHTTPHeaders(network.Headers{"Accept-Language": "en"}), chromedp.EmulateViewport(1200, 800),
		emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: "light"}}))
	k.do(chromedp.Navigate(s.base + "/sign-in/" + s.links["analyst"]))
	k.press("main button", kb.Enter)
	k.at("Open the next person", "today")
	k.do(chromedp.Navigate(s.base + "/account/password"))
	k.at("Keep both", "set")
	var secret string
	k.do(chromedp.Text("main p code", &secret))
	code := func(at time.Time) string {
		c, err := access.CodeAt(strings.ReplaceAll(secret, " ", ""), at)
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	k.press("input[name=login]", "ines@example.com")
	k.press("input[name=password]", "quatre chats gris")
	k.press("input[name=code]", code(time.Now()))
	k.press("main form.work > button", kb.Enter)
	k.at("I have kept them", "recovery")
	k.press("form[action='/sign-out'] button", kb.Enter)
	k.at("Passkeys need a browser", "sign-in")
	k.press("input[name=login]", "ines@example.com")
	k.press("form[action='/sign-in/password'] input[name=password]", "quatre chats gris")
	k.press("form[action='/sign-in/password'] input[name=code]", code(time.Now().Add(30*time.Second))) // a code works once, and the next one works already
	k.press("form[action='/sign-in/password'] button", kb.Enter)
	k.at("Open the next person", "in")
}
