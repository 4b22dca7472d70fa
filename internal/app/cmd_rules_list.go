package app

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/taupier-eu/taupier/internal/ruleset"
	"github.com/taupier-eu/taupier/sigma"
)

// listedRule is one line of `rules list`: a rule or a correlation.
type listedRule struct {
	ID        string   `json:"id"`
	Name      string   `json:"name"`
	Title     string   `json:"title"`
	Level     string   `json:"level"`
	Status    string   `json:"status"`
	Kind      string   `json:"kind"` // "rule", or the type of the correlation
	LogSource string   `json:"logsource"`
	Tags      []string `json:"tags"`
	File      string   `json:"file"`
	Line      int      `json:"line"`
}

func listRules(set *ruleset.Set) []listedRule {
	out := []listedRule{}
	for _, r := range set.Rules {
		out = append(out, listedRule{r.ID, r.Name, r.Title, r.Level, r.Status, "rule", sourceText(r.LogSource), orEmpty(r.Tags), r.File, r.Line})
	}
	for _, k := range set.Correlations {
		out = append(out, listedRule{k.ID, k.Name, k.Title, k.Level, k.Status, string(k.Type), "", orEmpty(k.Tags), k.File, k.Line})
	}
	slices.SortStableFunc(out, func(a, b listedRule) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line))
	})
	return out
}

func orEmpty(list []string) []string {
	if list == nil {
		return []string{}
	}
	return list
}

// sourceText is a log source in one word: product/category/service, as far as they are named.
func sourceText(s sigma.LogSource) string {
	var parts []string
	for _, p := range []string{s.Product, s.Category, s.Service} {
		if p != "" {
			parts = append(parts, p)
		}
	}
	return strings.Join(parts, "/")
}

func (c *cli) rulesListCmd() *cobra.Command {
	var output string
	cmd := &cobra.Command{
		Use: "list [FOLDER]", Short: "List the rules of a folder, or those that ship with the program",
		Example: "  taupier rules list\n  taupier rules list ./sigma/rules -o json",
		Args:    cobra.MaximumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			if output != "table" && output != "json" {
				return fail(exitUsage, "--output %q: want table or json", output)
			}
			return c.listRules(firstArg(args), output)
		},
	}
	cmd.Flags().StringVarP(&output, "output", "o", "table", "table or json")
	return cmd
}

func (c *cli) listRules(dir, output string) error {
	set, err := c.ruleset(dir)
	if err != nil {
		return err
	}
	c.tellFailed(set)
	all := listRules(set)
	if output == "json" {
		err = c.printJSON(all)
	} else {
		w := tabwriter.NewWriter(c.out, 0, 0, 2, ' ', 0)
		for _, r := range all {
			fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", cmp.Or(r.Name, r.ID), cmp.Or(r.Level, "-"), cmp.Or(r.LogSource, r.Kind), r.Title)
		}
		err = w.Flush()
	}
	if err == nil && len(set.Failed) > 0 {
		return &exitError{code: exitPartial}
	}
	return err
}
