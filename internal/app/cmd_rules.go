package app

import (
	"encoding/json"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/taupier-eu/taupier/content"
	"github.com/taupier-eu/taupier/internal/ruleset"
)

func (c *cli) rulesCmd() *cobra.Command {
	cmd := &cobra.Command{
		Use: "rules", Short: "Sigma rules: check, list, explain, test and time them",
		Example: "  taupier rules lint ./sigma/rules\n  taupier rules explain okta_factor_activated",
	}
	cmd.AddCommand(c.rulesLintCmd(), c.rulesListCmd(), c.rulesExplainCmd(), c.rulesTestCmd(), c.rulesBenchCmd())
	return cmd
}

// ruleset reads the rules of a folder, or those that ship with the program when dir is empty.
func (c *cli) ruleset(dir string) (*ruleset.Set, error) {
	var set *ruleset.Set
	var err error
	if dir == "" {
		set, err = ruleset.Load(content.FS, "rules")
	} else {
		set, err = ruleset.Open(dir)
	}
	if err != nil {
		return nil, &exitError{exitIO, err}
	}
	if set.Files == 0 {
		return nil, fail(exitNothing, "%s: no .yml or .yaml file in it", dir)
	}
	return set, nil
}

// tellFailed names the rules that cannot be used on standard error.
func (c *cli) tellFailed(set *ruleset.Set) {
	const shown = 20
	for i, f := range set.Failed {
		if i == shown {
			fmt.Fprintf(c.err, "and %d more: taupier rules lint\n", len(set.Failed)-shown)
			return
		}
		fmt.Fprintln(c.err, where(f.File, f.Line)+":", f.Reason)
	}
}

// where is a place in a file as compilers write it.
func where(file string, line int) string {
	if line == 0 {
		return file
	}
	return fmt.Sprintf("%s:%d", file, line)
}

// firstArg is the argument that may be missing.
func firstArg(args []string) string {
	if len(args) == 0 {
		return ""
	}
	return args[0]
}

// printJSON writes a value with indentation, and characters as they are.
func (c *cli) printJSON(v any) error {
	enc := json.NewEncoder(c.out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(v); err != nil {
		return fail(exitIO, "write: %w", err)
	}
	return nil
}
