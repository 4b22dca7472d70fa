package formats

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"fmt"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/taupier-eu/taupier/screen/list"
	"github.com/taupier-eu/taupier/screen/list/source"
	"github.com/taupier-eu/taupier/screen/list/un"
)

const (
	sdn  = "1,\"EXAMPLE, Some Body\",\"individual\",\"DPRK3\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,\"DOB 1962.\"\n"
	alt  = "1,10,\"aka\",\"SAMPLE, Sum Buddy\",-0- \n"
	add  = "1,20,\"1 Example Street\",\"Exampletown\",\"France\",-0- \n"
	unXM = `<?xml version="1.0"?><CONSOLIDATED_LIST dateGenerated="2026-02-27T00:00:09.554Z"><ENTITIES><ENTITY><FIRST_NAME>EXAMPLE</FIRST_NAME><REFERENCE_NUMBER>KPe.999</REFERENCE_NUMBER></ENTITY></ENTITIES></CONSOLIDATED_LIST>`
)

func packed(t *testing.T, s string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := z.Write([]byte(s)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// fixtures are the invented lists of the readers, by the name of the list that each holds.
var fixtures = map[string][]string{
	"eu": {"../eu/testdata/eu.xml", "../eu/testdata/eu.csv"},
	"fr": {"../fr/testdata/fr.json"}, "ch-seco": {"../seco/testdata/seco.xml"},
	"opensanctions": {"../opensanctions/testdata/entities.ftm.json", "../opensanctions/testdata/targets.simple.csv"},
	"ofac-sdn":      {"../ofac/testdata/sdn.xml", "../ofac/testdata/sdn_advanced.xml", "../ofac/testdata/sdn_enhanced.xml"},
	"uk":            {"../uk/testdata/uk.xml", "../uk/testdata/uk.csv"},
}

func TestEveryFormatIsKnownByItsContent(t *testing.T) {
	for want, paths := range fixtures {
		for _, p := range paths {
			data, err := os.ReadFile(p)
			if err != nil {
				t.Fatal(err)
			}
			for form, data := range map[string][]byte{"as it is": data, "with a mark of UTF-8": append([]byte("\xef\xbb\xbf"), bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))...), "packed": packed(t, string(data))} {
				lists, problems, err := Open(fstest.MapFS{"whatever": {Data: data}})
				if err != nil || len(problems) > 0 || len(lists) != 1 || lists[0].Name != want || len(lists[0].Entries) < 2 {
					t.Errorf("%s, %s: %d lists, %v, %v", p, form, len(lists), problems, err)
				}
			}
		}
	}
}

func TestASpreadsheetIsKnownByItsContent(t *testing.T) {
	content, err := os.ReadFile("../uk/testdata/content.xml")
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.Create("content.xml")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(content); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	lists, problems, err := Open(fstest.MapFS{"whatever": {Data: b.Bytes()}})
	if err != nil || len(problems) > 0 || len(lists) != 1 || lists[0].Name != "uk" {
		t.Errorf("%d lists, %v, %v", len(lists), problems, err)
	}
}

func TestOneListInTwoFormsCountsOnce(t *testing.T) {
	older := strings.Replace(unXM, "2026-02-27", "2026-02-20", 1)
	lists, problems, err := Open(fstest.MapFS{"a.xml": {Data: []byte(older)}, "b.xml": {Data: []byte(unXM)}})
	if err != nil || len(lists) != 1 || lists[0].Published.Day() != 27 || !told(problems, "a.xml", "the list un stands here twice: b.xml is used") {
		t.Errorf("%d lists, %v, %v", len(lists), problems, err)
	}
}

func TestAFileBeyondReasonIsRefused(t *testing.T) {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	chunk := bytes.Repeat([]byte("<ENTITY></ENTITY>"), 1<<16)
	fmt.Fprint(z, "<CONSOLIDATED_LIST>")
	for range 8 {
		z.Write(chunk)
	}
	z.Close()
	in, err := open(fstest.MapFS{"bomb": {Data: b.Bytes()}}, "bomb")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := un.Read(source.Limit(in, 1<<20), "bomb"); err == nil || !strings.Contains(err.Error(), "bomb: line 1: the file is cut or damaged (larger than 1 MB") {
		t.Errorf("got %v", err)
	}
}

func TestThePartsOfOFACFindEachOther(t *testing.T) {
	lists, problems, err := Open(fstest.MapFS{
		"a/ofac_sdn.csv": {Data: []byte(sdn)}, "a/ofac_alt.csv": {Data: []byte(alt)}, "a/ofac_add.csv": {Data: []byte(add)},
		"a/cons_prim.csv": {Data: []byte(strings.Replace(sdn, "1,", "7,", 1))}, "a/cons_alt.csv": {Data: []byte(strings.Replace(alt, "1,", "7,", 1))},
		"whatever.gz": {Data: packed(t, unXM)}, "README.md": {Data: []byte("not a list")}, ".hidden": {Data: []byte("x")},
	})
	if err != nil || len(problems) > 0 {
		t.Fatalf("%v %v", problems, err)
	}
	var got []string
	for _, l := range lists {
		got = append(got, l.Name+":"+l.Entries[0].List+":"+l.Entries[0].ID)
		if l.Name != "un" && len(l.Entries[0].Names) != 2 {
			t.Errorf("%s has %d names", l.Name, len(l.Entries[0].Names))
		}
	}
	if s := strings.Join(got, " "); s != "ofac-cons:ofac-cons:7 ofac-sdn:ofac-sdn:1 un:un:KPe.999" {
		t.Error(s)
	}
}

func TestWhatIsNoListIsNamedAndTheRestIsRead(t *testing.T) {
	lists, problems, err := Open(fstest.MapFS{
		"a.xml": {Data: []byte(unXM)}, "cut.xml": {Data: []byte(unXM[:120])}, "page.html": {Data: []byte("<html>busy</html>")},
		"alt.csv": {Data: []byte(alt)}, "bad.gz": {Data: []byte("\x1f\x8bx")}, "wide.xml": {Data: []byte("\xff\xfe<\x00")}, "ConList.csv": {Data: []byte("Last Updated,13/02/2026\nName 6,Alias Quality,Group ID\n")}, "empty.csv": {},
	})
	if err != nil || len(lists) != 1 {
		t.Fatalf("%d lists, %v", len(lists), err)
	}
	want := map[string]string{"cut.xml": "cut or damaged", "page.html": "no list that is known", "alt.csv": "entries (sdn.csv) are not there", "bad.gz": "unpack", "empty.csv": "the file is empty", "wide.xml": "UTF-16", "ConList.csv": "closed on 28 January 2026"}
	for name, says := range want {
		if !told(problems, name, says) {
			t.Errorf("%s: no problem that says %q: %v", name, says, problems)
		}
	}
	if len(problems) != len(want) {
		t.Errorf("%d problems: %v", len(problems), problems)
	}
}

func told(problems []list.Problem, name, says string) bool {
	for _, p := range problems {
		if strings.Contains(p.File+" "+p.Reason, name) && strings.Contains(p.Reason, says) {
			return true
		}
	}
	return false
}
