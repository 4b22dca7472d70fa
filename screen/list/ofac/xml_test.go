package ofac

import (
	"bytes"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/taupier-eu/taupier/screen/list"
	"github.com/taupier-eu/taupier/screen/list/source/sourcetest"
)

// invented is what both XML forms hold.
var invented = []list.Entry{{
	List: "ofac-sdn", ID: "900001", Kind: list.Person, Programmes: []string{"DPRK3", "CYBER2"}, Nations: []string{"KP", "CN"},
	Names: []list.Name{
		{Text: "EXAMPLE, Some Body", Family: "EXAMPLE", Given: "Some Body", Primary: true}, {Text: "SAMPLE, Sum Buddy", Family: "SAMPLE", Given: "Sum Buddy"},
		{Text: "BOB", Weak: true}, {Text: "OLD, Name", Family: "OLD", Given: "Name", Former: true},
	},
	Births:      []list.Birth{{Year: 1962, Month: 3, Day: 9}, {Year: 1961, Circa: true}, {Year: 1958, Until: 1960}, {Year: 1963, Month: 4}},
	BirthPlaces: []string{"Exampletown, Korea, North"},
	Documents:   []list.Document{{Type: "passport", Number: "X0000001", Country: "KP"}, {Type: "national-id", Number: "12 345"}},
	Wallets:     []list.WalletAddress{{Currency: "XBT", Address: "1ExampleExampleExampleExample"}, {Currency: "ETH", Address: "0x00"}},
	Addresses:   []list.Address{{Text: "1 Example Street, Flat 2, Exampletown, Example Province, 00000", City: "Exampletown", Country: "KP"}},
	Emails:      []string{"some.body@example.com"}, Websites: []string{"https://example.com"},
}, {
	List: "ofac-sdn", ID: "900002", Kind: list.Company, Programmes: []string{"DPRK2"}, Names: []list.Name{{Text: "EXAMPLE TRADING CO., LTD.", Primary: true}},
	Documents: []list.Document{{Type: "registration", Number: "77", Country: "FR"}, {Type: "swift", Number: "EXAMPLXX"}, {Type: "tax", Number: "T 1"}},
}, {
	List: "ofac-sdn", ID: "900003", Kind: list.Vessel, Programmes: []string{"DPRK4"}, Names: []list.Name{{Text: "EXAMPLE STAR", Primary: true}},
	Documents: []list.Document{{Type: "imo", Number: "9999999"}}, Nations: []string{"KH"},
}}

var alike = cmp.Options{
	cmpopts.IgnoreFields(list.Entry{}, "Line", "Remarks", "Listed"), cmpopts.IgnoreFields(list.Document{}, "Note"),
	cmpopts.SortSlices(func(a, b list.Name) bool { return a.Text < b.Text }), cmpopts.SortSlices(func(a, b list.Document) bool { return a.Number < b.Number }),
}

func TestTheSimpleXMLIsReadWhole(t *testing.T) {
	l, err := ReadXML(bytes.NewReader(sourcetest.File(t, "sdn.xml")), "sdn.xml")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(invented, l.Entries, alike); diff != "" {
		t.Error(diff)
	}
	e := l.Entries[0]
	if !e.Names[0].Primary || e.Line != 5 || e.Documents[0].Note != "issued 01 Jan 2020; expires 05 Feb 2030" {
		t.Errorf("%+v", e)
	}
	if e.Remarks != "Director; Invented.; Secondary sanctions risk Example Regulations, section 1; born in the spring" {
		t.Errorf("remarks %q", e.Remarks)
	}
	want := []list.Problem{{File: "sdn.xml", Line: 50, Reason: `entry "900004" without a number or a name`}}
	if diff := cmp.Diff(want, l.Rejected); diff != "" || l.Published.Format("2006-01-02") != "2026-06-22" {
		t.Errorf("published %v, rejected %s", l.Published, diff)
	}
}

