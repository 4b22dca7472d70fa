package formats

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"os"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
)

// large are the invented lists with the records that are repeated until the list has some megabytes, and the numbers in
// them that must differ.
var large = []struct {
	name, path string
	records    []string
	numbers    []string
}{
	{"eu", "../eu/testdata/eu.xml", []string{`(?s)  <sanctionEntity .*?</sanctionEntity>\n`}, []string{"EU.9999.1"}},
	{"uk", "../uk/testdata/uk.xml", []string{`(?s)  <Designation>.*?</Designation>\n`}, []string{"DPR9991"}},
	{"ch-seco", "../seco/testdata/seco.xml", []string{`(?s)  <target .*?</target>\n`}, []string{`target ssid="999001`}},
	{"ofac", "../ofac/testdata/sdn.xml", []string{`(?s)  <sdnEntry>.*?</sdnEntry>\n`}, []string{"<uid>900001"}},
	{"ofac-advanced", "../ofac/testdata/sdn_advanced.xml", []string{`(?s)    <IDRegDocument .*?</IDRegDocument>\n`, `(?s)    <DistinctParty .*?</DistinctParty>\n`, `(?s)    <SanctionsEntry .*?</SanctionsEntry>\n`}, []string{`="900001`, `="4001`}},
	{"ofac-enhanced", "../ofac/testdata/sdn_enhanced.xml", []string{`(?s)    <entity .*?</entity>\n`}, []string{`entity id="900001`}},
	{"uk-csv", "../uk/testdata/uk.csv", []string{`(?m)^14/04/2026,DPR9991,.*\n`}, []string{"DPR9991"}},
	{"fr", "../fr/testdata/fr.json", []string{`(?s)      \{\n.*?\n      \},\n`}, []string{": 999001"}},
	{"opensanctions", "../opensanctions/testdata/entities.ftm.json", []string{`\{"id": "xx-1",.*\n`}, []string{`"id": "xx-1`}},
}

// grown is a list in which records stand often enough for size bytes.
func grown(b *testing.B, path string, records, numbers []string, size int) []byte {
	b.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		b.Fatal(err)
	}
	text, one := strings.Replace(string(raw), "<Record_Count>4</Record_Count>", "", 1), 0
	found := make([]string, len(records))
	for i, r := range records {
		if found[i] = regexp.MustCompile(r).FindString(text); found[i] == "" {
			b.Fatalf("%s: no record %s", path, r)
		}
		one += len(found[i])
	}
	for _, record := range found {
		var more strings.Builder
		for i := range size / one {
			next := record
			for _, n := range numbers {
				next = strings.ReplaceAll(next, n, fmt.Sprintf("%s%d", n, i+10))
			}
			more.WriteString(next)
		}
		text = strings.Replace(text, record, record+more.String(), 1)
	}
	return []byte(text)
}

// BenchmarkOpen reads lists of 8 MB; "tokens" is what encoding/xml needs to tokenise the same bytes.
func BenchmarkOpen(b *testing.B) {
	for _, l := range large {
		data := grown(b, l.path, l.records, l.numbers, 8<<20)
		b.Run(l.name+"/open", func(b *testing.B) {
			b.SetBytes(int64(len(data)))
			b.ReportAllocs()
			for b.Loop() {
				lists, problems, err := Open(fstest.MapFS{"x": {Data: data}})
				if err != nil || len(problems) > 0 || len(lists) != 1 || len(lists[0].Entries) < 500 {
					b.Fatal(len(lists), problems, err)
				}
			}
		})
		if !bytes.HasPrefix(data, []byte("<")) {
			continue
		}
		b.Run(l.name+"/tokens", func(b *testing.B) {
			b.SetBytes(int64(len(data)))
			for b.Loop() {
				d := xml.NewDecoder(bytes.NewReader(data))
				for {
					if _, err := d.Token(); errors.Is(err, io.EOF) {
						break
					} else if err != nil {
						b.Fatal(err)
					}
				}
			}
		})
	}
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
