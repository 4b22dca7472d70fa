package readers

import (
	"slices"
	"testing"

	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/observe"
	"github.com/taupier-eu/taupier/internal/observe/mapped"
	"github.com/taupier-eu/taupier/sigma"
)

// samples are records as each source writes them, with the reader they belong to; "" is nobody's.
var samples = []struct{ name, want, line string }{
	{"Okta", "okta.system_log", `{"uuid":"1","published":"2026-10-06T08:00:00.000Z","eventType":"user.session.start","version":"0","severity":"INFO","displayMessage":"User login","actor":{"id":"00u1","type":"User","alternateId":"p1@example.com","displayName":"p"},"client":{"userAgent":{"rawUserAgent":"x"},"ipAddress":"192.0.2.7","geographicalContext":{"city":"Rennes","country":"France"}},"outcome":{"result":"SUCCESS"},"securityContext":{"asNumber":64500,"isProxy":false},"target":[]}`},
	{"Entra sign-in", "entra.signin", `{"id":"1","createdDateTime":"2026-10-05T08:00:00Z","userPrincipalName":"p1@example.com","appDisplayName":"Office 365","ipAddress":"192.0.2.7","clientAppUsed":"Browser","status":{"errorCode":0},"deviceDetail":{"deviceId":"","isManaged":false,"displayName":"TPR-0001"},"location":{"city":"Rennes","countryOrRegion":"FR"}}`},
	{"Entra audit", "entra.audit", `{"id":"1","activityDateTime":"2026-10-05T08:00:00Z","activityDisplayName":"Add member to role","category":"RoleManagement","loggedByService":"Core Directory","result":"success","initiatedBy":{"user":{"userPrincipalName":"p1@example.com","ipAddress":"192.0.2.7"}},"targetResources":[]}`},
	{"Google login", "google.activity", `{"kind":"admin#reports#activity","id":{"time":"2026-10-05T08:00:00.000Z","uniqueQualifier":"1","applicationName":"login","customerId":"C"},"actor":{"email":"p1@example.com","profileId":"1"},"ipAddress":"192.0.2.7","events":[{"type":"login","name":"login_success"}]}`},
	{"GitHub", "github.audit", `{"@timestamp":1791277200000,"action":"git.clone","actor":"p1-dev","actor_ip":"192.0.2.7","org":"example","repo":"example/x","user":"p1-dev","user_agent":"git/2.47"}`},
	{"Slack access", "slack.access", `{"user_id":"U1","username":"p1","date_first":1791273600,"date_last":1791273600,"count":1,"ip":"192.0.2.7","user_agent":"x","isp":"y","country":"FR","region":"BRE"}`},
	{"Slack audit", "slack.audit", `{"id":"1","date_create":1791273600,"action":"user_login","actor":{"type":"user","user":{"id":"U1","email":"p1@example.com"}},"entity":{"type":"user"},"context":{"ua":"x","ip_address":"192.0.2.7","session_id":1}}`},
	{"Zoom participant", "zoom.meeting", `{"id":"p","user_id":"16","user_name":"p one","user_email":"p1@example.com","join_time":"2026-10-05T08:00:00Z","leave_time":"2026-10-05T09:00:00Z","device":"Windows","ip_address":"192.0.2.7","location":"Rennes (FR)","camera":"x"}`},
	{"Zoom operation", "zoom.operation", `{"time":"2026-10-05T08:00:00Z","operator":"p1@example.com","category_type":"Account","action":"Update","operation_detail":"x"}`},
	{"Zoom activity", "zoom.operation", `{"client_type":"Browser","email":"p1@example.com","ip_address":"192.0.2.7","time":"2026-10-05T08:00:00Z","type":"Sign in","version":"-"}`},

	{"winlogbeat", "windows.event", `{"@timestamp":"2026-10-06T08:00:00.000Z","winlog":{"event_id":4624,"channel":"Security","provider_name":"Microsoft-Windows-Security-Auditing","computer_name":"TPR-0001.example.com","event_data":{"TargetUserName":"p1","LogonType":"10","IpAddress":"192.0.2.7"}},"host":{"name":"TPR-0001"},"event":{"code":"4624","provider":"Microsoft-Windows-Security-Auditing","action":"logged-in"},"user":{"name":"p1"},"source":{"ip":"192.0.2.7"}}`},
	{"winlogbeat 6", "windows.event", `{"@timestamp":"2026-10-06T08:00:00.000Z","type":"wineventlog","event_id":12,"log_name":"Microsoft-Windows-Sysmon/Operational","source_name":"Microsoft-Windows-Sysmon","computer_name":"TPR-0001","user":{"name":"SYSTEM"},"event_data":{"Image":"C:\\a.exe"}}`},
	{"evtx_dump", "windows.event", `{"Event":{"System":{"EventID":{"#attributes":{"Qualifiers":16384},"#text":7045},"Channel":"System","Computer":"TPR-0001"},"EventData":{"ServiceName":"x"}}}`},
	{"NXLog", "windows.event", `{"EventTime":"2026-10-06 08:00:00","Hostname":"TPR-0001","EventID":4688,"SourceName":"Microsoft-Windows-Security-Auditing","Channel":"Security","SubjectUserName":"p1","NewProcessName":"C:\\a.exe"}`},
	{"Sentinel", "windows.event", `{"TimeGenerated":"2026-10-06T08:00:00Z","Computer":"TPR-0001","EventID":4624,"EventSourceName":"Microsoft-Windows-Security-Auditing","Channel":"Security","Account":"EXAMPLE\\p1","IpAddress":"192.0.2.7"}`},
	{"flat with fields apart", "windows.event", `{"Channel":"Security","Computer":"TPR-0001","EventID":"4688","ExtraEventData":{"NewProcessName":"C:\\a.exe"},"TimeCreated":"2026-10-06 08:00:00 +0000"}`},

	{"osquery event", "osquery.result", `{"name":"pack_it_usb_devices","hostIdentifier":"SER0001","unixTime":1791273600,"action":"added","columns":{"vendor":"x","serial":"y"}}`},
	{"osquery snapshot", "osquery.result", `{"name":"processes","hostIdentifier":"SER0001","calendarTime":"Tue Oct  6 08:00:00 2026 UTC","action":"snapshot","snapshot":[{"pid":"1"}]}`},
	{"osquery batch", "osquery.result", `{"name":"processes","hostIdentifier":"SER0001","unixTime":1791273600,"diffResults":{"added":[{"pid":"1"}],"removed":[]}}`},

	{"HR change", "hr.change", `{"type":"hr.change","time":"2026-05-01T09:00:00Z","person":"p1","field":"bank","old":"a","new":"b","by":"p1","ip":"192.0.2.7","country":"FR"}`},
	{"HR change in CSV", "hr.change", `{"time":"2026-05-01","person":"p1","field":"bank","old":"a","new":"b","by":"p1","ip":"192.0.2.7","country":"FR","city":"","as_org":"","tag":"","user_agent":"","session":""}`},
	{"signature", "hr.signature", `{"type":"hr.signature","time":"2026-05-01T09:00:00Z","person":"p1","document":"contract","ip":"192.0.2.7"}`},
	{"signature in CSV", "hr.signature", `{"time":"2026-05-01","person":"p1","document":"contract","ip":"192.0.2.7","country":"FR","city":"Rennes","as_org":"","tag":""}`},
	{"DocuSign", "hr.signature", `{"ActionType":"ENVELOPE SIGNED","Timestamp":"2026-05-01T09:00:00Z","AccountId":"p1@example.com","IPAddress":"192.0.2.7","CountryCode":"FR","City":"Rennes"}`},
	{"shipment", "shipment.event", `{"type":"shipment","time":"2026-05-01","status":"delivered","device":"SER0001","person":"p1"}`},
	{"shipment in CSV", "shipment.event", `{"time":"2026-05-01","status":"delivered","device":"SER0001","person":"p1","city":"Porto","country":"PT","received_by":"x","requested_by":"","address_kind":"home","tracking":"T"}`},
	{"check-in", "mdm.checkin", `{"type":"mdm.checkin","time":"2026-10-05T08:00:00Z","device":"SER0001","hostname":"TPR-0001","user":"p1","ip":"192.0.2.7","managed":true}`},
	{"check-in in CSV", "mdm.checkin", `{"time":"2026-10-05T08:00:00Z","device":"SER0001","hostname":"TPR-0001","user":"p1","ip":"192.0.2.7","country":"FR","city":"Rennes","asn":"64500","as_org":"x","os":"y","managed":"true"}`},
	{"Intune", "mdm.checkin", `{"id":"1","userId":"2","deviceName":"TPR-0001","lastSyncDateTime":"2026-10-05T08:00:00Z","userPrincipalName":"p1@example.com","serialNumber":"SER0001"}`},
	{"Jamf", "mdm.checkin", `{"id":"7","general":{"name":"TPR-0001","lastIpAddress":"192.0.2.7","lastContactTime":"2026-10-05T08:00:00Z"},"hardware":{"serialNumber":"SER0001"}}`},
	{"application", "ats.application", `{"type":"ats.application","time":"2026-05-01T09:00:00Z","candidate":"c-014","requisition":"req-7","ip":"192.0.2.7","user_agent":"x"}`},
	{"application in CSV", "ats.application", `{"time":"2026-05-01","candidate":"c-014","phone":"","requisition":"req-7","ip":"192.0.2.7","country":"FR","city":"Lyon","asn":"","as_org":"","tag":"","referrer":"","user_agent":"","source":""}`},
	{"Teamtailor", "ats.application", `{"id":"991","type":"audit-events","attributes":{"created-at":"2026-05-01T09:00:00Z","event":"job_application.create","ip-address":"198.51.100.23"},"relationships":{"candidate":{"data":{"id":"14"}}}}`},
	{"Workday", "ats.application", `{"Timestamp":"2026-05-01T09:00:00Z","ActionType":"POST hrrecruiting/jobApplicationPackages/7","Application":"Workday","AccountId":"c@example.net","IPAddress":"192.0.2.7","CountryCode":"FR","ISP":"x"}`},
	{"access", "access.csv", `{"time":"2026-05-01T09:00:00Z","user":"p1","ip":"192.0.2.7","country":"FR","city":"Rennes","as_org":"","tag":"","device":"SER0001","session":"s","user_agent":"x","result":"success"}`},
	{"access with other headers", "access.csv", `{"Date":"2026-05-01 09:00","Login":"p1","Remote IP":"192.0.2.7","Status":"failed","Hostname":"TPR-0001"}`},

	{"a cloud app of no concern", "", `{"ActionType":"FileDownloaded","Timestamp":"2026-05-01T09:00:00Z","Application":"Box","AccountId":"p1","IPAddress":"192.0.2.7"}`},
	{"a cloud trail", "", `{"eventTime":"2026-05-01T09:00:00Z","eventID":"1","eventName":"GetCallerIdentity","sourceIPAddress":"192.0.2.7","userIdentity":{"type":"IAMUser"}}`},
	{"a type nobody has", "", `{"type":"hr.leave","time":"2026-05-01T09:00:00Z","person":"p1","field":"bank","new":"x","user":"p1","ip":"192.0.2.7"}`},
	{"an empty record", "", `{}`},
}

