package formats

import (
	"bytes"
	"compress/gzip"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/taupier-eu/taupier/screen/list"
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

func TestListsAreKnownByTheirContent(t *testing.T) {
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
		"alt.csv": {Data: []byte(alt)}, "bad.gz": {Data: []byte("x")}, "empty.csv": {},
	})
	if err != nil || len(lists) != 1 {
		t.Fatalf("%d lists, %v", len(lists), err)
	}
	want := map[string]string{"cut.xml": "cut or damaged", "page.html": "no list that is known", "alt.csv": "entries (sdn.csv) are not there", "bad.gz": "unpack", "empty.csv": "no list that is known"}
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

func BenchmarkOpenPublished(b *testing.B) {
	dir := os.Getenv("TAUPIER_LISTS")
	if dir == "" {
		b.Skip("TAUPIER_LISTS names no folder of published lists")
	}
	for b.Loop() {
		lists, _, err := Open(os.DirFS(dir))
		if err != nil {
			b.Fatal(err)
		}
		names := 0
		for _, l := range lists {
			for _, e := range l.Entries {
				names += len(e.Names)
			}
		}
		b.ReportMetric(float64(names), "names")
	}
}
