package reuse

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/taupier-eu/taupier/internal/core"
)

const today = Day(20_000)

func open(t testing.TB, dir string, day Day) *Past {
	t.Helper()
	p, err := OpenPast(dir, day)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(p.Close)
	return p
}

// kept is an entry whose only thing is a number.
func kept(id string, thing uint64, until Day) Entry {
	return Entry{ID: id, Day: today, Until: until, Things: []Thing{{Hash: thing, Days: 3, Last: today}}}
}

func add(t testing.TB, p *Past, entries ...Entry) {
	t.Helper()
	if _, err := p.Add(entries); err != nil {
		t.Fatal(err)
	}
}

func ids(t testing.TB, p *Past) (out []string) {
	t.Helper()
	for _, s := range p.segments {
		all, err := s.entries()
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range all {
			out = append(out, e.ID)
		}
	}
	slices.Sort(out)
	return out
}

func recall(t testing.TB, p *Past, e Entry) (out []string) {
	t.Helper()
	found, err := p.Recall(&e, func(uint64) bool { return false })
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range found {
		out = append(out, m.ID)
	}
	return out
}

func TestWhatWasAddedIsThereAfterReopening(t *testing.T) {
	dir := t.TempDir()
	p := open(t, dir, today)
	add(t, p, kept("a", 1, today+9), kept("b", 2, today+9))
	add(t, p, kept("c", 1, today+9))
	p.Close()
	p = open(t, dir, today)
	if diff := cmp.Diff([]string{"a", "c"}, recall(t, p, kept("new", 1, 0))); diff != "" {
		t.Error(diff)
	}
	if got := recall(t, p, kept("a", 1, 0)); !slices.Equal(got, []string{"c"}) {
		t.Errorf("a dossier meets itself: %v", got)
	}
	if n, err := p.Add([]Entry{kept("a", 1, today+9)}); n != 0 || err != nil {
		t.Errorf("the same application was kept twice (%d, %v)", n, err)
	}
	add(t, p, kept("a", 5, today+9))
	if got := recall(t, p, kept("new", 1, 0)); !slices.Equal(got, []string{"c"}) {
		t.Errorf("a changed application still has what it had: %v", got)
	}
}

func TestWhatManyHadSaysNothing(t *testing.T) {
	p := open(t, t.TempDir(), today)
	for i := range CommonFrom - 1 {
		add(t, p, kept(fmt.Sprint("p", i), 7, today+9))
	}
	if n := len(recall(t, p, kept("new", 7, 0))); n != CommonFrom-1 {
		t.Errorf("%d of %d were met", n, CommonFrom-1)
	}
	add(t, p, kept("one more", 7, today+9))
	if n := len(recall(t, p, kept("new", 7, 0))); n != 0 {
		t.Errorf("%d were met although %d have it", n, CommonFrom)
	}
}

func TestAnEntryGoesOnItsDayAndIsTrulyGone(t *testing.T) {
	dir := t.TempDir()
	p := open(t, dir, today)
	add(t, p, kept("stays", 1, today+9), kept("goes-tomorrow", 2, today+1), kept("is-forgotten", 3, today+9))
	if known, err := p.Forget("is-forgotten"); !known || err != nil {
		t.Fatal(known, err)
	}
	if known, _ := p.Forget("is-forgotten"); known {
		t.Error("forgotten twice")
	}
	p.Close()
	p = open(t, dir, today+1)
	if got := ids(t, p); !slices.Equal(got, []string{"stays"}) {
		t.Errorf("kept: %v", got)
	}
	if n, err := p.Shorten(1, today+1); n != 1 || err != nil {
		t.Errorf("a shorter retention removed %d (%v)", n, err)
	}
	names, _ := filepath.Glob(filepath.Join(dir, "*"))
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, id := range []string{"stays", "goes-tomorrow", "is-forgotten"} {
			if bytes.Contains(data, []byte(id)) {
				t.Errorf("%s still holds %s", name, id)
			}
		}
	}
}

func TestTwoProcessesOnOneFolder(t *testing.T) {
	dir := t.TempDir()
	p := open(t, dir, today)
	if _, err := OpenPast(dir, today); err == nil || !strings.Contains(err.Error(), "in use by another process") {
		t.Errorf("the second got in: %v", err)
	}
	p.Close()
	open(t, dir, today)
}

