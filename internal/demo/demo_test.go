package demo

import (
	"bytes"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"encoding/json"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

var end = time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC)

func TestSameOptionsGiveTheSameBytes(t *testing.T) {
	o := Options{Seed: 3, People: 40, Days: 25}
	first, truth := written(t, o)
	for range 2 {
		again, same := written(t, o)
		if d := cmp.Diff(sums(first), sums(again)); d != "" {
			t.Errorf("files differ:\n%s", d)
		}
		if d := cmp.Diff(truth, same); d != "" {
			t.Errorf("truth differs:\n%s", d)
		}
	}
	o.Seed = 4
	other, _ := written(t, o)
	if cmp.Equal(sums(first), sums(other)) {
		t.Error("another seed gave the same company")
	}
}

func TestEverySizeIsComplete(t *testing.T) {
	for _, size := range []Options{{People: 20, Days: 20}, {People: 21, Days: 33}, {People: 130, Days: 24}} {
		for seed := range int64(20) {
			o := size
			o.Seed = seed + 1
			t.Run("seed "+strconv.FormatInt(o.Seed, 10)+" with "+strconv.Itoa(o.People), func(t *testing.T) {
				files, truth := written(t, o)
				ids := idsOf(files)
				s, c, a := crowd(o.People)
				if len(ids) != s+c+a {
					t.Errorf("%d dossiers, want %d", len(ids), s+c+a)
				}
				if len(truth.Planted) != 7 || len(truth.Lookalikes) < 25 {
					t.Errorf("%d planted and %d look-alikes", len(truth.Planted), len(truth.Lookalikes))
				}
				once := map[string]bool{}
				for _, p := range append(truth.Planted, truth.Lookalikes...) {
					if !ids[p.ID] || once[p.ID] {
						t.Errorf("%s (%s) is unknown or has two parts", p.ID, p.Kind)
					}
					once[p.ID] = true
				}
			})
		}
	}
}

func TestEveryRecordIsWellFormed(t *testing.T) {
	files, _ := written(t, Options{Seed: 5, People: 60, Days: 40})
	want := []string{"okta", "entra", "google", "github", "windows", "osquery", "zoom", "slack", "vpn", "hr", "mdm", "ats"}
	for _, name := range want {
		found := false
		for path := range files {
			found = found || strings.HasPrefix(path, "logs/"+name+"/")
		}
		if !found {
			t.Errorf("no logs/%s", name)
		}
	}
	for path, data := range files {
		text := unpacked(t, path, data)
		switch {
		case strings.Contains(path, ".jsonl"):
			checkLines(t, path, text)
		case strings.Contains(path, ".json"):
			if !json.Valid(text) {
				t.Errorf("%s is not JSON", path)
			}
		case strings.HasSuffix(path, ".csv"):
			if _, err := csv.NewReader(bytes.NewReader(text)).ReadAll(); err != nil {
				t.Errorf("%s: %v", path, err)
			}
		}
	}
}

func TestLogsAreInOrderOfTimeAndInsideTheirDays(t *testing.T) {
	files, _ := written(t, Options{Seed: 6, People: 30, Days: 30})
	before := ""
	for _, line := range bytes.Split(unpacked(t, "x.gz", files["logs/mdm/checkins.jsonl.gz"]), []byte("\n")) {
		var v struct{ Time string }
		if len(line) == 0 {
			continue
		}
		if err := json.Unmarshal(line, &v); err != nil {
			t.Fatal(err)
		}
		day := v.Time[:10]
		if day < before {
			t.Fatalf("%s after %s", v.Time, before)
		}
		before = day
	}
	if before != "2026-11-20" {
		t.Errorf("the last day is %s", before)
	}
}

func TestThePartsAreNotWrittenDown(t *testing.T) {
	files, truth := written(t, Options{Seed: 2, People: 30, Days: 30})
	words := []string{"planted", "lookalike", "look-alike", "truth"}
	for _, p := range truth.Planted {
		words = append(words, p.Kind)
	}
	for path, data := range files {
		text := strings.ToLower(string(unpacked(t, path, data)))
		for _, w := range words {
			if strings.Contains(text, w) || strings.Contains(path, w) {
				t.Errorf("%s says %q", path, w)
			}
		}
	}
}

func TestNamesDoNotTellWhoWasGivenAPart(t *testing.T) {
	share := func(kinds string) float64 { // of those with a French or Breton name
		french, all := 0, 0
		for seed := range int64(60) {
			w := newWorld(Options{Seed: seed, People: 60, Days: 20, End: end})
			with := map[string]bool{}
			for _, p := range w.truth.Planted {
				with[p.ID] = true
			}
			for _, p := range w.people {
				if with[p.id] == (kinds == "planted") {
					all++
					french += btoi(p.name.nation == "FR")
				}
			}
		}
		return float64(french) / float64(all)
	}
	a, b := share("planted"), share("others")
	if a < b-0.08 || a > b+0.08 {
		t.Errorf("%.2f of those with a part have a French name, %.2f of the others", a, b)
	}
}

