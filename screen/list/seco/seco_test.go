package seco

import (
	"bytes"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/taupier-eu/taupier/screen/list"
	"github.com/taupier-eu/taupier/screen/list/source/sourcetest"
)

func TestATargetIsReadWholeAndInItsPresentState(t *testing.T) {
	l, err := Read(bytes.NewReader(sourcetest.File(t, "seco.xml")), "seco.xml")
	if err != nil {
		t.Fatal(err)
	}
	want := []list.Entry{{
		List: "ch-seco", ID: "999001", Kind: list.Person, Line: 12, Programmes: []string{"North Korea"}, Listed: "2018-01-03", Nations: []string{"KP", "CN"},
		Names: []list.Name{
			{Text: "Example Some Body", Family: "Example", Given: "Some", Middle: "Body", Primary: true},
			{Text: "Exampel Some Body", Family: "Exampel", Given: "Some", Middle: "Body"}, {Text: "Eksample Some Body", Family: "Eksample", Given: "Some", Middle: "Body"},
			{Text: "예시 아무개", Family: "예시", Given: "아무개"}, {Text: "Bob", Weak: true}, {Text: "Sum Buddy", Former: true}, {Text: "Other Body"},
		},
		Births: []list.Birth{{Year: 1962, Month: 3, Day: 9}, {Year: 1961, Circa: true}}, BirthPlaces: []string{"Exampletown, Example Region, North Korea"},
		Documents: []list.Document{{Type: "passport", Number: "X0000001", Country: "KP", Note: "expires 2030-01-01; no such passport"}, {Type: "national-id", Number: "A-1", Country: "FR"}},
		Addresses: []list.Address{{Text: "Example Trading, 1 Example Street, P.O. Box 7, 00000, Exampletown, Example Region", City: "Exampletown", Country: "KP"}},
		Remarks:   "Dr; born 1380 in the calendar Islamic; seen in 2020; Director of Example Trading.; Invented.; foreign reference KPi.999",
	}, {
		List: "ch-seco", ID: "999002", Kind: list.Company, Line: 45, Programmes: []string{"North Korea"}, Listed: "2017-10-03", Names: []list.Name{{Text: "Example Trading", Primary: true}},
	}, {
		List: "ch-seco", ID: "999003", Kind: list.Vessel, Line: 50, Programmes: []string{"North Korea"}, Names: []list.Name{{Text: "Example Star", Primary: true}},
		Documents: []list.Document{{Type: "imo", Number: "9999999"}}, Remarks: "IMO Number: 9999999",
	}}
	if diff := cmp.Diff(want, l.Entries); diff != "" {
		t.Error(diff)
	}
	rejected := []list.Problem{
		{File: "seco.xml", Line: 60, Reason: "target 999005 without a name"}, {File: "seco.xml", Line: 61, Reason: "target 999002 stands twice: the first counts"},
	}
	if diff := cmp.Diff(rejected, l.Rejected); diff != "" {
		t.Error(diff)
	}
	if l.Published.Format("2006-01-02") != "2026-08-27" {
		t.Errorf("published %v", l.Published)
	}
}

func TestTheLastChangeInForceDecides(t *testing.T) {
	for name, c := range map[string]struct {
		changes []modification
		want    bool
	}{
		"none":                  {nil, false},
		"taken off":             {[]modification{{Kind: "de-listed", Effective: "2016-03-01"}, {Kind: "listed", Effective: "2011-01-01"}}, true},
		"put back":              {[]modification{{Kind: "de-listed", Effective: "2016-03-01"}, {Kind: "listed", Effective: "2017-01-01"}}, false},
		"the first of one day":  {[]modification{{Kind: "listed", Effective: "2016-03-01"}, {Kind: "de-listed", Effective: "2016-03-01"}}, false},
		"to be taken off later": {[]modification{{Kind: "de-listed", Effective: "2027-01-01"}, {Kind: "listed", Effective: "2011-01-01"}}, false},
		"a day of publication":  {[]modification{{Kind: "de-listed", Published: "2016-03-01"}, {Kind: "amended", Enacted: "2015-01-01"}}, true},
	} {
		if got := (&target{Changes: c.changes}).delisted("2026-08-27"); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

// What is read equals what a count over the raw bytes gives.
func TestNothingIsLost(t *testing.T) {
	raw := sourcetest.File(t, "seco.xml")
	l, err := Read(bytes.NewReader(raw), "seco.xml")
	if err != nil {
		t.Fatal(err)
	}
	count := func(pattern string) int { return len(regexp.MustCompile(pattern).FindAll(raw, -1)) }
	got := map[string]int{"targets": len(l.Entries) + len(l.Rejected)}
	for _, e := range l.Entries {
		got["names"] += len(e.Names)
		got["documents"] += len(e.Documents)
	}
	want := map[string]int{
		"targets":   count(`(?m)^  <target `) - 1,     // one was taken off
		"names":     count(`<name ssid=`) - 1 + 2 + 1, // two more in Latin letters, one in Hangul
		"documents": count(`<number>`) + count(`IMO Number`),
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestACutListIsRefusedWhereverItIsCut(t *testing.T) {
	sourcetest.CutAnywhere(t, sourcetest.File(t, "seco.xml"), 7, "seco.xml", Read)
}

func TestWhatIsNoSuchListIsRefusedWithWhatToDo(t *testing.T) {
	for name, c := range map[string]struct{ text, says string }{
		"a list of changes": {`<swiss-sanctions-list list-type="delta"/>`, "fetch the complete list"},
		"no targets":        {`<swiss-sanctions-list list-type="whole-list"/>`, "no target in it"},
		"a bomb":            {`<!DOCTYPE x [<!ENTITY a "aaaa">]>` + string(sourcetest.File(t, "seco.xml")), "declares types or entities"},
		"another document":  {"<html/>", `the document is a "html"`},
	} {
		if _, err := Read(strings.NewReader(c.text), "seco.xml"); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add(sourcetest.File(f, "seco.xml"))
	f.Fuzz(func(t *testing.T, data []byte) {
		l, err := Read(bytes.NewReader(data), "seco.xml")
		sourcetest.ListOrError(t, l, err)
	})
}
