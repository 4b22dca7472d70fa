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

func (c *cli) listsCmd() *cobra.Command {
	cmd := &cobra.Command{Use: "lists", Short: "Official lists: what is there and how old it is", Example: "  taupier lists status\n  taupier lists status --lists ./lists"}
	cmd.AddCommand(c.listsStatusCmd(), c.listsSnapshotCmd())
	return cmd
}

// listStatus is one list of `lists status -o json`. It is part of the interface.
type listStatus struct {
	Name      string         `json:"name"`
	Title     string         `json:"title"`
	Published string         `json:"published,omitempty"`
	Days      int            `json:"days"` // since it was published; 0 when it does not say
	Entries   int            `json:"entries"`
	Kinds     map[string]int `json:"kinds"`
	Names     int            `json:"names"`
	Rejected  int            `json:"rejected"`
}

func (c *cli) listsStatusCmd() *cobra.Command {
	var dir, output string
	cmd := &cobra.Command{
		Use: "status", Short: "Say which lists are asked, how old they are and what is in them", Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			if output != "table" && output != "json" {
				return fail(exitUsage, "--output %q: want table or json", output)
			}
			return c.listsStatus(dir, output, time.Now().UTC())
		},
	}
	cmd.Flags().StringVar(&dir, "lists", "", "folder of official lists as published (default: those that ship with the program)")
	cmd.Flags().StringVarP(&output, "output", "o", "table", "table or json")
	return cmd
}

func (c *cli) listsStatus(dir, output string, now time.Time) error {
	lang, err := langOf(c.lang, c.env)
	if err != nil {
		return err
	}
	o, err := openLists(dir, now)
	if err != nil {
		return err
	}
	all := []listStatus{}
	for i := range o.lists {
		all = append(all, statusOf(&o.lists[i], now))
	}
	if output == "json" {
		if err := c.printJSON(all); err != nil {
			return err
		}
	} else {
		for _, s := range all {
			fmt.Fprintf(c.out, "%-10s %-10s %6d entries %7d names  %s\n", s.Name, s.Published, s.Entries, s.Names, s.Title)
		}
	}
	return c.tellLists(o, o.warning.In(lang))
}

// tellLists says on standard error what could not be read and how old the lists are.
func (c *cli) tellLists(o *officialLists, warning string) error {
	bad := o.problems
	for i := range o.lists {
		bad = append(bad, o.lists[i].Rejected...)
	}
	for i, p := range bad {
		if i == 20 {
			fmt.Fprintf(c.err, "and %d more\n", len(bad)-i)
			break
		}
		fmt.Fprintln(c.err, problemText(p))
	}
	if warning != "" {
		fmt.Fprintln(c.err, warning)
	}
	if len(bad) > 0 {
		return &exitError{code: exitPartial}
	}
	return nil
}

func statusOf(l *list.List, now time.Time) listStatus {
	s := listStatus{Name: l.Name, Title: l.Title, Entries: len(l.Entries), Kinds: map[string]int{}, Rejected: len(l.Rejected)}
	if !l.Published.IsZero() {
		s.Published, s.Days = l.Published.Format(time.DateOnly), int(now.Sub(l.Published).Hours()/24)
	}
	for _, e := range l.Entries {
		s.Kinds[string(e.Kind)]++
		s.Names += len(e.Names)
	}
	return s
}

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
	o, err := openLists(dir, published)
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