func TestNamesAreDrawnBeforeParts(t *testing.T) {
	w := newWorld(Options{Seed: 9, People: 50, Days: 20, End: end})
	var ids []string
	for _, p := range w.people {
		ids = append(ids, p.id)
	}
	for i, n := range christen(9, ids) {
		if w.people[i].name != n {
			t.Errorf("%s lost the name drawn before the parts", ids[i])
		}
	}
}

func TestHouseholdsAreTheirOwn(t *testing.T) {
	w := newWorld(Options{Seed: 1, People: 2000, Days: 20, End: end})
	who := map[string]string{}
	for _, p := range w.people {
		h := w.lines.all[p.home].ip
		if g := strings.Split(h, ":"); len(g) == 8 {
			h = strings.Join(g[:4], ":")
		}
		if o, taken := who[h]; taken && p.part == "" {
			t.Errorf("%s and %s share %s", p.id, o, h)
		}
		who[h] = p.id
	}
}

func TestOnlyReservedAddresses(t *testing.T) {
	w := newWorld(Options{Seed: 1, People: 500, Days: 20, End: end})
	for _, l := range w.lines.all {
		ok := false
		for _, p := range []string{"192.0.2.", "198.51.100.", "203.0.113.", "2001:db8:"} {
			ok = ok || strings.HasPrefix(l.ip, p)
		}
		if !ok || !(l.asn >= 64496 && l.asn <= 64511 || l.asn >= 65536 && l.asn <= 65551) {
			t.Errorf("%s of AS%d is not reserved for documentation", l.ip, l.asn)
		}
	}
}

func TestRefusals(t *testing.T) {
	full := t.TempDir()
	if err := os.WriteFile(filepath.Join(full, "mine.txt"), []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, want string
		o          Options
	}{
		{"too few people", "at least 20 people", Options{People: 5, End: end, Dir: t.TempDir()}},
		{"too few days", "20 days", Options{Days: 3, End: end, Dir: t.TempDir()}},
		{"a folder with something in it", "not empty", Options{End: end, Dir: full}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if _, err := Write(c.o); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %q", err, c.want)
			}
		})
	}
}

func BenchmarkWrite(b *testing.B) {
	for _, people := range []int{420, 5000} {
		b.Run(strconv.Itoa(people), func(b *testing.B) {
			for b.Loop() {
				began := time.Now()
				_, n, err := build(Options{Seed: 1, People: people, End: end, Dir: b.TempDir()})
				if err != nil {
					b.Fatal(err)
				}
				b.ReportMetric(float64(n)/time.Since(began).Seconds(), "events/s")
				b.ReportMetric(float64(n), "events")
			}
		})
	}
}

// written is the content of every file of the company by path.
func written(t *testing.T, o Options) (map[string][]byte, Truth) {
	t.Helper()
	o.End, o.Dir = end, filepath.Join(t.TempDir(), "company")
	truth, err := Write(o)
	if err != nil {
		t.Fatal(err)
	}
	files := map[string][]byte{}
	root := os.DirFS(o.Dir)
	err = fs.WalkDir(root, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		files[path], err = fs.ReadFile(root, path)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files, truth
}

func sums(files map[string][]byte) map[string]string {
	out := map[string]string{}
	for p, d := range files {
		s := sha256.Sum256(d)
		out[p] = hex.EncodeToString(s[:])
	}
	return out
}

func idsOf(files map[string][]byte) map[string]bool {
	ids := map[string]bool{}
	for p := range files {
		if s := strings.Split(p, "/"); s[0] == "people" && s[2] == "person.yaml" {
			ids[s[1]] = true
		}
	}
	return ids
}

func unpacked(t *testing.T, path string, data []byte) []byte {
	t.Helper()
	var r io.Reader = bytes.NewReader(data)
	var err error
	switch {
	case strings.HasSuffix(path, ".gz"):
		r, err = gzip.NewReader(r)
	case strings.HasSuffix(path, ".zst"):
		r, err = zstd.NewReader(r)
	}
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	text, err := io.ReadAll(r)
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	return text
}

func checkLines(t *testing.T, path string, text []byte) {
	t.Helper()
	for i, line := range bytes.Split(bytes.TrimSuffix(text, []byte("\n")), []byte("\n")) {
		if !json.Valid(line) {
			t.Errorf("%s:%d is not JSON: %s", path, i+1, line)
			return
		}
	}
}