func TestTheAdvancedXMLIsReadWhole(t *testing.T) {
	l, err := ReadAdvanced(bytes.NewReader(sourcetest.File(t, "sdn_advanced.xml")), "sdn_advanced.xml")
	if err != nil {
		t.Fatal(err)
	}
	got := l.Entries
	script := got[0].Names[2]
	if script != (list.Name{Text: "예시 아무개", Family: "예시", Given: "아무개"}) || !got[0].Names[0].Primary || got[0].Names[0].Text != "EXAMPLE, Some Body" {
		t.Errorf("names %+v", got[0].Names)
	}
	if got[0].Remarks != "Invented.; Director; Secondary sanctions risk Example Regulations, section 1" || got[1].Remarks != "Organization Established Date 2016-12-17" || got[2].Remarks != "VESSEL TYPE Cargo" {
		t.Errorf("remarks %q %q %q", got[0].Remarks, got[1].Remarks, got[2].Remarks)
	}
	if got[0].Listed != "2018-09-06" || got[0].Documents[0].Note != "issued 2020-01-01; expires 2030-02-05" || got[1].Documents[1].Note != "fraudulent" {
		t.Errorf("%+v", got)
	}
	got[0].Names = append(got[0].Names[:2:2], got[0].Names[3:]...)
	if diff := cmp.Diff(invented, got, alike); diff != "" {
		t.Error(diff)
	}
	want := []string{`entry "900004" without a number or a name`, `listing of party "900009", which is not in the list`}
	for i, p := range l.Rejected {
		if p.Reason != want[i] || p.Line == 0 {
			t.Errorf("rejected %+v, want %s", p, want[i])
		}
	}
	if len(l.Rejected) != len(want) || l.Published.Format("2006-01-02") != "2026-06-22" {
		t.Errorf("published %v, rejected %v", l.Published, l.Rejected)
	}
}

func TestTheEnhancedXMLIsReadWhole(t *testing.T) {
	l, err := ReadEnhanced(bytes.NewReader(sourcetest.File(t, "sdn_enhanced.xml")), "sdn_enhanced.xml")
	if err != nil {
		t.Fatal(err)
	}
	got := l.Entries
	if !got[0].Names[0].Primary || got[0].Names[0].Text != "EXAMPLE, Some Body" || got[0].Names[2] != (list.Name{Text: "예시 아무개", Family: "예시", Given: "아무개"}) {
		t.Errorf("names %+v", got[0].Names)
	}
	if got[0].Remarks != "Director; Invented.; Secondary sanctions risk Example Regulations, section 1" || got[2].Remarks != "VESSEL TYPE Cargo" {
		t.Errorf("remarks %q %q", got[0].Remarks, got[2].Remarks)
	}
	if got[0].Listed != "2018-09-06" || got[0].Documents[0].Note != "issued 2020-01-01; expires 2030-02-05" || got[1].Documents[1].Note != "fraudulent" {
		t.Errorf("%+v", got)
	}
	got[0].Names = append(got[0].Names[:2:2], got[0].Names[3:]...)
	if diff := cmp.Diff(invented, got, alike); diff != "" {
		t.Error(diff)
	}
	if len(l.Rejected) != 1 || l.Rejected[0].Reason != `entry "900004" without a number or a name` || l.Published.Format("2006-01-02") != "2026-06-22" {
		t.Errorf("published %v, rejected %v", l.Published, l.Rejected)
	}
}

