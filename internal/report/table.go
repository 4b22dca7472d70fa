package report

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/taupier-eu/taupier/internal/core"
)

const tableWidth = 100

// writeTable writes the report for a terminal: who first, why, where to look, what may explain it.
func writeTable(out io.Writer, r *Report, v View) error {
	w := bufio.NewWriter(out)
	read, rejected := r.records()
	fmt.Fprintf(w, "%s — %s\n", orDash(v.Company), v.word("title"))
	fmt.Fprintf(w, "%s %s · %s %s · %s %s · %s %s\n", v.word("day"), v.day(),
		v.number(len(r.People)), v.word("people"), v.number(read), v.word("records"), v.number(rejected), v.word("rejected"))
	if hits := v.openHits(r); hits != "" {
		fmt.Fprintln(w, hits)
	}
	people := v.shown(r)
	if len(people) == 0 {
		fmt.Fprintf(w, "\n%s\n", v.word("nobody"))
	}
	level := ""
	for _, p := range people {
		if p.Level != level {
			level = p.Level
			fmt.Fprintf(w, "\n%s (%d)\n", strings.ToUpper(v.word(level)), r.levels()[level])
		}
		v.personRows(w, p)
	}
	v.clusterRows(w, r)
	v.screeningRows(w, r)
	v.problemRows(w, r)
	return w.Flush()
}

func orDash(s string) string {
	if s == "" {
		return "-"
	}
	return s
}

// personRows writes one person; those only to be asked take two lines, the others everything.
func (v View) personRows(w io.Writer, p Person) {
	fmt.Fprintf(w, "\n  %s  %s\n", v.name(p.ID), v.headline(p))
	if !core.Level(p.Level).AtLeast(core.LevelReview) {
		for _, f := range p.Findings {
			wrap(w, "    · ", fmt.Sprintf("%s %s [%s]", f.Signal, f.Says, seen(f.Evidence[0], v)))
		}
		return
	}
	counted := p.counted()
	for _, f := range p.Findings {
		wrap(w, "    ", fmt.Sprintf("%s %s  %s", f.Signal, bullets(f.Strength), f.Says))
		fmt.Fprintf(w, "      %s %s · %s\n", v.word("counts"), v.sum(counted[f.ID]), seen(f.Evidence[0], v))
		wrap(w, "      ~ ", f.Innocent[0])
		wrap(w, "      ? ", f.Ask[0])
	}
	if p.First != nil {
		wrap(w, "    "+v.word("first_ask")+v.colon(), v.first(p))
	}
	if len(p.Unknown) > 0 {
		wrap(w, "    "+v.word("unknown")+v.colon(), strings.Join(p.Unknown, v.semicolon()))
	}
}

// first is the question to put first, and what its ordinary explanation would leave.
func (v View) first(p Person) string {
	return fmt.Sprintf("%s (%s %s, %s)", p.First.Ask, v.word("if_explained"), v.sum(p.First.Score), v.word(p.First.Level))
}

// headline is a person in one line: post, stage, sum, number of questions, families.
func (v View) headline(p Person) string {
	parts := []string{}
	if p.Role != "" {
		parts = append(parts, p.Role)
	}
	families := p.families()
	for i, f := range families {
		families[i] = v.word("family." + f)
	}
	parts = append(parts, v.word(p.Stage), v.word("score")+" "+v.sum(p.Score), v.questions(len(p.Findings))+v.colon()+strings.Join(families, ", "))
	return strings.Join(parts, " · ")
}

func bullets(strength string) string {
	switch core.Strength(strength) {
	case core.Weak:
		return "●○○"
	case core.Medium:
		return "●●○"
	}
	return "●●●"
}

// seen is where to look: file:line field=value.
func seen(e Evidence, v View) string {
	at := e.Input
	if e.Line > 0 {
		at = fmt.Sprintf("%s:%d", e.Input, e.Line)
	}
	value := e.Value
	if r := []rune(value); len(r) > 60 {
		value = string(r[:59]) + "…"
	}
	return strings.TrimSpace(fmt.Sprintf("%s %s=%s", at, e.Field, plain(value)))
}

// breakable is where a line may be folded; spaces that hold a number or a sign together are not.
func breakable(r rune) bool { return r == ' ' }

// plain shows control characters instead of letting a log line draw on the terminal.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || r >= 0x80 && r < 0xa0 || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 {
			return '·'
		}
		return r
	}, s)
}

func (v View) clusterRows(w io.Writer, r *Report) {
	if len(r.Clusters) == 0 {
		return
	}
	fmt.Fprintf(w, "\n%s\n", strings.ToUpper(v.word("links")))
	for _, c := range r.Clusters {
		names := make([]string, len(c.People))
		for i, p := range c.People {
			names[i] = v.name(p)
		}
		wrap(w, "  ", strings.Join(names, ", "))
		for _, l := range c.Because {
			wrap(w, "    ", fmt.Sprintf("%s – %s%s%s %s", l.A, l.B, v.colon(), Kind(core.TraitKind(l.Kind), v.Lang), plain(l.Value)))
		}
	}
}

func (v View) problemRows(w io.Writer, r *Report) {
	bad := r.troubles()
	if len(bad) > 0 {
		fmt.Fprintf(w, "\n%s\n", strings.ToUpper(v.word("problems")))
	}
	for _, in := range bad {
		fmt.Fprintf(w, "  %s\n", v.trouble(in))
		for _, p := range in.Problems {
			at := ""
			if p.Line > 0 {
				at = fmt.Sprintf("%s %d: ", v.word("line"), p.Line)
			}
			for line := range strings.SplitSeq(strings.TrimSpace(p.Says), "\n") {
				fmt.Fprintf(w, "    %s%s\n", at, plain(line))
				at = ""
			}
		}
	}
	if r.Unassigned.Events > 0 {
		fmt.Fprintf(w, "\n%s %s.\n", v.number(r.Unassigned.Events), v.word("unassigned"))
	}
}

// trouble is the head of what is said of one input.
func (v View) trouble(in Trouble) string {
	s := plain(in.Path)
	if in.More > 0 {
		s += " " + v.word("and") + " " + v.number(in.More) + " " + v.word("more_files")
	}
	s += " (" + in.Kind + ")"
	if in.Rejected > 0 {
		s += v.colon() + v.number(in.Rejected) + " " + v.word("rejected")
	}
	return s
}

// wrap writes text after prefix, folded at tableWidth, further lines under the first word.
func wrap(w io.Writer, prefix, text string) {
	indent := strings.Repeat(" ", len([]rune(prefix)))
	line := prefix
	length := len(indent)
	empty := true
	for _, word := range strings.FieldsFunc(plain(text), breakable) {
		n := len([]rune(word))
		if !empty && length+1+n > tableWidth {
			fmt.Fprintln(w, line)
			line, length, empty = indent, len(indent), true
		}
		if !empty {
			line += " "
			length++
		}
		line += word
		length += n
		empty = false
	}
	fmt.Fprintln(w, line)
}