// misleading are paths that speak of other sources than the record does.
var misleading = []string{"", "logs/okta/system.jsonl", "logs/windows/events.jsonl", "logs/hr.csv", "logs/access.csv", "logs/osquery/results.log", "logs/mdm/intune.json", "logs/zoom/x.csv"}

func parse(t testing.TB, line string) sigma.Value {
	t.Helper()
	e := &sigma.Event{}
	if err := e.Parse([]byte(line)); err != nil {
		t.Fatalf("%v: %s", err, line)
	}
	return e.Root()
}

func nameOf(r observe.Reader) string {
	if r == nil {
		return ""
	}
	return r.Name()
}

func TestEveryRecordFindsItsReaderWhateverThePath(t *testing.T) {
	for _, s := range samples {
		t.Run(s.name, func(t *testing.T) {
			rec := parse(t, s.line)
			for _, path := range misleading {
				if got := nameOf(Recognise([]sigma.Value{rec}, path)); got != s.want {
					t.Errorf("in %q recognised as %q, want %q", path, got, s.want)
				}
				if got := nameOf(For(rec, nil, path)); got != s.want {
					t.Errorf("in %q read as %q, want %q", path, got, s.want)
				}
			}
		})
	}
}

func TestNoReaderClaimsAnothersRecord(t *testing.T) {
	for _, s := range samples {
		rec := parse(t, s.line)
		for _, r := range All() {
			if n := r.Recognise(rec, "logs/x"); n >= sure && r.Name() != s.want {
				t.Errorf("%s: %s claims it with %d", s.name, r.Name(), n)
			}
		}
	}
}

