package app

import (
	"cmp"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/taupier-eu/taupier/content"
	"github.com/taupier-eu/taupier/internal/ruleset"
	"github.com/taupier-eu/taupier/sigma"
)

func (c *cli) rulesExplainCmd() *cobra.Command {
	var dir string
	cmd := &cobra.Command{
		Use: "explain RULE", Short: "Everything about one rule, by id or name",
		Example: "  taupier rules explain okta_anonymiser_then_factor",
		Args:    cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			set, err := c.ruleset(dir)
			if err != nil {
				return err
			}
			return c.explainRule(set, dir, args[0])
		},
	}
	cmd.Flags().StringVar(&dir, "rules", "", "folder of rules (default: those that ship with the program)")
	return cmd
}

func (c *cli) explainRule(set *ruleset.Set, dir, wanted string) error {
	found := false
	for _, r := range set.Rules {
		if isCalled(wanted, r.ID, r.Name) {
			explainRule(c.out, r, detectionOf(dir, r.File, r.Line))
			found = true
		}
	}
	for _, k := range set.Correlations {
		if isCalled(wanted, k.ID, k.Name) {
			explainCorrelation(c.out, set, k)
			found = true
		}
	}
	if !found {
		return fail(exitUsage, "no rule %q: taupier rules list %s", wanted, dir)
	}
	return nil
}

func isCalled(wanted, id, name string) bool {
	return wanted != "" && (strings.EqualFold(wanted, id) || strings.EqualFold(wanted, name))
}

func explainRule(w io.Writer, r *sigma.Rule, detection string) {
	heading(w, r.Title, r.ID, r.Name, r.Level, r.Status, r.Description)
	fmt.Fprintf(w, "Looks at   %s\n", sourceText(r.LogSource))
	if detection != "" {
		fmt.Fprintf(w, "\nIt asks\n%s", indented(detection))
	}
	ending(w, r.FalsePositives, r.Tags, r.References, where(r.File, r.Line))
}

func explainCorrelation(w io.Writer, set *ruleset.Set, k *sigma.Correlation) {
	heading(w, k.Title, k.ID, k.Name, k.Level, k.Status, k.Description)
	fmt.Fprintf(w, "It asks    %s\n\nIt joins\n", asks(k))
	for _, name := range k.Rules {
		fmt.Fprintf(w, "  %s%s\n", name, titleOf(set, name))
	}
	if k.Absent != "" {
		fmt.Fprintf(w, "  and not %s%s\n", k.Absent, titleOf(set, k.Absent))
	}
	ending(w, k.FalsePositives, k.Tags, k.References, where(k.File, k.Line))
}

// titleOf is the title of what a correlation names, in brackets.
func titleOf(set *ruleset.Set, name string) string {
	for _, r := range set.Rules {
		if isCalled(name, r.ID, r.Name) {
			return " (" + r.Title + ")"
		}
	}
	for _, k := range set.Correlations {
		if isCalled(name, k.ID, k.Name) {
			return " (" + k.Title + ")"
		}
	}
	return ""
}

// asks says a correlation in one sentence.
func asks(k *sigma.Correlation) string {
	s := string(k.Type)
	if len(k.Fields) > 0 {
		s += " of " + strings.Join(k.Fields, ", ")
	}
	for _, b := range k.Bounds {
		s += " " + b.Op + " " + strconv.FormatFloat(b.Value, 'g', -1, 64)
	}
	if k.Logic != "" {
		s += " " + k.Logic
	}
	s += ", within " + span(k.Timespan)
	if k.Window != "" && k.Window != sigma.Sliding {
		s += " (" + string(k.Window) + ")"
	}
	if len(k.GroupBy) > 0 {
		s += ", for the same " + strings.Join(k.GroupBy, ", ")
	}
	return s
}

// span is a timespan as rules write it.
func span(d time.Duration) string {
	for _, u := range []struct {
		of   time.Duration
		name string
	}{{24 * time.Hour, "d"}, {time.Hour, "h"}, {time.Minute, "m"}} {
		if d >= u.of && d%u.of == 0 {
			return fmt.Sprintf("%d%s", d/u.of, u.name)
		}
	}
	return d.String()
}

func heading(w io.Writer, title, id, name, level, status, description string) {
	fmt.Fprintf(w, "%s\n%s\n", title, strings.Join(slices.DeleteFunc([]string{name, id, level, status}, func(s string) bool { return s == "" }), "  "))
	if description != "" {
		fmt.Fprintf(w, "\n%s\n", strings.TrimSpace(description))
	}
	fmt.Fprintln(w)
}

func ending(w io.Writer, innocent, tags, references []string, at string) {
	section(w, "What explains it innocently", innocent)
	section(w, "References", references)
	fmt.Fprintf(w, "\nTags       %s\nFile       %s\n", cmp.Or(strings.Join(tags, ", "), "-"), at)
}

func section(w io.Writer, title string, list []string) {
	if len(list) == 0 {
		return
	}
	fmt.Fprintf(w, "\n%s\n", title)
	for _, s := range list {
		fmt.Fprintf(w, "  - %s\n", strings.ReplaceAll(strings.TrimSpace(s), "\n", "\n    "))
	}
}

func indented(s string) string {
	return "  " + strings.ReplaceAll(strings.TrimRight(s, "\n"), "\n", "\n  ") + "\n"
}

// detectionOf is the detection of the rule at a line of a file, as it is written.
func detectionOf(dir, file string, line int) string {
	data, err := fs.ReadFile(content.FS, file)
	if dir != "" {
		data, err = os.ReadFile(file)
	}
	if err != nil {
		return ""
	}
	lines := strings.SplitAfter(strings.ReplaceAll(string(data), "\r\n", "\n"), "\n")
	if line < 1 || line > len(lines) {
		return ""
	}
	return block(lines[line-1:], "detection:")
}

// block is the text below a top-level key, up to the next key or document.
func block(lines []string, key string) string {
	from := slices.IndexFunc(lines, func(l string) bool { return strings.HasPrefix(l, key) })
	if from < 0 {
		return ""
	}
	rest := lines[from+1:]
	to := slices.IndexFunc(rest, func(l string) bool {
		return l != "" && !strings.ContainsRune(" \t\n#-", rune(l[0])) || strings.HasPrefix(l, "---")
	})
	if to < 0 {
		to = len(rest)
	}
	return strings.Join(rest[:to], "")
}
