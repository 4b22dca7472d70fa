package app

import (
	"context"
	"fmt"
	"io"
	"os"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"github.com/taupier-eu/taupier/content"
	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/demo"
)

func (c *cli) fairnessCmd() *cobra.Command {
	var output string
	var dossiers int
	cmd := &cobra.Command{
		Use:   "fairness [FOLDER]",
		Short: "Change who people are, and nothing of what they did; say what changes in the findings",
		Long: `Scan the same dossiers again and again with other names, nationalities, birthplaces, languages,
sexes, ages, home regions and banks, and compare the reports. Where only the identity was changed, every
byte must be equal; where a value that stands for it was changed too (an e-mail address made of a name, a
street, an account), the report must be equal once the value is put back. Screening against official
lists is about identity, and left out.

Without a folder: the test events of every signal, and dossiers of the fictional company.
Exit code 1: something changed. The report is meant for a works council too.`,
		Example: "  taupier fairness\n  taupier fairness --dossiers 10000 --lang fr\n  taupier fairness ./company -o json",
		Args:    cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if output != "table" && output != "json" {
				return fail(exitUsage, "--output %q: want table or json", output)
			}
			return c.fairness(cmd.Context(), args, dossiers, output)
		},
	}
	cmd.Flags().StringVarP(&output, "output", "o", "table", "table or json")
	cmd.Flags().IntVar(&dossiers, "dossiers", 1000, "dossiers of the fictional company to compare, at least")
	return cmd
}

func (c *cli) fairness(ctx context.Context, args []string, dossiers int, output string) error {
	lang, err := langOf(c.lang, c.env)
	if err != nil {
		return err
	}
	k, err := c.knowledge()
	if err != nil {
		return err
	}
	parser, err := childCommand()
	if err != nil {
		return &exitError{exitIO, err}
	}
	run := newFairnessRun(k, parser, lang)
	if len(args) == 1 {
		err = run.given(ctx, args[0])
	} else {
		err = run.shipped(ctx, dossiers)
	}
	if err != nil {
		return err
	}
	if output == "json" {
		err = c.printJSON(run.result)
	} else {
		err = writeFairness(c.out, &run.result, lang)
	}
	if err != nil {
		return fail(exitIO, "write: %w", err)
	}
	if run.result.differs() > 0 {
		return &exitError{code: exitFindings}
	}
	return nil
}

func (r *fairnessRun) given(ctx context.Context, dir string) error {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return fail(exitIO, "open folder: %w", err)
	}
	defer root.Close()
	if err := r.folder(ctx, dir, root.FS(), time.Now().UTC()); err != nil {
		return &exitError{exitIO, err}
	}
	if r.result.Dossiers == 0 {
		return fail(exitNothing, "no usable people/<id>/person.yaml in the folder")
	}
	return nil
}

// shipped compares the test events of every signal and, company by company, at least so many dossiers.
func (r *fairnessRun) shipped(ctx context.Context, dossiers int) error {
	cases, err := readCases(content.FS)
	if err != nil {
		return &exitError{exitIO, err}
	}
	for _, tc := range cases {
		if err := r.folder(ctx, tc.name, tc.folder, tc.now); err != nil {
			return &exitError{exitIO, err}
		}
	}
	for seed := int64(1); r.result.Dossiers < dossiers; seed++ {
		if err := r.fictional(ctx, seed); err != nil {
			return &exitError{exitIO, err}
		}
	}
	return nil
}

// fictional compares the dossiers of one fictional company, without its logs: events are compared in the signals' cases.
func (r *fairnessRun) fictional(ctx context.Context, seed int64) error {
	dir, err := os.MkdirTemp("", "taupier-fairness-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	end := time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC)
	if _, err := demo.Write(demo.Options{Seed: seed, End: end, Dir: dir, DossiersOnly: true}); err != nil {
		return err
	}
	return r.folder(ctx, fmt.Sprintf("fictional company %d", seed), os.DirFS(dir), end)
}

// writeFairness tells the result to people who do not read code.
func writeFairness(out io.Writer, f *fairnessResult, lang core.Lang) error {
	head := core.Text{
		EN: "{dossiers} dossiers in {folders} folders raise {findings} findings of {signals} signals. Each was judged again with other people in it, who did the same.",
		FR: "{dossiers} dossiers dans {folders} jeux de données donnent {findings} constats de {signals} signaux. Chacun a été apprécié de nouveau avec d'autres personnes, qui ont fait la même chose.",
	}
	n := func(v int) string { return fmt.Sprint(v) }
	fmt.Fprintf(out, "%s\n\n", head.Render(lang, core.Args{"dossiers": n(f.Dossiers), "folders": n(f.Folders), "findings": n(f.Findings), "signals": n(len(f.Signals))}))
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, core.Text{EN: "what was changed\tcompared\tdiffer\thow", FR: "ce qui a été changé\tcomparés\tdiffèrent\tcomment"}.In(lang))
	for _, v := range f.Variants {
		how := core.Text{EN: "every byte", FR: "octet par octet"}
		if !v.Exact {
			how = core.Text{EN: "once the values are put back", FR: "une fois les valeurs remises"}
		}
		fmt.Fprintf(w, "%s\t%d\t%d\t%s\n", v.Says, v.Compared, v.differs, how.In(lang))
	}
	if err := w.Flush(); err != nil {
		return err
	}
	verdict := core.Text{EN: "Nothing changed.", FR: "Rien n'a changé."}
	if f.differs() > 0 {
		verdict = core.Text{EN: "Something changed: this must not be.", FR: "Quelque chose a changé : cela ne doit pas être."}
	}
	fmt.Fprintf(out, "\n%s\n", verdict.In(lang))
	for _, v := range f.Variants {
		if v.differs > 0 {
			fmt.Fprintf(out, "  %s: %s: %s\n", v.Name, strings.Join(v.Differ, ", "), v.First)
		}
	}
	return nil
}
