package eu

import (
	"bytes"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/taupier-eu/taupier/screen/list"
	"github.com/taupier-eu/taupier/screen/list/source/sourcetest"
)

func TestAnEntryOfTheXMLIsReadWhole(t *testing.T) {
	l, err := ReadXML(bytes.NewReader(sourcetest.File(t, "eu.xml")), "eu.xml")
	if err != nil {
		t.Fatal(err)
	}
	want := []list.Entry{{
		List: "eu", ID: "EU.9999.1", Kind: list.Person, Line: 4, Programmes: []string{"PRK", "UKR"}, Listed: "2017-06-08", Nations: []string{"KP"},
		Names: []list.Name{
			{Text: "Some Body EXAMPLE", Family: "EXAMPLE", Given: "Some", Middle: "Body", Primary: true}, {Text: "Old Name", Former: true}, {Text: "예시 아무개"},
			{Text: "Bob", Weak: true}, {Text: "Sum BUDDY", Family: "BUDDY", Given: "Sum", Weak: true},
		},
		Births:      []list.Birth{{Year: 1962, Month: 3, Day: 9}, {Year: 1961, Circa: true}, {Year: 1958, Until: 1960}, {Year: 1964, Month: 5, Day: 6}},
		BirthPlaces: []string{"Exampletown, NORTH KOREA"},
		Documents: []list.Document{
			{Type: "passport", Number: "X0000001", Country: "KP", Note: "diplomatic; expired; no such passport"},
			{Type: "national-id", Number: "А-1", Note: "false; reported lost; revoked; expires 2030-01-01"},
			{Type: "national-id", Number: "A-1", Note: "false; reported lost; revoked; expires 2030-01-01"},
		},
		Addresses: []list.Address{{Text: "1 Example Street, PO Box 1, 00000, Exampletown, Example Region", City: "Exampletown", Country: "KP"}},
		Emails:    []string{"some.body@example.com", "info@example.org"}, Websites: []string{"https://example.com"},
		Remarks: "Acts for Example Trading; Invented.; Formerly known as; Dr; Director of Example Trading; Owned by Example Holding, formerly known as Low quality Ltd; Low quality alias; seen in 2020; address unknown; " +
			"born 1380 in the calendar ISLAMIC; born 1 1 1384 in the calendar ISLAMIC",
	}, {
		List: "eu", ID: "EU.9999.2", Kind: list.Company, Line: 36, Programmes: []string{"PRK"}, Names: []list.Name{{Text: "Example Trading & Co", Primary: true}},
		Documents: []list.Document{
			{Type: "swift", Number: "EXAMPLEXXX", Country: "FR"}, {Type: "registration", Number: "REG 77", Country: "FR"},
			{Type: "registration", Number: "9999999", Country: "FR"}, {Type: "tax", Number: "T 1", Country: "FR"},
		},
	}}
	if diff := cmp.Diff(want, l.Entries); diff != "" {
		t.Error(diff)
	}
	rejected := []list.Problem{
		{File: "eu.xml", Line: 45, Reason: `entry "EU.9999.3" without a reference or a name`},
		{File: "eu.xml", Line: 48, Reason: "entry EU.9999.2 stands twice: the first counts"},
	}
	if diff := cmp.Diff(rejected, l.Rejected); diff != "" {
		t.Error(diff)
	}
	if l.Published.Format("2006-01-02 15:04") != "2026-08-05 16:47" {
		t.Errorf("published %v", l.Published)
	}
}

func TestTheRowsOfTheCSVMakeOneEntry(t *testing.T) {
	l, err := ReadCSV(bytes.NewReader(sourcetest.File(t, "eu.csv")), "eu.csv")
	if err != nil {
		t.Fatal(err)
	}
	want := []list.Entry{{
		List: "eu", ID: "EU.9999.1", Kind: list.Person, Line: 2, Programmes: []string{"PRK"}, Listed: "2017-06-08", Nations: []string{"KP"},
		Names: []list.Name{
			{Text: "Some Body EXAMPLE", Family: "EXAMPLE", Given: "Some", Middle: "Body", Primary: true}, {Text: "예시 아무개"}, {Text: "Bob", Weak: true},
		},
		Births: []list.Birth{{Year: 1962, Month: 3, Day: 9}, {Year: 1958, Until: 1960}}, BirthPlaces: []string{"Exampletown"},
		Documents: []list.Document{{Type: "passport", Number: "X0000001", Country: "KP", Note: "expired"}},
		Addresses: []list.Address{{Text: "1 Example Street; west, Exampletown", City: "Exampletown", Country: "KP"}},
		Remarks:   "Acts for Example Trading; Invented.; Dr; Director of Example Trading; Low quality alias",
	}, {
		List: "eu", ID: "EU.9999.2", Kind: list.Company, Line: 11, Programmes: []string{"PRK"}, Names: []list.Name{{Text: "Example Trading & Co", Primary: true}},
		Documents: []list.Document{{Type: "registration", Number: "REG 77", Country: "FR"}},
	}}
	if diff := cmp.Diff(want, l.Entries); diff != "" {
		t.Error(diff)
	}
	if l.Published.Format("2006-01-02") != "2026-08-05" || len(l.Rejected) > 0 {
		t.Errorf("published %v, rejected %v", l.Published, l.Rejected)
	}
}

