package app

import (
	"context"
	"crypto/rand"
	_ "embed"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/goccy/go-yaml"
	"github.com/spf13/cobra"
	"golang.org/x/term"

	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/setup"
	"github.com/taupier-eu/taupier/internal/store"
)

// setupExample is a file of answers to fill in.
//
//go:embed setup_example.yaml
var setupExample string

// setupFlags are the choices of a set-up.
type setupFlags struct {
	dataDir, database, answers, url string
	example, noInput                bool
	said                            setup.Answers
	trustees, officers              []string
	administrator, ciso, dpo        string
}

func (c *cli) setupCmd() *cobra.Command {
	var f setupFlags
	cmd := &cobra.Command{
		Use: "setup --data-dir DIR", Short: "Answer what a server needs before it shows anything", Args: cobra.NoArgs,
		Long: `Ask who answers for the server, where the ledger's witness stands, how long what is kept, what the policy
is and what was consulted; then make the users and print one address for each. What flags and the file of
answers leave open is asked on a terminal. It can be stopped and goes on where it stopped.

Two trustees outside IT are required: alone nobody is a second pair of eyes. Until the consultation of the
employees' representatives and the impact assessment are both on record, no log is read; when the set-up
is finished, giving them with --works-council and --dpia adds them.

The server must not run meanwhile; its own pages at /setup ask the same.`,
		Example: "  taupier setup --example > answers.yaml\n  taupier setup --data-dir /var/lib/taupier --answers answers.yaml",
		RunE:    func(cmd *cobra.Command, _ []string) error { return c.setup(cmd.Context(), f) },
	}
	flags := cmd.Flags()
	flags.StringVar(&f.dataDir, "data-dir", "", "folder of the server")
	flags.StringVar(&f.database, "database", "", "address of a PostgreSQL database (default $TAUPIER_DATABASE)")
	flags.StringVar(&f.answers, "answers", "", "file of answers, YAML")
	flags.BoolVar(&f.example, "example", false, "print a file of answers to fill in")
	flags.BoolVar(&f.noInput, "no-input", false, "ask nothing")
	flags.StringVar(&f.url, "url", "http://127.0.0.1:8787", "beginning of the addresses that are printed (default url of server.yaml)")
	flags.StringVar(&f.said.Organisation, "organisation", "", "name of the organisation")
	flags.StringArrayVar(&f.trustees, "trustee", nil, "name of a trustee; twice at least")
	flags.StringArrayVar(&f.officers, "conflict-officer", nil, "name of a conflict officer; may be given again")
	flags.StringVar(&f.administrator, "administrator", "", "name of the administrator of the server")
	flags.StringVar(&f.ciso, "ciso", "", "name of the CISO")
	flags.StringVar(&f.dpo, "dpo", "", "name of the data protection officer")
	flags.StringVar(&f.said.Witness.File, "witness-file", "", "file on another machine's disk that takes the ledger's checkpoints")
	flags.StringVar(&f.said.Consultation.WorksCouncil, "works-council", "", "date and reference of the consultation")
	flags.StringVar(&f.said.Consultation.DPIA, "dpia", "", "date and reference of the impact assessment")
	return cmd
}

func (c *cli) setup(ctx context.Context, f setupFlags) error {
	if f.example {
		_, err := fmt.Fprint(c.out, setupExample)
		return err
	}
	if f.dataDir == "" {
		return fail(exitUsage, "give the server's folder: --data-dir DIR")
	}
	given, err := f.read()
	if err != nil {
		return fail(exitUsage, "%w", err)
	}
	db, err := c.openOwn(ctx, f.dataDir, f.database)
	if err != nil {
		return &exitError{exitIO, err}
	}
	defer db.Close()
	desk := setup.Desk{Store: db, Random: rand.Reader}
	have, err := db.Answers(ctx)
	if err != nil {
		return &exitError{exitIO, err}
	}
	if !have.Finished.IsZero() {
		return c.addConsultation(ctx, db, have, given.Consultation)
	}
	if have, err = desk.Save(ctx, "given", time.Now(), func(a *setup.Answers) { a.Add(given) }); err != nil {
		return &exitError{exitIO, err}
	}
	if file, ok := c.in.(*os.File); ok && !f.noInput && term.IsTerminal(int(file.Fd())) {
		if have, err = c.askAll(ctx, desk, have); err != nil {
			return &exitError{exitIO, err}
		}
	}
	if lacks := have.Problems(); len(lacks) > 0 {
		for _, text := range lacks {
			fmt.Fprintln(c.err, "taupier: "+text.In(c.words()))
		}
		return fail(exitUsage, "the set-up is kept and not finished; give what is missing and run it again")
	}
	all, err := desk.Finish(ctx, time.Now())
	if err != nil {
		return &exitError{exitIO, err}
	}
	return c.printInvitations(db, f, all)
}

