package app

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/reuse"
)

func (c *cli) historyCmd() *cobra.Command {
	var at historyFlags
	cmd := &cobra.Command{
		Use: "history", Short: "Past applications: what is kept, forget one, purge all",
		Long: `Past applications are kept by taupier scan FOLDER --data-dir DIR, for the days that
retention.application_days of company.yaml says: ids, days and keyed hashes, no names and no texts.`,
		Example: "  taupier history status --data-dir ./data\n  taupier history forget cand-0012 --data-dir ./data",
	}
	cmd.PersistentFlags().StringVar(&at.dir, "data-dir", "", "folder in which applications are kept")
	cmd.PersistentFlags().StringVar(&at.now, "now", "", "take this as today (2026-11-20 or RFC 3339)")
	cmd.AddCommand(c.historyStatusCmd(&at), c.historyForgetCmd(&at), c.historyPurgeCmd(&at))
	return cmd
}

// historyFlags say which past, and as of when.
type historyFlags struct{ dir, now string }

// withHistory opens the index, does something with it and prints what should be known of its files.
func (c *cli) withHistory(at historyFlags, do func(*reuse.Past) error) error {
	if at.dir == "" {
		return fail(exitUsage, "give the folder of past applications: --data-dir DIR")
	}
	now, err := core.ParseDate(at.now)
	if err != nil {
		return fail(exitUsage, "--now: %w", err)
	}
	if !now.Given() {
		now.Time = time.Now()
	}
	past, err := c.openHistory(at.dir, now.Time)
	if err != nil {
		return err
	}
	defer past.Close()
	for _, n := range past.Notes() {
		fmt.Fprintln(c.err, n)
	}
	return do(past)
}

// historyStatus is the answer of `history status -o json`. It is part of the interface.
type historyStatus struct {
	Applications int      `json:"applications"`
	Oldest       string   `json:"oldest,omitempty"`
	Newest       string   `json:"newest,omitempty"`
	NextRemoval  string   `json:"next_removal,omitempty"`
	Bytes        int64    `json:"bytes"`
	Quarantined  []string `json:"quarantined"`
}

func (c *cli) historyStatusCmd(at *historyFlags) *cobra.Command {
	var output string
	cmd := &cobra.Command{
		Use: "status", Short: "Say how many applications are kept and until when", Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			if output != "table" && output != "json" {
				return fail(exitUsage, "--output %q: want table or json", output)
			}
			lang, err := langOf(c.lang, c.env)
			if err != nil {
				return err
			}
			return c.withHistory(*at, func(p *reuse.Past) error {
				st, err := p.Status()
				if err != nil {
					return &exitError{exitIO, err}
				}
				return c.printHistory(st, output, lang)
			})
		},
	}
	cmd.Flags().StringVarP(&output, "output", "o", "table", "table or json")
	return cmd
}

func (c *cli) printHistory(st reuse.Status, output string, lang core.Lang) error {
	s := historyStatus{Applications: st.Entries, Bytes: st.Bytes, Quarantined: append([]string{}, st.Quarantined...)}
	if st.Entries > 0 {
		s.Oldest, s.Newest, s.NextRemoval = st.Oldest.String(), st.Newest.String(), st.NextGone.String()
	}
	if output == "json" {
		enc := json.NewEncoder(c.out)
		enc.SetIndent("", "  ")
		return enc.Encode(s)
	}
	line := core.Text{
		EN: "{n} applications are kept, in {mib} MiB",
		FR: "{n} candidatures conservées, sur {mib} Mio",
	}
	fmt.Fprintln(c.out, line.Render(lang, core.Args{"n": fmt.Sprint(s.Applications), "mib": fmt.Sprintf("%.1f", float64(s.Bytes)/(1<<20))}))
	if st.Entries > 0 {
		days := core.Text{
			EN: "of {oldest} to {newest}; the next is removed on {next}",
			FR: "du {oldest} au {newest} ; la prochaine sera effacée le {next}",
		}
		fmt.Fprintln(c.out, days.Render(lang, core.Args{"oldest": s.Oldest, "newest": s.Newest, "next": s.NextRemoval}))
	}
	aside := core.Text{EN: "set aside, damaged: {file}", FR: "mis de côté, endommagé : {file}"}
	for _, q := range s.Quarantined {
		fmt.Fprintln(c.out, aside.Render(lang, core.Args{"file": q}))
	}
	return nil
}

func (c *cli) historyForgetCmd(at *historyFlags) *cobra.Command {
	return &cobra.Command{
		Use: "forget ID", Short: "Remove one application for good",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return fail(exitUsage, "give the id of one application")
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error {
			return c.withHistory(*at, func(p *reuse.Past) error {
				known, err := p.Forget(args[0])
				if err != nil {
					return &exitError{exitIO, err}
				}
				if !known {
					return fail(exitNothing, "no application %q is kept", args[0])
				}
				st, err := p.Status()
				if err != nil {
					return &exitError{exitIO, err}
				}
				fmt.Fprintf(c.out, "%s\n", args[0])
				if len(st.Quarantined) > 0 {
					fmt.Fprintf(c.err, "taupier: %d damaged files are set aside and may still hold it: restore or remove them (%s)\n", len(st.Quarantined), st.Quarantined[0])
				}
				return nil
			})
		},
	}
}

func (c *cli) historyPurgeCmd(at *historyFlags) *cobra.Command {
	var yes bool
	cmd := &cobra.Command{
		Use: "purge", Short: "Remove every application, what was set aside and the key", Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			if !yes {
				return fail(exitUsage, "this removes every past application for good; add --yes")
			}
			return c.withHistory(*at, func(p *reuse.Past) error {
				if err := p.Purge(); err != nil {
					return &exitError{exitIO, err}
				}
				return nil
			})
		},
	}
	cmd.Flags().BoolVar(&yes, "yes", false, "yes, remove everything")
	return cmd
}