func TestADamagedSegmentIsSetAsideAndTheRestIsUsed(t *testing.T) {
	for name, tc := range map[string]struct {
		damage func([]byte) []byte
		want   []string
		says   string
	}{
		"one bit in the middle":      {func(b []byte) []byte { b[len(segmentName)+60] ^= 4; return b }, []string{"a", "c"}, "is damaged"},
		"the end was not written":    {func(b []byte) []byte { return b[:len(b)-5] }, []string{"a", "b"}, "never confirmed"},
		"the name of the format":     {func(b []byte) []byte { b[0] = 'x'; return b }, []string{"a", "b", "c"}, "is damaged"},
		"another file in its place":  {func([]byte) []byte { return []byte("<html>not found</html>") }, nil, "is damaged"},
		"something stands behind it": {func(b []byte) []byte { return append(b, make([]byte, 4096)...) }, []string{"a", "b", "c"}, "never confirmed"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			p := open(t, dir, today)
			add(t, p, kept("a", 1, today+9), kept("b", 2, today+9), kept("c", 3, today+9))
			p.Close()
			path := filepath.Join(dir, "000001.log")
			whole, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			broken := tc.damage(slices.Clone(whole))
			if err := os.WriteFile(path, broken, 0o600); err != nil {
				t.Fatal(err)
			}
			p = open(t, dir, today)
			if diff := cmp.Diff(tc.want, ids(t, p)); diff != "" {
				t.Error(diff)
			}
			if notes := strings.Join(p.Notes(), "\n"); !strings.Contains(notes, tc.says) {
				t.Errorf("notes: %s", notes)
			}
			st, err := p.Status()
			if err != nil || len(st.Quarantined) != 1 {
				t.Fatalf("set aside: %v, %v", st.Quarantined, err)
			}
			if aside, _ := os.ReadFile(filepath.Join(dir, st.Quarantined[0])); !bytes.Equal(aside, broken) {
				t.Error("what was set aside is not what was there")
			}
			p.Close()
			if p = open(t, dir, today); len(p.Notes()) > 0 {
				t.Errorf("mended once, it complains again: %v", p.Notes())
			}
		})
	}
}

func TestADamagedIndexIsMadeAgain(t *testing.T) {
	dir := t.TempDir()
	p := open(t, dir, today)
	add(t, p, kept("a", 1, today+9))
	p.Close()
	if err := os.WriteFile(filepath.Join(dir, "000002.log"), []byte(segmentName), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, damage := range []func(){
		func() {},
		func() { _ = os.WriteFile(filepath.Join(dir, "000001.idx"), []byte("nonsense"), 0o600) },
		func() { _ = os.Remove(filepath.Join(dir, "000001.idx")) },
	} {
		damage()
		p = open(t, dir, today)
		if got := recall(t, p, kept("new", 1, 0)); !slices.Equal(got, []string{"a"}) {
			t.Errorf("met %v", got)
		}
		p.Close()
	}
}

func TestPurgeLeavesNothing(t *testing.T) {
	dir := t.TempDir()
	p := open(t, dir, today)
	add(t, p, kept("a", 1, today+9))
	if err := p.Purge(); err != nil {
		t.Fatal(err)
	}
	names, _ := filepath.Glob(filepath.Join(dir, "*"))
	for _, n := range names {
		if base := filepath.Base(n); base != "lock" && base != "quarantine" {
			t.Errorf("%s is left", base)
		}
	}
}

func drawEntry(t *rapid.T) Entry {
	e := Entry{ID: rapid.StringN(1, 20, 200).Draw(t, "id"), Day: Day(rapid.Int32().Draw(t, "day")), Until: Day(rapid.Int32().Draw(t, "until"))}
	for range rapid.IntRange(0, 4).Draw(t, "things") {
		e.Things = append(e.Things, Thing{rapid.Uint64().Draw(t, "hash"), rapid.Byte().Draw(t, "days"), Day(rapid.Int32().Draw(t, "last"))})
	}
	for range rapid.IntRange(0, 2).Draw(t, "stories") {
		s := Story{Prints: rapid.SliceOfN(rapid.Uint64(), 0, 5).Draw(t, "prints")}
		s.Sig[3] = rapid.Uint32().Draw(t, "value")
		e.Stories = append(e.Stories, s)
	}
	for range rapid.IntRange(0, 2).Draw(t, "pictures") {
		e.Pictures = append(e.Pictures, Picture{rapid.Uint64().Draw(t, "dhash"), 2, 3})
	}
	return e
}

func TestAnEntryIsReadAsItWasWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := drawEntry(t)
		got, err := decodeEntry(want.encode(nil))
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got.encode(nil), want.encode(nil)) || got.ID != want.ID {
			t.Fatalf("%+v became %+v", want, got)
		}
	})
}

