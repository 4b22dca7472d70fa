package wallet

import (
	"bytes"
	"strings"
	"testing"

	"github.com/btcsuite/btcd/btcutil/base58"
	"github.com/google/go-cmp/cmp"
)

func TestAddressesAreFoundInTextAndLookalikesAreNot(t *testing.T) {
	sol := base58.Encode(bytes.Repeat([]byte{0xab}, 32))
	for _, c := range []struct{ name, text, want string }{
		{"an invoice", "Pay to " + made(0x41) + " (USDT, TRC-20), thank you.", "TRX"},
		{"two in one line", "btc:" + made(0) + ";eth=0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "BTC ETH"},
		{"a prefix", "bitcoincash:qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a", "BCH"},
		{"Solana where it is named", "Solana wallet: " + sol, "SOL"},
		{"32 bytes in base 58 where nothing is named", "session key " + sol, ""},
		{"a commit", "see e83c5163316f89bfbde7d9ab23ca2e25604af290", ""},
		{"a transaction", "0x" + strings.Repeat("ab", 32), ""},
		{"a digest", "sha256 " + strings.Repeat("0123456789abcdef", 4), ""},
		{"a UUID", "550e8400-e29b-41d4-a716-446655440000", ""},
		{"an IBAN", "DE89 3704 0044 0532 0130 00, DE89370400440532013000", ""},
		{"base 64", "TWFuIGlzIGRpc3Rpbmd1aXNoZWQsIG5vdCBvbmx5IGJ5IGhpcyByZWFzb24=", ""},
		{"an address run into a word", "x" + made(0), ""},
		{"nothing", "", ""},
	} {
		var got []string
		for _, f := range Find(c.text) {
			got = append(got, f.Currency)
			if c.text[f.At:f.At+len(f.Text)] != f.Text {
				t.Errorf("%s: %q does not stand at %d", c.name, f.Text, f.At)
			}
		}
		if diff := cmp.Diff(c.want, strings.Join(got, " ")); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
}
