package passkey

import (
	"bytes"
	"encoding/base64"
	"errors"
	"testing"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/access/passkey/passkeytest"
	"github.com/taupier-eu/taupier/internal/core"
)

const origin = "https://taupier.example.com"

func party(t testing.TB, address string) *Party {
	t.Helper()
	p, err := New(address)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// enrolled gives somebody a passkey on a device.
func enrolled(t testing.TB, p *Party, user string, d *passkeytest.Device) Owner {
	t.Helper()
	o := Owner{ID: user, Name: "Nadia Example"}
	asked, c, err := p.Enrol(o)
	if err != nil {
		t.Fatal(err)
	}
	k, err := p.Enrolled(o, c, d.Enrol(t, asked))
	if err != nil {
		t.Fatal(err)
	}
	o.Keys = []access.Passkey{k}
	return o
}

func known(all ...Owner) func(string) (Owner, error) {
	return func(user string) (Owner, error) {
		for _, o := range all {
			if o.ID == user {
				return o, nil
			}
		}
		return Owner{}, core.ErrNotFound
	}
}

func TestAPasskeyIsBoundToAName(t *testing.T) {
	for address, site := range map[string]string{"https://taupier.example.com": "taupier.example.com", "http://localhost:8787": "localhost", "https://taupier.example.com:8443/x": "taupier.example.com", "http://127.0.0.1:8787": "", "http://[::1]:8787": "", "": "", "localhost": ""} {
		p, err := New(address)
		if (err != nil) != (site == "") || err == nil && p.Site != site {
			t.Errorf("%q: %+v %v", address, p, err)
		}
	}
}

func TestAPasskeySignsInWhoeverEnrolledIt(t *testing.T) {
	p, d := party(t, origin), &passkeytest.Device{Origin: origin}
	o := enrolled(t, p, "u-1", d)
	asked, c, err := p.Ask()
	if err != nil || bytes.Contains(asked, []byte("allowCredentials\":[{")) || !bytes.Contains(asked, []byte(`"userVerification":"required"`)) {
		t.Fatalf("%s %v", asked, err)
	}
	use, err := p.Check(c, d.Answer(t, asked), known(o))
	if err != nil || use.Key.ID != o.Keys[0].ID || use.Key.User != "u-1" || use.Count != 1 || use.Cloned {
		t.Errorf("%+v %v", use, err)
	}
	if asked, c, err = p.AskOwner(o); err != nil {
		t.Fatal(err)
	}
	if use, err = p.Check(c, d.Answer(t, asked), known(o)); err != nil || use.Key.User != "u-1" || use.Count != 2 {
		t.Errorf("%+v %v", use, err)
	}
	if _, _, err = p.AskOwner(Owner{ID: "u-2"}); !errors.Is(err, core.ErrNotFound) {
		t.Errorf("somebody without a passkey is asked for one: %v", err)
	}
}

// Each is one thing wrong with an answer that would hold otherwise.
func TestT18AnAnswerThatDoesNotFitIsRefused(t *testing.T) {
	for name, wrong := range map[string]func(t *testing.T, p *Party, o *Owner, d *passkeytest.Device) (Ceremony, []byte){
		"of another origin": func(t *testing.T, p *Party, _ *Owner, d *passkeytest.Device) (Ceremony, []byte) {
			asked, c, _ := p.Ask()
			d.Origin = "https://taupier.example.com.evil.invalid"
			return c, d.Answer(t, asked)
		},
		"of another port": func(t *testing.T, p *Party, _ *Owner, d *passkeytest.Device) (Ceremony, []byte) {
			asked, c, _ := p.Ask()
			d.Origin = origin + ":8443"
			return c, d.Answer(t, asked)
		},
		"to a changed challenge": func(t *testing.T, p *Party, _ *Owner, d *passkeytest.Device) (Ceremony, []byte) {
			asked, c, _ := p.Ask()
			d.Challenge = base64.RawURLEncoding.EncodeToString(make([]byte, 32))
			return c, d.Answer(t, asked)
		},
		"to another ceremony": func(t *testing.T, p *Party, _ *Owner, d *passkeytest.Device) (Ceremony, []byte) {
			asked, _, _ := p.Ask()
			_, c, _ := p.Ask()
			return c, d.Answer(t, asked)
		},
		"without the user shown": func(t *testing.T, p *Party, _ *Owner, d *passkeytest.Device) (Ceremony, []byte) {
			asked, c, _ := p.Ask()
			d.Unverified = true
			return c, d.Answer(t, asked)
		},
		"in another's name": func(t *testing.T, p *Party, _ *Owner, d *passkeytest.Device) (Ceremony, []byte) {
			asked, c, _ := p.Ask()
			d.Handle = []byte("u-other")
			return c, d.Answer(t, asked)
		},
		"of another's passkey for one's own proof": func(t *testing.T, p *Party, _ *Owner, d *passkeytest.Device) (Ceremony, []byte) {
			asked, c, _ := p.AskOwner(enrolled(t, p, "u-other", &passkeytest.Device{Origin: origin}))
			return c, d.Answer(t, asked)
		},
		"of a passkey for another name": func(t *testing.T, p *Party, o *Owner, d *passkeytest.Device) (Ceremony, []byte) {
			asked, c, _ := p.Ask()
			o.Keys[0].Site = "localhost"
			return c, d.Answer(t, asked)
		},
		"of nobody": func(t *testing.T, p *Party, _ *Owner, d *passkeytest.Device) (Ceremony, []byte) {
			asked, c, _ := p.Ask()
			d.Handle = nil
			return c, d.Answer(t, asked)
		},
		"of a name that no text can hold": func(t *testing.T, p *Party, _ *Owner, d *passkeytest.Device) (Ceremony, []byte) {
			asked, c, _ := p.Ask()
			d.Handle = []byte{'u', 0, 0xff}
			return c, d.Answer(t, asked)
		},
		"that is an enrolment": func(t *testing.T, p *Party, o *Owner, d *passkeytest.Device) (Ceremony, []byte) {
			asked, c, _ := p.Enrol(Owner{ID: o.ID})
			return c, d.Enrol(t, asked)
		},
		"signed by another key": func(t *testing.T, p *Party, o *Owner, d *passkeytest.Device) (Ceremony, []byte) {
			other := enrolled(t, p, o.ID, &passkeytest.Device{Origin: origin})
			o.Keys[0].Doc = other.Keys[0].Doc
			asked, c, _ := p.Ask()
			return c, d.Answer(t, asked)
		},
	} {
		t.Run(name, func(t *testing.T) {
			p, d := party(t, origin), &passkeytest.Device{Origin: origin}
			o := enrolled(t, p, "u-1", d)
			other := Owner{ID: "u-other", Name: "Other"}
			c, answer := wrong(t, p, &o, d)
			if use, err := p.Check(c, answer, known(o, other)); !errors.Is(err, core.ErrInvalid) {
				t.Errorf("%+v %v", use, err)
			}
		})
	}
}

func TestAnEnrolmentThatDoesNotFitIsRefused(t *testing.T) {
	for name, d := range map[string]*passkeytest.Device{
		"of another origin":      {Origin: "https://evil.invalid"},
		"to a changed challenge": {Origin: origin, Challenge: base64.RawURLEncoding.EncodeToString(make([]byte, 32))},
		"without the user shown": {Origin: origin, Unverified: true},
	} {
		p, o := party(t, origin), Owner{ID: "u-1", Name: "Nadia Example"}
		asked, c, err := p.Enrol(o)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := p.Enrolled(o, c, d.Enrol(t, asked)); !errors.Is(err, core.ErrInvalid) {
			t.Errorf("%s: %v", name, err)
		}
		if _, err := p.Enrolled(Owner{ID: "u-2"}, c, (&passkeytest.Device{Origin: origin}).Enrol(t, asked)); !errors.Is(err, core.ErrInvalid) {
			t.Errorf("somebody else's enrolment was finished: %v", err)
		}
	}
}

func TestACountThatGoesNoFurtherIsSeen(t *testing.T) {
	p, d := party(t, origin), &passkeytest.Device{Origin: origin, Count: 4}
	o := enrolled(t, p, "u-1", d)
	for _, c := range []struct {
		kept, next uint32
		cloned     bool
	}{{4, 5, false}, {5, 5, true}, {9, 6, true}, {0, 0, false}, {0, 1, false}, {3, 0, true}} {
		o.Keys[0].Count = c.kept
		d.Count, d.Still = c.next, true
		asked, ceremony, err := p.Ask()
		if err != nil {
			t.Fatal(err)
		}
		use, err := p.Check(ceremony, d.Answer(t, asked), known(o))
		if err != nil || use.Cloned != c.cloned {
			t.Errorf("%+v: %+v %v", c, use, err)
		}
	}
}

// Whatever a browser sends: it is refused, and nothing falls over.
func FuzzAnswer(f *testing.F) {
	p, d := party(f, origin), &passkeytest.Device{Origin: origin}
	o := enrolled(f, p, "u-1", d)
	asked, _, err := p.Ask()
	if err != nil {
		f.Fatal(err)
	}
	_, other, err := p.Ask()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(d.Answer(f, asked))
	f.Add([]byte(`{"id":"eA","rawId":"eA","type":"public-key","response":{"clientDataJSON":"e30","attestationObject":"oA"}}`))
	f.Fuzz(func(t *testing.T, answer []byte) {
		if _, err := p.Check(other, answer, known(o)); err == nil {
			t.Error("an answer to something else is taken")
		}
		if _, err := p.Enrolled(o, other, answer); err == nil {
			t.Error("an enrolment that nobody asked for is taken")
		}
	})
}
