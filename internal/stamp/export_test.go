package stamp

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/taupier-eu/taupier/internal/ledger"
)

func TestAnExportSaysHowManyEntriesWereThereBeforeWhen(t *testing.T) {
	answer, nonce, ca := kept(t)
	token, s, err := open(answer, note, nonce, ca)
	if err != nil {
		t.Fatal(err)
	}
	e := &Export{CA: ca}
	if err := e.Say(&strings.Builder{}, false, s.At); !errors.Is(err, ErrNone) {
		t.Errorf("no stamp: %v", err)
	}
	if err := e.Look(ledger.Checkpoint{}, []byte("another checkpoint"), token); !errors.Is(err, ErrOther) {
		t.Error(err)
	}
	for size := range int64(14) {
		at := s.At
		if size == 13 {
			at = at.Add(time.Hour)
		}
		if err := e.Look(ledger.Checkpoint{Size: size, At: at}, note, token); err != nil {
			t.Fatal(err)
		}
	}
	say := func(all bool, now time.Time) string {
		var b strings.Builder
		if err := e.Say(&b, all, now); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	before := s.Before().Format("2006-01-02 15:04:05 UTC")
	some := say(false, s.At)
	if !strings.HasPrefix(some, "4 earlier time stamps hold\nthe first 4 entries were there before "+before+", says Example Time-Stamp Authority\n") || strings.Count(some, "\n") != 11 {
		t.Error(some)
	}
	if strings.Count(some, "its clock was ahead") != 1 || strings.Contains(some, "has ended") {
		t.Error(some)
	}
	if all := say(true, s.Ends.AddDate(1, 0, 0)); strings.Count(all, "\n") != 14 || strings.Count(all, "held then, and has ended on "+s.Ends.Format(time.DateOnly)) != 14 {
		t.Error(all)
	}
}
