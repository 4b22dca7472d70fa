package windows

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"net/netip"

	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/observe/observetest"
	"github.com/taupier-eu/taupier/sigma"
)

// The same Sysmon process in every shape.
var shapes = []struct{ name, line string }{
	{"winlogbeat", `{"@timestamp":"2026-10-06T08:00:00.000Z","winlog":{"event_id":1,"channel":"Microsoft-Windows-Sysmon/Operational","provider_name":"Microsoft-Windows-Sysmon","computer_name":"TPR-0001.example.com","event_data":{"UtcTime":"2026-10-06 08:00:00.000","Image":"C:\\Program Files\\RustDesk\\rustdesk.exe","CommandLine":"rustdesk.exe --tray","ParentImage":"C:\\Windows\\explorer.exe","User":"EXAMPLE\\P1"}},"host":{"name":"tpr-0001"},"event":{"code":"1"},"message":"Process Create"}`},
	{"Elastic Agent, fields moved to the schema", `{"@timestamp":"2026-10-06T08:00:00.000Z","winlog":{"event_id":"1","channel":"Microsoft-Windows-Sysmon/Operational","provider_name":"Microsoft-Windows-Sysmon","computer_name":"TPR-0001.example.com","event_data":{"LogonId":"0x1"}},"process":{"executable":"C:\\Program Files\\RustDesk\\rustdesk.exe","command_line":"rustdesk.exe --tray","parent":{"executable":"C:\\Windows\\explorer.exe"}},"user":{"domain":"EXAMPLE","name":"P1"},"event":{"code":"1"}}`},
	{"winlogbeat 6", `{"@timestamp":"2026-10-06T08:00:00.000Z","event_id":1,"log_name":"Microsoft-Windows-Sysmon/Operational","source_name":"Microsoft-Windows-Sysmon","computer_name":"TPR-0001.example.com","type":"wineventlog","event_data":{"Image":"C:\\Program Files\\RustDesk\\rustdesk.exe","CommandLine":"rustdesk.exe --tray","ParentImage":"C:\\Windows\\explorer.exe","User":"EXAMPLE\\P1"}}`},
	{"evtx_dump", `{"Event":{"#attributes":{"xmlns":"http://schemas.microsoft.com/win/2004/08/events/event"},"System":{"Provider":{"#attributes":{"Name":"Microsoft-Windows-Sysmon","Guid":"5770385F"}},"EventID":1,"TimeCreated":{"#attributes":{"SystemTime":"2026-10-06T08:00:00.000000Z"}},"Channel":"Microsoft-Windows-Sysmon/Operational","Computer":"TPR-0001.example.com"},"EventData":{"Image":"C:\\Program Files\\RustDesk\\rustdesk.exe","CommandLine":"rustdesk.exe --tray","ParentImage":"C:\\Windows\\explorer.exe","User":"EXAMPLE\\P1"}}}`},
	{"evtx_dump with separate attributes", `{"Event":{"System":{"Provider_attributes":{"Name":"Microsoft-Windows-Sysmon"},"EventID":1,"EventID_attributes":{"Qualifiers":""},"TimeCreated_attributes":{"SystemTime":"2026-10-06T08:00:00.000000Z"},"Channel":"Microsoft-Windows-Sysmon/Operational","Computer":"TPR-0001.example.com"},"EventData":{"Image":"C:\\Program Files\\RustDesk\\rustdesk.exe","CommandLine":"rustdesk.exe --tray","ParentImage":"C:\\Windows\\explorer.exe","User":"EXAMPLE\\P1"}}}`},
	{"XML turned into a dictionary", `{"Event":{"@xmlns":"http://schemas.microsoft.com/win/2004/08/events/event","System":{"Provider":{"@Name":"Microsoft-Windows-Sysmon"},"EventID":{"@Qualifiers":"0","#text":"1"},"TimeCreated":{"@SystemTime":"2026-10-06 08:00:00.000000"},"Channel":"Microsoft-Windows-Sysmon/Operational","Computer":"TPR-0001.example.com"},"EventData":{"Data":[{"@Name":"Image","#text":"C:\\Program Files\\RustDesk\\rustdesk.exe"},{"@Name":"CommandLine","#text":"rustdesk.exe --tray"},{"@Name":"ParentImage","#text":"C:\\Windows\\explorer.exe"},{"@Name":"User","#text":"EXAMPLE\\P1"},{"@Name":"Empty"}]}}}`},
	{"flat", `{"EventID":1,"Channel":"Microsoft-Windows-Sysmon/Operational","SourceName":"Microsoft-Windows-Sysmon","Hostname":"TPR-0001.example.com","TimeCreated":"2026-10-06T08:00:00Z","Image":"C:\\Program Files\\RustDesk\\rustdesk.exe","CommandLine":"rustdesk.exe --tray","ParentImage":"C:\\Windows\\explorer.exe","User":"EXAMPLE\\P1"}`},
	{"flat with the event's fields apart", `{"EventID":"1","Channel":"Microsoft-Windows-Sysmon/Operational","Computer":"TPR-0001","TimeCreated":"2026-10-06 08:00:00 +0000","ExtraEventData":{"Image":"C:\\Program Files\\RustDesk\\rustdesk.exe","CommandLine":"rustdesk.exe --tray","ParentImage":"C:\\Windows\\explorer.exe","User":"EXAMPLE\\P1"},"ProviderName":"Microsoft-Windows-Sysmon"}`},
}

