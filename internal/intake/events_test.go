package intake

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/taupier-eu/taupier/internal/intake/evtx/evtxtest"
)

// eventLog is an event log of Windows with one sign-in of each user.
func eventLog(users ...string) []byte {
	var l evtxtest.Log
	for _, u := range users {
		l.Event(evtxtest.Event{
			Provider: "Microsoft-Windows-Security-Auditing", Channel: "Security", Computer: "TPR-0001", ID: 4624,
			At:   time.Date(2026, 10, 6, 8, 0, 0, 0, time.UTC),
			Data: []evtxtest.Field{{Name: "TargetUserName", Value: evtxtest.String(u)}},
		})
	}
	return l.Bytes()
}

func TestAnEventLogIsCutIntoItsRecords(t *testing.T) {
	log := eventLog("p1", "p2")
	want := []string{
		`1 {"Event":{"#attributes":{"xmlns":"http://schemas.microsoft.com/win/2004/08/events/event"},"System":{"Provider":{"#attributes":{"Name":"Microsoft-Windows-Security-Auditing"}},"EventID":4624,"TimeCreated":{"#attributes":{"SystemTime":"2026-10-06T08:00:00.000000Z"}},"EventRecordID":1,"Channel":"Security","Computer":"TPR-0001","Security":null},"EventData":{"TargetUserName":"p1"}}}`,
		`2 {"Event":{"#attributes":{"xmlns":"http://schemas.microsoft.com/win/2004/08/events/event"},"System":{"Provider":{"#attributes":{"Name":"Microsoft-Windows-Security-Auditing"}},"EventID":4624,"TimeCreated":{"#attributes":{"SystemTime":"2026-10-06T08:00:00.000000Z"}},"EventRecordID":2,"Channel":"Security","Computer":"TPR-0001","Security":null},"EventData":{"TargetUserName":"p2"}}}`,
	}
	for _, how := range []string{"plain", "gzip", "zstd"} {
		t.Run(how, func(t *testing.T) {
			got, in := cutAll(t, pack(t, how, log), Options{})
			if diff := cmp.Diff(want, got); diff != "" || in.Rejected > 0 {
				t.Error(diff, in.Problems)
			}
		})
	}
}

func TestADamagedRecordOfAnEventLogIsNamedByItsNumber(t *testing.T) {
	log := eventLog("p1", "p2", "p3")
	second := bytes.Index(log[4096+600:], []byte("**\x00\x00")) + 4096 + 600
	log[second+24] = 0xee
	got, in := cutAll(t, log, Options{})
	if len(got) != 2 || !strings.HasPrefix(got[0], "1 {") || !strings.HasPrefix(got[1], "3 {") {
		t.Errorf("records %q", got)
	}
	want := []string{"1 chunk 1 of the event log", "2 the record cannot be read (its binary XML holds a token 0xee, which does not belong there) and was skipped"}
	if diff := cmp.Diff(want, says(in)); diff != "" {
		t.Error(diff)
	}
}

func TestACompressedEventLogThatIsCutShortIsNamed(t *testing.T) {
	var users []string
	for range 300 {
		users = append(users, "p1")
	}
	packed := pack(t, "gzip", eventLog(users...))
	got, in := cutAll(t, packed[:len(packed)*2/3], Options{})
	if len(got) == 0 || len(got) == len(users) {
		t.Errorf("%d records", len(got))
	}
	last := in.Problems[len(in.Problems)-1]
	if !strings.Contains(last.Says, "the compressed file is cut short") {
		t.Errorf("said %v", in.Problems)
	}
}

func TestARecordOfAnEventLogMayBeTooLong(t *testing.T) {
	got, in := cutAll(t, eventLog("p1", strings.Repeat("p", 500)), Options{MaxRecord: 600})
	if len(got) != 1 {
		t.Errorf("records %q", got)
	}
	if diff := cmp.Diff([]string{"2 the record is longer than 600 bytes and was skipped"}, says(in)); diff != "" {
		t.Error(diff)
	}
}
