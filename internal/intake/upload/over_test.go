package upload

import (
	"fmt"
	"io/fs"
	"testing"
	"testing/fstest"
	"time"

	"github.com/taupier-eu/taupier/internal/intake"
)

func TestAnImportedDossierHidesTheOneBelowAsAWhole(t *testing.T) {
	below := fstest.MapFS{"people/p-1/person.yaml": {}, "people/p-1/files/cv.pdf": {}, "people/p-2/person.yaml": {}, "logs/a.json": {}}
	files := []File{personFile("p-1", "a"), {Blob: "l", Path: "logs/b.json", Role: intake.RoleLog}}
	var got []string
	err := fs.WalkDir(Over(below, files, nil), ".", func(at string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			got = append(got, at)
		}
		return err
	})
	if want := "[logs/a.json logs/b.json people/p-1/person.yaml people/p-2/person.yaml]"; err != nil || fmt.Sprint(got) != want {
		t.Errorf("%s, want %s (%v)", got, want, err)
	}
}

func TestAsManyFilesAsAnArchiveMayHoldLieOverAFolderAtOnce(t *testing.T) {
	files := make([]File, MaxEntries)
	for n := range files {
		files[n] = File{Blob: "b", Path: fmt.Sprintf("logs/%d.json", n), Role: intake.RoleLog}
	}
	began := time.Now()
	all, err := fs.ReadDir(Over(nil, files, nil), "logs")
	if err != nil || len(all) != MaxEntries {
		t.Fatal(len(all), err)
	}
	if took := time.Since(began); took > 10*time.Second {
		t.Errorf("it took %s", took)
	}
}
