package api

import (
	"testing"
	"time"
)

// until waits for an event, however busy the machine is: only what hangs comes to the end.
func until(t *testing.T, event string, happened func() bool) {
	t.Helper()
	for end := time.Now().Add(2 * time.Minute); !happened(); time.Sleep(time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("it never came that %s", event)
		}
	}
}
