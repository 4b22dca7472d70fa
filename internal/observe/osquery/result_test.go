package osquery

import (
	"testing"
	"time"

	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/observe"
	"github.com/taupier-eu/taupier/internal/observe/observetest"
	"github.com/taupier-eu/taupier/sigma"
)

const (
	usbLine      = `{"name":"pack_it_usb_devices","hostIdentifier":"SER0001","calendarTime":"Tue Oct  6 08:00:00 2026 UTC","unixTime":1791273600,"action":"added","columns":{"vendor":"sipeed","model":"NanoKVM","vendor_id":"3346","model_id":"1009","serial":"0123456789ABCDEF","usb_address":"3","usb_port":"1"}}`
	processLine  = `{"name":"pack/it/processes","hostIdentifier":"TPR-0001.example.com","unixTime":"1791273600","action":"added","columns":{"name":"RustDesk","path":"/Applications/RustDesk.app/Contents/MacOS/RustDesk","cmdline":"RustDesk --tray","pid":"41","username":"P1"}}`
	snapshotLine = `{"name":"usb","hostIdentifier":"SER0001","unixTime":1791273600,"action":"snapshot","decorations":{"username":"p1"},"snapshot":[{"vendor":"Linux","model":"root hub","vendor_id":"1d6b","model_id":"0002","serial":""},{"vendor":"sipeed","model":"NanoKVM","vendor_id":"3346","model_id":"1009","serial":"S2"}]}`
)

func event(query, columns string) string {
	return `{"name":"` + query + `","hostIdentifier":"SER0001","unixTime":1791273600,"action":"added","columns":{` + columns + `}}`
}

func TestRows(t *testing.T) {
	for _, c := range []struct {
		name, line             string
		kind                   core.Kind
		account, target, value string
		category               string
	}{
		{"a USB device", usbLine, core.KindHardware, "", "3346:1009 sipeed NanoKVM", "0123456789ABCDEF", "usb_devices"},
		{"a process", processLine, core.KindProcess, "p1", "/Applications/RustDesk.app/Contents/MacOS/RustDesk", "RustDesk --tray", "processes"},
		{"a display", event("displays", `"name":"PiKVM","product_id":"7771","manufactured_week":"1","serial_number":"CAFEBABE"`), core.KindHardware, "", "PiKVM", "CAFEBABE", "connected_displays"},
		{"an extension", event("pack_it_chrome_extensions", `"name":"OTP.ee","identifier":"abc","version":"1.0"`), core.KindActivity, "", "OTP.ee", "1.0", "chrome_extensions"},
		{"an app whatever the query is called", event("inventory", `"name":"Amphetamine.app","bundle_identifier":"com.example","bundle_short_version":"5"`), core.KindActivity, "", "Amphetamine.app", "5", "apps"},
		{"a package", event("deb_packages", `"name":"x11vnc","version":"1"`), core.KindActivity, "", "x11vnc", "1", "deb_packages"},
		{"a neighbour on the network", event("pack_it_arp_cache", `"address":"192.0.2.9","mac":"30:52:53:0A:0b:0c"`), core.KindActivity, "", "30:52:53:0a:0b:0c", "192.0.2.9", "arp_cache"},
		{"a user", event("logged_in_users", `"user":"P1","tty":"ttys000","host":"192.0.2.7"`), core.KindActivity, "p1", "logged_in_users", "192.0.2.7", "logged_in_users"},
		{"another table", event("pack_incident-response_shell_history", `"command":"ls"`), core.KindActivity, "", "shell_history", "", "shell_history"},
		{"a table nobody knows", event("pack/x/our_own", `"a":"b"`), core.KindActivity, "", "our_own", "", "our_own"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := observetest.One(t, Result{}, c.line)
			if got.Kind != c.kind || got.Account != c.account || got.Target != c.target || got.Value != c.value || got.Source != "osquery" || got.Device == "" {
				t.Errorf("got %+v", got)
			}
			if want := time.Unix(1791273600, 0).UTC(); !got.At.Equal(want) {
				t.Errorf("at %v, want %v", got.At, want)
			}
			rec := observetest.Parse(t, Result{}, c.line).Root()
			src, ok := Result{}.Source(rec)
			if want := (sigma.LogSource{Product: "osquery", Category: c.category}); !ok || src != want {
				t.Errorf("source %+v, want %+v", src, want)
			}
		})
	}
}

func TestRulesLookIntoTheColumnsFirst(t *testing.T) {
	rec := observetest.Parse(t, Result{}, usbLine).Root()
	roots := Result{}.Roots(rec)
	if len(roots) != 2 || roots[0].Get("model").Text() != "NanoKVM" || roots[1].Get("hostIdentifier").Text() != "SER0001" {
		t.Errorf("got %d roots", len(roots))
	}
}

