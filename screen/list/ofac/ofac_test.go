package ofac

import (
	"encoding/csv"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/taupier-eu/taupier/screen/list"
	"github.com/taupier-eu/taupier/screen/list/source/sourcetest"
)

const (
	entries = `1,"EXAMPLE, Some Body","individual","DPRK3] [DPRK","Director",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"DOB 09 Mar 1962; alt. DOB circa 1961; DOB 1958 to 1960; POB Exampletown, Freedonia; nationality Korea, North; Gender Male; Passport X1234567 (China) expires 05 Feb 2030; National ID No. 12 345; a.k.a. 'EXAMPLE BOB'; Email Address some.body@example.com; Digital Currency Address - XBT 1ExampleExampleExampleExample; alt. Digital Currency Address - ETH 0x00; Linked To: EXAMPLE TRADING; Pass"
2,"EXAMPLE TRADING CO., LTD.",-0- ,"DPRK2",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"Registration Number 77 (France); Identification Number IMO 9999998; Organization Established Date 17 Dec 2016."
3,"EXAMPLE STAR","vessel","DPRK4",-0- ,"EX1","Cargo","1","2","Cambodia",-0- ,"Vessel Registration Identification IMO 9999999."
x,"NOBODY",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0-
4,"CUT"
` + "\x1a"
	aliases   = "1,10,\"aka\",\"SAMPLE, Sum Buddy\",-0- \n1,11,\"fka\",\"OLD, Name\",-0- \n9,12,\"aka\",\"LOST\",-0- \n"
	addresses = "1,20,\"1 Example Street\",\"Exampletown\",\"Korea, North\",-0- \n2,21,-0- ,-0- ,-0- ,-0- \n"
	comments  = "1,\"port Y7654321 (Hong Kong); a.k.a. 'SOMEBODY'.\"\n"
)

