package app

import (
	"fmt"

	"github.com/spf13/cobra"
)

// tellUsage makes every command say how it is called when it is called otherwise. A word that is no command of a group is
// an error: a script with a slip must not end as if it had done its work.
func tellUsage(c *cobra.Command) {
	for _, sub := range c.Commands() {
		tellUsage(sub)
	}
	if c.HasSubCommands() && !c.Runnable() && c.HasParent() {
		c.Args = cobra.NoArgs
		c.RunE = func(c *cobra.Command, _ []string) error { return c.Help() }
	}
	check := c.Args
	if check == nil {
		return
	}
	c.Args = func(c *cobra.Command, args []string) error {
		if err := check(c, args); err != nil {
			return fail(exitUsage, "%w\nusage: %s", err, usageOf(c))
		}
		return nil
	}
}

func usageOf(c *cobra.Command) string {
	if c.HasAvailableSubCommands() {
		return fmt.Sprintf("%s COMMAND (%s --help lists them)", c.CommandPath(), c.CommandPath())
	}
	return c.UseLine()
}
