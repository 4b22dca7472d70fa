package app

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/screen"
	"github.com/taupier-eu/taupier/screen/list"
)

// screenFlags are the choices of `screen`.
type screenFlags struct {
	facts                              screenFacts
	lists, output, batch, failOn, kind string
	quiet                              bool
}

// screenFacts are what is known beside a name, as written on a command line or in a batch.
type screenFacts struct {
	born, country, id, wallet, email string
}

func (c *cli) screenCmd() *cobra.Command {
	var f screenFlags
	cmd := &cobra.Command{
		Use:   "screen NAME...",
		Short: "Compare a name and what is known beside it with official lists",
		Long: `Compare a person, a company or a vessel with official sanctions lists, by name and by the facts
beside it. Each hit says what agrees, what tells the two apart, and what to compare to close it.
"check" asks somebody to compare; "near-certain" asks to stop and to ask the authority.
A hit is a question, never a verdict, and never part of a score.

Without --lists the installed lists are asked (taupier lists update), else the snapshot inside the
program; standard error says how old they are.`,
		Example: `  taupier screen "Exam Pyol Ri" --born 1962 --country KP
  taupier screen --wallet 0x52908400098527886E0F7030069857D2E4169EE7
  taupier screen --batch staff.csv > hits.jsonl
  taupier screen pair "Владимир" "Vladimir"`,
		RunE: func(cmd *cobra.Command, args []string) error { return c.screen(cmd.Context(), args, f) },
	}
	fl := cmd.Flags()
	fl.StringVar(&f.facts.born, "born", "", "date of birth: 1962, 1962-03 or 1962-03-09")
	fl.StringVar(&f.facts.country, "country", "", "nationalities or residence, ISO 3166-1 alpha-2, separated by commas")
	fl.StringVar(&f.facts.id, "id", "", "numbers of passports, identity cards, registrations, IMO; separated by commas")
	fl.StringVar(&f.facts.wallet, "wallet", "", "addresses of digital currencies, separated by commas")
	fl.StringVar(&f.facts.email, "email", "", "e-mail addresses, separated by commas")
	fl.StringVar(&f.kind, "kind", "", "what is asked about: person, company or vessel (default any)")
	fl.StringVar(&f.lists, "lists", "", "folder of official lists as published")
	fl.StringVar(&f.batch, "batch", "", "ask for every row of a CSV or JSON lines file (- for standard input); answers are JSON lines, in order")
	fl.StringVarP(&f.output, "output", "o", "table", "table or json")
	fl.StringVar(&f.failOn, "fail-on", "never", "exit with 1 when something is at this level or above: check, near-certain or never")
	fl.BoolVarP(&f.quiet, "quiet", "q", false, "no progress on standard error")
	cmd.AddCommand(c.screenPairCmd(), c.screenEvalCmd())
	return cmd
}

func (c *cli) screen(ctx context.Context, args []string, f screenFlags) error {
	lang, err := langOf(c.lang, c.env)
	if err != nil {
		return err
	}
	if f.output != "table" && f.output != "json" {
		return fail(exitUsage, "--output %q: want table or json", f.output)
	}
	if f.failOn != "never" && f.failOn != string(screen.Check) && f.failOn != string(screen.NearCertain) {
		return fail(exitUsage, "--fail-on %q: want check, near-certain or never", f.failOn)
	}
	q, err := f.facts.query(strings.Join(args, " "), f.kind)
	if err != nil {
		return fail(exitUsage, "%w", err)
	}
	if f.batch == "" && empty(q) {
		return fail(exitUsage, "say whom to look for: a name, --id, --wallet, --email or --batch FILE")
	}
	if f.batch != "" && !empty(q) {
		return fail(exitUsage, "--batch asks for what is in the file: give no name or fact beside it")
	}
	if err := errors.Join(q.Unasked()...); err != nil {
		return fail(exitUsage, "%w", err)
	}
	s, err := c.screener(f.lists, lang)
	if err != nil {
		return err
	}
	if f.batch != "" {
		return c.screenBatch(ctx, s, f, lang)
	}
	hits := s.Screen(q)
	if err := c.printHits(q, hits, f.output, lang); err != nil {
		return err
	}
	return failOnHits(hits, f.failOn)
}

// screener makes the lists ready, and says on standard error what they lack.
func (c *cli) screener(dir string, lang core.Lang) (*screen.Screener, error) {
	o, err := c.openLists(dir, time.Now().UTC())
	if err != nil {
		return nil, err
	}
	for _, p := range o.problems {
		fmt.Fprintln(c.err, problemText(p))
	}
	for _, l := range o.lists {
		if n := len(l.Rejected); n > 0 {
			fmt.Fprintf(c.err, "%s: %d entries could not be used (taupier lists status)\n", l.Name, n)
		}
	}
	if w := o.warning.In(lang); w != "" {
		fmt.Fprintln(c.err, w)
	}
	return o.screener()
}

func empty(q screen.Query) bool {
	return strings.TrimSpace(q.Name) == "" && len(q.IDs)+len(q.Wallets)+len(q.Emails) == 0
}

