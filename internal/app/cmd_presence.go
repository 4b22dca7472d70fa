package app

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/intake/dossier"
	"github.com/taupier-eu/taupier/internal/lookup"
)

const githubAPI = "https://api.github.com"

func (c *cli) presenceCmd() *cobra.Command {
	cmd := &cobra.Command{
		Use: "presence", Short: "Record what a public service says of an account that a person named", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(c.presenceFetchCmd())
	return cmd
}

func (c *cli) presenceFetchCmd() *cobra.Command {
	var yes bool
	var api string
	cmd := &cobra.Command{
		Use:   "fetch PERSON FOLDER",
		Short: "Ask GitHub about the accounts that a dossier names, and keep the answers",
		Long: `Ask GitHub about the accounts under stated.accounts of a dossier, and keep the answers as received in
people/<id>/presence, where a scan reads them. This is the only command that sends anything anywhere:
the account's name, to that service. It does nothing unless company.yaml allows it (policy.lookups:
[github]), and without --yes it only lists what it would ask. Every request is logged in
lookups.jsonl. Tell the person beforehand.

A token in GITHUB_TOKEN is sent to the service, and raises its limit. Asking again costs little: what did
not change is not sent again.`,
		Example: "  taupier presence fetch p-002 ./company\n  taupier presence fetch p-002 ./company --yes",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 2 {
				return fail(exitUsage, "give the id of a dossier and the company folder")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			return c.presenceFetch(cmd.Context(), args[0], args[1], api, yes)
		},
	}
	cmd.Flags().BoolVar(&yes, "yes", false, "ask; without it the requests are only listed")
	cmd.Flags().StringVar(&api, "api", githubAPI, "address of the service, for a GitHub of one's own")
	return cmd
}

func (c *cli) presenceFetch(ctx context.Context, person, dir, api string, yes bool) error {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return fail(exitIO, "open folder: %w", err)
	}
	defer root.Close()
	if err := allowed(root.FS(), "github"); err != nil {
		return err
	}
	d, err := dossierOf(root.FS(), person)
	if err != nil {
		return err
	}
	names := loginsOf(d)
	if len(names) == 0 {
		return fail(exitNothing, "%s names no account of kind github under stated.accounts", person)
	}
	if !yes {
		for _, name := range names {
			fmt.Fprintln(c.out, strings.Join(lookup.Requests(name), "\n"))
		}
		fmt.Fprintln(c.err, "nothing was asked; with --yes these go to "+api)
		return nil
	}
	into := lookup.Folder{Root: root, Dir: path.Join(path.Dir(d.Input), "presence")}
	client, err := lookup.New(lookup.Service{Base: api, Token: c.env("GITHUB_TOKEN"), Person: d.ID}, into, time.Now)
	if err != nil {
		return fail(exitUsage, "--api: %w", err)
	}
	for _, name := range names {
		if err := client.Account(ctx, name); err != nil {
			return fail(exitPartial, "ask about %s: %w", name, err)
		}
	}
	fmt.Fprintf(c.err, "kept in %s; asked: %s\n", into.Dir, lookup.LogFile)
	return nil
}

// allowed reports, as an error, that the company does not let a service be asked.
func allowed(fsys fs.FS, service string) error {
	data, err := fs.ReadFile(fsys, "company.yaml")
	if err != nil {
		return fail(exitIO, "read company.yaml: %w", err)
	}
	company, _, ok := dossier.ParseCompany("company.yaml", data)
	if !ok || !slices.Contains(company.Policy.Lookups, service) {
		return fail(exitUsage, "company.yaml does not allow it: look-ups are off unless policy.lookups names %s", service)
	}
	return nil
}

// dossierOf reads the dossier of an id, wherever its folder is called otherwise.
func dossierOf(fsys fs.FS, id string) (*core.Dossier, error) {
	names, err := fs.Glob(fsys, "people/*/person.yaml")
	if err != nil {
		return nil, fail(exitIO, "list people: %w", err)
	}
	for _, name := range names {
		data, err := fs.ReadFile(fsys, name)
		if err != nil {
			return nil, fail(exitIO, "read %s: %w", name, err)
		}
		if p, _, ok := dossier.ParsePerson(name, data); ok && p.Dossier.ID == id {
			return &p.Dossier, nil
		}
	}
	return nil, fail(exitUsage, "the folder has no dossier %q", id)
}

// loginsOf are the GitHub accounts that a dossier names, without the address of the host.
func loginsOf(d *core.Dossier) []string {
	var out []string
	for _, h := range d.Stated.Accounts {
		name := strings.Trim(strings.TrimPrefix(path.Base(strings.TrimRight(strings.TrimSpace(h.Handle), "/")), "@"), ".")
		if strings.EqualFold(h.Kind, "github") && name != "" && !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	return out
}
