package uk

import (
	"archive/zip"
	"bytes"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/taupier-eu/taupier/screen/list"
	"github.com/taupier-eu/taupier/screen/list/source/sourcetest"
)

// packed is a spreadsheet with the content.
func packed(t testing.TB, content []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, data := range map[string][]byte{"mimetype": []byte("application/vnd.oasis.opendocument.spreadsheet"), "content.xml": content} {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(data); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

const regime = "The Democratic People's Republic of Korea (Sanctions) (EU Exit) Regulations 2019"

var entries = []list.Entry{{
	List: "uk", ID: "DPR9991", Kind: list.Person, Programmes: []string{regime}, Listed: "2018-01-25", Nations: []string{"KP"},
	Names: []list.Name{
		{Text: "Some Body Other EXAMPLE", Family: "EXAMPLE", Given: "Some", Middle: "Body Other", Primary: true}, {Text: "Bob", Weak: true},
		{Text: "Sum Buddy", Family: "Buddy", Given: "Sum"}, {Text: "예시 아무개"},
	},
	Births: []list.Birth{{Year: 1962, Month: 3, Day: 9}, {Year: 1961}}, BirthPlaces: []string{"Exampletown, North Korea", "Sampleville"},
	Documents: []list.Document{{Type: "passport", Number: "X0000001", Note: "no such passport"}, {Type: "national-id", Number: "A-1", Note: "no such card"}},
	Addresses: []list.Address{{Text: "1 Example Street, Flat 2, Exampletown, 00000", City: "Exampletown", Country: "KP"}},
	Emails:    []string{"some.body@example.com", "info@example.org"}, Websites: []string{"https://example.com"},
}, {
	List: "uk", ID: "DPR9992", Kind: list.Company, Programmes: []string{regime}, Listed: "2017-10-03", Names: []list.Name{{Text: "EXAMPLE TRADING, LLC", Primary: true}},
	Documents: []list.Document{{Type: "registration", Number: "REG 77"}},
}, {
	List: "uk", ID: "DPR9993", Kind: list.Vessel, Programmes: []string{regime}, Names: []list.Name{{Text: "Example Star", Primary: true}},
	Documents: []list.Document{{Type: "imo", Number: "9999999"}}, Nations: []string{"KM"},
}}

var exceptPlaces = cmp.Options{
	cmpopts.IgnoreFields(list.Entry{}, "Line", "Remarks"), cmpopts.SortSlices(func(a, b list.Name) bool { return !a.Primary && (b.Primary || a.Text < b.Text) }),
}

func TestTheThreeFormsGiveTheSame(t *testing.T) {
	fromXML, err := ReadXML(bytes.NewReader(sourcetest.File(t, "uk.xml")), "uk.xml")
	if err != nil {
		t.Fatal(err)
	}
	fromCSV, err := ReadCSV(bytes.NewReader(sourcetest.File(t, "uk.csv")), "uk.csv")
	if err != nil {
		t.Fatal(err)
	}
	fromODS, err := ReadODS(packed(t, sourcetest.File(t, "content.xml")), "uk.ods")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(entries, fromCSV.Entries, exceptPlaces); diff != "" {
		t.Errorf("CSV: %s", diff)
	}
	if diff := cmp.Diff(fromCSV.Entries, fromODS.Entries); diff != "" {
		t.Errorf("ODS is not the CSV: %s", diff)
	}
	// The XML has what a table cannot show in a row: a variation, a month without a day.
	x := fromXML.Entries
	x[0].Names = append(x[0].Names[:3:3], x[0].Names[4:]...)
	x[0].Births = x[0].Births[:2]
	x[1].Documents = x[1].Documents[:1]
	x[1].Names[0].Text = entries[1].Names[0].Text
	if diff := cmp.Diff(entries, x, exceptPlaces); diff != "" {
		t.Errorf("XML: %s", diff)
	}
	if n := len(fromXML.Rejected); n != 3 || !strings.Contains(fromXML.Rejected[0].Reason, "the element CryptoWalletAddresses is not known") {
		t.Errorf("rejected %v", fromXML.Rejected)
	}
	fromXML.Rejected = fromXML.Rejected[1:]
	for _, l := range []*list.List{fromXML, fromCSV, fromODS} {
		if l.Published.Format("2006-01-02") != "2026-08-20" || len(l.Rejected) != 2 {
			t.Errorf("published %v, rejected %v", l.Published, l.Rejected)
		}
		for _, r := range []string{"Dr", "Director of Example Trading", "UN reference KPi.999", "Invented.", "There are none.", "born in the spring"} {
			if !strings.Contains(l.Entries[0].Remarks, r) {
				t.Errorf("%q is not in the remarks %q", r, l.Entries[0].Remarks)
			}
		}
		if strings.Contains(l.Entries[0].Remarks, "Male") {
			t.Error("sex was kept")
		}
	}
}

func TestNamesAndDatesKeepWhatOnlyTheXMLTells(t *testing.T) {
	l, err := ReadXML(bytes.NewReader(sourcetest.File(t, "uk.xml")), "uk.xml")
	if err != nil {
		t.Fatal(err)
	}
	e := l.Entries[0]
	if n := e.Names[3]; n != (list.Name{Text: "Some Exampel", Family: "Exampel", Given: "Some"}) {
		t.Errorf("variation %+v", n)
	}
	if b := e.Births[2]; b != (list.Birth{Year: 1960, Month: 4}) {
		t.Errorf("birth %+v", b)
	}
	if e.Line != 5 || l.Rejected[1].Line != 59 || !strings.Contains(l.Rejected[1].Reason, "without a reference") || !strings.Contains(l.Rejected[2].Reason, "DPR9994 without a name") {
		t.Errorf("line %d, rejected %v", e.Line, l.Rejected)
	}
}

// What is read equals what a count over the raw bytes gives.
func TestNothingIsLost(t *testing.T) {
	raw := sourcetest.File(t, "uk.xml")
	l, err := ReadXML(bytes.NewReader(raw), "uk.xml")
	if err != nil {
		t.Fatal(err)
	}
	count := func(pattern string) int { return len(regexp.MustCompile(pattern).FindAll(raw, -1)) }
	if d := l.Entries[1].Documents[1]; d != (list.Document{Type: "tax", Number: "0000000001", Note: "INN"}) {
		t.Errorf("labelled number %+v", d)
	}
	got := map[string]int{"entries and rejected": len(l.Entries) + len(l.Rejected) - 1} // one problem is of an element
	for _, e := range l.Entries {
		got["names"] += len(e.Names)
		got["documents"] += len(e.Documents)
		got["births"] += len(e.Births) + strings.Count(e.Remarks, "born ")
	}
	want := map[string]int{
		"entries and rejected": count(`<Designation>`), "names": count(`<Name>`) + count(`<NameNonLatinScript>`) - 1, // that of the entry without a reference
		"documents": count(`<(PassportNumber|NationalIdentifierNumber|BusinessRegistrationNumber|IMONumber)>`), "births": count(`<DOB>`),
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	table, err := ReadCSV(bytes.NewReader(sourcetest.File(t, "uk.csv")), "uk.csv")
	if err != nil {
		t.Fatal(err)
	}
	ids := map[string]bool{}
	for _, m := range regexp.MustCompile(`(?m)^[^,\n]*,(DPR\d+),`).FindAllSubmatch(sourcetest.File(t, "uk.csv"), -1) {
		ids[string(m[1])] = true
	}
	if n := len(table.Entries) + 1; n != len(ids) { // one has no name
		t.Errorf("%d entries, %d references", n, len(ids))
	}
}

func TestACutFileIsRefused(t *testing.T) {
	sourcetest.CutAnywhere(t, sourcetest.File(t, "uk.xml"), 7, "uk.xml", ReadXML)
	sheet := packed(t, sourcetest.File(t, "content.xml"))
	for n := 0; n < len(sheet); n += 7 {
		if _, err := ReadODS(sheet[:n], "uk.ods"); err == nil || !strings.Contains(err.Error(), "uk.ods: ") {
			t.Fatalf("ODS: the first %d of %d bytes: %v", n, len(sheet), err)
		}
	}
	table := sourcetest.File(t, "uk.csv")
	if _, err := ReadCSV(bytes.NewReader(table[:len(table)-40]), "uk.csv"); err == nil || !strings.Contains(err.Error(), "uk.csv: line 11: the file ends within a row (19 fields, want 58)") {
		t.Errorf("CSV: %v", err)
	}
}

func TestWhatIsNoSuchListIsRefusedWithWhatToDo(t *testing.T) {
	content := string(sourcetest.File(t, "content.xml"))
	wide := strings.Replace(content, `<table:table-cell table:number-columns-repeated="16000"/>`, `<table:table-cell table:number-columns-repeated="16000"><text:p>x</text:p></table:table-cell>`, 1)
	for name, c := range map[string]struct {
		err  func() error
		says string
	}{
		"a bomb in XML":         {func() error { return readXML(`<!DOCTYPE x [<!ENTITY a "aaaa">]><Designations/>`) }, "declares types or entities"},
		"another document":      {func() error { return readXML("<Arrests/>") }, `the document is a "Arrests"`},
		"other columns":         {func() error { return readCSV("Unique ID,Name\nDPR1,x\n") }, `no column "Name 6"`},
		"no table":              {func() error { return readCSV("busy\n") }, "no header with the columns"},
		"no spreadsheet":        {func() error { return readODS([]byte("PK\x03\x04")) }, "cut or damaged"},
		"a bomb in ODS":         {func() error { return readODS(packed(t, []byte(`<!DOCTYPE x [<!ENTITY a "a">]>`+content))) }, "declares types or entities"},
		"a row without an end":  {func() error { return readODS(packed(t, []byte(wide))) }, "more than 200 columns"},
		"a sheet of other rows": {func() error { return readODS(packed(t, []byte(strings.ReplaceAll(content, "Unique ID", "Name")))) }, `no column "Unique ID"`},
	} {
		if err := c.err(); err == nil || !strings.Contains(err.Error(), c.says) || !strings.Contains(err.Error(), "uk.") {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

func TestTheListMayStandInAnotherTable(t *testing.T) {
	notes := `<table:table table:name="Notes">` + strings.Repeat("<table:table-row><table:table-cell><text:p>see https://example.com</text:p></table:table-cell></table:table-row>", 30) + `</table:table>`
	content := strings.Replace(string(sourcetest.File(t, "content.xml")), `<table:table table:name="Sanctions List">`, notes+`<table:table table:name="Sanctions List">`, 1)
	l, err := ReadODS(packed(t, []byte(content)), "uk.ods")
	if err != nil || len(l.Entries) != 3 || l.Entries[0].Line != 3 {
		t.Errorf("%+v, %v", l, err)
	}
}

func readXML(s string) error { _, err := ReadXML(strings.NewReader(s), "uk.xml"); return err }
func readCSV(s string) error { _, err := ReadCSV(strings.NewReader(s), "uk.csv"); return err }
func readODS(b []byte) error { _, err := ReadODS(b, "uk.ods"); return err }

func FuzzReadXML(f *testing.F) {
	f.Add(sourcetest.File(f, "uk.xml"))
	f.Fuzz(func(t *testing.T, data []byte) {
		l, err := ReadXML(bytes.NewReader(data), "uk.xml")
		sourcetest.ListOrError(t, l, err)
	})
}

func FuzzReadTable(f *testing.F) {
	f.Add(sourcetest.File(f, "uk.csv"))
	f.Fuzz(func(t *testing.T, data []byte) {
		l, err := ReadCSV(bytes.NewReader(data), "uk.csv")
		sourcetest.ListOrError(t, l, err)
	})
}

func FuzzReadODS(f *testing.F) {
	f.Add(sourcetest.File(f, "content.xml"))
	f.Fuzz(func(t *testing.T, content []byte) {
		l, err := ReadODS(packed(t, content), "uk.ods")
		sourcetest.ListOrError(t, l, err)
	})
}
