package list

import "testing"

func TestAVersionChangesWithWhatIsSaidAndNotWithThePlaceInTheFile(t *testing.T) {
	e := Entry{List: "xx", ID: "1", Names: []Name{{Text: "EXAMPLE, Somebody"}}, Line: 7}
	before := e.Version()
	e.Line = 8
	if e.Version() != before {
		t.Error("the line changed the version")
	}
	e.Births = []Birth{{Year: 1962}}
	if e.Version() == before || len(before) != 8 {
		t.Errorf("a date of birth was added: %s, before %s", e.Version(), before)
	}
}
