package source

import (
	"io"
	"strings"
	"testing"
)

func TestTextIsCleaned(t *testing.T) {
	for in, want := range map[string]string{"": "", "a b": "a b", " a\t\n b ": "a b", "a  b": "a b", "a\u00a0b": "a b", "예시  x": "예시 x"} {
		if got := Trim(in); got != want {
			t.Errorf("%q is %q, want %q", in, got, want)
		}
	}
	if got := Commas("a", " ", "b c"); got != "a, b c" {
		t.Error(got)
	}
	if got := Sentences("a", "", "b", "a"); got != "a; b" {
		t.Error(got)
	}
}

func TestALimitIsNoEnd(t *testing.T) {
	if data, err := io.ReadAll(Limit(strings.NewReader("abc"), 3)); err != nil || string(data) != "abc" {
		t.Errorf("%q, %v", data, err)
	}
	if _, err := io.ReadAll(Limit(strings.NewReader("abcd"), 3)); err == nil || !strings.Contains(err.Error(), "larger than") {
		t.Errorf("got %v", err)
	}
}

func TestADocumentInAnotherEncodingIsReadOrNamed(t *testing.T) {
	read := func(text string) (got string, err error) {
		err = XML(strings.NewReader(text), "a.xml", "a", func(e *Element) error { return e.Decode(&got) })
		return got, err
	}
	if got, err := read("<?xml version=\"1.0\" encoding=\"windows-1252\"?><a>\x80\xe9</a>"); err != nil || got != "€é" {
		t.Errorf("%q, %v", got, err)
	}
	if _, err := read(`<?xml version="1.0" encoding="EBCDIC"?><a>x</a>`); err == nil || !strings.Contains(err.Error(), "save it as UTF-8") {
		t.Errorf("got %v", err)
	}
}

func TestAnEntryWithoutAnEndDoesNotFillTheMemory(t *testing.T) {
	endless := func(begin string) io.Reader {
		return Limit(io.MultiReader(strings.NewReader(begin), repeat{}), 1<<30)
	}
	skip := func(e *Element) error {
		if e.Name.Local == "b" {
			return e.Skip()
		}
		return nil
	}
	table := Table{File: "a.csv", Need: []string{"x"}, Use: func(Row) {}}
	_, tableErr := table.CSV(endless("x\n\""), ',')
	for name, err := range map[string]error{
		"text":      XML(endless("<a>"), "a.xml", "a", func(*Element) error { return nil }),
		"attribute": XML(endless(`<a x="`), "a.xml", "a", func(*Element) error { return nil }),
		"element":   XML(endless("<a><b>"), "a.xml", "a", func(e *Element) error { return e.Decode(new(string)) }),
		"skipped":   XML(endless("<a><b>"), "a.xml", "a", skip),
		"row":       tableErr,
	} {
		if err == nil || !strings.Contains(err.Error(), "one entry has more than 16 MB") {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

// repeat never ends.
type repeat struct{}

func (repeat) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'x'
	}
	return len(p), nil
}

func TestADocumentThatGoesOnIsRefused(t *testing.T) {
	err := XML(strings.NewReader("<a></a><b></b>"), "a.xml", "a", func(e *Element) error { return e.Skip() })
	if err == nil || !strings.Contains(err.Error(), "after its end") {
		t.Errorf("got %v", err)
	}
}
