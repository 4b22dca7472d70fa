package notify

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"sync/atomic"
	"testing"

	"code.dny.dev/ssrf"
)

func TestT16AnotherServiceIsAskedUnderTheSameGuard(t *testing.T) {
	var asked atomic.Int32
	server := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked.Add(1)
		http.Redirect(w, r, "/elsewhere", http.StatusFound)
	}))
	defer server.Close()
	r := &http.Request{}
	get := func(o *Outbound, at string) (*http.Response, error) {
		var err error
		if r, err = http.NewRequestWithContext(t.Context(), http.MethodGet, at, nil); err != nil {
			t.Fatal(err)
		}
		return o.Do(r)
	}
	listed := NewOutbound([]string{"TSA.example.com", "127.0.0.1"})
	for at, want := range map[string]string{
		"https://tsa.example.com/tsr": "", "https://Tsa.Example.Com": "", "http://tsa.example.com/tsr": "want https", "https://other.example.com/": "webhooks.hosts",
		"https://tsa.example.com:8443/": "port", "https://a:b@tsa.example.com/": "password",
	} {
		if err := listed.Check(at); (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", at, err)
		}
	}
	if _, err := get(NewOutbound(nil), "https://a:secret@tsa.example.com/"); !errors.Is(err, errGuarded) || strings.Contains(err.Error(), "secret") {
		t.Errorf("a host that is not listed: %v", err)
	}
	if _, err := get(listed, "https://127.0.0.1/"); !errors.Is(err, ssrf.ErrProhibitedIP) {
		t.Errorf("this machine: %v", err)
	}
	named := NewOutbound([]string{"tsa.example.com"}, func(g *guard) {
		g.resolver = resolveBy(answerNames(t, func() netip.Addr { return netip.MustParseAddr("169.254.169.254") }))
	})
	if _, err := get(named, "https://tsa.example.com/"); !errors.Is(err, ssrf.ErrProhibitedIP) {
		t.Errorf("a name that points to a cloud's metadata: %v", err)
	}
	roots := server.Client().Transport.(*http.Transport).TLSClientConfig.RootCAs
	res, err := get(NewOutbound([]string{"127.0.0.1"}, AllowLoopbackInTests(roots)), server.URL)
	if err != nil || res.StatusCode != http.StatusFound || asked.Load() != 1 {
		t.Errorf("a test on its own machine: %v %v, asked %d times", res, err, asked.Load())
	}
}
