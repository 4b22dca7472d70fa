package wallet

import (
	"strings"

	"github.com/btcsuite/btcd/btcutil/bech32"
)

// segwit reads Bech32 (BIP-173) and Bech32m (BIP-350): witness programs of Bitcoin and Litecoin, shielded addresses of Zcash
// (ZIP-173, ZIP-316) and addresses of Cardano (CIP-19).
func segwit(s string) (Address, bool) {
	hrp, data, version, ok := unbech(s)
	if !ok {
		return Address{}, false
	}
	lower := strings.ToLower(s)
	switch hrp {
	case "bc", "ltc":
		currency := map[string]string{"bc": "BTC", "ltc": "LTC"}[hrp]
		return Address{currency, lower, true}, len(s) <= 90 && witness(data, version)
	case "zs":
		return Address{"ZEC", lower, true}, version == bech32.Version0 && bytesOf(data) == 43
	case "u":
		return Address{"ZEC", lower, true}, version == bech32.VersionM && bytesOf(data) >= 40
	case "addr":
		n := bytesOf(data)
		return Address{"ADA", lower, true}, version == bech32.Version0 && (n == 29 || n == 57)
	}
	return Address{}, false
}

// unbech decodes without a limit of length: Zcash and Cardano have longer addresses than BIP-173 foresees.
func unbech(s string) (hrp string, data []byte, version bech32.Version, ok bool) {
	if s != strings.ToLower(s) && s != strings.ToUpper(s) {
		return "", nil, 0, false
	}
	if hrp, data, version, err := bech32.DecodeGeneric(s); err == nil {
		return hrp, data, version, true
	}
	lower := strings.ToLower(s)
	hrp, data, err := bech32.DecodeNoLimit(lower)
	if err != nil || strings.ContainsFunc(lower, func(r rune) bool { return r < 33 || r > 126 }) {
		return "", nil, 0, false
	}
	for _, v := range []struct {
		version bech32.Version
		encode  func(string, []byte) (string, error)
	}{{bech32.Version0, bech32.Encode}, {bech32.VersionM, bech32.EncodeM}} {
		if again, err := v.encode(hrp, data); err == nil && again == lower {
			return hrp, data, v.version, true
		}
	}
	return "", nil, 0, false
}

// witness holds the first sign as version, and 2 to 40 bytes of program; version 0 has 20 or 32 and the older checksum.
func witness(data []byte, version bech32.Version) bool {
	if len(data) == 0 || data[0] > 16 {
		return false
	}
	program, err := bech32.ConvertBits(data[1:], 5, 8, false)
	if err != nil || len(program) < 2 || len(program) > 40 {
		return false
	}
	if data[0] == 0 {
		return version == bech32.Version0 && (len(program) == 20 || len(program) == 32)
	}
	return version == bech32.VersionM && (data[0] != 1 || len(program) == 32)
}

// bytesOf is how many bytes groups of five bits hold, -1 when the padding is wrong.
func bytesOf(data []byte) int {
	out, err := bech32.ConvertBits(data, 5, 8, false)
	if err != nil {
		return -1
	}
	return len(out)
}
