package mapped

import (
	"strings"
	"testing"

	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/observe"
	"github.com/taupier-eu/taupier/internal/observe/observetest"
)

var vpn = core.FieldMap{
	Files: "logs/vpn/**/*.csv", Source: "vpn", Kind: core.KindSignin, Time: "when", Layout: "02.01.2006 15:04",
	Fields: map[string]string{"account": "who", "ip": "net.src", "country": "cc", "city": "town", "device": "sn", "session": "sid", "agent": "client", "asn": "as", "as_org": "isp", "tag": "op", "managed": "corp", "target": "gw", "value": "note"},
	Only:   map[string]string{"event": "connect"},
}

const vpnLine = `{"when":"01.05.2026 09:00","event":"Connect","who":"P1","net":{"src":"192.0.2.7"},"cc":"FR","town":"Rennes","sn":"SER0001","sid":"s1","client":"wg","as":"64500","isp":"Example Access","op":"NORD_VPN","corp":"yes","gw":"gw-1","note":"n"}`

func newLog(t testing.TB, m core.FieldMap) Log {
	t.Helper()
	l, err := New(m)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func TestMapping(t *testing.T) {
	l := newLog(t, vpn)
	t.Run("every field goes where it was sent", func(t *testing.T) {
		got := observetest.One(t, l, vpnLine)
		if got.Kind != core.KindSignin || got.Source != "vpn" || got.Account != "p1" || got.IP.String() != "192.0.2.7" || got.Place != (core.Place{Country: "FR", City: "Rennes"}) ||
			got.Device != "ser0001" || got.Session != "s1" || got.Agent != "wg" || got.ASN != 64500 || got.ASOrg != "Example Access" ||
			got.Tag != "NORD_VPN" || got.Managed != core.Yes || got.Target != "gw-1" || got.Value != "n" || got.At.Format("2006-01-02T15:04") != "2026-05-01T09:00" {
			t.Errorf("got %+v", got)
		}
	})
	t.Run("other records are left out in silence", func(t *testing.T) {
		got, err := observetest.Read(t, l, `{"when":"01.05.2026 09:00","event":"rekey","who":"p1"}`)
		if err != nil || len(got) != 0 {
			t.Errorf("got %v, %v", got, err)
		}
	})
	t.Run("a header with a dot is a header first", func(t *testing.T) {
		got := observetest.One(t, l, `{"when":"01.05.2026 09:00","event":"connect","who":"p1","net.src":"192.0.2.8","net":{"src":"192.0.2.7"}}`)
		if got.IP.String() != "192.0.2.8" {
			t.Errorf("got %v", got.IP)
		}
	})
	t.Run("it is called after its source", func(t *testing.T) {
		if l.Name() != "mapped.vpn" {
			t.Error(l.Name())
		}
	})
	t.Run("it is certain of its own files and of no others", func(t *testing.T) {
		rec := observetest.Parse(t, l, vpnLine).Root()
		if l.Recognise(rec, "logs/vpn/a.csv") != 100 || l.Recognise(rec, "logs/other.csv") != 0 {
			t.Error("recognised wrongly")
		}
	})
	var _ observe.Reader = l
}

func TestBrokenRecordsOfAMapping(t *testing.T) {
	for _, c := range []struct{ name, line, says string }{
		{"without the time", `{"event":"connect","who":"p1"}`, "when"},
		{"with another layout", `{"event":"connect","who":"p1","when":"2026-05-01"}`, "layout"},
		{"of nobody", `{"event":"connect","who":"","when":"01.05.2026 09:00"}`, "only"},
	} {
		t.Run(c.name, func(t *testing.T) { observetest.Refuses(t, newLog(t, vpn), c.line, c.says) })
	}
}

func TestBadMappingsAreRefused(t *testing.T) {
	for _, c := range []struct {
		name string
		edit func(*core.FieldMap)
		says string
	}{
		{"without files", func(m *core.FieldMap) { m.Files = "" }, "logs/vpn/*.csv"},
		{"with a broken pattern", func(m *core.FieldMap) { m.Files = "logs/[a" }, "not closed"},
		{"without a source", func(m *core.FieldMap) { m.Source = "" }, "source"},
		{"without a time", func(m *core.FieldMap) { m.Time = "" }, "time"},
		{"of an unknown kind", func(m *core.FieldMap) { m.Kind = "login" }, "signin"},
		{"that fills an unknown field", func(m *core.FieldMap) { m.Fields = map[string]string{"account": "who", "nationality": "n"} }, "nationality"},
		{"that names nobody", func(m *core.FieldMap) { m.Fields = map[string]string{"ip": "src"} }, "account"},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := vpn
			c.edit(&m)
			if _, err := New(m); err == nil || !strings.Contains(err.Error(), c.says) {
				t.Errorf("got %v, want an error that says %q", err, c.says)
			}
		})
	}
}

func FuzzRead(f *testing.F) {
	observetest.Fuzz(f, newLog(f, vpn), vpnLine)
}
func BenchmarkRead(b *testing.B) {
	l := newLog(b, vpn)
	observetest.Bench(b, l, vpnLine)
}
