package app

import (
	"encoding/json"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"github.com/taupier-eu/taupier/internal/report"
)

func (c *cli) explainCmd() *cobra.Command {
	return &cobra.Command{
		Use:   "explain REPORT PERSON|FINDING",
		Short: "Say in words how one person's sum or one finding came about",
		Long: `Read a report written with -o json ("-" for standard input) and explain one person, with the
whole sum and what could not be checked, or one finding, with its evidence, the ordinary
explanations and what to ask.`,
		Example: "  taupier scan ./company -o json > report.json\n  taupier explain report.json c-017",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 2 {
				return fail(exitUsage, "give a report (scan -o json) and the id of a person or a finding")
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error { return c.explain(args[0], args[1]) },
	}
}

func (c *cli) explain(file, id string) error {
	lang, err := langOf(c.lang, c.env)
	if err != nil {
		return err
	}
	rep, err := c.readReport(file)
	if err != nil {
		return err
	}
	if err := report.Explain(c.out, rep, id, report.View{Lang: lang}); err != nil {
		return fail(exitUsage, "explain %s: %w", id, err)
	}
	return nil
}

func (c *cli) readReport(file string) (*report.Report, error) {
	in := c.in
	if file != "-" {
		f, err := os.Open(file)
		if err != nil {
			return nil, fail(exitIO, "open report: %w", err)
		}
		defer f.Close()
		in = f
	}
	data, err := io.ReadAll(in)
	if err != nil {
		return nil, fail(exitIO, "read report: %w", err)
	}
	var rep report.Report
	if err := json.Unmarshal(data, &rep); err != nil {
		return nil, fail(exitIO, "read report %s: %w: write it with scan -o json", file, err)
	}
	if rep.Schema != report.Schema {
		return nil, fail(exitIO, "read report %s: schema %q is not %q: write it with scan -o json", file, rep.Schema, report.Schema)
	}
	return &rep, nil
}

func (c *cli) versionCmd() *cobra.Command {
	var flow bool
	cmd := &cobra.Command{
		Use: "version", Short: "Print the version, or the way that data takes", Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			if !flow {
				fmt.Fprintln(c.out, "taupier", buildVersion())
				return nil
			}
			for _, s := range Flow {
				fmt.Fprintf(c.out, "%-8s %-24s -> %-28s %s\n", s.Name, s.From, s.To, s.By)
			}
			return nil
		},
	}
	cmd.Flags().BoolVar(&flow, "flow", false, "print the steps of a scan")
	return cmd
}