func TestEveryShapeGivesTheSameObservationAndTheSameFields(t *testing.T) {
	want := core.Observation{
		Kind: core.KindProcess, At: time.Date(2026, 10, 6, 8, 0, 0, 0, time.UTC), Source: "windows",
		Account: "p1", Device: "tpr-0001", Target: `C:\Program Files\RustDesk\rustdesk.exe`, Value: "rustdesk.exe --tray",
	}
	for _, s := range shapes {
		t.Run(s.name, func(t *testing.T) {
			var e sigma.Event
			if err := e.Parse([]byte(s.line)); err != nil {
				t.Fatal(err)
			}
			if n := (Event{}).Recognise(e.Root(), ""); n < 90 {
				t.Errorf("recognised with %d", n)
			}
			if diff := cmp.Diff(want, observetest.One(t, Event{}, s.line), cmpopts.EquateComparable(netip.Addr{})); diff != "" {
				t.Error(diff)
			}
			rec := observetest.Parse(t, Event{}, s.line).Root()
			src, ok := Event{}.Source(rec)
			if !ok || src != (sigma.LogSource{Product: "windows", Category: "process_creation", Service: "sysmon"}) {
				t.Errorf("source %+v", src)
			}
			for field, want := range map[string]string{
				"EventID": "1", "Image": `C:\Program Files\RustDesk\rustdesk.exe`, "CommandLine": "rustdesk.exe --tray",
				"ParentImage": `C:\Windows\explorer.exe`, "User": `EXAMPLE\P1`, "Channel": "Microsoft-Windows-Sysmon/Operational",
			} {
				if got := rec.Get(field).Text(); got != want {
					t.Errorf("%s = %q, want %q", field, got, want)
				}
			}
		})
	}
}

// security is a record of a channel and an event id, with its own fields.
func security(id, fields string) string {
	return record("Security", id, fields)
}

func record(channel, id, fields string) string {
	return `{"@timestamp":"2026-10-06T08:00:00Z","winlog":{"event_id":` + id + `,"channel":"` + channel + `","computer_name":"TPR-0001","event_data":{` + fields + `}}}`
}

