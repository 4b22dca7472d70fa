package storetest

import (
	"bufio"
	"bytes"
	"encoding/json"
	mathrand "math/rand/v2"
	"os"
	"strconv"
	"testing"
	"time"

	"github.com/taupier-eu/taupier/internal/ledger"
	"github.com/taupier-eu/taupier/internal/store"
)

// Kills is how often a process that writes is killed: TAUPIER_KILLS, or as given.
func Kills(t testing.TB, usual int) int {
	t.Helper()
	text := os.Getenv("TAUPIER_KILLS")
	if text == "" {
		return usual
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 {
		t.Fatalf("TAUPIER_KILLS=%q: want a number", text)
	}
	return n
}

// killed kills a process that writes, again and again, and finds each act that it had acknowledged, once. The journal of what was
// acknowledged is this process, which is not killed.
func (b *bench) killed(t *testing.T) {
	b.db.Close()
	kills := Kills(t, 10)
	j := job{Do: "write", Place: b.place, KeyFile: b.keyFile, Key: b.key}
	var journal []string
	unsaid := 0
	for j.Round = range kills {
		first := 6 * ((j.Round + 1) % 2) // every second one is killed from its beginning on, the others at work, however slow the disk is
		acknowledged, killed := j.heard(t, first, time.Duration(mathrand.Int64N(int64(150*time.Millisecond))))
		if !killed {
			t.Fatalf("round %d: the process was not killed", j.Round)
		}
		journal = append(journal, acknowledged...)
		var err error
		if b.db, err = j.opened(t.Context()); err != nil {
			t.Fatalf("after kill %d: %v", j.Round+1, err)
		}
		if err := b.db.View(t.Context(), func(v *store.View) error {
			for _, id := range acknowledged {
				if a, err := v.User(id); err != nil || a.Name != "Name of "+id || len(a.Roles) != 1 {
					t.Errorf("kill %d: %s was acknowledged, and is %+v: %v", j.Round+1, id, a, err)
				}
			}
			return nil
		}); err != nil {
			t.Error(err)
		}
		if j.Round < kills-1 {
			b.db.Close()
		}
	}
	b.verify(t)
	entries := b.objects(t)
	for _, id := range journal {
		if entries[id] != 1 {
			t.Errorf("%s stands %d times in the ledger", id, entries[id])
		}
		delete(entries, id)
	}
	unsaid = len(entries)
	if n := b.users(t); n != len(journal)+unsaid {
		t.Errorf("%d users, and %d entries that add one", n, len(journal)+unsaid)
	}
	if len(journal) < 3*kills {
		t.Errorf("only %d acts were acknowledged: the test shows little", len(journal))
	}
	t.Logf("%d kills, %d acts acknowledged and there once, %d done and not yet acknowledged when the process was killed", kills, len(journal), unsaid)
}

// objects counts the entries of the ledger by their object.
func (b *bench) objects(t *testing.T) map[string]int {
	t.Helper()
	var out bytes.Buffer
	if err := b.db.Export(t.Context(), &out); err != nil {
		t.Fatal(err)
	}
	count := map[string]int{}
	lines := bufio.NewScanner(&out)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var line struct {
			Leaf string `json:"leaf"`
		}
		if err := json.Unmarshal(lines.Bytes(), &line); err != nil {
			t.Fatalf("%v: %s", err, lines.Text())
		}
		if line.Leaf == "" {
			continue
		}
		e, err := ledger.ParseLeaf([]byte(line.Leaf))
		if err != nil {
			t.Fatal(err)
		}
		count[e.Object]++
	}
	return count
}

// UpdateTakes opens a store of an older program in a process that is let through, and says how long that took on this machine, now.
func UpdateTakes(t *testing.T, place, keyFile string, key store.Key) time.Duration {
	t.Helper()
	begun := time.Now()
	if (job{Do: "open", Place: place, KeyFile: keyFile, Key: key}).killedAfter(t, time.Hour) {
		t.Fatal("an update takes an hour")
	}
	return time.Since(begun)
}

// KillUpdates opens a store of an older program in a process that is killed at any moment of what an update takes, until one gets through, or most
// were killed. It says how many were.
func KillUpdates(t *testing.T, place, keyFile string, key store.Key, takes time.Duration, most int) (killed int) {
	t.Helper()
	j := job{Do: "open", Place: place, KeyFile: keyFile, Key: key}
	for killed < most && j.killedAfter(t, time.Duration(mathrand.Int64N(int64(takes)))) {
		killed++
	}
	return killed
}
