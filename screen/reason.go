package screen

import (
	"math/bits"
	"slices"
)

// Code says what a reason is about.
type Code string

// The codes. Token codes are about one agreement or one token left over, the others about a fact.
const (
	TokenAgrees  Code = "token"
	TokenOnly    Code = "only-in-query" // a part of the query's name that the entry does not have
	TokenLacking Code = "only-in-entry" // a part of the entry's name that the query does not have
	OneSided     Code = "one-sided"     // the family name, or the given names, have no part in the agreement
	Disordered   Code = "order"
	WeakAlias    Code = "weak-alias"
	BornDay      Code = "born-day"
	BornSwapped  Code = "born-swapped"
	BornYear     Code = "born-year"
	BornRange    Code = "born-range"
	BornNear     Code = "born-near"
	BornOtherDay Code = "born-other-day"
	BornOther    Code = "born-other"
	CountrySame  Code = "country"
	CountryOther Code = "other-country"
	NumberSame   Code = "number"
	EmailSame    Code = "email"
	WalletSame   Code = "wallet"
)

// Reason is one thing that speaks for or against two being one.
type Reason struct {
	Code      Code
	Query     string    // what was asked
	Entry     string    // what the list says
	Agreement Agreement // of TokenAgrees
	Share     float64   // of TokenAgrees: how many people bear the token, where it is most frequent
	LogOdds   float64   // of facts: what it is worth
}

// Against reports whether the reason tells the two apart.
func (r Reason) Against() bool {
	switch r.Code {
	case TokenOnly, TokenLacking, OneSided, Disordered, WeakAlias, BornOtherDay, BornOther, CountryOther:
		return true
	}
	return false
}

// reasons tells a comparison of names, in the order of the query.
func (c *comparison) reasons(q, e *spelling, words, vocabulary []word, kind bool) []Reason {
	var out []Reason
	pairs := slices.Clone(c.pairs[:c.n])
	slices.SortFunc(pairs, func(a, b pairing) int { return bits.TrailingZeros32(a.query) - bits.TrailingZeros32(b.query) })
	for _, p := range pairs {
		w := vocabulary[p.entryWord]
		out = append(out, Reason{Code: TokenAgrees, Query: words[p.queryWord].text, Entry: w.text, Agreement: p.kind, Share: float64(max(w.share, words[p.queryWord].share))})
	}
	out = append(out, left(TokenOnly, c.restQuery, q, words)...)
	out = append(out, left(TokenLacking, c.restEntry, e, vocabulary)...)
	if c.side > 0 && kind {
		out = append(out, Reason{Code: OneSided})
	}
	if c.order > 0 {
		out = append(out, Reason{Code: Disordered})
	}
	return out
}

// left are the tokens that nothing agrees with.
func left(code Code, mask uint32, s *spelling, words []word) []Reason {
	var out []Reason
	for _, sp := range s.spans {
		if single(sp.mask) && sp.mask&mask != 0 {
			r := Reason{Code: code}
			if code == TokenOnly {
				r.Query = words[sp.word].text
			} else {
				r.Entry = words[sp.word].text
			}
			out = append(out, r)
		}
	}
	return out
}
