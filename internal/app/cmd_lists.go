package app

import (
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/taupier-eu/taupier/internal/lists"
	"github.com/taupier-eu/taupier/screen/list"
)

func (c *cli) listsCmd() *cobra.Command {
	cmd := &cobra.Command{
		Use: "lists", Short: "Official lists: install them, keep them current, say how old they are",
		Example: "  taupier lists update\n  taupier lists import consolidated.xml\n  taupier lists status",
	}
	cmd.AddCommand(c.listsStatusCmd(), c.listsUpdateCmd(), c.listsImportCmd(), c.listsSnapshotCmd())
	return cmd
}

// listStatus is one list of `lists status -o json`. It is part of the interface.
type listStatus struct {
	Name      string         `json:"name"`
	Title     string         `json:"title"`
	From      string         `json:"from"` // installed, given or shipped
	Published string         `json:"published,omitempty"`
	Days      int            `json:"days"` // since it was published; 0 when it does not say
	Entries   int            `json:"entries"`
	Kinds     map[string]int `json:"kinds"`
	Names     int            `json:"names"`
	Rejected  int            `json:"rejected"`
	Installed *installation  `json:"installed,omitempty"`
}

// installation is what is known of a list that is installed on this machine.
type installation struct {
	At      time.Time     `json:"at"`
	By      string        `json:"by"`
	Checked time.Time     `json:"checked"` // when it was last known to be in force
	Address string        `json:"address,omitempty"`
	Files   []lists.File  `json:"files"`
	Reason  string        `json:"reason,omitempty"`
	Doubt   string        `json:"doubt,omitempty"` // what is unusual about it
	Change  *lists.Change `json:"change,omitempty"`

	rejected int
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
	cmd.Flags().StringVar(&dir, "lists", "", "folder of official lists as published (default: those installed, else those that ship with the program)")
	cmd.Flags().StringVarP(&output, "output", "o", "table", "table or json")
	return cmd
}

func (c *cli) listsStatus(dir, output string, now time.Time) error {
	lang, err := langOf(c.lang, c.env)
	if err != nil {
		return err
	}
	o, err := c.openLists(dir, now)
	if err != nil {
		return err
	}
	from := "shipped"
	if dir != "" {
		from = "given"
	}
	all := []listStatus{}
	for i := range o.lists {
		s := statusOf(&o.lists[i], now)
		s.From = from
		if i < len(o.installed) {
			s.install(&o.installed[i])
		}
		all = append(all, s)
	}
	if output == "json" {
		err = c.printJSON(all)
	} else {
		err = c.printStatus(all)
	}
	if err != nil {
		return err
	}
	return c.tellLists(o, o.warning.In(lang))
}

func (c *cli) printStatus(all []listStatus) error {
	for _, s := range all {
		_, err := fmt.Fprintf(c.out, "%-13s %-10s %6d entries %7d names  %s\n", s.Name, s.Published, s.Entries, s.Names, s.Title)
		if err == nil && s.Installed != nil {
			_, err = fmt.Fprintf(c.out, "%13s %s\n", "", s.Installed.String())
		}
		if err != nil {
			return fail(exitIO, "write: %w", err)
		}
	}
	return nil
}

// String is one line under the list.
func (in *installation) String() string {
	how := "imported"
	if in.Address != "" {
		how = "fetched"
	}
	text := fmt.Sprintf("%s %s by %s, in force on %s", how, in.At.Format(time.DateOnly), in.By, in.Checked.Format(time.DateOnly))
	if in.Change != nil {
		text += ", " + changeText(in.Change)
	}
	if in.rejected > 0 {
		text += fmt.Sprintf(", %d entries could not be used", in.rejected)
	}
	if in.Reason != "" {
		text += fmt.Sprintf(", against the checks because %q", in.Reason)
	}
	if in.Doubt != "" {
		text += "; " + in.Doubt
	}
	return text
}

func changeText(c *lists.Change) string {
	return fmt.Sprintf("%d added, %d removed, %d changed", len(c.Added), len(c.Removed), len(c.Changed))
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
		s.Published, s.Days = l.Published.Format(time.DateOnly), daysSince(l.Published, now)
	}
	for _, e := range l.Entries {
		s.Kinds[string(e.Kind)]++
		s.Names += len(e.Names)
	}
	return s
}

// install adds what is known of the installation; the compiled list keeps no rejected entries, its record their number.
func (s *listStatus) install(in *lists.Installed) {
	v := &in.Version
	s.From, s.Rejected = "installed", v.Rejected
	s.Installed = &installation{At: v.Installed, By: v.By, Checked: in.Checked, Address: v.From, Files: v.Files, Reason: v.Reason, Doubt: v.Doubt, Change: v.Change, rejected: v.Rejected}
}

// printResult says what came of an update or an import of one list; what went wrong goes to standard error.
func (c *cli) printResult(r lists.Result) {
	switch {
	case r.Outcome == lists.Replaced:
		text := fmt.Sprintf("%-13s %d entries", r.List, r.Version.Entries)
		if !r.Version.Published.IsZero() {
			text += ", published " + r.Version.Published.Format(time.DateOnly)
		}
		if r.Version.Change != nil {
			text += ": " + changeText(r.Version.Change)
		}
		if r.Version.Rejected > 0 {
			text += fmt.Sprintf("; %d entries could not be used", r.Version.Rejected)
		}
		fmt.Fprintln(c.out, text)
		if r.Version.Doubt != "" {
			fmt.Fprintf(c.err, "%s: %s\n", r.List, r.Version.Doubt)
		}
	case r.Outcome == lists.Unchanged:
		fmt.Fprintf(c.out, "%-13s unchanged, %d entries\n", r.List, r.Version.Entries)
	}
	if r.Err != nil {
		fmt.Fprintf(c.err, "%s: %s: %s; %s\n", r.List, r.Outcome, r.Error, stays(r))
	}
}

// stays says what is in use after something went wrong.
func stays(r lists.Result) string {
	switch {
	case r.Outcome == lists.Replaced || r.Outcome == lists.Unchanged:
		return "the list is in use all the same"
	case r.Version == nil:
		return "no version of it is installed"
	case r.Version.Published.IsZero():
		return "the version installed on " + r.Version.Installed.Format(time.DateOnly) + " stays in use"
	}
	return "the version of " + r.Version.Published.Format(time.DateOnly) + " stays in use"
}

// exitOfResults is the code for what came of several lists.
func exitOfResults(all []lists.Result) error {
	bad := 0
	for _, r := range all {
		if r.Err != nil {
			bad++
		}
	}
	switch {
	case bad == 0:
		return nil
	case bad == len(all):
		return &exitError{code: exitIO}
	}
	return &exitError{code: exitPartial}
}

// by is who does something to the lists: the user of the operating system.
func by(env func(string) string, current func() (string, error)) string {
	if name, err := current(); err == nil && name != "" {
		return name
	}
	for _, v := range []string{"USER", "USERNAME"} {
		if name := strings.TrimSpace(env(v)); name != "" {
			return name
		}
	}
	return "unknown"
}