// words is the language of this command line; what cannot be told is English.
func (c *cli) words() core.Lang {
	lang, err := langOf(c.lang, c.env)
	if err != nil {
		return core.English
	}
	return lang
}

func (c *cli) printInvitations(db *store.DB, f setupFlags, all []setup.Invitation) error {
	config, err := readConfig(f.dataDir)
	if err != nil {
		return &exitError{exitIO, err}
	}
	if config.URL != "" {
		f.url = config.URL
	}
	fmt.Fprintf(c.out, "The set-up is done. Give each person his address by hand; each works once, within %d hours:\n", int(setup.InviteLife.Hours()))
	for _, i := range all {
		var roles []string
		for _, r := range i.Roles {
			roles = append(roles, string(r))
		}
		fmt.Fprintf(c.out, "  %s (%s)\n    %s/sign-in/%s\n", i.Name, strings.Join(roles, ", "), strings.TrimSuffix(f.url, "/"), i.Token)
	}
	if a, err := db.Answers(context.Background()); err == nil && !a.Consultation.Held() {
		fmt.Fprintln(c.err, "taupier: no log is read until the consultation and the impact assessment are on record: taupier setup --works-council ... --dpia ...")
	}
	return nil
}

// addConsultation completes a finished set-up by what the law wants before logs are read.
func (c *cli) addConsultation(ctx context.Context, db *store.DB, have setup.Answers, given setup.Consultation) error {
	if given == (setup.Consultation{}) {
		return fail(exitUsage, "the set-up is finished (%s)", have.Finished.Format("2006-01-02 15:04 UTC"))
	}
	have.Consultation.Add(given)
	if err := db.SaveAnswers(ctx, have, setup.StepConsultation, time.Now()); err != nil {
		return &exitError{exitIO, err}
	}
	fmt.Fprintf(c.out, "works council: %s\nimpact assessment: %s\n", have.Consultation.WorksCouncil, have.Consultation.DPIA)
	return nil
}

// read joins the file of answers with the flags, which come first.
func (f setupFlags) read() (setup.Answers, error) {
	var a setup.Answers
	if f.answers != "" {
		data, err := os.ReadFile(f.answers)
		if err != nil {
			return a, fmt.Errorf("read the answers: %w", err)
		}
		if err := yaml.UnmarshalWithOptions(data, &a, yaml.Strict()); err != nil {
			return a, fmt.Errorf("%s: %s", f.answers, yaml.FormatError(err, false, true))
		}
	}
	said := f.said
	said.Name("trustee", f.trustees...)
	said.Name("conflict", f.officers...)
	said.Name("administrator", f.administrator)
	said.Name("ciso", f.ciso)
	said.Name("dpo", f.dpo)
	a.Add(said)
	return a, nil
}

// openOwn opens the store of a company's own server, making the data directory and its key when they are not there.
func (c *cli) openOwn(ctx context.Context, dir, database string) (*store.DB, error) {
	at, err := c.given(serverPlace{dir: dir, database: database})
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(at.dir, 0o700); err != nil {
		return nil, fmt.Errorf("make the data directory: %w", err)
	}
	key, err := ledgerKey(at.dir, newKeyName())
	if err != nil {
		return nil, err
	}
	return openStore(ctx, at.dir, at.database, key)
}
