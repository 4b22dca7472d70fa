package wallet

import (
	"encoding/hex"
	"strings"

	"golang.org/x/crypto/sha3"
)

// evm reads 20 bytes in hexadecimal after 0x. Mixed case is a checksum (EIP-55) and must hold; one case carries none.
func evm(s string) (Address, bool) {
	digits, ok := strings.CutPrefix(s, "0x")
	if !ok {
		digits, ok = strings.CutPrefix(s, "0X")
	}
	if _, err := hex.DecodeString(digits); !ok || err != nil || len(digits) != 40 {
		return Address{}, false
	}
	lower := strings.ToLower(digits)
	mixed := digits != lower && digits != strings.ToUpper(digits)
	if mixed && digits != eip55(lower) {
		return Address{}, false
	}
	return Address{"ETH", "0x" + lower, mixed}, true
}

// eip55 raises the letters whose place in the Keccak-256 of the lower-case digits holds 8 or more
// (https://eips.ethereum.org/EIPS/eip-55).
func eip55(lower string) string {
	h := sha3.NewLegacyKeccak256()
	h.Write([]byte(lower))
	sum := hex.EncodeToString(h.Sum(nil))
	out := []byte(lower)
	for i, c := range out {
		if c >= 'a' && sum[i] >= '8' {
			out[i] = c - 'a' + 'A'
		}
	}
	return string(out)
}
