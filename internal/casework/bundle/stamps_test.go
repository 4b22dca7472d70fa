package bundle_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/taupier-eu/taupier/internal/casework/bundle"
	"github.com/taupier-eu/taupier/internal/casework/report"
	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/ledger"
	"github.com/taupier-eu/taupier/internal/stamp"
	"github.com/taupier-eu/taupier/internal/stamp/stamptest"
	"github.com/taupier-eu/taupier/internal/store"
)

// stampedPlace is a place whose two pieces of evidence are stamped, and a third that came in afterwards. keep, when it is set, is what
// the server keeps in the place of the authority's token.
func stampedPlace(t *testing.T, a *stamptest.Authority, keep func(token []byte) []byte) *place {
	t.Helper()
	p := newPlace(t)
	token := p.stamped(t, a)
	if keep != nil {
		token = keep(token)
	}
	h := p.signed(t)
	if err := p.db.PutStamp(t.Context(), store.Stamp{Size: h.Signed, Token: token}); err != nil {
		t.Fatal(err)
	}
	if _, err := p.evidence.Add(t.Context(), ines, p.id, "later.txt", "From the carrier, on request", strings.NewReader("later"), now); err != nil {
		t.Fatal(err)
	}
	return p
}

func (p *place) signed(t *testing.T) store.Head {
	t.Helper()
	if _, err := p.db.Sign(t.Context(), now); err != nil {
		t.Fatal(err)
	}
	h, err := p.db.Head(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func (p *place) stamped(t *testing.T, a *stamptest.Authority) []byte {
	t.Helper()
	token, _, err := stamp.Authority{URL: a.URL, CA: authorities(t, a), Client: a.HTTP, Random: rand.Reader}.Ask(t.Context(), []byte(p.signed(t).Note))
	if err != nil {
		t.Fatal(err)
	}
	return token
}

func authorities(t *testing.T, a *stamptest.Authority) *stamp.CA {
	t.Helper()
	ca, err := stamp.ReadCA(a.CA(t))
	if err != nil {
		t.Fatal(err)
	}
	return ca
}

// by verifies a bundle against the authorities of a test; a nil one is whoever names none.
func (p *place) by(t *testing.T, data []byte, a *stamptest.Authority, lang core.Lang) (bundle.Verified, error) {
	t.Helper()
	against := bundle.Against{Key: p.key, Stamps: func(token, signed []byte) (bundle.Said, error) { return bundle.Said{}, stamp.Whole(token, signed) }}
	if a != nil {
		ca := authorities(t, a)
		against.Wanted, against.Stamps = true, func(token, signed []byte) (bundle.Said, error) {
			s, err := stamp.Check(token, signed, ca)
			return bundle.Said{Trusted: err == nil, Before: s.Before(), By: s.By}, err
		}
	}
	return bundle.Verify(bytes.NewReader(data), int64(len(data)), against, lang)
}

func said(v bundle.Verified) string {
	var b strings.Builder
	for _, s := range v.Steps {
		b.WriteString(s.Says + " " + s.Because + "\n")
	}
	return b.String() + strings.Join(v.Limits, "\n")
}

func TestABundleSaysSinceWhenAtTheLatestItsEvidenceWasThere(t *testing.T) {
	a := stamptest.New(t, stamptest.Choices{})
	p := stampedPlace(t, a, nil)
	data := p.make(t, report.Legal)
	before := time.Now().UTC().Format("2006-01-02")
	for lang, want := range map[core.Lang][]string{
		core.English: {"Evidence 1 was there before " + before, "Evidence 2 was there before " + before, "says Example Time-Stamp Authority", "since when evidence 3 was there", "was revoked"},
		core.French:  {"La pièce 1 existait au plus tard avant le " + before, "dit Example Time-Stamp Authority", "depuis quand la pièce 3 existait"},
	} {
		v, err := p.by(t, data, a, lang)
		if err != nil || len(v.Stamps) != 1 || v.Stamps[0].By != "Example Time-Stamp Authority" || len(v.Stamps[0].Entries) != 2 {
			t.Fatalf("%+v %v", v.Stamps, err)
		}
		for _, w := range append(want, v.Stamps[0].By) {
			if !strings.Contains(said(v), w) {
				t.Errorf("%q is not said:\n%s", w, said(v))
			}
		}
		if strings.Contains(said(v), "no time-stamping authority") || strings.Contains(said(v), "Evidence 3 was there") {
			t.Errorf("too much is said:\n%s", said(v))
		}
	}
	var l struct {
		Checkpoint string
		Token      []byte
	}
	if err := json.Unmarshal(find(open(t, data), "ledger/stamps.jsonl").data, &l); err != nil {
		t.Fatal(err)
	}
	if err := a.SaysOf(t, l.Token, []byte(l.Checkpoint)); err != nil {
		t.Errorf("openssl does not agree: %v", err)
	}
	v, err := p.by(t, data, nil, core.English)
	if err != nil || !strings.Contains(said(v), "1 time stamps (RFC 3161) are in the bundle, each whole, and were held against no authority") {
		t.Errorf("without an authority: %v\n%s", err, said(v))
	}
}

func TestABundleWithoutAStampSaysSo(t *testing.T) {
	a := stamptest.New(t, stamptest.Choices{})
	p := newPlace(t)
	data := p.make(t, report.Legal)
	v, err := p.by(t, data, nil, core.English)
	if err != nil || !strings.Contains(said(v), "no time-stamping authority (RFC 3161) signed here") {
		t.Errorf("%v\n%s", err, said(v))
	}
	for lang, want := range map[core.Lang]string{core.English: "No time stamp is in the bundle", core.French: "aucun horodatage"} {
		if _, err := p.by(t, data, a, lang); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("whoever wants one: %v", err)
		}
	}
	stamped := stampedPlace(t, a, nil)
	files := slices.DeleteFunc(open(t, stamped.make(t, report.Legal)), func(f named) bool { return f.name == "ledger/stamps.jsonl" })
	if _, err := stamped.by(t, repack(t, files), nil, core.English); err == nil || !strings.Contains(err.Error(), "A file is missing") {
		t.Errorf("a stamp that was taken out: %v", err)
	}
}

func TestAStampThatDoesNotHoldIsRefusedWithItsReason(t *testing.T) {
	a, other := stamptest.New(t, stamptest.Choices{}), stamptest.New(t, stamptest.Choices{})
	foreign := newPlace(t)
	ofAnother := foreign.stamped(t, a)
	for name, c := range map[string]struct {
		keep    func([]byte) []byte
		against *stamptest.Authority
		want    string
	}{
		"of another authority":        {nil, other, "was not issued by an authority of the CA file"},
		"of another ledger":           {func([]byte) []byte { return ofAnother }, a, "it stamps something else than this checkpoint"},
		"of another, nobody is named": {func([]byte) []byte { return ofAnother }, nil, "it stamps something else than this checkpoint"},
		"damaged":                     {func(b []byte) []byte { b[len(b)-20] ^= 1; return b }, a, "the token was changed"},
		"damaged, nobody is named":    {func(b []byte) []byte { b[len(b)-20] ^= 1; return b }, nil, "the token was changed"},
		"cut":                         {func(b []byte) []byte { return b[:len(b)/2] }, nil, "it is no time stamp"},
		"no token":                    {func([]byte) []byte { return []byte("yesterday") }, a, "it is no time stamp"},
	} {
		p := stampedPlace(t, a, c.keep)
		if _, err := p.by(t, p.make(t, report.Legal), c.against, core.English); err == nil || !strings.Contains(err.Error(), "A time stamp does not hold") || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
	}
}

// lying is a store whose stamps cover what they do not.
type lying struct {
	bundle.Store
	lie func([]bundle.Stamped) []bundle.Stamped
}

type liar struct {
	bundle.Reader
	lie func([]bundle.Stamped) []bundle.Stamped
}

func (l liar) Stamped(evidence, others []int64) ([]bundle.Stamped, error) {
	all, err := l.Reader.Stamped(evidence, others)
	return l.lie(all), err
}

func (l lying) View(ctx context.Context, do func(bundle.Reader) error) error {
	return l.Store.View(ctx, func(r bundle.Reader) error { return do(liar{r, l.lie}) })
}

func TestAStampCoversOnlyWhatStoodUnderIt(t *testing.T) {
	a := stamptest.New(t, stamptest.Choices{})
	p := stampedPlace(t, a, nil)
	stranger := newPlace(t)
	foreign := stranger.signed(t).Note
	whole := p.desk.Store
	for name, c := range map[string]struct {
		lie  func(s bundle.Stamped) []bundle.Stamped
		want string
	}{
		"evidence that came in later": {func(s bundle.Stamped) []bundle.Stamped { s.Entries[0].Seq = 4; return []bundle.Stamped{s} }, "entry 4"},
		"the proof of another entry": {func(s bundle.Stamped) []bundle.Stamped {
			s.Entries[0].Proof = s.Entries[1].Proof
			return []bundle.Stamped{s}
		}, "entry"},
		"an entry twice":       {func(s bundle.Stamped) []bundle.Stamped { s.Entries[1] = s.Entries[0]; return []bundle.Stamped{s} }, "twice"},
		"an entry of nobody's": {func(s bundle.Stamped) []bundle.Stamped { s.Entries[0].Seq = 0; return []bundle.Stamped{s} }, "not one of the bundle"},
		"nothing":              {func(s bundle.Stamped) []bundle.Stamped { s.Entries = nil; return []bundle.Stamped{s} }, "no place here"},
		"the same stamp twice": {func(s bundle.Stamped) []bundle.Stamped { return []bundle.Stamped{s, s} }, "no place here"},
		"another's checkpoint": {func(s bundle.Stamped) []bundle.Stamped { s.Checkpoint = []byte(foreign); return []bundle.Stamped{s} }, "A time stamp does not hold"},
		"a hash cut short": {func(s bundle.Stamped) []bundle.Stamped {
			s.Entries[0].Proof = []ledger.Hash{}
			return []bundle.Stamped{s}
		}, "entry"},
	} {
		p.desk.Store = lying{whole, func(all []bundle.Stamped) []bundle.Stamped {
			if len(all) != 1 {
				t.Fatalf("%d stamps", len(all))
			}
			return c.lie(all[0])
		}}
		if _, err := p.by(t, p.make(t, report.Legal), a, core.English); err == nil || !strings.Contains(err.Error(), "A time stamp does not hold") || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
	}
}