func read(t *testing.T, e, a, d, c string) *list.List {
	t.Helper()
	l, err := Read(Files{strings.NewReader(e), strings.NewReader(a), strings.NewReader(d), strings.NewReader(c), "sdn.csv"})
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func TestAnEntryIsReadWithEverythingTheRemarksHold(t *testing.T) {
	l := read(t, entries, aliases, addresses, comments)
	want := list.Entry{
		List: "ofac-sdn", ID: "1", Kind: list.Person, Line: 1, Programmes: []string{"DPRK3", "DPRK"},
		Names: []list.Name{
			{Text: "EXAMPLE, Some Body", Family: "EXAMPLE", Given: "Some Body", Primary: true},
			{Text: "EXAMPLE BOB", Weak: true}, {Text: "SOMEBODY", Weak: true},
			{Text: "SAMPLE, Sum Buddy", Family: "SAMPLE", Given: "Sum Buddy"}, {Text: "OLD, Name", Family: "OLD", Given: "Name", Former: true},
		},
		Births:      []list.Birth{{Year: 1962, Month: 3, Day: 9}, {Year: 1961, Circa: true}, {Year: 1958, Until: 1960}},
		BirthPlaces: []string{"Exampletown, Freedonia"}, Nations: []string{"KP"},
		Documents: []list.Document{
			{Type: "passport", Number: "X1234567", Country: "CN", Note: "expires 05 Feb 2030"}, {Type: "national-id", Number: "12 345"}, {Type: "passport", Number: "Y7654321", Country: "HK"},
		},
		Wallets:   []list.WalletAddress{{Currency: "XBT", Address: "1ExampleExampleExampleExample"}, {Currency: "ETH", Address: "0x00"}},
		Emails:    []string{"some.body@example.com"},
		Addresses: []list.Address{{Text: "1 Example Street, Exampletown", City: "Exampletown", Country: "KP"}},
	}
	got := l.Entries[0]
	got.Remarks = ""
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if e := l.Entries[1]; e.Kind != list.Company || e.Names[0].Text != "EXAMPLE TRADING CO., LTD." || len(e.Addresses) != 0 || e.Documents[0].Country != "FR" || e.Documents[1] != (list.Document{Type: "registration", Number: "9999998"}) {
		t.Errorf("company %+v", e)
	}
	if e := l.Entries[2]; e.Kind != list.Vessel || e.Documents[0] != (list.Document{Type: "imo", Number: "9999999"}) || e.Nations[0] != "KH" {
		t.Errorf("vessel %+v", e)
	}
}

func TestRowsThatCannotBeUsedAreNamed(t *testing.T) {
	l := read(t, entries, aliases, addresses, comments)
	want := []list.Problem{
		{File: "sdn.csv", Line: 4, Reason: `entry "x" with the name "NOBODY": want a number and a name`},
		{File: "sdn.csv", Line: 5, Reason: "2 fields, want 12: the file is cut or of another form"},
		{File: "aliases", Line: 3, Reason: `alias of entry "9", which is not in the list`},
	}
	if diff := cmp.Diff(want, l.Rejected); diff != "" {
		t.Error(diff)
	}
}

func TestAFileWithoutEntriesIsNoList(t *testing.T) {
	if _, err := Read(Files{Entries: strings.NewReader("<html>busy</html>"), Name: "sdn.csv"}); err == nil || !strings.Contains(err.Error(), "sdn.csv: no entry") {
		t.Errorf("got %v", err)
	}
}

func TestAFileCutWithinARowIsRefused(t *testing.T) {
	whole := entries[:strings.Index(entries, "x,\"NOBODY")]
	for n := strings.Index(whole, "\n") + 2; n < len(whole)-1; n++ {
		_, err := Read(Files{Entries: strings.NewReader(whole[:n]), Name: "sdn.csv"})
		if cut := whole[n-1] != '\n'; (err != nil) != cut {
			t.Fatalf("the first %d of %d bytes: %v", n, len(whole), err)
		} else if cut && !strings.Contains(err.Error(), "sdn.csv: line ") {
			t.Fatal(err)
		}
	}
	if _, err := Read(Files{Entries: strings.NewReader(entries), Aliases: strings.NewReader(aliases[:len(aliases)-8]), Name: "sdn.csv"}); err == nil || !strings.Contains(err.Error(), "aliases: line 3: the file ends within a row") {
		t.Errorf("got %v", err)
	}
}

// Every row of the published files is in the list: counted here with the CSV reader alone.
func TestThePublishedListIsReadWhole(t *testing.T) {
	dir := os.Getenv("TAUPIER_LISTS")
	if dir == "" {
		t.Skip("TAUPIER_LISTS names no folder of published lists")
	}
	open := func(name string) io.Reader {
		f, err := os.Open(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { f.Close() })
		return f
	}
	l, err := Read(Files{open("ofac_sdn.csv"), open("ofac_alt.csv"), open("ofac_add.csv"), open("ofac_sdn_comments.csv"), "ofac_sdn.csv"})
	if err != nil {
		t.Fatal(err)
	}
	count := func(name string, fields int) (n int, rows [][]string) {
		c := csv.NewReader(open(name))
		c.FieldsPerRecord, c.LazyQuotes = -1, true
		all, err := c.ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range all {
			if len(r) == fields {
				n++
				rows = append(rows, r)
			}
		}
		return n, rows
	}
	n, rows := count("ofac_sdn.csv", 12)
	programme := 0
	for _, r := range rows {
		if strings.Contains(r[3], "DPRK") {
			programme++
		}
	}
	_, spills := count("ofac_sdn_comments.csv", 2)
	remarks := "" // with what did not fit behind what did
	for _, r := range rows {
		remarks += "\n" + strings.TrimSpace(r[11])
		for _, s := range spills {
			if s[0] == r[0] {
				remarks += s[1]
			}
		}
	}
	got := map[string]int{"entries": len(l.Entries), "rejected": len(l.Rejected)}
	for _, e := range l.Entries {
		for _, nm := range e.Names {
			if !nm.Weak && !nm.Primary {
				got["aliases"]++
			}
		}
		if strings.Contains(strings.Join(e.Programmes, " "), "DPRK") {
			got["DPRK"]++
		}
		got["wallets"] += len(e.Wallets)
	}
	aliases, _ := count("ofac_alt.csv", 5)
	want := map[string]int{"entries": n, "rejected": 0, "aliases": aliases, "DPRK": programme, "wallets": strings.Count(remarks, "Digital Currency Address - ")}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func FuzzRead(f *testing.F) {
	f.Add(entries, aliases, addresses, comments)
	f.Add("1,\"A, B\",\"individual\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,\"DOB 31 Feb 1960; Passport\"", "", "", "")
	f.Fuzz(func(t *testing.T, e, a, d, c string) {
		l, err := Read(Files{strings.NewReader(e), strings.NewReader(a), strings.NewReader(d), strings.NewReader(c), "sdn.csv"})
		sourcetest.ListOrError(t, l, err)
	})
}
