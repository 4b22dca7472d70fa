package opensanctions

import (
	"bytes"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/taupier-eu/taupier/screen/list"
	"github.com/taupier-eu/taupier/screen/list/source/sourcetest"
)

func TestEntitiesAreReadWithWhatOthersSayOfThem(t *testing.T) {
	l, err := ReadFTM(bytes.NewReader(sourcetest.File(t, "entities.ftm.json")), "x")
	if err != nil {
		t.Fatal(err)
	}
	want := []list.Entry{{
		List: "opensanctions", ID: "xx-1", Kind: list.Person, Line: 2, Programmes: []string{"UN-SC1718", "US-NK"}, Listed: "2018-09-06", Nations: []string{"KP"},
		Names: []list.Name{
			{Text: "Some Body Example", Given: "Some", Middle: "Body", Family: "Example", Primary: true}, {Text: "Example Some"}, {Text: "예시 아무개"}, {Text: "Old Name", Former: true}, {Text: "Bob", Weak: true},
		},
		Births: []list.Birth{{Year: 1962, Month: 3, Day: 9}, {Year: 1961}, {Year: 1960, Month: 4}}, BirthPlaces: []string{"Exampletown"},
		Documents: []list.Document{
			{Type: "passport", Number: "X0000001"}, {Type: "national-id", Number: "A-1"}, {Type: "tax", Number: "T 1"},
			{Type: "passport", Number: "X0000002", Country: "KP", Note: "Diplomatic passport; expires 2030-01-01"}, {Type: "other", Number: "D-1", Note: "Driver's licence"},
		},
		Wallets:   []list.WalletAddress{{Currency: "XBT", Address: "1ExampleExampleExampleExample"}},
		Addresses: []list.Address{{Text: "1 Example Street, Exampletown"}, {Text: "2 Example Street, Exampletown"}},
		Emails:    []string{"some.body@example.com"}, Websites: []string{"https://example.com"},
		Remarks: "born spring; Director of Example Trading; Invented for tests: nobody and nothing in this file exists.",
	}, {
		List: "opensanctions", ID: "xx-2", Kind: list.Company, Line: 7, Names: []list.Name{{Text: "Example Trading", Primary: true}}, Nations: []string{"KP"},
		Documents: []list.Document{{Type: "registration", Number: "77"}, {Type: "registration", Number: "0000000000001"}, {Type: "swift", Number: "EXAMPLXX"}},
	}, {
		List: "opensanctions", ID: "xx-3", Kind: list.Vessel, Line: 8, Names: []list.Name{{Text: "Example Star", Primary: true}}, Nations: []string{"KH"},
		Documents: []list.Document{{Type: "imo", Number: "9999999"}},
	}, {
		List: "opensanctions", ID: "xx-4", Kind: list.Wallet, Line: 9, Names: []list.Name{{Text: "0x00", Primary: true}}, Wallets: []list.WalletAddress{{Currency: "ETH", Address: "0x00"}},
	}}
	if diff := cmp.Diff(want, l.Entries); diff != "" {
		t.Error(diff)
	}
	problems(t, l, []string{`13 line cannot be read: "properties" is a string`, "14 entity xx-3 stands twice"})
}

func problems(t *testing.T, l *list.List, want []string) {
	t.Helper()
	for i, p := range l.Rejected {
		if i >= len(want) || !strings.HasPrefix(strconv.Itoa(p.Line)+" "+p.Reason, want[i]) {
			t.Errorf("problem %+v, want %v", p, want)
		}
	}
	if l.Title != "OpenSanctions: sanctioned entities (1 targets of other kinds are not used)" {
		t.Errorf("title %q", l.Title)
	}
	if len(l.Rejected) != len(want) || l.Published.Format("2006-01-02") != "2026-09-23" {
		t.Errorf("published %v, rejected %v", l.Published, l.Rejected)
	}
}

