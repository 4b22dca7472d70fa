package app

import (
	"fmt"
	"io/fs"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"github.com/taupier-eu/taupier/content"
	"github.com/taupier-eu/taupier/internal/ruleset"
)

// ruleTest is what `rules test -o json` says. It is part of the interface.
type ruleTest struct {
	Rules        int           `json:"rules"`
	Correlations int           `json:"correlations"`
	Cases        int           `json:"cases"`
	Parts        int           `json:"parts"`
	Failed       []caseFailure `json:"failed"`
	Untested     []string      `json:"untested"` // rules and correlations without a case
}

func (c *cli) rulesTestCmd() *cobra.Command {
	var cases, output, source string
	cmd := &cobra.Command{
		Use:   "test [FOLDER]",
		Short: "Put the records of test cases to rules and correlations",
		Long: `Read cases NAME.txtar, where NAME is the name or the id of a rule or a correlation. Parts named match-…
hold JSON lines that must meet it (each line a rule, all lines together a correlation), parts named
quiet-… look-alikes that must not. Without a folder the rules that ship with the program are put to
their cases; those that raise a signal have theirs in "taupier signals test".
Exit code 0 when every case holds, 1 when one does not, 7 when a rule could not be read.`,
		Example: "  taupier rules test\n  taupier rules test ./rules --cases ./rules/cases",
		Args:    cobra.MaximumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			dir := firstArg(args)
			if output != "table" && output != "json" {
				return fail(exitUsage, "--output %q: want table or json", output)
			}
			if dir != "" && cases == "" {
				return fail(exitUsage, "say where the cases of %s are: --cases FOLDER", dir)
			}
			return c.testRules(dir, cases, output, source)
		},
	}
	fl := cmd.Flags()
	fl.StringVar(&cases, "cases", "", "folder of cases (default: those that ship with the program)")
	fl.StringVarP(&output, "output", "o", "table", "table or json")
	fl.StringVar(&source, "logsource", "", "log source of records of no known kind: product=…,category=…,service=…")
	return cmd
}

func (c *cli) testRules(dir, casesDir, output, source string) error {
	src, err := readSource(source)
	if err != nil {
		return err
	}
	set, err := c.ruleset(dir)
	if err != nil {
		return err
	}
	c.tellFailed(set)
	cases, err := c.ruleCases(casesDir)
	if err != nil {
		return err
	}
	runner, err := newCaseRunner(set, src)
	if err != nil {
		return &exitError{exitIO, err}
	}
	out := ruleTest{Rules: len(set.Rules), Correlations: len(set.Correlations), Cases: len(cases), Failed: []caseFailure{}, Untested: []string{}}
	for _, one := range cases {
		out.Parts += len(one.parts)
		out.Failed = append(out.Failed, runner.run(one)...)
	}
	out.Untested = append(out.Untested, runner.untested(cases)...)
	return c.tellRuleTest(out, set, output)
}

// ruleCases reads the cases of a folder, or the shipped ones.
func (c *cli) ruleCases(dir string) ([]ruleCase, error) {
	var fsys fs.FS = content.FS
	at := "rulecases"
	if dir != "" {
		fsys, at = os.DirFS(dir), "."
		if _, err := os.Stat(dir); err != nil {
			return nil, &exitError{exitIO, err}
		}
	}
	cases, err := readRuleCases(fsys, at)
	if err != nil {
		return nil, &exitError{exitIO, err}
	}
	if len(cases) == 0 {
		return nil, fail(exitNothing, "%s: no .txtar file in it", dir)
	}
	return cases, nil
}

func (c *cli) tellRuleTest(out ruleTest, set *ruleset.Set, output string) error {
	if output == "json" {
		if err := c.printJSON(out); err != nil {
			return err
		}
	} else {
		for _, f := range out.Failed {
			fmt.Fprintln(c.out, f.text())
		}
		fmt.Fprintf(c.out, "%d rules and %d correlations: %d cases with %d parts, %d failures; %d without a case\n",
			out.Rules, out.Correlations, out.Cases, out.Parts, len(out.Failed), len(out.Untested))
	}
	switch {
	case len(set.Failed) > 0:
		return &exitError{code: exitPartial}
	case len(out.Failed) > 0:
		return &exitError{code: exitFindings}
	}
	return nil
}

func (f caseFailure) text() string {
	var b strings.Builder
	b.WriteString(f.Case)
	if f.Part != "" {
		b.WriteString(": " + f.Part)
	}
	if f.Line > 0 {
		fmt.Fprintf(&b, " line %d", f.Line)
	}
	return b.String() + ": " + f.Reason
}
