package un

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/taupier-eu/taupier/screen/list"
	"github.com/taupier-eu/taupier/screen/list/source/sourcetest"
)

// made for the test: nobody is meant.
const made = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<CONSOLIDATED_LIST dateGenerated="2026-02-27T00:00:09.554Z">
  <INDIVIDUALS>
    <INDIVIDUAL>
      <FIRST_NAME>SOME</FIRST_NAME><SECOND_NAME>BODY</SECOND_NAME><THIRD_NAME>EXAMPLE</THIRD_NAME>
      <NAME_ORIGINAL_SCRIPT>예시</NAME_ORIGINAL_SCRIPT>
      <UN_LIST_TYPE>DPRK</UN_LIST_TYPE><REFERENCE_NUMBER>KPi.999 </REFERENCE_NUMBER><LISTED_ON>2017-06-02</LISTED_ON>
      <COMMENTS1>Made up.</COMMENTS1><DESIGNATION><VALUE>Director</VALUE></DESIGNATION>
      <NATIONALITY><VALUE>Democratic People's Republic of Korea</VALUE></NATIONALITY>
      <INDIVIDUAL_ALIAS><QUALITY>Good</QUALITY><ALIAS_NAME>SOM  BODY</ALIAS_NAME></INDIVIDUAL_ALIAS>
      <INDIVIDUAL_ALIAS><QUALITY>Low</QUALITY><ALIAS_NAME>BOB</ALIAS_NAME></INDIVIDUAL_ALIAS>
      <INDIVIDUAL_ALIAS><QUALITY/><ALIAS_NAME/></INDIVIDUAL_ALIAS>
      <INDIVIDUAL_ADDRESS><STREET>1 Example Street</STREET><CITY>Exampletown</CITY><COUNTRY>China</COUNTRY></INDIVIDUAL_ADDRESS>
      <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE><DATE>1962-03-09</DATE></INDIVIDUAL_DATE_OF_BIRTH>
      <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>APPROXIMATELY</TYPE_OF_DATE><YEAR>1961</YEAR></INDIVIDUAL_DATE_OF_BIRTH>
      <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>BETWEEN</TYPE_OF_DATE><FROM_YEAR>1958</FROM_YEAR><TO_YEAR>1960</TO_YEAR></INDIVIDUAL_DATE_OF_BIRTH>
      <INDIVIDUAL_PLACE_OF_BIRTH><CITY>Exampletown</CITY><COUNTRY/></INDIVIDUAL_PLACE_OF_BIRTH>
      <INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>Número de pasaporte</TYPE_OF_DOCUMENT><NUMBER>X123</NUMBER><ISSUING_COUNTRY>China</ISSUING_COUNTRY></INDIVIDUAL_DOCUMENT>
    </INDIVIDUAL>
    <INDIVIDUAL><FIRST_NAME>NOBODY</FIRST_NAME></INDIVIDUAL>
  </INDIVIDUALS>
  <ENTITIES>
    <ENTITY>
      <FIRST_NAME>EXAMPLE TRADING</FIRST_NAME><UN_LIST_TYPE>DPRK</UN_LIST_TYPE><REFERENCE_NUMBER>KPe.999</REFERENCE_NUMBER>
      <ENTITY_ALIAS><QUALITY>f.k.a.</QUALITY><ALIAS_NAME>OLD TRADING</ALIAS_NAME></ENTITY_ALIAS>
    </ENTITY>
  </ENTITIES>
