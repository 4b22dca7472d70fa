package web

import (
	"testing"
	"time"
)

// What somebody sent before a proof is kept for ten minutes, and not for as long as there is room.
func TestWhatWaitsForAProofIsForgottenInTime(t *testing.T) {
	var k keptForms
	now := time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)
	k.put("one", keptForm{path: "/a", ends: now.Add(keptFor)}, now)
	k.put("two", keptForm{path: "/b", ends: now.Add(keptFor)}, now)
	if f, ok := k.of("one", now.Add(keptFor-time.Second)); !ok || f.path != "/a" {
		t.Errorf("within its time: %+v %v", f, ok)
	}
	now = now.Add(keptFor)
	if _, ok := k.of("one", now); ok || len(k.all) != 0 {
		t.Errorf("after it: %v, and %d are held", ok, len(k.all))
	}
	k.put("three", keptForm{path: "/c", ends: now.Add(keptFor)}, now)
	k.put("four", keptForm{path: "/d", ends: now.Add(2 * keptFor)}, now.Add(keptFor))
	if len(k.all) != 1 {
		t.Errorf("%d are held once another comes", len(k.all))
	}
}
