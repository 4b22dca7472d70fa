package report

import (
	"bufio"
	"fmt"
	"io"

	"github.com/taupier-eu/taupier/internal/core"
)

// Explain writes everything about one person, or about one finding, in words.
func Explain(out io.Writer, r *Report, id string, v View) error {
	w := bufio.NewWriter(out)
	for _, p := range r.People {
		if p.ID == id {
			v.explainPerson(w, p, r)
			return w.Flush()
		}
		for _, f := range p.Findings {
			if f.ID == id {
				v.explainFinding(w, f, p.counted()[f.ID])
				return w.Flush()
			}
		}
	}
	return fmt.Errorf("the report has no person and no finding of that id")
}

func (v View) explainPerson(w io.Writer, p Person, r *Report) {
	fmt.Fprintf(w, "%s  %s\n%s\n\n", p.ID, v.headline(p), v.word(p.Level))
	byID := map[string]Finding{}
	for _, f := range p.Findings {
		byID[f.ID] = f
	}
	for _, t := range p.Terms {
		fmt.Fprintf(w, "%8s  (%s %s)  %s  %s\n", v.sum(t.Counted), v.word("of"), v.sum(t.Weight), byID[t.Finding].Signal, byID[t.Finding].Title)
	}
	fmt.Fprintf(w, "%8s  %s\n\n", v.sum(p.Score), v.word("score"))
	wrap(w, "", v.word("sumis"))
	if p.First != nil {
		fmt.Fprintln(w)
		wrap(w, v.word("first_ask")+v.colon(), v.first(p))
	}
	for _, f := range p.Findings {
		fmt.Fprintln(w)
		v.explainFinding(w, f, p.counted()[f.ID])
	}
	v.explainLinks(w, p, r)
	for i, u := range p.Unknown {
		if i == 0 {
			fmt.Fprintf(w, "\n%s\n", v.word("unknown"))
		}
		wrap(w, "  - ", u)
	}
	v.explainTasks(w, p.Verify)
}

func (v View) explainTasks(w io.Writer, tasks []Task) {
	if len(tasks) > 0 {
		fmt.Fprintf(w, "\n%s\n", v.word("verify"))
		wrap(w, "", v.word("verifyis"))
	}
	for _, t := range tasks {
		fmt.Fprintln(w)
		wrap(w, "  [ ] ", t.Title)
		for _, s := range append([]string{t.Who, t.Before}, t.Notes...) {
			wrap(w, "      ", s)
		}
		for _, s := range t.Ask {
			wrap(w, "      ? ", s)
		}
		wrap(w, "      > ", t.Record)
	}
}

func (v View) explainLinks(w io.Writer, p Person, r *Report) {
	first := true
	for _, l := range r.Links {
		if l.A != p.ID && l.B != p.ID {
			continue
		}
		if first {
			fmt.Fprintf(w, "\n%s\n", v.word("links"))
			first = false
		}
		stated := ""
		if l.Stated != "" {
			stated = " (" + v.word("stated") + v.colon() + l.Stated + ")"
		}
		wrap(w, "  ", fmt.Sprintf("%s – %s%s%s %s%s", l.A, l.B, v.colon(), Kind(core.TraitKind(l.Kind), v.Lang), l.Value, stated))
	}
}

func (v View) explainFinding(w io.Writer, f Finding, counted int) {
	fmt.Fprintf(w, "%s  %s  %s %s (%s)\n", f.ID, f.Signal, v.word("counts"), v.sum(counted), v.word("strength."+f.Strength))
	wrap(w, "  ", f.Says)
	wrap(w, "  ", f.Question)
	fmt.Fprintf(w, "  %s\n", v.word("evidence"))
	for _, e := range f.Evidence {
		fmt.Fprintf(w, "    %s\n", seen(e, v))
	}
	fmt.Fprintf(w, "  %s\n", v.word("innocent"))
	for _, s := range f.Innocent {
		wrap(w, "    ~ ", s)
	}
	fmt.Fprintf(w, "  %s\n", v.word("ask_next"))
	for _, s := range f.Ask {
		wrap(w, "    ? ", s)
	}
}
