package app

import (
	"encoding/json"
	"fmt"
	"slices"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"
)

func (c *cli) doctorCmd() *cobra.Command {
	var d doctor
	var output string
	cmd := &cobra.Command{
		Use: "doctor --data-dir DIR", Short: "Look whether a server is as it should be, also while it runs", Args: cobra.NoArgs,
		Long: `Look at everything that a server stands on, and change nothing: its folder and keys, the database page by
page, the ledger and its witnesses, evidence, backups, the set-up, sources that fell silent, users and
roles. Each line says what was looked at, its state (ok, warn, fail, unknown), why, and what to do.

Nothing is sent to anybody. Exits with 1 when something failed.`,
		Example: "  taupier doctor --data-dir /var/lib/taupier --tls-cert cert.pem --tls-key key.pem",
		RunE: func(cmd *cobra.Command, _ []string) error {
			var err error
			if d.serverPlace, err = c.given(d.serverPlace); err != nil {
				return err
			}
			if output != "text" && output != "json" {
				return fail(exitUsage, "-o %s: want text or json", output)
			}
			if (d.cert == "") != (d.key == "") {
				return fail(exitUsage, "--tls-cert and --tls-key go together")
			}
			d.now = time.Now()
			return c.sayHealth(d.look(cmd.Context()), output)
		},
	}
	flags := cmd.Flags()
	d.serverPlace.flags(flags.StringVar)
	flags.StringVar(&d.cert, "tls-cert", "", "the server's certificate chain, PEM")
	flags.StringVar(&d.key, "tls-key", "", "its private key, PEM")
	flags.StringVarP(&output, "output", "o", "text", "text or json")
	return cmd
}

func (c *cli) sayHealth(all []checkup, output string) error {
	if output == "json" {
		enc := json.NewEncoder(c.out)
		enc.SetIndent("", "  ")
		if err := enc.Encode(all); err != nil {
			return fail(exitIO, "write: %w", err)
		}
	} else {
		w := tabwriter.NewWriter(c.out, 0, 0, 2, ' ', 0)
		for _, f := range all {
			fmt.Fprintf(w, "%s\t%s\t%s\n", f.State, f.What, f.Why)
			if f.Do != "" {
				fmt.Fprintf(w, "\t\t-> %s\n", f.Do)
			}
		}
		if err := w.Flush(); err != nil {
			return fail(exitIO, "write: %w", err)
		}
	}
	if slices.ContainsFunc(all, func(f checkup) bool { return f.State == broken }) {
		return &exitError{exitFindings, nil}
	}
	return nil
}
