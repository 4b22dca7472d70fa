package screen

import (
	"fmt"
	"strings"

	"github.com/taupier-eu/taupier/screen/name"
	"github.com/taupier-eu/taupier/screen/wallet"
)

// Unasked says what of a query is not compared, or not whole, and what to do: without it "no hit" would be said of what was
// never asked. It does not repeat names, for they travel into reports. The rest of the query can be asked.
func (q *Query) Unasked() []error {
	var out []error
	if strings.TrimSpace(q.Name) != "" {
		if err := unaskedName(q.Name, nameKind(q.Kind)); err != nil {
			out = append(out, err)
		}
	}
	for _, v := range q.IDs {
		if number(v) == "" {
			out = append(out, fmt.Errorf("number %q: fewer than five signs, or no digit: give it whole", v))
		}
	}
	for _, v := range q.Emails {
		if mail(v) == "" {
			out = append(out, fmt.Errorf("e-mail %q: no address: want somebody@example.com", v))
		}
	}
	for _, v := range q.Wallets {
		if _, err := wallet.Parse(v); err != nil {
			out = append(out, fmt.Errorf("wallet %q: %w: compare it with the source", v, err))
		}
	}
	return out
}

func unaskedName(s string, kind name.Kind) error {
	p := name.Parse(s, kind)
	for _, n := range p.Notes {
		switch n.Code {
		case name.Empty:
			return fmt.Errorf("the name holds no letter that can be read: give it in letters")
		case name.Unreadable:
			return fmt.Errorf("the name holds letters that cannot be read (%s): give it in Latin letters too", n.Detail)
		case name.Cut:
			return fmt.Errorf("the name is longer than %d letters or %d words: what follows was not compared", name.MaxRunes, name.MaxTokens)
		}
	}
	if len(p.Tokens) > maxAtoms {
		return fmt.Errorf("the name has %d words: only the first %d were compared", len(p.Tokens), maxAtoms)
	}
	if len(p.Tokens) == 1 && len(p.Tokens[0].Text) == 1 {
		return fmt.Errorf("one letter tells nobody apart: give the whole name")
	}
	return nil
}
