package app

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/interview"
)

func (c *cli) interviewCmd() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "interview",
		Short: "Lead an interview: the script, the cards of a dossier, the form of the notes",
		Long: `Lead an interview with the same script for every candidate of a post, and with cards that come from
what is still open in one dossier. No sum and no level is shown.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(c.interviewCardsCmd(), c.interviewScriptCmd(), c.interviewNotesCmd())
	return cmd
}

func formOfSheet(cmd *cobra.Command, into *string) {
	cmd.Flags().StringVarP(into, "output", "o", "md", "form of the sheet: "+strings.Join(interview.Formats, ", "))
}

func (c *cli) interviewCardsCmd() *cobra.Command {
	var output, now string
	cmd := &cobra.Command{
		Use:   "cards PERSON FOLDER",
		Short: "Write the sheet of one interview: the script, then the cards of the dossier",
		Long: `Write the sheet of one interview. The first part is the script: the same bytes for every candidate in
one language. The second is made of the open questions, the unknowns and the unconfirmed statements of
the dossier, with how to put them, the ordinary explanations and what would settle them.`,
		Example: "  taupier interview cards p-002 ./company\n  taupier interview cards p-002 ./company -o html --lang fr > entretien.html",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 2 {
				return fail(exitUsage, "give the id of a dossier and the company folder")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			return c.interviewCards(cmd.Context(), args[0], args[1], output, now)
		},
	}
	formOfSheet(cmd, &output)
	cmd.Flags().StringVar(&now, "now", "", "take this as today (2026-11-20 or RFC 3339)")
	return cmd
}

func (c *cli) interviewCards(ctx context.Context, person, dir, output, now string) error {
	lang, k, err := c.sheetOf(output)
	if err != nil {
		return err
	}
	today, err := core.ParseDate(now)
	if err != nil {
		return fail(exitUsage, "--now: %w", err)
	}
	if !today.Given() {
		today.Time = time.Now().UTC()
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return fail(exitIO, "open folder: %w", err)
	}
	defer root.Close()
	parser, err := childCommand()
	if err != nil {
		return &exitError{exitIO, err}
	}
	res, err := k.Scan(ctx, root.FS(), ScanOptions{Now: today.Time, Parser: parser})
	if err != nil {
		return &exitError{exitIO, err}
	}
	d, err := interviewed(res, person)
	if err != nil {
		return err
	}
	if err := k.Interview.Sheet(d, lang).Write(c.out, output); err != nil {
		return fail(exitIO, "write sheet: %w", err)
	}
	return notRead(res, d.Input)
}

// interviewed is what the sheet of a person is made of.
func interviewed(res *Result, person string) (interview.Dossier, error) {
	i := slices.IndexFunc(res.People, func(d *core.Dossier) bool { return d.ID == person })
	if i < 0 {
		return interview.Dossier{}, fail(exitUsage, "the folder has no dossier %q", person)
	}
	d := res.People[i]
	if !d.Stage.Before(core.Employed) {
		return interview.Dossier{}, fail(exitUsage, "%s is at stage %s: interviews are for those who are not yet at work", person, d.Stage)
	}
	out := interview.Dossier{ID: person, Input: d.Input, Tasks: res.Verify[person], Unknown: res.Assessments[person].Unknown()}
	for _, f := range res.Findings {
		if f.Person() == person {
			out.Findings = append(out.Findings, f)
		}
	}
	return out, nil
}

// notRead ends with exitPartial when something of the dossier itself could not be read: cards may be
// missing.
func notRead(res *Result, input string) error {
	dir := strings.TrimSuffix(input, "person.yaml")
	for _, in := range res.Inputs {
		if strings.HasPrefix(in.Path, dir) && (in.Rejected > 0 || len(in.Problems) > 0) {
			return fail(exitPartial, "%s could not be read in full, so cards may be missing: taupier scan says why", in.Path)
		}
	}
	return nil
}

func (c *cli) interviewScriptCmd() *cobra.Command {
	var output string
	cmd := &cobra.Command{
		Use: "script", Short: "Write the script that is the same for every candidate", Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			lang, k, err := c.sheetOf(output)
			if err != nil {
				return err
			}
			if err := k.Interview.Blank(lang).Write(c.out, output); err != nil {
				return fail(exitIO, "write script: %w", err)
			}
			return nil
		},
	}
	formOfSheet(cmd, &output)
	return cmd
}

func (c *cli) interviewNotesCmd() *cobra.Command {
	return &cobra.Command{
		Use: "notes", Short: "Write the empty form of the notes, to be filled and pasted into person.yaml", Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			k, err := c.knowledge()
			if err != nil {
				return err
			}
			fmt.Fprint(c.out, k.Interview.Script.Notes())
			return nil
		},
	}
}

func (c *cli) sheetOf(output string) (core.Lang, *Knowledge, error) {
	if !slices.Contains(interview.Formats, output) {
		return "", nil, fail(exitUsage, "--output %q: want %s", output, strings.Join(interview.Formats, ", "))
	}
	lang, err := langOf(c.lang, c.env)
	if err != nil {
		return "", nil, err
	}
	k, err := c.knowledge()
	return lang, k, err
}
