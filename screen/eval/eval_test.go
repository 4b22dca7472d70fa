package eval

import (
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/taupier-eu/taupier/screen"
	"github.com/taupier-eu/taupier/screen/list/formats"
)

func TestWholeLists(t *testing.T) {
	dir := os.Getenv("TAUPIER_LISTS")
	if dir == "" {
		t.Skip("TAUPIER_LISTS names no folder of published lists")
	}
	lists, _, err := formats.Open(os.DirFS(dir))
	if err != nil {
		t.Fatal(err)
	}
	s, err := screen.New(lists)
	if err != nil {
		t.Fatal(err)
	}
	o := Whole(1)
	if n, err := strconv.Atoi(os.Getenv("TAUPIER_EVAL_ORDINARY")); err == nil {
		o.Ordinary = n
	}
	for _, f := range Fit(Build(lists, o)) {
		t.Log(f.Go())
	}
	r := Run(s, o)
	var b strings.Builder
	if err := r.WriteText(&b); err != nil {
		t.Fatal(err)
	}
	t.Log(b.String())
	for _, m := range r.Missed {
		t.Log(m)
	}
	for _, o := range r.Ordinary {
		t.Log(o.Group, strings.Join(o.Examples, "; "))
	}
}
