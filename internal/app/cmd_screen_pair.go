package app

import (
	"bufio"
	"cmp"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/screen"
)

// pairColumns are the columns of `screen pair --batch`, in the order that a file without a header has them.
var pairColumns = []string{"kind", "name1", "name2"}

func (c *cli) screenPairCmd() *cobra.Command {
	var kind, output, batch string
	cmd := &cobra.Command{
		Use:   "pair NAME NAME",
		Short: "Say how probable it is that two names are one, and why",
		Long: `Compare two names, names alone: no list is asked. The probability supposes that nothing else is
known; how frequent a name is among people counts.
A batch is CSV with the columns kind, name1 and name2 (kind may be empty: person), or JSON lines with
these keys; answers are JSON lines, in order.`,
		Example: "  taupier screen pair \"Ri Exam-pyol\" \"Lee Exam Pyol\"\n  taupier screen pair --batch pairs.csv",
		RunE: func(_ *cobra.Command, args []string) error {
			lang, err := langOf(c.lang, c.env)
			if err != nil {
				return err
			}
			if batch != "" {
				return c.pairBatch(batch, kind, lang)
			}
			if len(args) != 2 {
				return fail(exitUsage, "give two names, each in quotes, or --batch FILE")
			}
			p, err := pairOf(kind, args[0], args[1], lang)
			if err != nil {
				return fail(exitUsage, "%w", err)
			}
			return c.printPair(p, output)
		},
	}
	cmd.Flags().StringVar(&kind, "kind", "person", "what the names are of: person, company or vessel")
	cmd.Flags().StringVar(&batch, "batch", "", "compare every row of a CSV or JSON lines file (- for standard input)")
	cmd.Flags().StringVarP(&output, "output", "o", "table", "table or json")
	return cmd
}

// comparedPair is one answer of `screen pair`. It is part of the interface.
type comparedPair struct {
	Line        int      `json:"line,omitempty"` // of the batch, 1-based
	Kind        string   `json:"kind"`
	Name1       string   `json:"name1"`
	Name2       string   `json:"name2"`
	Probability float64  `json:"probability"`
	Why         []string `json:"why"`
	Differs     []string `json:"differs"`
	Error       string   `json:"error,omitempty"`
}

func pairOf(kind, a, b string, lang core.Lang) (comparedPair, error) {
	k, err := kindOf(kind)
	if err != nil {
		return comparedPair{}, err
	}
	if strings.TrimSpace(a) == "" || strings.TrimSpace(b) == "" {
		return comparedPair{}, errors.New("one of the names is empty")
	}
	one, two := screen.Query{Name: a, Kind: k}, screen.Query{Name: b, Kind: k}
	if err := errors.Join(append(one.Unasked(), two.Unasked()...)...); err != nil {
		return comparedPair{}, err
	}
	l := screen.Pair(a, b, k)
	return comparedPair{Kind: string(k), Name1: a, Name2: b, Probability: l.Probability, Why: reasonsIn(l.Why, lang), Differs: reasonsIn(l.Differs, lang)}, nil
}

func (c *cli) printPair(p comparedPair, output string) error {
	switch output {
	case "json":
		return c.printJSON(p)
	case "table":
	default:
		return fail(exitUsage, "--output %q: want table or json", output)
	}
	fmt.Fprintf(c.out, "%.1f %%\n", 100*p.Probability)
	for _, s := range p.Why {
		fmt.Fprintf(c.out, "  + %s\n", s)
	}
	for _, s := range p.Differs {
		fmt.Fprintf(c.out, "  - %s\n", s)
	}
	return nil
}

func (c *cli) pairBatch(path, kind string, lang core.Lang) error {
	in, closing, err := c.openBatch(path)
	if err != nil {
		return err
	}
	defer closing()
	r, err := readRows(in, pairColumns, pairColumns)
	if err != nil {
		return fail(exitIO, "%s: %w", path, err)
	}
	out := bufio.NewWriter(c.out)
	asked, rejected, err := comparePairs(r, kind, lang, jsonLines(out).Encode)
	if flushed := out.Flush(); err == nil {
		err = flushed
	}
	if err != nil {
		return fail(exitIO, "%s: %w", path, err)
	}
	if rejected > 0 {
		return fail(exitPartial, "%s: %d of %d rows could not be compared; their answers say why", path, rejected, asked)
	}
	return nil
}

func comparePairs(r *rows, kind string, lang core.Lang, write func(any) error) (asked, rejected int, err error) {
	for {
		row, err := r.next()
		if errors.Is(err, io.EOF) {
			return asked, rejected, nil
		}
		var bad rowError
		if err != nil && !errors.As(err, &bad) {
			return asked, rejected, err
		}
		p := comparedPair{}
		if err == nil {
			p, err = pairOf(cmp.Or(row["kind"], kind), row["name1"], row["name2"], lang)
		}
		if err != nil {
			rejected++
			p = comparedPair{Kind: row["kind"], Name1: row["name1"], Name2: row["name2"], Why: []string{}, Differs: []string{}, Error: err.Error()}
		}
		asked++
		p.Line = r.line
		if err := write(p); err != nil {
			return asked, rejected, fmt.Errorf("write: %w", err)
		}
	}
}
