// Package wallet recognises addresses of digital currencies: it checks them by their own checksums, brings the spellings of
// one address to one form, and finds addresses in free text. It tells nothing about whose they are.
package wallet

import (
	"errors"
	"strings"
)

// Address is one address in canonical form.
type Address struct {
	Currency  string // ISO-like code that exchanges use: "BTC", "ETH", "TRX"; of a family where forks share a form ("BTC" for "1…")
	Canonical string // the one spelling: EVM and bech32 in lower case, cashaddr with its prefix
	Checked   bool   // a checksum holds; Solana has none, and an EVM address in one case neither
}

// ErrUnknown says that a text is no address of a kind that is known, or that its checksum does not hold.
var ErrUnknown = errors.New("no address of a digital currency that is known, or a sign of it is wrong")

// longest bounds what is tried: a unified Zcash address has up to 1,000 signs.
const longest = 1024

// Parse reads one address, with space around it.
func Parse(s string) (Address, error) {
	s = strings.TrimSpace(s)
	if len(s) < 25 || len(s) > longest {
		return Address{}, ErrUnknown
	}
	for _, read := range []func(string) (Address, bool){evm, segwit, cashaddr, base58check, monero, ripple, solana} {
		if a, ok := read(s); ok {
			return a, nil
		}
	}
	return Address{}, ErrUnknown
}

// Key is what spellings of one address have in common, for exact comparison. An address of an unknown kind is its own key,
// and a text too short to be one has none.
func Key(s string) string {
	if a, err := Parse(s); err == nil {
		return a.Canonical
	}
	if s = strings.TrimSpace(s); len(s) < 20 {
		return ""
	}
	return s
}
