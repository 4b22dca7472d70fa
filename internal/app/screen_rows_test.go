package app

import (
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// rowsOf are the rows of a text; a row that cannot be used is "line: reason".
func rowsOf(t *testing.T, text string, fixed []string) (out []string, failed error) {
	t.Helper()
	r, err := readRows(strings.NewReader(text), batchColumns, fixed)
	if err != nil {
		return nil, err
	}
	for {
		row, err := r.next()
		var bad rowError
		switch {
		case errors.Is(err, io.EOF):
			return out, nil
		case errors.As(err, &bad):
			out = append(out, "rejected: "+bad.reason)
		case err != nil:
			return out, err
		default:
			out = append(out, row["name"]+"|"+row["born"]+"|"+row["id"])
		}
	}
}

func TestRowsAreReadInEveryFormPeopleSend(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"commas", "name,born\nExam Ri,1962\n", "Exam Ri|1962|"},
		{"semicolons, a byte order mark and other columns", "\xef\xbb\xbfnr;name;born\n1;Exam Ri;1962\n", "Exam Ri|1962|"},
		{"tabs", "name\tid\nExam Ri\tX 12\n", "Exam Ri||X 12"},
		{"fewer columns than the header", "name,born,id\nExam Ri\n", "Exam Ri||"},
		{"quotes and line breaks", "name,born\n\"RI, Exam\",1962\n\"a\nb\",\n", "RI, Exam|1962|\na\nb||"},
		{"objects", "\n{\"name\":\"Exam Ri\",\"born\":1962,\"id\":[\"A1\",\"B2\"]}\n\n{\"name\":\"x\",\"id\":12345678901234567890}\n", "Exam Ri|1962|A1,B2\nx||12345678901234567890"},
		{"a broken row between good ones", "name,born\na,1\nb,2,3,4\nc\"d,5\ne,6\n", "a|1|\nrejected: 4 columns, want 2\nrejected: bare \" in non-quoted-field\ne|6|"},
		{"a row in Latin-1 between good ones", "name\na\nJ\xe9r\xf4me\nb\n", "a||\nrejected: not UTF-8: save the file as \"CSV UTF-8\"\nb||"},
		{"a broken object", "{\"name\":\"a\"}\n{\"name\":\n{\"name\":{}}\n", "a||\nrejected: no JSON object: unexpected EOF\nrejected: name: want a text or a list of texts"},
	} {
		got, err := rowsOf(t, c.text, nil)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
		if diff := cmp.Diff(c.want, strings.Join(got, "\n")); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
}

func TestAFileThatIsNoBatchIsRefused(t *testing.T) {
	for name, text := range map[string]string{"empty": "", "blank": " \n\n", "no known column": "a,b\n1,2\n", "UTF-16": "\xff\xfen\x00a\x00", "a row without end": "{\"name\":\"" + strings.Repeat("a", maxRow) + "\"}\n"} {
		if got, err := rowsOf(t, text, nil); err == nil {
			t.Errorf("%s: read as %q", name, got)
		}
	}
}

func TestAFileWithoutHeaderHasTheColumnsInTheirOrder(t *testing.T) {
	got, err := rowsOf(t, "Exam Ri,1962\nOther,1963\n", []string{"name", "born"})
	if err != nil || strings.Join(got, " ") != "Exam Ri|1962| Other|1963|" {
		t.Errorf("%q, %v", got, err)
	}
}

func FuzzRows(f *testing.F) {
	for _, s := range []string{"name,born\nExam Ri,1962\n", "{\"name\":\"Exam Ri\"}", "\xef\xbb\xbfname\n\"", "name;id\na;b;c\n"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		r, err := readRows(strings.NewReader(text), batchColumns, nil)
		if err != nil {
			return
		}
		for n := 0; ; n++ {
			_, err := r.next()
			var bad rowError
			if err != nil && !errors.As(err, &bad) {
				return
			}
			if n > strings.Count(text, "\n")+1 {
				t.Fatalf("more rows than lines in %q", text)
			}
		}
	})
}
