package web

import (
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/casework"
	"github.com/taupier-eu/taupier/internal/ledger"
	"github.com/taupier-eu/taupier/internal/store"
)

func paymentRows() map[string]example {
	pay := []access.Role{access.CISO, access.Payroll}
	return map[string]example{
		"GET /payments":             {"/payments", nil, 200, pay},
		"POST /payments/{id}/{act}": {"/payments/a-1/hold", url.Values{"reason": {"unclear"}}, 422, pay},
	}
}

var moveField = regexp.MustCompile(`name="move" value="(m-[0-9a-f]+)"`)

func TestAPaymentIsHeldByTwoPeopleAndReleasedByTwo(t *testing.T) {
	w := newWorld(t)
	pay, ciso := w.session(t, "u-payroll"), w.session(t, "u-ciso")
	_, body := w.do(t, "GET", "/payments", nil, pay)
	for _, want := range []string{"2026-11-27, in 7 days", "from ••••0001 to ••••0002", "another name", "2 other people", "Nadia Example"} {
		if !strings.Contains(body, want) {
			t.Errorf("%q is missing", want)
		}
	}
	for _, secret := range []string{"Two places", "this week", "3.21"} {
		if strings.Contains(body, secret) {
			t.Errorf("payroll sees %q", secret)
		}
	}
	move := func(act, reason string) string {
		t.Helper()
		if res, body := w.do(t, "POST", "/payments/a-1/"+act, url.Values{"reason": {reason}}, pay); res.StatusCode != 303 {
			t.Fatalf("%s: %s\n%s", act, res.Status, body)
		}
		_, body := w.do(t, "GET", "/payments", nil, ciso)
		return moveField.FindStringSubmatch(body)[1]
	}
	m := move("hold", "The bank names somebody else")
	if _, body := w.do(t, "GET", "/payments", nil, pay); strings.Contains(body, "Held until call-back") {
		t.Error("one person held it")
	}
	if _, body := w.do(t, "GET", "/", nil, ciso); !strings.Contains(body, "1 proposal about a payment waits") {
		t.Error("Today does not say that a second person is awaited")
	}
	if res, body := w.do(t, "POST", "/payments/a-1/agree", url.Values{"move": {m}}, pay); res.StatusCode != 409 || !strings.Contains(body, "cannot agree") {
		t.Errorf("whoever proposed agreed: %s", res.Status)
	}
	if res, _ := w.do(t, "POST", "/payments/a-1/agree", url.Values{"move": {m}}, ciso); res.StatusCode != 303 {
		t.Fatal(res.Status)
	}
	if res, body := w.do(t, "POST", "/payments/a-1/agree", url.Values{"move": {m}}, ciso); res.StatusCode != 409 || !strings.Contains(body, "meanwhile") {
		t.Errorf("agreed to twice: %s", res.Status)
	}
	if _, body := w.do(t, "GET", "/payments", nil, pay); !strings.Contains(body, "Held until call-back") {
		t.Error("two people did not hold it")
	}
	m = move("release", "Called back on the desk number, confirmed")
	if res, _ := w.do(t, "POST", "/payments/a-1/agree", url.Values{"move": {m}}, ciso); res.StatusCode != 303 {
		t.Fatal(res.Status)
	}
	if _, body := w.do(t, "GET", "/payments", nil, pay); strings.Contains(body, "Held until call-back") || !strings.Contains(body, "The bank names somebody else") {
		t.Error("it is still held, or what was done is forgotten")
	}
}

// Agreement to a change as it was read is no agreement to what a later reading makes of it.
func TestT08AgreementDoesNotOutliveWhatWasRead(t *testing.T) {
	w := newWorld(t)
	pay, ciso := w.session(t, "u-payroll"), w.session(t, "u-ciso")
	w.do(t, "POST", "/payments/a-1/hold", url.Values{"reason": {"The bank names somebody else"}}, pay)
	_, body := w.do(t, "GET", "/payments", nil, ciso)
	m := moveField.FindStringSubmatch(body)[1]
	in := casework.Intake{Company: casework.Company{Name: "Example", Read: start.UnixMicro()}, People: []casework.Person{{ID: "p-1", Name: "Nadia Example"}},
		Accounts: []casework.AccountChange{{ID: "a-1", Person: "p-1", At: start.AddDate(0, 0, -3), Before: "••••0001", Tail: "••••0009", Holder: "match"}}}
	if err := w.db.Act(t.Context(), ledger.Entry{At: start, Actor: "server", Act: "company.read"}, nil, func(x *store.Tx) error { return x.Replace(in) }); err != nil {
		t.Fatal(err)
	}
	if res, body := w.do(t, "POST", "/payments/a-1/agree", url.Values{"move": {m}}, ciso); res.StatusCode != 409 || !strings.Contains(body, "reads differently") {
		t.Errorf("%s", res.Status)
	}
	if res, _ := w.do(t, "POST", "/payments/a-1/refuse", url.Values{"move": {m}}, ciso); res.StatusCode != 303 {
		t.Errorf("it cannot be refused either: %s", res.Status)
	}
}

func TestNobodyHoldsThePayOfHisOwnOrOfHisTeam(t *testing.T) {
	w := newWorld(t)
	err := w.db.Act(t.Context(), ledger.Entry{At: start, Actor: "test", Act: "user.add"}, nil, func(x *store.Tx) error {
		if err := x.PutUser(access.Actor{User: "u-pay-nadia", Name: "N", Person: "p-1", Roles: []access.Role{access.Payroll}}); err != nil {
			return err
		}
		return x.PutUser(access.Actor{User: "u-pay-omar", Name: "O", Person: "p-2", Roles: []access.Role{access.Payroll}})
	})
	if err != nil {
		t.Fatal(err)
	}
	for user, hidden := range map[string][]string{"u-pay-nadia": {"a-1"}, "u-pay-omar": {"a-1", "a-2"}} {
		s := w.session(t, user)
		_, body := w.do(t, "GET", "/payments", nil, s)
		for _, id := range hidden {
			if strings.Contains(body, "/payments/"+id+"/") {
				t.Errorf("%s sees %s", user, id)
			}
			if res, _ := w.do(t, "POST", "/payments/"+id+"/hold", url.Values{"reason": {"four words and more"}}, s); res.StatusCode != 404 {
				t.Errorf("%s held %s: %s", user, id, res.Status)
			}
		}
	}
}
