package payment

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/taupier-eu/taupier/internal/casework"
	"github.com/taupier-eu/taupier/internal/core"
	"pgregory.net/rapid"
)

var at = time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)

func TestWhenTheCutoffIs(t *testing.T) {
	for _, c := range []struct {
		now        string
		day        int
		last, next string
	}{
		{"2026-11-20T09:00:00Z", 27, "2026-10-27", "2026-11-27"},
		{"2026-11-27T23:59:00Z", 27, "2026-10-27", "2026-11-27"},
		{"2026-11-28T00:00:00Z", 27, "2026-11-27", "2026-12-25"}, // the 27th is a Sunday
		{"2026-12-30T09:00:00Z", 31, "2026-11-30", "2026-12-31"},
		{"2027-02-01T09:00:00Z", 31, "2027-01-29", "2027-02-26"}, // the 31st and the 28th fall on a Sunday
	} {
		now, err := time.Parse(time.RFC3339, c.now)
		if err != nil {
			t.Fatal(err)
		}
		last, next := Cutoff(now, c.day)
		if last.Format(time.DateOnly) != c.last || next.Format(time.DateOnly) != c.next {
			t.Errorf("%s, day %d: %v and %v, want %s and %s", c.now, c.day, last, next, c.last, c.next)
		}
	}
}

// Whatever two and more people try in whatever order: what holds was proposed by one and agreed to by another, each agreement was to
// the change as it then was, and none served twice.
func TestT08NoOrderOfMovesGetsAroundTheSecondPerson(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := Line{AccountChange: casework.AccountChange{ID: "a-1", Person: "p-1", At: at, Tail: "••••0001"}}
		held := false
		for i := range rapid.IntRange(1, 20).Draw(t, "steps") {
			by := rapid.SampledFrom([]string{"u-1", "u-2", "u-3"}).Draw(t, "by")
			switch rapid.IntRange(0, 3).Draw(t, "what") {
			case 0, 1:
				act := rapid.SampledFrom([]Act{Hold, Release}).Draw(t, "act")
				m, err := l.Propose(fmt.Sprintf("m-%d", i), act, by, "four words and more", at)
				if (err == nil) != (l.Pending() == nil && (act == Release) == held) {
					t.Fatalf("%s while held is %v: %v", act, held, err)
				}
				if err == nil {
					l.Moves = append(l.Moves[:len(l.Moves):len(l.Moves)], m)
				}
			case 2:
				if len(l.Moves) == 0 {
					continue
				}
				n := rapid.IntRange(0, len(l.Moves)-1).Draw(t, "move")
				before := l.Moves[n]
				agree := rapid.Bool().Draw(t, "agree")
				m, err := l.Decide(before.ID, by, agree, at)
				if err != nil {
					continue
				}
				if !before.Open() || agree && before.By == by {
					t.Fatalf("%+v was decided by %s", before, by)
				}
				if digest, _ := l.Digest(before.Act); agree && digest != before.Digest {
					t.Fatal("agreed to something else than what was proposed")
				}
				l.Moves[n] = m
				if agree {
					held = m.Act == Hold
				}
			case 3:
				l.Tail = rapid.SampledFrom([]string{"••••0001", "••••0002"}).Draw(t, "tail")
			}
			if l.Held() != held {
				t.Fatalf("held is %v, want %v", l.Held(), held)
			}
		}
	})
}

func TestAMoveNeedsAReason(t *testing.T) {
	for reason, word := range map[string]string{"ok": "short_reason", strings.Repeat("a b c d ", casework.MaxText): "too_long"} {
		if _, err := (Line{}).Propose("m-1", Hold, "u-1", reason, at); !errors.Is(err, core.ErrInvalid) || !strings.HasSuffix(err.Error(), word) {
			t.Errorf("%v, want %s", err, word)
		}
	}
}