func TestActs(t *testing.T) {
	const lsm = "Microsoft-Windows-TerminalServices-LocalSessionManager/Operational"
	for _, c := range []struct {
		name, line             string
		kind                   core.Kind
		account, target, value string
		other, ip              string
	}{
		{"a remote sign-in", security("4624", `"SubjectUserName":"TPR-0001$","TargetUserName":"P1","TargetDomainName":"EXAMPLE","LogonType":"10","IpAddress":"192.0.2.7"`), core.KindSignin, "p1", "", "10", "", "192.0.2.7"},
		{"a sign-in at the keyboard", security("4624", `"TargetUserName":"p1@example.com","LogonType":"2","IpAddress":"-"`), core.KindSignin, "p1@example.com", "", "2", "", ""},
		{"a service that logs on is no sign-in", security("4624", `"TargetUserName":"SYSTEM","LogonType":"5","IpAddress":"-"`), core.KindActivity, "", "", "5", "", ""},
		{"a display manager is nobody", security("4624", `"TargetUserName":"DWM-2","LogonType":"2"`), core.KindActivity, "", "", "2", "", ""},
		{"a refused sign-in", security("4625", `"TargetUserName":"p1","LogonType":"3","IpAddress":"::ffff:192.0.2.7"`), core.KindDenied, "p1", "", "3", "", "192.0.2.7"},
		{"a process that Security recorded", security("4688", `"SubjectUserName":"p1","SubjectDomainName":"EXAMPLE","NewProcessName":"C:\\a.exe","CommandLine":"a.exe -x","ParentProcessName":"C:\\b.exe","TargetUserName":"-"`), core.KindProcess, "p1", `C:\a.exe`, "a.exe -x", "", ""},
		{"a process of the machine for a person", security("4688", `"SubjectUserName":"TPR-0001$","NewProcessName":"C:\\a.exe","TargetUserName":"p1"`), core.KindProcess, "p1", `C:\a.exe`, "", "", ""},
		{"a service that was installed", record("System", "7045", `"ServiceName":"x","ImagePath":"\"C:\\Program Files\\x.exe\" --run"`), core.KindProcess, "", `C:\Program Files\x.exe`, `"C:\Program Files\x.exe" --run`, "", ""},
		{"a right for somebody else", security("4728", `"SubjectUserName":"p1","SubjectUserSid":"S-1-5-21-1","MemberName":"CN=p2,OU=People,DC=example,DC=com","MemberSid":"S-1-5-21-2","TargetUserName":"Domain Admins"`), core.KindGrant, "p1", "Domain Admins", "", "p2", ""},
		{"a right for oneself", security("4732", `"SubjectUserName":"p1","SubjectUserSid":"S-1-5-21-1","MemberName":"-","MemberSid":"S-1-5-21-1","TargetUserName":"Administrators"`), core.KindGrant, "p1", "Administrators", "", "p1", ""},
		{"a right for a name we only know by number", security("4756", `"SubjectUserName":"p1","SubjectUserSid":"S-1-5-21-1","MemberName":"-","MemberSid":"S-1-5-21-9","TargetUserName":"Admins"`), core.KindGrant, "p1", "Admins", "", "s-1-5-21-9", ""},
		{"a USB device that was attached", security("6416", `"SubjectUserName":"TPR-0001$","DeviceId":"USB\\VID_1D6B&PID_0104\\CAFEBABE","DeviceDescription":"PiKVM Composite","ClassName":"USB"`), core.KindHardware, "", "1d6b:0104 PiKVM Composite", "CAFEBABE", "", ""},
		{"a display that was attached", security("6416", `"DeviceId":"DISPLAY\\LNX7771\\5&2c1a&0&UID4352","DeviceDescription":"Generic PnP Monitor"`), core.KindHardware, "", "LNX7771 Generic PnP Monitor", "", "", ""},
		{"a device the plug-and-play manager configured", record("Microsoft-Windows-Kernel-PnP/Configuration", "400", `"DeviceInstanceId":"USB\\VID_3346&PID_1009\\0123&0"`), core.KindHardware, "", "3346:1009", "0123", "", ""},
		{"a remote session", record(lsm, "21", `"User":"EXAMPLE\\P1","SessionID":"2","Address":"192.0.2.7"`), core.KindSignin, "p1", "", "10", "", "192.0.2.7"},
		{"a session at the console", record(lsm, "21", `"User":"EXAMPLE\\P1","SessionID":"1","Address":"LOCAL"`), core.KindSignin, "p1", "", "2", "", ""},
		{"anything else", record("Microsoft-Windows-Sysmon/Operational", "22", `"QueryName":"pikvm.local","Image":"C:\\a.exe","User":"NT AUTHORITY\\SYSTEM"`), core.KindActivity, "", `C:\a.exe`, "", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := observetest.One(t, Event{}, c.line)
			want := core.Observation{Kind: c.kind, At: got.At, Source: "windows", Device: "tpr-0001", Account: c.account, Target: c.target, Value: c.value, Other: c.other}
			if c.ip != "" {
				want.IP = netip.MustParseAddr(c.ip)
			}
			if diff := cmp.Diff(want, got, cmpopts.EquateComparable(netip.Addr{})); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestSessionsBelowUserDataAreRead(t *testing.T) {
	line := `{"Event":{"System":{"Provider":{"#attributes":{"Name":"Microsoft-Windows-TerminalServices-LocalSessionManager"}},"EventID":21,"TimeCreated":{"#attributes":{"SystemTime":"2026-10-06T08:00:00Z"}},"Channel":"Microsoft-Windows-TerminalServices-LocalSessionManager/Operational","Computer":"TPR-0001"},"UserData":{"EventXML":{"#attributes":{"xmlns":"Event_NS"},"User":"EXAMPLE\\P1","SessionID":2,"Address":"192.0.2.7"}}}}`
	got := observetest.One(t, Event{}, line)
	if got.Account != "p1" || got.Value != "10" || got.IP.String() != "192.0.2.7" {
		t.Errorf("got %+v", got)
	}
	rec := observetest.Parse(t, Event{}, line).Root()
	if src, _ := (Event{}).Source(rec); src.Service != "terminalservices-localsessionmanager" || rec.Get("Address").Text() != "192.0.2.7" {
		t.Errorf("source %+v, record %v", src, rec.Get("Address").Text())
	}
}

func TestBrokenEvents(t *testing.T) {
	for _, c := range []struct{ name, line, says string }{
		{"without a time", `{"EventID":1,"Channel":"Security","Computer":"a"}`, "TimeCreated"},
		{"with a time nobody can read", `{"EventID":1,"Channel":"Security","TimeCreated":"/Date(0)/"}`, "/Date(0)/"},
		{"nested without an id", `{"Event":{"System":{"Channel":"Security"}}}`, "EventID"},
		{"something else", `{"user":"p1"}`, "EventID"},
	} {
		t.Run(c.name, func(t *testing.T) { observetest.Refuses(t, Event{}, c.line, c.says) })
	}
}

func FuzzRead(f *testing.F) {
	seeds := []string{
		security("4688", `"NewProcessName":"C:\\a.exe"`), security("6416", `"DeviceId":"USB\\VID_1D6B&PID_0104\\CAFEBABE"`),
		security("4728", `"MemberName":"CN=p2,OU=x"`), `{"Event":{"System":{"EventID":{"#text":1}},"EventData":{"Data":["a",{"@Name":"b","#text":"c"}]}}}`,
	}
	for _, s := range shapes {
		seeds = append(seeds, s.line)
	}
	observetest.Fuzz(f, Event{}, seeds...)
}

func BenchmarkRead(b *testing.B) { observetest.Bench(b, Event{}, shapes[0].line) }

func BenchmarkNormalise(b *testing.B) {
	for _, s := range shapes {
		b.Run(s.name, func(b *testing.B) {
			var e sigma.Event
			if err := e.Parse([]byte(s.line)); err != nil {
				b.Fatal(err)
			}
			var buf []byte
			b.ReportAllocs()
			for b.Loop() {
				if out, changed := (Event{}).Normalise(e.Root(), buf[:0]); changed {
					buf = out
				}
			}
		})
	}
}
