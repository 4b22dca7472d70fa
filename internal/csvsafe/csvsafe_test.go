package csvsafe

import (
	"bytes"
	"encoding/csv"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestT15NothingIsReadAsAFormula(t *testing.T) {
	rows := [][]string{{"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1"}, {"＝1", "＋1", "－1", "＠x", " =1", "\u00a0=1", "\ufeff=1"}, {"a=1", "", "Zoë", `"quoted"`, "a,b", "1", "'=1"}}
	want := "'=1+1,'+1,'-1,'@SUM(A1),'\t=1,\"'\r=1\",\"'\n=1\"\n'＝1,'＋1,'－1,'＠x,' =1,'\u00a0=1,'\ufeff=1\na=1,,Zoë,\"\"\"quoted\"\"\",\"a,b\",1,'=1\n"
	var b bytes.Buffer
	if err := Write(&b, rows); err != nil || b.String() != want {
		t.Errorf("%q, want %q: %v", b.String(), want, err)
	}
}

func TestT15WhatIsGuardedReadsBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringMatching(`[=+@＝ a\t-]{1,5}[a-z0-9=,";]{0,9}`).Draw(t, "value")
		var b bytes.Buffer
		if err := Write(&b, [][]string{{s, "x"}}); err != nil {
			t.Fatal(err)
		}
		got, err := csv.NewReader(&b).Read()
		if err != nil || strings.TrimPrefix(got[0], "'") != s {
			t.Fatalf("%q came back as %q: %v", s, got, err)
		}
		if strings.ContainsAny(strings.TrimLeft(got[0], " ")[:min(1, len(strings.TrimLeft(got[0], " ")))], "=+-@\t") {
			t.Fatalf("%q is a formula", got[0])
		}
	})
}