func FuzzSegment(f *testing.F) {
	e := kept("a", 1, today)
	f.Add(appendFrame([]byte(segmentName), &e))
	f.Add([]byte(segmentName))
	f.Add([]byte("\xc3\x50\x7e\x9d\xff\xff\xff\xff"))
	f.Fuzz(func(t *testing.T, b []byte) {
		fr := readFrames(b)
		for i, at := range fr.at {
			_, _ = decodeEntry(b[at : at+int64(fr.size[i])])
		}
	})
}

func candidate(id string, texts ...string) *core.Dossier {
	d := writer(id, texts...)
	d.Dates.Applied = core.Date{Time: today.Time()}
	return d
}

// An application of last year comes back under another id: with its text, a passage of it, its
// picture, or its telephone number.
func TestWhatComesBackUnderAnotherName(t *testing.T) {
	long := prose(1, 400)
	now := (today + 100).Time()
	phone := func(id string) core.Trait {
		return core.Trait{Person: id, Kind: core.TraitPhone, Value: "33199000001", Shown: "33199000001", Evidence: []core.Evidence{{Input: "x", Field: "y", Value: "z"}}}
	}
	past := func(t *testing.T) *Past {
		p := open(t, t.TempDir(), today)
		old := candidate("old", long)
		old.Files["people/old/files/photo.jpg"] = sitter("old", portrait, 1, 2, 3, 4, 5, 6, 7, 8).Files["people/old/files/photo.jpg"]
		out := core.NewSink(signal("A02"))
		out.Share(phone("old"))
		r, err := p.Remember(&World{People: folder(old)}, 700, now, out)
		if err != nil {
			t.Fatal(err)
		}
		if n, err := p.Keep(r, today+100); n != 1 || err != nil {
			t.Fatal(n, err)
		}
		return p
	}
	expect := func(name string, d *core.Dossier, share []core.Trait, adverts []string, want ...string) {
		t.Run(name, func(t *testing.T) {
			sink := core.NewSink(core.Catalogue{"A02": signal("A02")["A02"], "A08": signal("A08")["A08"]})
			for _, s := range share {
				sink.Share(s)
			}
			r, err := past(t).Remember(&World{People: folder(d), Adverts: adverts}, 700, now, sink)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, f := range sink.Findings() {
				others, _, _ := strings.Cut(f.Says(core.English), " ") // the percentage is an estimate that depends on the key
				got = append(got, f.Signal().ID+" "+others)
			}
			for _, x := range r.Traits {
				if x.Kind == core.TraitPhone {
					got = append(got, x.Person+" "+x.Value+" "+x.Last.Format(time.DateOnly))
				}
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
	words := strings.Fields(long)
	part := strings.Join(words[100:200], " ")
	expect("the whole text", candidate("new", strings.ToUpper(long)), nil, nil, "A02 past/old")
	expect("a passage of 100 words", candidate("new", prose(2, 300)+"\n"+part), nil, nil, "A02 past/old")
	expect("a passage of the advertisement", candidate("new", prose(2, 300)+"\n"+part), nil, []string{part})
	expect("a text of one's own", candidate("new", prose(2, 300)), nil, nil)
	expect("the same dossier again", candidate("old", long), nil, nil)
	expect("a picture cut", sitter("new", ^uint64(portrait), 2, 99, 98, 97, 96, 95, 94, 93), nil, nil, "A08 past/old")
	expect("a telephone number", candidate("new"), []core.Trait{phone("new")}, nil, "past/old 33199000001 "+today.String())
	related := candidate("new", long)
	related.Stated.Relations = []core.Relation{{Person: "old", Kind: "family"}}
	expect("who said so is not asked", related, nil, nil)
}

func TestNothingReadableIsKept(t *testing.T) {
	dir := t.TempDir()
	p := open(t, dir, today)
	out := core.NewSink(signal("A02"))
	secret := "secret-referee@example.com"
	out.Share(core.Trait{Person: "a", Kind: core.TraitReferee, Value: secret, Evidence: []core.Evidence{{Input: "x", Field: "y", Value: secret}}})
	d := candidate("a", prose(1, 100)+" Confidential Name")
	r, err := p.Remember(&World{People: folder(d)}, 700, today.Time(), out)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.Keep(r, today); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(filepath.Join(dir, "000001.log"))
	if err != nil {
		t.Fatal(err)
	}
	for _, word := range []string{secret, "confidential", "Confidential", strings.Fields(prose(1, 1))[0]} {
		if bytes.Contains(data, []byte(word)) {
			t.Errorf("the file holds %q", word)
		}
	}
}
