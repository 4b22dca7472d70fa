package app

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/intake/dossier"
	"github.com/taupier-eu/taupier/internal/intake/schema"
	"github.com/taupier-eu/taupier/internal/report"
)

func (c *cli) schemaCmd() *cobra.Command {
	return &cobra.Command{
		Use: "schema company|person|report", Short: "Print the JSON Schema of a format",
		Example: "  taupier schema person > person.schema.json",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return fail(exitUsage, "name one format: company, person or report")
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error { return c.schema(args[0]) },
	}
}

func (c *cli) schema(name string) error {
	var of any
	switch name {
	case "company":
		of = core.Company{}
	case "person":
		of = dossier.PersonDocument{}
	case "report":
		of = report.Report{}
	default:
		return fail(exitUsage, "unknown format %q: want company, person or report", name)
	}
	data, err := schema.Of(name, of)
	if err != nil {
		return fail(exitIO, "write the schema: %w", err)
	}
	fmt.Fprintln(c.out, string(data))
	return nil
}