// What is read equals what a count over the raw bytes gives.
func TestNothingIsLost(t *testing.T) {
	raw := sourcetest.File(t, "eu.xml")
	l, err := ReadXML(bytes.NewReader(raw), "eu.xml")
	if err != nil {
		t.Fatal(err)
	}
	count := func(pattern string) int { return len(regexp.MustCompile(pattern).FindAll(raw, -1)) }
	got := map[string]int{"entries and rejected": len(l.Entries) + len(l.Rejected)}
	for _, e := range l.Entries {
		got["names"] += len(e.Names)
		got["documents"] += len(e.Documents)
	}
	want := map[string]int{
		"entries and rejected": count(`<sanctionEntity `), "names": count(`<nameAlias `) - 1, // that of the entry that stands twice
		"documents": count(`<identification [^>]*number="[^"]*\w`) + count(`latinNumber="[^"]+"`),
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestNoRowIsLost(t *testing.T) {
	raw := sourcetest.File(t, "eu.csv")
	l, err := ReadCSV(bytes.NewReader(raw), "eu.csv")
	if err != nil {
		t.Fatal(err)
	}
	ids, names := map[string]bool{}, 0
	for _, row := range strings.Split(string(raw), "\n")[1:] {
		if fields := strings.Split(row, ";"); len(fields) > 24 {
			ids[fields[1]] = true
			if fields[24] != "" { // NameAlias_LogicalId
				names++
			}
		}
	}
	got := 0
	for _, e := range l.Entries {
		got += len(e.Names)
	}
	if len(l.Entries) != len(ids) || got != names {
		t.Errorf("%d entries and %d names, the rows have %d and %d", len(l.Entries), got, len(ids), names)
	}
}

func TestACutXMLIsRefusedWhereverItIsCut(t *testing.T) {
	sourcetest.CutAnywhere(t, sourcetest.File(t, "eu.xml"), 7, "eu.xml", ReadXML)
}

func TestWhatIsNoSuchListIsRefusedWithWhatToDo(t *testing.T) {
	xml, table := string(sourcetest.File(t, "eu.xml")), string(sourcetest.File(t, "eu.csv"))
	for name, c := range map[string]struct {
		read func(string) (*list.List, error)
		text string
		says string
	}{
		"a bomb":               {readXML, `<!DOCTYPE x [<!ENTITY a "aaaa">]>` + xml, "declares types or entities"},
		"elements within":      {readXML, `<export xmlns="` + Space + `">` + strings.Repeat("<a>", 1e5), "nested more than"},
		"another name space":   {readXML, strings.ReplaceAll(xml, Space, "http://eu.europa.ec/fpi/fsd/export/2"), "another version of the format"},
		"another document":     {readXML, "<html/>", `the document is a "html"`},
		"no entries":           {readXML, `<export xmlns="` + Space + `"></export>`, "no entry in it"},
		"not UTF-8":            {readXML, strings.Replace(xml, "EXAMPLE", "EX\xe9MPLE", 1), "invalid UTF-8"},
		"a CSV cut in a row":   {readCSV, table[:len(table)-30], "the file ends within a row"},
		"a CSV of one column":  {readCSV, "Entity_LogicalId;x\n1;2\n", `no column "Entity_EU_ReferenceNumber"`},
		"an empty CSV":         {readCSV, "", "no header with the columns"},
		"a CSV in Latin-1":     {readCSV, strings.Replace(table, "Some", "Som\xe9", 1), "line 2: field 18 is not in UTF-8"},
		"a CSV without a name": {readCSV, table[:strings.Index(table, "\n")+1], "no entry in it"},
	} {
		if _, err := c.read(c.text); err == nil || !strings.Contains(err.Error(), c.says) || !strings.Contains(err.Error(), "eu.") {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

func readXML(s string) (*list.List, error) { return ReadXML(strings.NewReader(s), "eu.xml") }
func readCSV(s string) (*list.List, error) { return ReadCSV(strings.NewReader(s), "eu.csv") }

func FuzzReadXML(f *testing.F) {
	f.Add(string(sourcetest.File(f, "eu.xml")))
	f.Fuzz(func(t *testing.T, text string) {
		l, err := readXML(text)
		sourcetest.ListOrError(t, l, err)
	})
}

func FuzzReadCSV(f *testing.F) {
	f.Add(string(sourcetest.File(f, "eu.csv")))
	f.Fuzz(func(t *testing.T, text string) {
		l, err := readCSV(text)
		sourcetest.ListOrError(t, l, err)
	})
}