func TestTargetsAreReadFromTheTable(t *testing.T) {
	l, err := ReadCSV(bytes.NewReader(sourcetest.File(t, "targets.simple.csv")), "x")
	if err != nil {
		t.Fatal(err)
	}
	want := []list.Entry{{
		List: "opensanctions", ID: "xx-1", Kind: list.Person, Line: 2, Programmes: []string{"UN-SC1718", "US-NK"}, Nations: []string{"KP"},
		Names:  []list.Name{{Text: "Some Body Example", Primary: true}, {Text: "Example Some"}, {Text: "Body; Some"}, {Text: "예시 아무개"}},
		Births: []list.Birth{{Year: 1961}, {Year: 1962, Month: 3, Day: 9}}, Documents: []list.Document{{Type: "other", Number: "A-1"}, {Type: "other", Number: "X0000001"}},
		Addresses: []list.Address{{Text: "1 Example Street; Exampletown"}}, Emails: []string{"some.body@example.com"}, Remarks: "Invented for tests - 2018-09-06",
	}, {
		List: "opensanctions", ID: "xx-2", Kind: list.Company, Line: 3, Programmes: []string{"US-NK"}, Nations: []string{"KP"}, Names: []list.Name{{Text: "Example Trading", Primary: true}},
		Documents: []list.Document{{Type: "other", Number: "77"}}, Remarks: "Invented",
	}, {
		List: "opensanctions", ID: "xx-4", Kind: list.Wallet, Line: 4, Programmes: []string{"US-NK"}, Names: []list.Name{{Text: "0x00", Primary: true}}, Wallets: []list.WalletAddress{{Address: "0x00"}}, Remarks: "Invented",
	}}
	if diff := cmp.Diff(want, l.Entries); diff != "" {
		t.Error(diff)
	}
	problems(t, l, []string{"6 entity xx-2 stands twice"})
}

// What is read equals what a count over the raw bytes gives.
func TestNothingIsLost(t *testing.T) {
	raw := sourcetest.File(t, "entities.ftm.json")
	l, err := ReadFTM(bytes.NewReader(raw), "x")
	if err != nil {
		t.Fatal(err)
	}
	count := func(pattern string) int { return len(regexp.MustCompile(pattern).FindAll(raw, -1)) }
	got := map[string]int{"entries": len(l.Entries)}
	for _, e := range l.Entries {
		got["wallets"] += len(e.Wallets)
	}
	// One stands twice, and one wallet is somebody's.
	want := map[string]int{"entries": count(`"topics": \["sanction"`) - 2, "wallets": count(`"publicKey"`)}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	table, err := ReadCSV(bytes.NewReader(sourcetest.File(t, "targets.simple.csv")), "x")
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(string(sourcetest.File(t, "targets.simple.csv")), "\n") - 1; n != len(table.Entries)+len(table.Rejected)+1 {
		t.Errorf("%d rows, %d entries, %d problems", n, len(table.Entries), len(table.Rejected))
	}
}

func TestACutFileIsRefused(t *testing.T) {
	raw := sourcetest.File(t, "entities.ftm.json")
	last := bytes.LastIndexByte(raw[:len(raw)-1], '\n') + 1
	for n := last + 1; n < len(raw)-1; n++ {
		if _, err := ReadFTM(bytes.NewReader(raw[:n]), "x.json"); err == nil || !strings.Contains(err.Error(), "x.json: line 14: the file ends within a line") {
			t.Fatalf("the first %d of %d bytes: %v", n, len(raw), err)
		}
	}
	table := sourcetest.File(t, "targets.simple.csv")
	last = bytes.LastIndexByte(table[:len(table)-1], '\n') + 1
	for n := last + 1; n < len(table)-3; n++ {
		if _, err := ReadCSV(bytes.NewReader(table[:n]), "x.csv"); err == nil || !strings.Contains(err.Error(), "x.csv: line 6: the file ends within a row") {
			t.Fatalf("the first %d of %d bytes: %v", n, len(table), err)
		}
	}
}

func TestWhatIsNoSuchDataIsRefusedWithWhatToDo(t *testing.T) {
	pep := `{"id":"x","schema":"Person","properties":{"name":["A"],"topics":["role.pep"]}}` + "\n"
	if _, err := ReadFTM(strings.NewReader(pep), "x"); err == nil || !strings.Contains(err.Error(), `fetch the collection "sanctions"`) {
		t.Errorf("got %v", err)
	}
	if _, err := ReadCSV(strings.NewReader("id,schema,name\nx,Person,A\n"), "x"); err == nil || !strings.Contains(err.Error(), `no column "aliases"`) {
		t.Errorf("got %v", err)
	}
}

func FuzzReadFTM(f *testing.F) {
	f.Add(sourcetest.File(f, "entities.ftm.json"))
	f.Fuzz(func(t *testing.T, data []byte) {
		l, err := ReadFTM(bytes.NewReader(data), "x")
		sourcetest.ListOrError(t, l, err)
	})
}

func FuzzReadCSV(f *testing.F) {
	f.Add(sourcetest.File(f, "targets.simple.csv"))
	f.Fuzz(func(t *testing.T, data []byte) {
		l, err := ReadCSV(bytes.NewReader(data), "x")
		sourcetest.ListOrError(t, l, err)
	})
}
