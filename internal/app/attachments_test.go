package app

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
)

// A dossier of ten thousand files costs the reading of two hundred, and each of the others is named.
func TestTenThousandFilesAreAccountedFor(t *testing.T) {
	const files = 10_000
	fsys := fstest.MapFS{"people/p1/person.yaml": {Data: []byte("id: p1\nstage: interview\n")}}
	for i := range files {
		fsys[fmt.Sprintf("people/p1/files/%05d.txt", i)] = &fstest.MapFile{Data: []byte("x")}
	}
	res, err := shipped(t).Scan(t.Context(), fsys, ScanOptions{Now: demoEnd, Parser: parser(t)})
	if err != nil {
		t.Fatal(err)
	}
	read, refused := 0, 0
	for _, in := range res.Inputs {
		switch {
		case !strings.HasPrefix(in.Path, "people/p1/files/"):
		case in.Rejected == 0:
			read++
		case len(in.Problems) == 1 && strings.Contains(in.Problems[0].Says, "more than 200 files"):
			refused++
		}
	}
	if read != maxAttachments || refused != files-maxAttachments {
		t.Errorf("%d read and %d refused of %d", read, refused, files)
	}
}

// What is packed in a file is a document of the dossier like any other.
func TestAnAttachedCVIsJudgedLikeAnyOther(t *testing.T) {
	mail := "MIME-Version: 1.0\r\nSubject: application\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/rtf; name=cv.rtf\r\n\r\n" +
		`{\rtf1\ansi Developer {\v Kubernetes Terraform Kafka PostgreSQL Rust}}` + "\r\n--b--\r\n"
	fsys := fstest.MapFS{
		"people/p1/person.yaml":           {Data: []byte("id: p1\nstage: interview\n")},
		"people/p1/files/application.eml": {Data: []byte(mail)},
	}
	res, err := shipped(t).Scan(t.Context(), fsys, ScanOptions{Now: demoEnd, Parser: parser(t)})
	if err != nil {
		t.Fatal(err)
	}
	found := false
	for _, f := range res.Findings {
		found = found || f.Signal().ID == "A18"
	}
	listed := false
	for _, in := range res.Inputs {
		listed = listed || in.Path == "people/p1/files/application.eml/cv.rtf" && in.Kind == "cv.rtf"
	}
	if !found || !listed {
		t.Errorf("raised %t, listed %t: %+v", found, listed, res.Inputs)
	}
}
