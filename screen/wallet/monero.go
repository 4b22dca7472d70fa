package wallet

import (
	"bytes"
	"math/big"
	"strings"

	"golang.org/x/crypto/sha3"
)

// monero reads 69 bytes (77 with a payment id) in blocks of eight bytes, eleven signs each; the last four are the beginning of
// the Keccak-256 of the others. Network bytes: 18 standard, 19 integrated, 42 subaddress.
func monero(s string) (Address, bool) {
	if len(s) != 95 && len(s) != 106 {
		return Address{}, false
	}
	raw, ok := blocks(s)
	if !ok || len(raw) < 69 {
		return Address{}, false
	}
	body, sum := raw[:len(raw)-4], raw[len(raw)-4:]
	h := sha3.NewLegacyKeccak256()
	h.Write(body)
	if !bytes.Equal(sum, h.Sum(nil)[:4]) || body[0] != 18 && body[0] != 19 && body[0] != 42 {
		return Address{}, false
	}
	return Address{"XMR", s, true}, true
}

// blockSizes are the bytes that a last block of so many signs holds.
var blockSizes = map[int]int{2: 1, 3: 2, 5: 3, 6: 4, 7: 5, 9: 6, 10: 7, 11: 8}

func blocks(s string) ([]byte, bool) {
	var out []byte
	for len(s) > 0 {
		n := min(11, len(s))
		size, ok := blockSizes[n]
		if !ok {
			return nil, false
		}
		v := new(big.Int)
		for _, c := range s[:n] {
			i := strings.IndexRune(bitcoinAlphabet, c)
			if i < 0 {
				return nil, false
			}
			v.Mul(v, big.NewInt(58)).Add(v, big.NewInt(int64(i)))
		}
		if v.BitLen() > 8*size {
			return nil, false
		}
		out = append(out, v.FillBytes(make([]byte, size))...)
		s = s[n:]
	}
	return out, true
}
