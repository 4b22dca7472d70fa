package notify

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"sync/atomic"
	"testing"

	"code.dny.dev/ssrf"
	"golang.org/x/net/dns/dnsmessage"
)

// hosts that lead to this machine, to a private network or to the metadata of a cloud, in every way of writing them.
var forbiddenHosts = strings.Fields(`
127.0.0.1 127.0.0.2 127.1.2.3 127.255.255.254 127.1 127.0.1 2130706433 0x7f000001 0x7f.0.0.1 0x7f.1 0177.0.0.1 017700000001 00000177.0.0.1 127.0x0.0.1
0.0.0.0 0 0.1.2.3 localhost
10.0.0.1 10.255.255.255 167772161 0x0a000001 012.0.0.1 172.16.0.1 172.31.255.254 192.168.0.1 192.168.255.255 3232235521 0xc0a80001 0300.0250.0.1
100.64.0.1 100.127.255.254 100.100.100.200
169.254.0.1 169.254.169.254 169.254.170.2 2852039166 0xa9fea9fe 0251.0376.0251.0376 169.254.43518
192.0.0.1 192.0.2.1 198.18.0.1 198.51.100.7 203.0.113.9 224.0.0.1 239.255.255.250 240.0.0.1 255.255.255.255
[::1] [::] [::ffff:127.0.0.1] [::ffff:7f00:1] [::ffff:169.254.169.254] [::ffff:10.0.0.1] [::127.0.0.1] [0:0:0:0:0:ffff:a00:1]
[64:ff9b::7f00:1] [64:ff9b::a9fe:a9fe] [64:ff9b:1::a00:1] [2002:7f00:1::] [2001:db8::1] [2001::1]
[fe80::1] [febf::1] [fc00::1] [fd00:ec2::254] [fd12:3456:789a::1] [ff02::1] [100::1]
`)

// Each host is put on the list of the company, so that only what happens at the moment of dialling stands between it and a request.
func TestT16NoWayOfWritingAnAddressIsDialled(t *testing.T) {
	if len(forbiddenHosts) < 60 {
		t.Fatalf("only %d addresses", len(forbiddenHosts))
	}
	resolver := resolveBy(answerNames(t, func() netip.Addr { return netip.MustParseAddr("127.0.0.1") })) // what is no address to Go is a name
	for _, host := range forbiddenHosts {
		name := strings.Trim(host, "[]")
		h, err := NewHooks("https://taupier.example.com", []string{name}, []Receiver{{"https://" + host + "/latest/meta-data", []string{secretOne}}}, func(g *guard) { g.resolver = resolver })
		if err != nil {
			if !errors.Is(err, errGuarded) {
				t.Errorf("%s: %v", host, err)
			}
			continue
		}
		dialled := watch(h)
		err = h.Send(t.Context(), Delivery{ID: "n-1", Place: "hook:https://" + host + "/latest/meta-data"}, at)
		var dns *net.DNSError // of what is neither an address nor a name to Go
		if !errors.Is(err, ssrf.ErrProhibitedIP) && !errors.As(err, &dns) || dialled.Load() {
			t.Errorf("%s: %v, connected %v", host, err, dialled.Load())
		}
	}
}

// watch reports whether a connection was made.
func watch(h *Hooks) *atomic.Bool {
	var dialled atomic.Bool
	tr := h.client.Transport.(*http.Transport)
	dial := tr.DialContext
	tr.DialContext = func(ctx context.Context, network, address string) (net.Conn, error) {
		c, err := dial(ctx, network, address)
		if err == nil {
			dialled.Store(true)
		}
		return c, err
	}
	return &dialled
}

// A name that points elsewhere when it is looked at, and here when it is dialled: what counts is the address that is dialled.
func TestT16ANameThatIsPointedHereLaterIsNotDialled(t *testing.T) {
	for _, forbidden := range []string{"127.0.0.1", "169.254.169.254", "10.0.0.5", "::1", "::ffff:169.254.169.254"} {
		asked := atomic.Int32{}
		server := answerNames(t, func() netip.Addr {
			if asked.Add(1) <= 2 { // the first look, A and AAAA
				return netip.MustParseAddr("203.0.113.9")
			}
			return netip.MustParseAddr(forbidden)
		})
		resolver := resolveBy(server)
		if first, err := resolver.LookupNetIP(t.Context(), "ip", "hooks.example.com"); err != nil || first[0].Unmap() != netip.MustParseAddr("203.0.113.9") {
			t.Fatalf("%v %v: the name is elsewhere already at first", first, err)
		}
		h, err := NewHooks("https://taupier.example.com", []string{"hooks.example.com"}, []Receiver{{"https://hooks.example.com/", []string{secretOne}}}, func(g *guard) { g.resolver = resolver })
		if err != nil {
			t.Fatal(err)
		}
		dialled := watch(h)
		if err := h.Send(t.Context(), Delivery{ID: "n-1", Place: "hook:https://hooks.example.com/"}, at); !errors.Is(err, ssrf.ErrProhibitedIP) || dialled.Load() {
			t.Errorf("%s: %v", forbidden, err)
		}
	}
}

// resolveBy asks one name server and no other.
func resolveBy(server string) *net.Resolver {
	return &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return (&net.Dialer{}).DialContext(ctx, "udp", server)
	}}
}

// answerNames is a name server on this machine that answers every name with the address of the moment.
func answerNames(t *testing.T, now func() netip.Addr) string {
	t.Helper()
	conn, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	go func() {
		buf := make([]byte, 1500)
		for {
			n, from, err := conn.ReadFrom(buf)
			if err != nil {
				return
			}
			if reply := nameReply(buf[:n], now()); reply != nil {
				_, _ = conn.WriteTo(reply, from)
			}
		}
	}()
	return conn.LocalAddr().String()
}

func nameReply(query []byte, ip netip.Addr) []byte {
	var m dnsmessage.Message
	if m.Unpack(query) != nil || len(m.Questions) != 1 {
		return nil
	}
	q := m.Questions[0]
	reply := dnsmessage.Message{Header: dnsmessage.Header{ID: m.ID, Response: true, RecursionAvailable: true}, Questions: m.Questions}
	header := dnsmessage.ResourceHeader{Name: q.Name, Type: q.Type, Class: q.Class}
	switch {
	case q.Type == dnsmessage.TypeA && ip.Is4():
		reply.Answers = []dnsmessage.Resource{{Header: header, Body: &dnsmessage.AResource{A: ip.As4()}}}
	case q.Type == dnsmessage.TypeAAAA && ip.Is6():
		reply.Answers = []dnsmessage.Resource{{Header: header, Body: &dnsmessage.AAAAResource{AAAA: ip.As16()}}}
	}
	out, err := reply.Pack()
	if err != nil {
		return nil
	}
	return out
}

// A redirection to the metadata of a cloud is not followed, although the receiver itself may be asked.
func TestT16ARedirectionIsNotFollowed(t *testing.T) {
	r := receive(t, http.StatusFound)
	h, err := NewHooks("https://taupier.example.com", []string{"127.0.0.1", "169.254.169.254"}, []Receiver{{r.URL, []string{secretOne}}}, AllowLoopbackInTests(r.roots()))
	if err != nil {
		t.Fatal(err)
	}
	if err := h.Send(t.Context(), Delivery{ID: "n-1", Place: "hook:" + r.URL}, at); err == nil || err.Error() != "webhook: answered 302" {
		t.Errorf("%v", err)
	}
}