func TestDevice(t *testing.T) {
	for _, c := range []struct{ name, line, want string }{
		{"the host identifier", event("processes", `"name":"a"`), "ser0001"},
		{"a host name without its domain", processLine, "tpr-0001"},
		{"a serial number from the decorations", `{"name":"processes","hostIdentifier":"x","unixTime":1791273600,"decorations":{"hardware_serial":"SER0002"},"columns":{"name":"a"}}`, "ser0002"},
		{"the host name instead of a random identifier", `{"name":"processes","hostIdentifier":"11111111-2222-3333-4444-555555555555","unixTime":1791273600,"decorations":{"hostname":"TPR-0002"},"columns":{"name":"a"}}`, "tpr-0002"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := observetest.One(t, Result{}, c.line).Device; got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestSnapshots(t *testing.T) {
	t.Run("every row is an observation", func(t *testing.T) {
		got, err := observetest.Read(t, Result{}, snapshotLine)
		if err != nil || len(got) != 2 || got[1].Value != "S2" || got[1].Account != "p1" {
			t.Errorf("got %+v, %v", got, err)
		}
	})
	t.Run("rules see the rows one by one", func(t *testing.T) {
		var models []string
		split, err := Result{}.Split(observetest.Parse(t, Result{}, snapshotLine).Root(), func(flat []byte) error {
			rec := observetest.Parse(t, Result{}, string(flat)).Root()
			if src, ok := (Result{}).Source(rec); !ok || src.Category != "usb_devices" {
				t.Errorf("source %+v", src)
			}
			if o := observetest.One(t, Result{}, string(flat)); o.Kind != core.KindHardware || o.Account != "p1" {
				t.Errorf("got %+v", o)
			}
			models = append(models, Result{}.Roots(rec)[0].Get("model").Text())
			return nil
		})
		if !split || err != nil || len(models) != 2 || models[0] != "root hub" || models[1] != "NanoKVM" {
			t.Errorf("split %v into %v, %v", split, models, err)
		}
	})
	t.Run("a batch of differences gives what was added", func(t *testing.T) {
		line := `{"name":"processes","hostIdentifier":"SER0001","unixTime":1791273600,"diffResults":{"added":[{"name":"a","path":"/a"}],"removed":[{"name":"b","path":"/b"}]}}`
		got := observetest.One(t, Result{}, line)
		if got.Target != "/a" {
			t.Errorf("got %+v", got)
		}
	})
	t.Run("a single row is not split", func(t *testing.T) {
		split, err := Result{}.Split(observetest.Parse(t, Result{}, usbLine).Root(), func([]byte) error { t.Error("split"); return nil })
		if split || err != nil {
			t.Error(split, err)
		}
	})
	t.Run("what went away says nothing new", func(t *testing.T) {
		line := `{"name":"usb_devices","hostIdentifier":"SER0001","unixTime":1791273600,"action":"removed","columns":{"vendor":"x"}}`
		got, err := observetest.Read(t, Result{}, line)
		if err != nil || len(got) != 0 {
			t.Errorf("got %+v, %v", got, err)
		}
	})
}

func TestTheCalendarWillDo(t *testing.T) {
	got := observetest.One(t, Result{}, `{"name":"processes","hostIdentifier":"SER0001","calendarTime":"Tue Oct  6 08:00:00 2026 UTC","columns":{"name":"a"}}`)
	if want := time.Date(2026, 10, 6, 8, 0, 0, 0, time.UTC); !got.At.Equal(want) {
		t.Errorf("got %v", got.At)
	}
}

func TestBrokenResults(t *testing.T) {
	for _, c := range []struct{ name, line, says string }{
		{"without a time", `{"name":"processes","hostIdentifier":"SER0001","columns":{"name":"a"}}`, "unixTime"},
		{"with a broken calendar", `{"name":"processes","hostIdentifier":"SER0001","calendarTime":"someday","columns":{"name":"a"}}`, "someday"},
		{"without a host", `{"name":"processes","unixTime":1791273600,"action":"added","columns":{"name":"a"}}`, "hostIdentifier"},
	} {
		t.Run(c.name, func(t *testing.T) { observetest.Refuses(t, Result{}, c.line, c.says) })
	}
}

func FuzzRead(f *testing.F) { observetest.Fuzz(f, Result{}, usbLine, processLine, snapshotLine) }

func FuzzSplit(f *testing.F) {
	f.Add([]byte(snapshotLine))
	f.Fuzz(func(t *testing.T, raw []byte) {
		var e sigma.Event
		if e.Parse(raw) != nil {
			return
		}
		want := 0
		for range rows(e.Root()) {
			want++
		}
		got := 0
		split, err := Result{}.Split(e.Root(), func(flat []byte) error {
			got++
			var row sigma.Event
			return row.Parse(flat)
		})
		if err != nil || split && got != want {
			t.Fatalf("%d rows became %d: %v", want, got, err)
		}
	})
}

var _ observe.Splitter = Result{}

func BenchmarkUSB(b *testing.B)     { observetest.Bench(b, Result{}, usbLine) }
func BenchmarkProcess(b *testing.B) { observetest.Bench(b, Result{}, processLine) }
