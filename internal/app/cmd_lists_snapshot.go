package app

import (
	"bytes"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/taupier-eu/taupier/screen/list"
)

func (c *cli) listsSnapshotCmd() *cobra.Command {
	var programme, out, day string
	cmd := &cobra.Command{
		Use: "snapshot FOLDER", Short: "Write the entries of a programme into one small file", Args: cobra.ExactArgs(1),
		Long:    "Write the entries whose programme contains a word into one file, as the program ships them.\nLists that do not say when they were published get the day given.",
		Example: "  taupier lists snapshot ./lists --programme DPRK --published 2026-02-27 --out dprk.jsonl.gz",
		RunE: func(_ *cobra.Command, args []string) error {
			published, err := time.Parse(time.DateOnly, day)
			if err != nil {
				return fail(exitUsage, "--published %q: want a day such as 2026-02-27", day)
			}
			return c.snapshot(args[0], programme, out, published)
		},
	}
	cmd.Flags().StringVar(&programme, "programme", "DPRK", "word that the programme of an entry must contain")
	cmd.Flags().StringVar(&out, "out", "", "file to write")
	cmd.Flags().StringVar(&day, "published", "", "day of lists that do not say when they were published")
	_ = cmd.MarkFlagRequired("out")
	_ = cmd.MarkFlagRequired("published")
	return cmd
}

func (c *cli) snapshot(dir, programme, out string, published time.Time) error {
	o, err := givenLists(dir, published)
	if err != nil {
		return err
	}
	var kept []list.List
	for _, l := range o.lists {
		if l.Published.IsZero() {
			l.Published = published
		}
		entries := l.Entries
		l.Entries = nil
		for _, e := range entries {
			if strings.Contains(strings.ToUpper(strings.Join(e.Programmes, " ")), strings.ToUpper(programme)) {
				l.Entries = append(l.Entries, e)
			}
		}
		kept = append(kept, l)
	}
	var b bytes.Buffer
	if err := list.Write(&b, kept); err != nil {
		return &exitError{exitIO, err}
	}
	if err := os.WriteFile(out, b.Bytes(), 0o644); err != nil { //nolint:gosec // public lists
		return fail(exitIO, "write: %w", err)
	}
	for _, l := range kept {
		fmt.Fprintf(c.out, "%s: %d entries\n", l.Name, len(l.Entries))
	}
	return c.tellLists(o, "")
}