// query is what is asked; an error says which value is wrong and what is wanted.
func (f screenFacts) query(name, kind string) (screen.Query, error) {
	k, err := kindOf(kind)
	if err != nil {
		return screen.Query{}, err
	}
	born, err := screen.ParseDate(strings.TrimSpace(f.born))
	if err != nil {
		return screen.Query{}, fmt.Errorf("born: %w", err)
	}
	q := screen.Query{Name: name, Kind: k, Born: born, IDs: split(f.id), Wallets: split(f.wallet), Emails: split(f.email)}
	for _, country := range split(f.country) {
		code := list.Country(country)
		if len(code) != 2 {
			return screen.Query{}, fmt.Errorf("country %q: want ISO 3166-1 alpha-2, such as FR", country)
		}
		q.Countries = append(q.Countries, strings.ToUpper(code))
	}
	return q, nil
}

func kindOf(s string) (list.Kind, error) {
	switch k := list.Kind(strings.ToLower(strings.TrimSpace(s))); k {
	case "", list.Person, list.Company, list.Vessel:
		return k, nil
	}
	return "", fmt.Errorf("kind %q: want person, company or vessel", s)
}

func split(s string) []string {
	var out []string
	for _, part := range strings.FieldsFunc(s, func(r rune) bool { return r == ',' || r == ';' }) {
		if part = strings.TrimSpace(part); part != "" {
			out = append(out, part)
		}
	}
	return out
}

func failOnHits(hits []screen.Hit, level string) error {
	for _, h := range hits {
		if level != "never" && (level == string(screen.Check) || string(h.Level) == level) {
			return &exitError{code: exitFindings}
		}
	}
	return nil
}

func (c *cli) printHits(q screen.Query, hits []screen.Hit, output string, lang core.Lang) error {
	if output == "json" {
		return c.printJSON(answerOf(q, hits, lang))
	}
	if len(hits) == 0 {
		_, err := fmt.Fprintln(c.out, core.Text{EN: "No entry comes near.", FR: "Aucune inscription n'en approche."}.In(lang))
		return err
	}
	for i := range hits {
		writeHit(c.out, &hits[i], lang)
	}
	return nil
}

// writeHit tells one hit to a human.
func writeHit(w io.Writer, h *screen.Hit, lang core.Lang) {
	level := map[screen.Level]core.Text{
		screen.Check:       {EN: "check", FR: "à vérifier"},
		screen.NearCertain: {EN: "near-certain", FR: "quasi certain"},
	}[h.Level]
	fmt.Fprintf(w, "%s  %s %s  %.1f %%  %s\n", h.Name, h.List, h.Entry.ID, min(99.9, 100*h.Probability), level.In(lang))
	for _, r := range h.Why {
		fmt.Fprintf(w, "  + %s\n", r.In(screen.Lang(lang)))
	}
	for _, r := range h.Differs {
		fmt.Fprintf(w, "  - %s\n", r.In(screen.Lang(lang)))
	}
	for _, s := range h.Closing(screen.Lang(lang)) {
		fmt.Fprintf(w, "  > %s\n", s)
	}
}

// screenAnswer is one answer of `screen -o json` and one line of `screen --batch`. It is part of the interface.
type screenAnswer struct {
	Line  int             `json:"line,omitempty"` // of the batch, 1-based
	Query string          `json:"query"`          // the name as asked, else the first number, wallet or address
	Hits  []screenedEntry `json:"hits"`
	Error string          `json:"error,omitempty"` // what could not be asked, and why; hits are those of the rest
}

// screenedEntry is one hit.
type screenedEntry struct {
	List        string   `json:"list"`
	Entry       string   `json:"entry"`
	Kind        string   `json:"kind"`
	Name        string   `json:"name"`
	Probability float64  `json:"probability"`
	Level       string   `json:"level"`
	Version     string   `json:"version"` // changes when the entry does
	Programmes  []string `json:"programmes"`
	Why         []string `json:"why"`
	Differs     []string `json:"differs"`
	Close       []string `json:"close"`
}

func answerOf(q screen.Query, hits []screen.Hit, lang core.Lang) screenAnswer {
	a := screenAnswer{Query: subject(q), Hits: []screenedEntry{}}
	for i := range hits {
		h := &hits[i]
		a.Hits = append(a.Hits, screenedEntry{
			List: h.List, Entry: h.Entry.ID, Kind: string(h.Entry.Kind), Name: h.Name, Probability: h.Probability, Level: string(h.Level),
			Version: h.Entry.Version(), Programmes: append([]string{}, h.Entry.Programmes...),
			Why: reasonsIn(h.Why, lang), Differs: reasonsIn(h.Differs, lang), Close: append([]string{}, h.Closing(screen.Lang(lang))...),
		})
	}
	return a
}

func subject(q screen.Query) string {
	for _, s := range append(append(append([]string{q.Name}, q.IDs...), q.Wallets...), q.Emails...) {
		if strings.TrimSpace(s) != "" {
			return s
		}
	}
	return ""
}

func reasonsIn(reasons []screen.Reason, lang core.Lang) []string {
	out := []string{}
	for _, r := range reasons {
		out = append(out, r.In(screen.Lang(lang)))
	}
	return out
}

// jsonLines writes one value a line, without escaping what needs none.
func jsonLines(w io.Writer) *json.Encoder {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return enc
}
