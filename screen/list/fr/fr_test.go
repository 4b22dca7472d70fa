package fr

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

func TestAnEntryIsReadWhole(t *testing.T) {
	l, err := Read(bytes.NewReader(sourcetest.File(t, "fr.json")), "fr.json")
	if err != nil {
		t.Fatal(err)
	}
	want := []list.Entry{{
		List: "fr", ID: "999001", Kind: list.Person, Line: 6, Programmes: []string{"(UE) 2017/1509 du 30/08/2017 (RPDC)"}, Nations: []string{"KP", "RU"},
		Names:       []list.Name{{Text: "Quelque Un EXEMPLE", Family: "EXEMPLE", Given: "Quelque Un", Primary: true}, {Text: "Kelkun EXEMPEL"}, {Text: "예시 아무개"}},
		Births:      []list.Birth{{Year: 1962, Month: 3, Day: 9}, {Year: 1961, Circa: true}, {Year: 1960, Month: 4}},
		BirthPlaces: []string{"Exempleville, COREE DU NORD"},
		Documents:   []list.Document{{Type: "passport", Number: "X0000001", Note: "passeport imaginaire"}, {Type: "national-id", Number: "A-1", Note: "carte imaginaire"}},
		Addresses:   []list.Address{{Text: "1 rue de l'Exemple, Exempleville", Country: "KP"}},
		Emails:      []string{"quelqu.un@example.com"}, Websites: []string{"https://example.com"},
		Remarks: "vers 1961; orthographe du passeport; Directeur d'Exemple Négoce; Inventé.; UE EU.9999.1; ONU KPi.999",
	}, {
		List: "fr", ID: "999002", Kind: list.Company, Line: 30, Names: []list.Name{{Text: "EXEMPLE NEGOCE", Primary: true}},
		Documents: []list.Document{{Type: "tax", Number: "0000000001"}, {Type: "registration", Number: "0000000000001"}, {Type: "swift", Number: "EXAMPLXX"}},
		Addresses: []list.Address{{Text: "2 rue de l'Exemple", Country: "SY"}},
		Remarks:   "INN: 0000000001; OGRN 0000000000001; SWIFT/BIC: EXAMPLXX; navire OMI 9999998; numéros imaginaires",
	}, {
		List: "fr", ID: "999003", Kind: list.Vessel, Line: 40, Names: []list.Name{{Text: "ETOILE D'EXEMPLE", Primary: true}}, Documents: []list.Document{{Type: "imo", Number: "9999999"}},
	}}
	if diff := cmp.Diff(want, l.Entries); diff != "" {
		t.Error(diff)
	}
	rejected := []string{`41 entry "999004" is of another form: a text is`, "42 entry 999003 stands twice", `43 entry "" without a number`, `44 entry "999005" is of another form: "RegistreDetail" is a string`, "30 the field CHAMP_NOUVEAU is not known"}
	for i, p := range l.Rejected {
		line, says, _ := strings.Cut(rejected[i], " ")
		if !strings.HasPrefix(p.Reason, says) || p.File != "fr.json" || line != strconv.Itoa(p.Line) {
			t.Errorf("problem %+v, want %s", p, rejected[i])
		}
	}
	if len(l.Rejected) != len(rejected) || l.Published.Format("2006-01-02") != "2026-07-11" {
		t.Errorf("published %v, rejected %v", l.Published, l.Rejected)
	}
}

// What is read equals what a count over the raw bytes gives.
func TestNothingIsLost(t *testing.T) {
	raw := sourcetest.File(t, "fr.json")
	l, err := Read(bytes.NewReader(raw), "fr.json")
	if err != nil {
		t.Fatal(err)
	}
	count := func(pattern string) int { return len(regexp.MustCompile(pattern).FindAll(raw, -1)) }
	got := map[string]int{"entries and rejected": len(l.Entries) + len(l.Rejected) - 1} // one problem is of a field
	for _, e := range l.Entries {
		got["aliases"] += len(e.Names) - 1
		got["births"] += len(e.Births)
	}
	want := map[string]int{"entries and rejected": count(`"Nature":`), "aliases": count(`"Alias":`), "births": count(`"Annee":`)}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestACutRegisterIsRefusedWhereverItIsCut(t *testing.T) {
	sourcetest.CutAnywhere(t, sourcetest.File(t, "fr.json"), 1, "fr.json", Read)
}

func TestWhatIsNoSuchRegisterIsRefusedWithWhatToDo(t *testing.T) {
	for name, c := range map[string]struct{ text, says string }{
		"another object":   {`{"results": []}`, `no "Publications" in it`},
		"another array":    {`[1]`, "found [, want {"},
		"no entries":       {`{"Publications":{"PublicationDetail":[]}}`, "no entry in it"},
		"two documents":    {string(sourcetest.File(t, "fr.json")) + "{}", "goes on after its end"},
		"entries as text":  {`{"Publications":{"PublicationDetail":"x"}}`, "want ["},
		"nested too deep":  {`{"x":` + strings.Repeat("[", 20000), "exceeded max depth"},
		"an error message": {"busy", "invalid character"},
	} {
		if _, err := Read(strings.NewReader(c.text), "fr.json"); err == nil || !strings.Contains(err.Error(), c.says) || !strings.HasPrefix(err.Error(), "fr.json") {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add(sourcetest.File(f, "fr.json"))
	f.Fuzz(func(t *testing.T, data []byte) {
		l, err := Read(bytes.NewReader(data), "fr.json")
		sourcetest.ListOrError(t, l, err)
	})
}
