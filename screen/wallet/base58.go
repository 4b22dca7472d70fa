package wallet

import (
	"bytes"
	"crypto/sha256"
	"strings"

	"github.com/btcsuite/btcd/btcutil/base58"
)

// versions are the leading bytes of Base58Check addresses, and the currency whose form it is. Forks share forms: what begins
// with 1 is also an address of Bitcoin Cash and Bitcoin SV, D of Dogecoin and of Verge.
var versions = []struct {
	prefix   []byte
	currency string
}{
	{[]byte{0x00}, "BTC"}, {[]byte{0x05}, "BTC"},
	{[]byte{0x30}, "LTC"}, {[]byte{0x32}, "LTC"},
	{[]byte{0x1e}, "DOGE"}, {[]byte{0x16}, "DOGE"},
	{[]byte{0x4c}, "DASH"}, {[]byte{0x10}, "DASH"},
	{[]byte{0x26}, "BTG"}, {[]byte{0x17}, "BTG"},
	{[]byte{0x41}, "TRX"},
	{[]byte{0x1c, 0xb8}, "ZEC"}, {[]byte{0x1c, 0xbd}, "ZEC"},
}

const hash160 = 20

// base58check reads a version, 20 bytes, and the first four bytes of their double SHA-256.
func base58check(s string) (Address, bool) {
	payload, ok := checked(s)
	if !ok {
		return Address{}, false
	}
	for _, v := range versions {
		if len(payload) == len(v.prefix)+hash160 && bytes.HasPrefix(payload, v.prefix) {
			return Address{v.currency, s, true}, true
		}
	}
	return Address{}, false
}

// checked decodes Base58Check and gives what the checksum covers.
func checked(s string) ([]byte, bool) {
	if len(s) > 40 {
		return nil, false
	}
	raw := base58.Decode(s)
	if len(raw) < 5 {
		return nil, false
	}
	payload, sum := raw[:len(raw)-4], raw[len(raw)-4:]
	first := sha256.Sum256(payload)
	second := sha256.Sum256(first[:])
	return payload, bytes.Equal(sum, second[:4])
}

// The alphabets of Bitcoin and of the XRP Ledger: the same signs in another order.
const (
	bitcoinAlphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
	rippleAlphabet  = "rpshnaf39wBUDNEGHJKLM4PQRST7VWXYZ2bcdeCg65jkm8oFqi1tuvAxyz"
)

// ripple reads a classic address of the XRP Ledger (https://xrpl.org/docs/references/protocol/data-types/base58-encodings).
func ripple(s string) (Address, bool) {
	if s[0] != 'r' || len(s) > 35 {
		return Address{}, false
	}
	payload, ok := checked(strings.Map(func(r rune) rune {
		if i := strings.IndexRune(rippleAlphabet, r); i >= 0 {
			return rune(bitcoinAlphabet[i])
		}
		return -1
	}, s))
	if !ok || len(payload) != 1+hash160 || payload[0] != 0 {
		return Address{}, false
	}
	return Address{"XRP", s, true}, true
}

// solana reads 32 bytes in base 58. There is no checksum: any 32 bytes are an address.
func solana(s string) (Address, bool) {
	if len(s) < 32 || len(s) > 44 || len(base58.Decode(s)) != 32 {
		return Address{}, false
	}
	return Address{"SOL", s, false}, true
}
