// Package app wires the rooms together: configuration, the flow, the commands. It is the only
// package that sees everything.
package app

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/taupier-eu/taupier/content"
)

// Main runs one command line and returns its exit code. It touches nothing global, so that tests
// run the same thing as the binary.
func Main(ctx context.Context, args []string, env func(string) string, stdin io.Reader, stdout, stderr io.Writer) int {
	if code, ran := parseChild(args, stdin, stdout, stderr); ran {
		return code
	}
	c := &cli{env: env, in: stdin, out: stdout, err: stderr}
	root := c.root()
	root.SetArgs(args)
	root.SetOut(stdout)
	root.SetErr(stderr)
	err := root.ExecuteContext(ctx)
	var exit *exitError
	switch {
	case err == nil:
		return exitOK
	case errors.As(err, &exit):
		if exit.cause != nil {
			fmt.Fprintln(stderr, "taupier:", exit.cause)
		}
		return exit.code
	case errors.Is(err, context.Canceled):
		fmt.Fprintln(stderr, "taupier: interrupted")
		return 130
	}
	fmt.Fprintln(stderr, "taupier:", err)
	return exitUsage
}

// cli is what every command shares.
type cli struct {
	env      func(string) string
	in       io.Reader
	out, err io.Writer
	lang     string
	data     string // folder for what is installed on this machine
	known    *Knowledge
}

// knowledge reads the embedded content once.
func (c *cli) knowledge() (*Knowledge, error) {
	if c.known != nil {
		return c.known, nil
	}
	k, err := ReadKnowledge(content.FS)
	if err != nil {
		return nil, &exitError{exitIO, err}
	}
	c.known = k
	return k, nil
}

const about = `Taupier finds unexplained contradictions in what a company already has about the
people it hires to work remotely: dossiers, sign-ins, devices, deliveries, payroll.
It says what it saw, what would explain it innocently, and what to ask. People decide.

Start with:   taupier demo run          the fictional company
Then:         taupier init FOLDER       an example folder to fill
              taupier scan FOLDER       your own

Exit codes: 0 nothing at or above --fail-on; 1 findings; 2 usage; 3 input or output;
            5 nothing to analyse; 6 a ledger or backup that does not hold; 7 some inputs could not be used, the rest was analysed.`

func (c *cli) root() *cobra.Command {
	root := &cobra.Command{
		Use: "taupier", Short: "Find unexplained contradictions around remote workers", Long: about,
		SilenceUsage: true, SilenceErrors: true,
	}
	root.PersistentFlags().StringVar(&c.lang, "lang", "", "language of the words: fr or en (default from the environment)")
	root.PersistentFlags().StringVar(&c.data, "data-dir", "", "folder of what is kept on this machine: the lists installed, and past applications where a command says so (default $TAUPIER_DATA, else the user's folder for data)")
	root.CompletionOptions.HiddenDefaultCmd = true
	root.AddCommand(c.scanCmd(), c.explainCmd(), c.demoCmd(), c.initCmd(), c.schemaCmd(), c.signalsCmd(), c.rulesCmd(), c.detectCmd(), c.historyCmd(), c.linksCmd(), c.screenCmd(), c.listsCmd(), c.interviewCmd(), c.presenceCmd(), c.fairnessCmd(), c.evalCmd(), c.serveCmd(), c.setupCmd(), c.ledgerCmd(), c.evidenceCmd(), c.userCmd(), c.backupCmd(), c.tokenCmd(), c.loadCmd(), c.versionCmd())
	root.AddCommand(c.keyCmd(), c.doctorCmd())
	tellUsage(root)
	return root
}