</CONSOLIDATED_LIST>`

func TestAnEntryIsReadWhole(t *testing.T) {
	l, err := Read(strings.NewReader(made), "un.xml")
	if err != nil {
		t.Fatal(err)
	}
	want := []list.Entry{{
		List: "un", ID: "KPi.999", Kind: list.Person, Line: 4, Programmes: []string{"DPRK"}, Listed: "2017-06-02", Remarks: "Director Made up.", Nations: []string{"KP"},
		Names:  []list.Name{{Text: "SOME BODY EXAMPLE", Primary: true}, {Text: "예시"}, {Text: "SOM BODY"}, {Text: "BOB", Weak: true}},
		Births: []list.Birth{{Year: 1962, Month: 3, Day: 9}, {Year: 1961, Circa: true}, {Year: 1958, Until: 1960}}, BirthPlaces: []string{"Exampletown"},
		Documents: []list.Document{{Type: "passport", Number: "X123", Country: "CN"}},
		Addresses: []list.Address{{Text: "1 Example Street, Exampletown", City: "Exampletown", Country: "CN"}},
	}, {
		List: "un", ID: "KPe.999", Kind: list.Company, Line: 23, Programmes: []string{"DPRK"},
		Names: []list.Name{{Text: "EXAMPLE TRADING", Primary: true}, {Text: "OLD TRADING", Former: true}},
	}}
	if diff := cmp.Diff(want, l.Entries); diff != "" {
		t.Error(diff)
	}
	if l.Published.Format("2006-01-02") != "2026-02-27" || len(l.Rejected) != 1 || l.Rejected[0].Line != 20 {
		t.Errorf("published %v, rejected %+v", l.Published, l.Rejected)
	}
}

func TestAFileThatIsNoWholeListIsRefused(t *testing.T) {
	for name, c := range map[string]struct{ text, says string }{
		"cut":             {made[:len(made)/2], "cut or damaged"},
		"cut at an entry": {made[:strings.Index(made, "</INDIVIDUALS>")], "cut or damaged"},
		"empty":           {"", "no end of the list"},
		"a page":          {"<html><body>busy</body></html>", `the document is a "html"`},
		"a bomb":          {`<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><CONSOLIDATED_LIST>&b;</CONSOLIDATED_LIST>`, "declares types or entities"},
	} {
		if _, err := Read(strings.NewReader(c.text), "un.xml"); err == nil || !strings.Contains(err.Error(), c.says) || !strings.Contains(err.Error(), "un.xml") {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

// Every element of the published list is read: counted here by its tags.
func TestThePublishedListIsReadWhole(t *testing.T) {
	dir := os.Getenv("TAUPIER_LISTS")
	if dir == "" {
		t.Skip("TAUPIER_LISTS names no folder of published lists")
	}
	raw, err := os.ReadFile(filepath.Join(dir, "un_consolidated.xml"))
	if err != nil {
		t.Fatal(err)
	}
	l, err := Read(strings.NewReader(string(raw)), "un_consolidated.xml")
	if err != nil {
		t.Fatal(err)
	}
	count := func(pattern string) int { return len(regexp.MustCompile(pattern).FindAll(raw, -1)) }
	want := map[string]int{
		"entries": count(`<(INDIVIDUAL|ENTITY)>`), "rejected": 0, "DPRK": count(`<UN_LIST_TYPE>DPRK<`), "weak": count(`<QUALITY>Low</QUALITY>\s*<ALIAS_NAME>[^<]*\S`),
		"aliases": count(`<ALIAS_NAME>[^<]*\S[^<]*<`), "scripts": count(`<NAME_ORIGINAL_SCRIPT>[^<]*\S[^<]*<`), "documents": count(`<NUMBER>[^<]*\S[^<]*<`),
	}
	got := map[string]int{"entries": len(l.Entries), "rejected": len(l.Rejected)}
	for _, e := range l.Entries {
		got["documents"] += len(e.Documents)
		if e.Programmes[0] == "DPRK" {
			got["DPRK"]++
		}
		for _, n := range e.Names[1:] {
			if n.Weak {
				got["weak"]++
			}
		}
		got["aliases"] += len(e.Names) - 1
	}
	got["aliases"] -= want["scripts"]
	got["scripts"] = want["scripts"]
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func FuzzRead(f *testing.F) {
	f.Add(made)
	f.Add("<CONSOLIDATED_LIST><ENTITY><FIRST_NAME>x</FIRST_NAME></ENTITY></CONSOLIDATED_LIST>")
	f.Fuzz(func(t *testing.T, text string) {
		l, err := Read(strings.NewReader(text), "un.xml")
		sourcetest.ListOrError(t, l, err)
	})
}