// What is read equals what a count over the raw bytes gives.
func TestNothingOfTheXMLIsLost(t *testing.T) {
	type counts map[string]int
	of := func(l *list.List) counts {
		c := counts{"entries": len(l.Entries)}
		for _, e := range l.Entries {
			c["names"] += len(e.Names)
			c["documents"] += len(e.Documents)
			c["wallets"] += len(e.Wallets)
			c["births"] += len(e.Births)
		}
		return c
	}
	raw := sourcetest.File(t, "sdn.xml")
	l, err := ReadXML(bytes.NewReader(raw), "sdn.xml")
	if err != nil {
		t.Fatal(err)
	}
	count := func(pattern string) int { return len(regexp.MustCompile(pattern).FindAll(raw, -1)) }
	want := counts{
		"entries": count(`<sdnEntry>`) - 1, "names": count(`<lastName>`), "wallets": count(`>Digital Currency Address - `), "births": count(`<dateOfBirth>`) - 1,
		"documents": count(`<idType>(Passport|National ID No.|Registration Number|SWIFT/BIC|Tax ID No.|Vessel Reg)`),
	}
	if diff := cmp.Diff(want, of(l)); diff != "" {
		t.Error(diff)
	}
	raw = sourcetest.File(t, "sdn_advanced.xml")
	l, err = ReadAdvanced(bytes.NewReader(raw), "sdn_advanced.xml")
	if err != nil {
		t.Fatal(err)
	}
	want = counts{
		"entries": count(`<DistinctParty `) - 1, "names": count(`<DocumentedName `), "wallets": count(`FeatureTypeID="34[45]"`), "births": count(`FeatureTypeID="8"`),
		"documents": count(`<IDRegDocument `) + count(`FeatureTypeID="13"`) - 1, // the SWIFT code of the party without a name
	}
	if diff := cmp.Diff(want, of(l)); diff != "" {
		t.Error(diff)
	}
	raw = sourcetest.File(t, "sdn_enhanced.xml")
	l, err = ReadEnhanced(bytes.NewReader(raw), "sdn_enhanced.xml")
	if err != nil {
		t.Fatal(err)
	}
	want = counts{
		"entries": count(`<entity `) - 1, "names": count(`<formattedFullName>`), "wallets": count(`>Digital Currency Address - `), "births": count(`<type featureTypeId="8">Birthdate<`),
		"documents": count(`<identityDocument `) + count(`>SWIFT/BIC<`),
	}
	if diff := cmp.Diff(want, of(l)); diff != "" {
		t.Error(diff)
	}
}

func TestTheConsolidatedListIsKnownWhateverItsForm(t *testing.T) {
	plain, advanced := string(sourcetest.File(t, "sdn.xml")), string(sourcetest.File(t, "sdn_advanced.xml"))
	for name, read := range map[string]func() (*list.List, error){
		"by its name": func() (*list.List, error) { return ReadXML(strings.NewReader(plain), "lists/consolidated.xml") },
		"by its programmes": func() (*list.List, error) {
			return ReadXML(strings.NewReader(strings.Replace(plain, "DPRK2", "NS-PLC", 1)), "x")
		},
		"by its listings": func() (*list.List, error) {
			return ReadAdvanced(strings.NewReader(strings.ReplaceAll(advanced, `ListID="1550"`, `ListID="91512"`)), "x")
		},
	} {
		if l, err := read(); err != nil || l.Name != "ofac-cons" || l.Entries[0].List != "ofac-cons" {
			t.Errorf("%s: %v", name, err)
		}
	}
	if l, err := ReadXML(strings.NewReader(plain), "x"); err != nil || l.Name != "ofac-sdn" {
		t.Errorf("%v", err)
	}
}

func TestACutXMLIsRefusedWhereverItIsCut(t *testing.T) {
	sourcetest.CutAnywhere(t, sourcetest.File(t, "sdn.xml"), 101, "sdn.xml", ReadXML)
	sourcetest.CutAnywhere(t, sourcetest.File(t, "sdn_enhanced.xml"), 101, "sdn_enhanced.xml", ReadEnhanced)
	sourcetest.CutAnywhere(t, sourcetest.File(t, "sdn_advanced.xml"), 101, "sdn_advanced.xml", ReadAdvanced)
}

