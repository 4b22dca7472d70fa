package app

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/taupier-eu/taupier/content"
	"github.com/taupier-eu/taupier/internal/core"
)

func (c *cli) signalsCmd() *cobra.Command {
	cmd := &cobra.Command{Use: "signals", Short: "The catalogue: what is looked for, why, and what explains it innocently"}
	cmd.AddCommand(c.signalsListCmd(), c.signalsShowCmd(), c.signalsTestCmd())
	return cmd
}

// listedSignal is one line of `signals list -o json`: the catalogue entry with its test events.
type listedSignal struct {
	core.Signal
	Weight int      `json:"weight"`
	Fires  []string `json:"fires"` // cases that must raise it
	Quiet  []string `json:"quiet"` // look-alikes that must not
}

func (c *cli) listSignals() ([]listedSignal, error) {
	k, err := c.knowledge()
	if err != nil {
		return nil, err
	}
	var out []listedSignal
	for _, id := range sortedKeys(k.Catalogue) {
		s := k.Catalogue[id]
		l := listedSignal{Signal: s, Weight: s.Strength.Weight(), Fires: []string{}, Quiet: []string{}}
		names, err := fs.Glob(content.FS, "cases/"+id+"/*.txtar")
		if err != nil {
			return nil, err
		}
		for _, n := range names {
			if strings.Contains(n, "/fires-") {
				l.Fires = append(l.Fires, n)
			} else {
				l.Quiet = append(l.Quiet, n)
			}
		}
		out = append(out, l)
	}
	return out, nil
}

func (c *cli) signalsListCmd() *cobra.Command {
	var output string
	cmd := &cobra.Command{
		Use: "list", Short: "List every signal with its family, strength and test events", Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			lang, err := langOf(c.lang, c.env)
			if err != nil {
				return err
			}
			all, err := c.listSignals()
			if err != nil {
				return err
			}
			switch output {
			case "json":
				enc := json.NewEncoder(c.out)
				enc.SetIndent("", "  ")
				return enc.Encode(all)
			case "table":
				w := tabwriter.NewWriter(c.out, 0, 0, 2, ' ', 0)
				for _, s := range all {
					fmt.Fprintf(w, "%s\t%s\t%s\t%d+%d\t%s\n", s.ID, s.Family, s.Strength, len(s.Fires), len(s.Quiet), s.Title.In(lang))
				}
				return w.Flush()
			}
			return fail(exitUsage, "--output %q: want table or json", output)
		},
	}
	cmd.Flags().StringVarP(&output, "output", "o", "table", "table or json")
	return cmd
}

func (c *cli) signalsShowCmd() *cobra.Command {
	return &cobra.Command{
		Use: "show SIGNAL", Short: "Everything about one signal", Args: cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			lang, err := langOf(c.lang, c.env)
			if err != nil {
				return err
			}
			k, err := c.knowledge()
			if err != nil {
				return err
			}
			s, ok := k.Catalogue[args[0]]
			if !ok {
				return fail(exitUsage, "no signal %q: taupier signals list", args[0])
			}
			showSignal(c, s, lang)
			return nil
		},
	}
}

func showSignal(c *cli, s core.Signal, lang core.Lang) {
	fmt.Fprintf(c.out, "%s  %s\n\n%s\n\n", s.ID, s.Title.In(lang), s.Question.In(lang))
	fmt.Fprintf(c.out, "%s, %s (%d): %s\n", s.Family, s.Strength, s.Strength.Weight(), s.Why.In(lang))
	for _, t := range s.Innocent {
		fmt.Fprintf(c.out, "  ~ %s\n", t.In(lang))
	}
	for _, t := range s.Ask {
		fmt.Fprintf(c.out, "  ? %s\n", t.In(lang))
	}
	fmt.Fprintf(c.out, "\n§ %s\n\n", s.Legal.In(lang))
	for _, src := range s.Sources {
		fmt.Fprintf(c.out, "  [%s %s] %s\n", src.Key, src.Mark, src.Title)
	}
}

func (c *cli) signalsTestCmd() *cobra.Command {
	return &cobra.Command{
		Use: "test", Short: "Run every signal's test events through the whole scan", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			k, err := c.knowledge()
			if err != nil {
				return err
			}
			cases, err := readCases(content.FS)
			if err != nil {
				return err
			}
			parser, err := childCommand()
			if err != nil {
				return err
			}
			failed := 0
			for _, tc := range cases {
				if err := tc.run(cmd.Context(), k, parser); err != nil {
					failed++
					fmt.Fprintln(c.out, "FAIL", err)
				}
			}
			fmt.Fprintf(c.out, "%d cases, %d failed\n", len(cases), failed)
			if failed > 0 {
				return &exitError{code: exitFindings}
			}
			return nil
		},
	}
}
