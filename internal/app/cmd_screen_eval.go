package app

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"github.com/taupier-eu/taupier/screen"
	"github.com/taupier-eu/taupier/screen/eval"
)

// screenEvalFlags are the choices of `screen eval`.
type screenEvalFlags struct {
	lists, output           string
	seed                    uint64
	ordinary, entries       int
	fit, examples, onTuning bool
}

func (c *cli) screenEvalCmd() *cobra.Command {
	var f screenEvalFlags
	cmd := &cobra.Command{
		Use:   "eval",
		Short: "Measure how well screening tells names apart, by script, by origin of names and by group",
		Long: `Make a labelled set from official lists by documented rules, and measure on its held-out part: recall
and precision at check, calibration, and how many ordinary names of each group are stopped.
Rules and figures: docs/explanation/screening-evaluation.md.

--fit prints the coefficients that say most about the tuning part, for screen/model.go.`,
		Example: "  taupier screen eval\n  taupier screen eval --lists ./lists -o json > eval.json\n  taupier screen eval --lists ./lists --fit",
		Args:    cobra.NoArgs,
		RunE:    func(*cobra.Command, []string) error { return c.screenEval(f) },
	}
	fl := cmd.Flags()
	fl.StringVar(&f.lists, "lists", "", "folder of official lists as published (default: the snapshot that ships with the program)")
	fl.StringVarP(&f.output, "output", "o", "table", "table or json")
	fl.Uint64Var(&f.seed, "seed", 1, "of the labelled set; the same seed and lists give the same set")
	fl.IntVar(&f.ordinary, "ordinary", 4000, "ordinary names of each group")
	fl.IntVar(&f.entries, "entries", 0, "at most so many entries, taken evenly (0 is all)")
	fl.BoolVar(&f.fit, "fit", false, "fit the coefficients on the tuning part and print them; measure nothing")
	fl.BoolVar(&f.examples, "examples", false, "also up to three mistakes of each rule")
	fl.BoolVar(&f.onTuning, "on-tuning", false, "measure on the tuning part, to work on the matcher without looking at the held-out one")
	return cmd
}

func (c *cli) screenEval(f screenEvalFlags) error {
	if f.output != "table" && f.output != "json" {
		return fail(exitUsage, "--output %q: want table or json", f.output)
	}
	if f.ordinary < 1 || f.entries < 0 {
		return fail(exitUsage, "--ordinary %d, --entries %d: want a number of names, and a number of entries or 0", f.ordinary, f.entries)
	}
	o, err := c.openLists(f.lists, time.Now().UTC())
	if err != nil {
		return err
	}
	options := eval.Whole(f.seed)
	options.Ordinary, options.Entries, options.Tuning = f.ordinary, f.entries, f.onTuning
	if f.fit {
		return c.screenFit(eval.Fit(eval.Build(o.lists, options)), f.output)
	}
	s, err := screen.New(o.lists)
	if err != nil {
		return fail(exitNothing, "%w", err)
	}
	r := eval.Run(s, options)
	if f.output == "json" {
		return r.WriteJSON(c.out)
	}
	if err := r.WriteText(c.out); err != nil {
		return err
	}
	if f.examples {
		return r.WriteExamples(c.out)
	}
	return nil
}

func (c *cli) screenFit(fitted []eval.Fitted, output string) error {
	if output == "json" {
		return json.NewEncoder(c.out).Encode(fitted)
	}
	for i := range fitted {
		if _, err := fmt.Fprintf(c.out, "%s // %d cases\n", fitted[i].Go(), fitted[i].Cases); err != nil {
			return err
		}
	}
	return nil
}
