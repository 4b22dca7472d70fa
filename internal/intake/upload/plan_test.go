package upload

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/taupier-eu/taupier/internal/intake"
)

func personFile(id, sum string) File {
	return File{Blob: "b-" + id + sum, Path: "people/" + id + "/person.yaml", Role: intake.RolePerson, Person: id, SHA256: sum}
}

// The name of a dossier's folder is not always its id: under either name it is the same person's.
func TestNobodyBringsInHisOwnDossierUnderTheNameOfItsFolder(t *testing.T) {
	folder := fstest.MapFS{
		"people/zoe/person.yaml": {Data: []byte("id: p-7\nstage: employed\n")},
		"people/p-8/person.yaml": {Data: []byte("id: p-8\nstage: employed\n")},
	}
	for _, c := range []struct {
		own, id string
		taken   bool
	}{{"p-7", "p-7", false}, {"p-7", "zoe", false}, {"p-9", "p-7", false}, {"p-8", "p-8", false}, {"p-9", "p-8", true}, {"p-9", "p-9", true}} {
		staged := []File{personFile(c.id, "new")}
		there, err := presentIn(folder, staged)
		if err != nil {
			t.Fatal(err)
		}
		p := planOf(staged, nil, there, c.own)
		if got := len(p.take) == 1; got != c.taken || got == (len(p.left) == 1) {
			t.Errorf("whoever is %s brings in %s: taken %v, %v", c.own, c.id, got, p.left)
		}
	}
}

func TestAPlanNamesWhatIsNewReplacedAndTheSame(t *testing.T) {
	live := []File{personFile("p-1", "a"), personFile("p-2", "a"), {Blob: "c", Path: "company.yaml", Role: intake.RoleCompany, SHA256: "a"}}
	staged := []File{personFile("p-1", "b"), personFile("p-2", "a"), personFile("p-3", "a"), {Blob: "d", Path: "company.yaml", Role: intake.RoleCompany, SHA256: "b"}}
	p := planOf(staged, live, Present{}, "")
	if got, want := fmt.Sprint(p.Change, p.drop), "{[p-3] [p-1] [people/p-2] [] [company.yaml]} [c b-p-1a]"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

// The order in which the store gives files is not that of the archive. Of two logs with the same records the first by name is taken.
func TestAPlanIsTheSameWhateverTheOrder(t *testing.T) {
	log := func(name, plain string) File {
		return File{Blob: "b-" + name, Path: "logs/" + name, Role: intake.RoleLog, SHA256: "of " + name, Plain: plain}
	}
	staged := []File{log("a.json", "1"), log("b.json.gz", "1"), log("c.json", "2"), personFile("p-1", "a"), personFile("p-2", "a")}
	shown := planOf(staged, nil, Present{}, "").Change
	slices.Reverse(staged)
	if diff := cmp.Diff(shown, planOf(staged, nil, Present{}, "").Change); diff != "" || len(shown.Added) != 2 {
		t.Error(shown, diff)
	}
}

// What is planned inside an act holds up every other one.
func TestAPlanForALargeCompanyIsMadeAtOnce(t *testing.T) {
	var live []File
	there := Present{People: map[string]bool{}, Files: map[string]string{}}
	for n := range 40_000 {
		f := personFile(fmt.Sprintf("p-%d", n), "a")
		if n%2 == 0 {
			live = append(live, f)
		} else {
			there.People[f.Person], there.Files[f.Path] = true, "a"
		}
	}
	staged := append([]File(nil), live...)
	for at := range there.Files {
		staged = append(staged, personFile(strings.Split(at, "/")[1], "a"))
	}
	began := time.Now()
	if n := len(planOf(staged, live, there, "").Same); n != 40_000 {
		t.Errorf("%d dossiers are the same", n)
	}
	if took := time.Since(began); took > 10*time.Second {
		t.Errorf("it took %s", took)
	}
}
