package zoom

import (
	"strings"
	"testing"

	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/observe/observetest"
)

const participantRecord = `{"id":"a","user_name":"P 1","email":"P1@example.com","join_time":"2026-10-05T08:00:00Z","ip_address":"2001:db8::5","location":"Rennes (FR )","camera":"Integrated Webcam","meeting_id":"81"}`

const operation = `{"time":"2026-10-05T08:00:00Z","operator":"P1@example.com","category_type":"User","action":"Update","operation_detail":"x"}`

func TestAParticipant(t *testing.T) {
	o := observetest.One(t, Meeting{}, participantRecord)
	if o.Kind != core.KindMeeting || o.Account != "p1@example.com" || o.Place != (core.Place{Country: "FR", City: "Rennes"}) || o.Camera != core.CameraOn || o.Target != "81" || o.Value != "P 1" {
		t.Errorf("read as %+v", o)
	}
}

func TestTheCamera(t *testing.T) {
	for record, want := range map[string]core.Camera{
		strings.Replace(participantRecord, `"camera":"Integrated Webcam"`, `"camera":""`, 1):                                   core.CameraOff,
		strings.Replace(participantRecord, `"camera":"Integrated Webcam"`, `"camera":"Integrated Webcam","video_on":false`, 1): core.CameraOff,
		strings.Replace(participantRecord, `"camera":"Integrated Webcam",`, ``, 1):                                             core.CameraUnknown,
	} {
		if o := observetest.One(t, Meeting{}, record); o.Camera != want {
			t.Errorf("camera %v, want %v: %s", o.Camera, want, record)
		}
	}
}

func TestTheLatencyOfTheVideoSent(t *testing.T) {
	qos := strings.Replace(participantRecord, `"meeting_id"`, `"qos":[{"type":"video_input","details":{"latency":"40 ms","max_latency":"340 ms"}},{"type":"audio_output","details":{"max_latency":"900 ms"}}],"meeting_id"`, 1)
	if o := observetest.One(t, Meeting{}, qos); o.Millis != 340 {
		t.Errorf("latency %d, want 340", o.Millis)
	}
}

func TestOperations(t *testing.T) {
	if o := observetest.One(t, Operation{}, operation); o.Kind != core.KindActivity || o.Account != "p1@example.com" || o.Target != "Update" {
		t.Errorf("read as %+v", o)
	}
	if o := observetest.One(t, Operation{}, `{"email":"p1@example.com","time":"2026-10-05T08:00:00Z","type":"Sign in","ip_address":"2001:db8::5","client_type":"Browser"}`); o.Kind != core.KindSignin || !o.IP.IsValid() {
		t.Errorf("a sign-in is %+v", o)
	}
}

func TestParticipants(t *testing.T)  { observetest.Golden(t, Meeting{}, "participants") }
func TestOperationLogs(t *testing.T) { observetest.Golden(t, Operation{}, "operations") }

func TestBrokenRecordsSayWhatIsMissing(t *testing.T) {
	const time = `"join_time":"2026-10-05T08:00:00Z"`
	for _, c := range []struct{ name, old, new, says string }{
		{"an empty time", time, `"join_time":""`, "join_time"},
		{"a time that is a word", time, `"join_time":"late"`, `"late" is not a time`},
		{"a time that is a list", time, `"join_time":[1]`, "join_time"},
		{"nobody", `"id":"a","user_name":"P 1","email":"P1@example.com"`, `"user_name":"P 1"`, "no email"},
		{"an address that is an object", `"id":"a","user_name":"P 1","email":"P1@example.com"`, `"id":"","user_name":"P 1","email":{}`, "no email"},
	} {
		t.Run(c.name, func(t *testing.T) {
			observetest.Refuses(t, Meeting{}, strings.Replace(participantRecord, c.old, c.new, 1), c.says)
		})
	}
	observetest.Refuses(t, Meeting{}, strings.Replace(webhook, `"event_ts":1791187200123,`, "", 1), "event_ts")
	observetest.Refuses(t, Operation{}, strings.Replace(operation, "P1@example.com", "", 1), "operator")
	observetest.Refuses(t, Operation{}, strings.Replace(operation, `"time":"2026-10-05T08:00:00Z",`, "", 1), `"time"`)
}

const webhook = `{"event":"meeting.participant_qos","event_ts":1791187200123,"payload":{"object":{"id":"81","participant":{"user_name":"P 1","email":"p1@example.com","qos":[{"type":"video_input","details":{"latency":"1 ms"}}]}}}}`

func FuzzMeeting(f *testing.F)   { observetest.Fuzz(f, Meeting{}, participantRecord, webhook) }
func FuzzOperation(f *testing.F) { observetest.Fuzz(f, Operation{}, operation) }

func BenchmarkMeeting(b *testing.B)   { observetest.Bench(b, Meeting{}, participantRecord) }
func BenchmarkOperation(b *testing.B) { observetest.Bench(b, Operation{}, operation) }