func TestAnEntryWithoutAPrimaryNameHasTheFirst(t *testing.T) {
	for name, text := range map[string]string{
		"simple":   `<sdnList><sdnEntry><uid>1</uid><akaList><aka><lastName>A</lastName></aka></akaList></sdnEntry></sdnList>`,
		"advanced": `<Sanctions><DistinctParties><DistinctParty><Profile ID="1"><Identity><Alias><DocumentedName><DocumentedNamePart><NamePartValue>A</NamePartValue></DocumentedNamePart></DocumentedName></Alias></Identity></Profile></DistinctParty></DistinctParties></Sanctions>`,
	} {
		read := ReadXML
		if name == "advanced" {
			read = ReadAdvanced
		}
		if l, err := read(strings.NewReader(text), "x"); err != nil || l.Check() != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestAnXMLThatIsNoWholeListIsRefusedWithWhatToDo(t *testing.T) {
	plain, advanced := string(sourcetest.File(t, "sdn.xml")), string(sourcetest.File(t, "sdn_advanced.xml"))
	last := plain[strings.LastIndex(plain, "<sdnEntry>"):strings.LastIndex(plain, "</sdnList>")]
	places := advanced[strings.Index(advanced, "  <Locations>"):strings.Index(advanced, "  <IDRegDocuments>")]
	for name, c := range map[string]struct {
		err  func(string) error
		text string
		says string
	}{
		"an entry less":        {readPlain, strings.Replace(plain, last, "", 1), "says that it holds 4 entries and holds 3"},
		"a bomb":               {readPlain, `<!DOCTYPE x [<!ENTITY a "aaaa">]>` + plain, "declares types or entities"},
		"an advanced bomb":     {readAdvanced, `<!DOCTYPE x [<!ENTITY a "aaaa">]>` + advanced, "declares types or entities"},
		"the other form":       {readAdvanced, plain, `the document is a "sdnList"`},
		"a file of changes":    {readEnhanced, `<sanctionsData xmlns="https://www.treasury.gov/ofac/DeltaFile/1.0"/>`, "another file or another version"},
		"no parties":           {readAdvanced, "<Sanctions/>", "no entry in it"},
		"places behind people": {readAdvanced, strings.Replace(strings.Replace(advanced, places, "", 1), "  <ProfileRelationships>", places+"  <ProfileRelationships>", 1), "behind the parties"},
	} {
		if err := c.err(c.text); err == nil || !strings.Contains(err.Error(), c.says) || !strings.Contains(err.Error(), "sdn.xml") {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

func readPlain(s string) error { _, err := ReadXML(strings.NewReader(s), "sdn.xml"); return err }
func readAdvanced(s string) error {
	_, err := ReadAdvanced(strings.NewReader(s), "sdn.xml")
	return err
}

func readEnhanced(s string) error {
	_, err := ReadEnhanced(strings.NewReader(s), "sdn.xml")
	return err
}

func FuzzReadEnhanced(f *testing.F) {
	f.Add(sourcetest.File(f, "sdn_enhanced.xml"))
	f.Fuzz(func(t *testing.T, data []byte) {
		l, err := ReadEnhanced(bytes.NewReader(data), "sdn.xml")
		sourcetest.ListOrError(t, l, err)
	})
}

func FuzzReadXML(f *testing.F) {
	f.Add(sourcetest.File(f, "sdn.xml"))
	f.Fuzz(func(t *testing.T, data []byte) {
		l, err := ReadXML(bytes.NewReader(data), "sdn.xml")
		sourcetest.ListOrError(t, l, err)
	})
}

func FuzzReadAdvanced(f *testing.F) {
	f.Add(sourcetest.File(f, "sdn_advanced.xml"))
	f.Fuzz(func(t *testing.T, data []byte) {
		l, err := ReadAdvanced(bytes.NewReader(data), "sdn.xml")
		sourcetest.ListOrError(t, l, err)
	})
}
