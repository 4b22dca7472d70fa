package source

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

var start = time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)

func TestASourceIsBlindOnceItIsSilentForLongerThanItMay(t *testing.T) {
	s := State{Seen{Kind: "vpn", First: start, Newest: start.Add(time.Hour)}, 10 * time.Minute}
	if s.Blind(start.Add(70*time.Minute)) || !s.Blind(start.Add(70*time.Minute+1)) {
		t.Error("not to the moment")
	}
}

func TestWhatIsExpectedAndNeverCameIsBlindToo(t *testing.T) {
	got := Expected([]Seen{{Kind: "vpn", First: start, Newest: start}}, map[string]time.Duration{"okta": time.Minute}, start)
	want := []State{{Seen{Kind: "okta", First: start}, time.Minute}, {Seen{Kind: "vpn", First: start, Newest: start}, DefaultEvery}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if !got[0].Blind(start.Add(2 * time.Minute)) {
		t.Error("what never came passes for calm")
	}
}

func TestAGapIsOpenedOnceAndClosedOnce(t *testing.T) {
	silent := []State{{Seen{Kind: "vpn", Newest: start}, time.Minute}}
	now := start.Add(time.Hour)
	begun, ended := Changes(silent, nil, now)
	if len(begun) != 1 || len(ended) != 0 || !begun[0].Since.Equal(start) {
		t.Fatalf("%v %v", begun, ended)
	}
	if again, ended := Changes(silent, begun, now); len(again) != 0 || len(ended) != 0 {
		t.Errorf("%v %v", again, ended)
	}
	back := []State{{Seen{Kind: "vpn", Newest: now}, time.Minute}}
	if again, ended := Changes(back, begun, now); len(again) != 0 || len(ended) != 1 || !ended[0].Ended.Equal(now) {
		t.Errorf("%v %v", again, ended)
	}
}
