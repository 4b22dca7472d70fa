package casework

import (
	"net/url"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestAFilterStandsInTheAddress(t *testing.T) {
	text := "family=link&level=review&signal=L03&since=2026-11-01&source=okta.system_log&stage=employed&text=caf%C3%A9+%26+co&view=mine"
	v, err := url.ParseQuery(text)
	if err != nil {
		t.Fatal(err)
	}
	f, err := ParseFilter(v)
	if err != nil || f.Values().Encode() != text {
		t.Errorf("%s, %v", f.Values().Encode(), err)
	}
}

func TestWhatAFilterDoesNotKnowIsSaidAndTheRestStands(t *testing.T) {
	for _, text := range []string{"view=everything", "stage=retired", "level=9", "family=race", "signal=%3Cb%3E", "source=a/b", "text=%ff", "since=yesterday", "since=0001-01-01"} {
		v, err := url.ParseQuery(text + "&view=mine")
		if err != nil {
			t.Fatal(err)
		}
		f, err := ParseFilter(v)
		if err == nil || text[:4] != "view" && f.Whose != Mine || f.Narrowed() {
			t.Errorf("%s: %+v, %v", text, f, err)
		}
	}
}

func TestAPlaceComesBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := Place{After: rapid.StringMatching(`[^\x00]{1,40}`).Draw(t, "id")}
		if got, err := ParsePlace(p.String()); err != nil || got != p {
			t.Errorf("%q: %q, %v", p, got, err)
		}
	})
}

func FuzzFilter(f *testing.F) {
	f.Add("view=mine&stage=employed")
	f.Add("text=%00&since=2026-02-30")
	f.Add("level=review&view=")
	f.Fuzz(func(t *testing.T, text string) {
		v, err := url.ParseQuery(text)
		if err != nil {
			return
		}
		one, _ := ParseFilter(v)
		two, err := ParseFilter(one.Values())
		if err != nil {
			t.Fatalf("%q: what was read cannot be read again: %v", text, err)
		}
		if diff := cmp.Diff(one, two); diff != "" {
			t.Fatalf("%q: %s", text, diff)
		}
	})
}

func FuzzPlace(f *testing.F) {
	f.Add("MXAtMQ")
	f.Add("MA")
	f.Add("====")
	f.Fuzz(func(t *testing.T, text string) {
		if p, err := ParsePlace(text); err == nil && p.String() != text {
			t.Fatalf("%q is %q, which is written %q", text, p.After, p.String())
		}
	})
}
