package access

import (
	"crypto/rand"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestAPasswordIsLongAndNotWhatEverybodyTriesFirst(t *testing.T) {
	for password, want := range map[string]string{
		"short":                        "password_short",
		"elevenchars":                  "password_short",
		"PasswordPassword":             "password_common",
		"azertyuiop1234":               "password_common",
		"lindqvist-at-home":            "password_own",
		strings.Repeat("é", 600):       "password_long",
		"quatre chats gris sur un mur": "",
		"éééééééééééé":                 "", // twelve characters, whatever they are
	} {
		err := CheckPassword(password, "Lindqvist", "ab")
		if got := err != nil; got != (want != "") || got && !strings.HasSuffix(err.Error(), want) {
			t.Errorf("%q: %v, want %q", password, err, want)
		}
	}
}

func TestAPasswordIsKnownByItsHashOnly(t *testing.T) {
	hash, err := HashPassword("quatre chats gris", rand.Reader)
	if err != nil || !strings.HasPrefix(hash, "$argon2id$v=19$m=65536,t=3,p=4$") {
		t.Fatalf("%s %v", hash, err)
	}
	for _, c := range []struct {
		hash, password string
		want, damaged  bool
	}{{hash, "quatre chats gris", true, false}, {hash, "quatre chats griS", false, false}, {"", "quatre chats gris", false, false}, {"", "", false, false}, {"$argon2id$v=19$m=9,t=0,p=4$AAAA$AAAA", "x", false, true}, {"plain", "plain", false, true}} {
		if got, err := IsPassword(c.hash, c.password); got != c.want || (err != nil) != c.damaged {
			t.Errorf("%.12s %s: %v %v", c.hash, c.password, got, err)
		}
	}
}

// The test values of RFC 6238, appendix B, for SHA-1, cut to six digits.
func TestACodeWorksOnceAndNearItsTime(t *testing.T) {
	const secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ" // 12345678901234567890
	for at, code := range map[int64]string{59: "287082", 1111111109: "081804", 1234567890: "005924", 20000000000: "353130"} {
		now := time.Unix(at, 0)
		step, ok := CodeStep(secret, " "+code[:3]+" "+code[3:], 0, now)
		if !ok || step != at/30 {
			t.Errorf("%d: %d %v", at, step, ok)
		}
		if _, ok := CodeStep(secret, code, step, now); ok {
			t.Errorf("%d: twice", at)
		}
		if _, ok := CodeStep(secret, code, 0, now.Add(-90*time.Second)); ok {
			t.Errorf("%d: too early", at)
		}
		if _, ok := CodeStep(secret, code, 0, now.Add(90*time.Second)); ok {
			t.Errorf("%d: too late", at)
		}
	}
	if _, ok := CodeStep("", "", 0, time.Unix(59, 0)); ok {
		t.Error("no secret, no code, and in")
	}
}

// However tries are spread, no hour has more of them than its most.
func TestNoHourHasMoreTriesThanItsMost(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		most, wait := rapid.IntRange(1, 12).Draw(t, "most"), rapid.Bool().Draw(t, "wait")
		now, taken := time.Unix(1e9, 0), []time.Time{}
		var g Guesses
		for _, gap := range rapid.SliceOfN(rapid.Int64Range(0, 900), 1, 200).Draw(t, "gaps") {
			now = now.Add(time.Duration(gap) * time.Second)
			next, ok := g.Take(most, wait, now)
			g = next
			if !ok {
				continue
			}
			taken = append(taken, now)
			if n := len(taken); n > most && now.Sub(taken[n-1-most]) < time.Hour {
				t.Fatalf("%d tries within %s", most+1, now.Sub(taken[n-1-most]))
			}
		}
	})
}

func TestTheFirstTriesNeedNoWaitAndLaterOnesTwiceAsLong(t *testing.T) {
	now := time.Unix(1e9, 0)
	var g Guesses
	var waits []time.Duration
	for last := now; len(g) < GuessesOfAccount; {
		next, ok := g.Take(GuessesOfAccount, true, now)
		if !ok {
			now = now.Add(time.Second)
			continue
		}
		g, waits, last = next, append(waits, now.Sub(last)), now
	}
	for i, want := range []int{0, 0, 0, 15, 30, 60, 120, 240, 480, 960} {
		if waits[i] != time.Duration(want)*time.Second {
			t.Errorf("wait %d is %s", i, waits[i])
		}
	}
}

// Tries that a clock dated which was ahead lock nobody out until that day; those of a clock that is a little behind count.
func TestTriesOfAClockThatWasAheadDoNotLockOut(t *testing.T) {
	now := time.Unix(1e9, 0)
	var g Guesses
	for at := now.AddDate(1, 0, 0); len(g) < GuessesOfAccount; at = at.Add(16 * time.Minute) {
		g = append(g, at)
	}
	if next, ok := g.Take(GuessesOfAccount, true, now); !ok || len(next) != 1 {
		t.Errorf("%v %v: a try of next year is held against him", next, ok)
	}
	soon := Guesses{now.Add(time.Minute), now.Add(time.Minute), now.Add(time.Minute)}
	if _, ok := soon.Take(GuessesOfAccount, true, now); ok {
		t.Error("tries within the hour do not count when the clock runs back a minute")
	}
}
