package app

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/link"
	"github.com/taupier-eu/taupier/internal/report"
)

func (c *cli) linksCmd() *cobra.Command {
	cmd := &cobra.Command{Use: "links", Short: "What connects people, and why", Example: "  taupier links path a-021 a-023 ./company"}
	cmd.AddCommand(c.linksPathCmd(), c.linksProposeCmd(), c.linksSayCmd("merge", true), c.linksSayCmd("split", false))
	return cmd
}

// linksSayCmd is `links merge` and `links split`.
func (c *cli) linksSayCmd(name string, same bool) *cobra.Command {
	var because string
	short := map[bool]string{
		true:  "Say that two dossiers are of one person; what they share is then no question",
		false: "Say that two dossiers are of two persons; a former merge is taken back",
	}
	cmd := &cobra.Command{
		Use: name + " A B FOLDER", Short: short[same],
		Args: twoAndFolder,
		RunE: func(_ *cobra.Command, args []string) error {
			if because == "" {
				return fail(exitUsage, "say why, for who reads it later: --because \"both confirmed it on the telephone\"")
			}
			if args[0] == args[1] {
				return fail(exitUsage, "%s is one dossier: name two", args[0])
			}
			if info, err := os.Stat(args[2]); err != nil || !info.IsDir() {
				return fail(exitIO, "%s is not a company folder", args[2])
			}
			return addStatement(args[2], newStatement(same, args[0], args[1], because, time.Now()))
		},
	}
	cmd.Flags().StringVar(&because, "because", "", "the reason, in a sentence")
	return cmd
}

func twoAndFolder(_ *cobra.Command, args []string) error {
	if len(args) != 3 {
		return fail(exitUsage, "give two dossier ids and one company folder")
	}
	return nil
}

func (c *cli) linksProposeCmd() *cobra.Command {
	var now string
	cmd := &cobra.Command{
		Use: "propose FOLDER", Short: "List dossiers that may be of one person, with what says so; nothing is merged", Args: oneFolder,
		RunE: func(cmd *cobra.Command, args []string) error {
			res, set, err := c.linked(cmd.Context(), args[0], scanFlags{output: "table", failOn: "never", min: "none", now: now})
			if err != nil {
				return err
			}
			for _, p := range propose(res.Links) {
				fmt.Fprintln(c.out, sayProposal(p, set.lang))
			}
			return nil
		},
	}
	cmd.Flags().StringVar(&now, "now", "", "take this as today (2026-11-20 or RFC 3339)")
	return cmd
}

func (c *cli) linksPathCmd() *cobra.Command {
	var now, output, dataDir string
	cmd := &cobra.Command{
		Use: "path A B FOLDER", Short: "Say through whom and by what two people are connected, each step with its evidence",
		Long: `Say through whom and by what two people are connected. Of all chains the most telling is shown:
a chain of a bank account and a device before one line of access. Exit code 5 when nothing
connects them.`,
		Args: twoAndFolder,
		RunE: func(cmd *cobra.Command, args []string) error {
			return c.linksPath(cmd.Context(), args[0], args[1], args[2], scanFlags{output: output, failOn: "never", min: "none", now: now, dataDir: dataDir})
		},
	}
	cmd.Flags().StringVar(&now, "now", "", "take this as today (2026-11-20 or RFC 3339)")
	cmd.Flags().StringVarP(&output, "output", "o", "table", "table or json")
	cmd.Flags().StringVar(&dataDir, "data-dir", "", "folder of past applications, to look through them too; nothing is added")
	return cmd
}

func (c *cli) linksPath(ctx context.Context, a, b, dir string, f scanFlags) error {
	if f.output != "table" && f.output != "json" {
		return fail(exitUsage, "--output %q: want table or json", f.output)
	}
	res, set, err := c.linked(ctx, dir, f)
	if err != nil {
		return err
	}
	return c.printPath(res, a, b, set)
}

// linked scans a folder for what links its people.
func (c *cli) linked(ctx context.Context, dir string, f scanFlags) (*Result, settings, error) {
	set, err := c.settle(f)
	if err != nil {
		return nil, set, err
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, set, fail(exitIO, "open folder: %w", err)
	}
	defer root.Close()
	if f.dataDir != "" {
		if set.opt.Past, err = c.openHistory(f.dataDir, set.opt.Now); err != nil {
			return nil, set, err
		}
		defer set.opt.Past.Close()
	}
	k, err := c.knowledge()
	if err != nil {
		return nil, set, err
	}
	if set.opt.Parser, err = childCommand(); err != nil {
		return nil, set, &exitError{exitIO, err}
	}
	res, err := k.Scan(ctx, root.FS(), set.opt)
	if err != nil {
		return nil, set, &exitError{exitIO, err}
	}
	return res, set, nil
}

// linkPath is the answer of `links path -o json`. It is part of the interface.
type linkPath struct {
	From  string     `json:"from"`
	To    string     `json:"to"`
	Steps []linkStep `json:"steps"` // empty when nothing connects them
}

type linkStep struct {
	report.Link
	Telling int    `json:"telling"` // 1 to 100
	Says    string `json:"says"`
}

func (c *cli) printPath(res *Result, a, b string, set settings) error {
	for _, id := range []string{a, b} {
		if _, known := res.Assessments[id]; !known && !strings.HasPrefix(id, "past/") {
			return fail(exitUsage, "no dossier %q in the folder", id)
		}
	}
	out := linkPath{From: a, To: b, Steps: []linkStep{}}
	at := a
	for _, l := range link.Path(res.Links, a, b) {
		if l.A != at {
			l.A, l.B = l.B, l.A
		}
		at = l.B
		out.Steps = append(out.Steps, linkStep{linkOf(l), l.Telling, sayLink(l, set.lang)})
	}
	if set.output == "json" {
		enc := json.NewEncoder(c.out)
		enc.SetIndent("", "  ")
		if err := enc.Encode(out); err != nil {
			return fail(exitIO, "write the path: %w", err)
		}
	} else {
		for _, s := range out.Steps {
			fmt.Fprintln(c.out, s.Says)
			for _, e := range s.Because {
				fmt.Fprintf(c.out, "    %s  %s: %s\n", whereOf(e), e.Field, e.Value)
			}
		}
	}
	if len(out.Steps) == 0 {
		return fail(exitNothing, "%s", core.Text{EN: "nothing connects {a} and {b}", FR: "rien ne relie {a} et {b}"}.Render(set.lang, core.Args{"a": a, "b": b}))
	}
	return nil
}

// sayLink says one link as a sentence.
func sayLink(l core.Link, lang core.Lang) string {
	said := core.Text{EN: "{a} and {b} share: {what}", FR: "{a} et {b} partagent : {what}"}
	if l.Stated != "" {
		said = core.Text{EN: "{a} and {b}, who stated a relation ({stated}), share: {what}", FR: "{a} et {b}, qui ont déclaré un lien ({stated}), partagent : {what}"}
	}
	return said.Render(lang, core.Args{"a": l.A, "b": l.B, "what": kindAndValue(l, lang), "stated": l.Stated})
}

func kindAndValue(l core.Link, lang core.Lang) string {
	return report.Kind(l.Kind, lang) + " " + l.Value
}

func whereOf(e report.Evidence) string {
	if e.Line == 0 {
		return e.Input
	}
	return fmt.Sprintf("%s:%d", e.Input, e.Line)
}