func TestAStrangerInAFileFindsItsOwnReader(t *testing.T) {
	for _, s := range samples {
		rec := parse(t, s.line)
		for _, first := range All() {
			if got := nameOf(For(rec, first, "logs/x")); got != s.want {
				t.Errorf("%s in a file of %s was read as %q, want %q", s.name, first.Name(), got, s.want)
			}
		}
	}
}

func TestTheSurestOverAllRecordsNamesTheFile(t *testing.T) {
	var recs []sigma.Value
	for _, s := range samples {
		if s.want == "mdm.checkin" || s.want == "access.csv" {
			recs = append(recs, parse(t, s.line))
		}
	}
	if got := nameOf(Recognise(recs, "logs/access.csv")); got != "mdm.checkin" {
		t.Errorf("got %q", got)
	}
	if got := Recognise(nil, "logs/okta.jsonl"); got != nil {
		t.Errorf("a file without records was recognised as %s", got.Name())
	}
}

func TestAMappedFileStaysWithItsMapping(t *testing.T) {
	log, err := mapped.New(core.FieldMap{Files: "logs/vpn/*.csv", Source: "vpn", Kind: core.KindSignin, Time: "time", Fields: map[string]string{"account": "user"}})
	if err != nil {
		t.Fatal(err)
	}
	rec := parse(t, `{"time":"2026-05-01T09:00:00Z","user":"p1","ip":"192.0.2.7"}`)
	if got := nameOf(For(rec, log, "logs/vpn/a.csv")); got != "mapped.vpn" {
		t.Errorf("got %q", got)
	}
}

func TestReadersHaveNamesOfTheirOwnAndSamples(t *testing.T) {
	var names []string
	for _, r := range All() {
		if slices.Contains(names, r.Name()) {
			t.Errorf("two readers are called %q", r.Name())
		}
		names = append(names, r.Name())
		if !slices.ContainsFunc(samples, func(s struct{ name, want, line string }) bool { return s.want == r.Name() }) {
			t.Errorf("no sample for %s", r.Name())
		}
	}
}

func BenchmarkFor(b *testing.B) {
	for _, s := range samples {
		rec := parse(b, s.line)
		first := For(rec, nil, "")
		b.Run(s.name, func(b *testing.B) {
			for b.Loop() {
				For(rec, first, "logs/x")
			}
		})
	}
}
