package wallet

import (
	"bytes"
	"crypto/sha256"
	"math/big"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/btcsuite/btcd/btcutil/base58"
	"github.com/btcsuite/btcd/btcutil/bech32"
	"github.com/google/go-cmp/cmp"
	"golang.org/x/crypto/sha3"
	"pgregory.net/rapid"
)

// made is an address of nobody: a checksum over bytes that follow a pattern.
func made(prefix ...byte) string {
	payload := append(bytes.Clone(prefix), bytes.Repeat([]byte{0xab}, hash160)...)
	first := sha256.Sum256(payload)
	second := sha256.Sum256(first[:])
	return base58.Encode(append(payload, second[:4]...))
}

func madeRipple() string {
	return strings.Map(func(r rune) rune { return rune(rippleAlphabet[strings.IndexRune(bitcoinAlphabet, r)]) }, made(0))
}

func madeMonero() string {
	body := append([]byte{18}, bytes.Repeat([]byte{0xab}, 64)...)
	h := sha3.NewLegacyKeccak256()
	h.Write(body)
	raw := append(body, h.Sum(nil)[:4]...)
	var b strings.Builder
	for len(raw) > 0 {
		n := min(8, len(raw))
		signs := map[int]int{8: 11, 5: 7}[n]
		v := new(big.Int).SetBytes(raw[:n])
		out := bytes.Repeat([]byte{'1'}, signs)
		for i := signs - 1; v.Sign() > 0; i-- {
			m := new(big.Int)
			v.DivMod(v, big.NewInt(58), m)
			out[i] = bitcoinAlphabet[m.Int64()]
		}
		b.Write(out)
		raw = raw[n:]
	}
	return b.String()
}

func madeBech(t testing.TB, hrp string, size int, encode func(string, []byte) (string, error)) string {
	t.Helper()
	data, err := bech32.ConvertBits(bytes.Repeat([]byte{0xab}, size), 8, 5, true)
	if err != nil {
		t.Fatal(err)
	}
	s, err := encode(hrp, data)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// addresses are published vectors of the specifications, and made ones.
func addresses(t testing.TB) map[string]string {
	return map[string]string{
		"BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4":                                 "BTC", // BIP-173
		"bc1qrp33g0q5c5txsp9arysrx4k6zdkfs4nce4xj0gdcccefvpysxf3qccfmv3":             "BTC", // BIP-173, the main-net form
		"bc1pw508d6qejxtdg4y5r3zarvary0c5xw7kw508d6qejxtdg4y5r3zarvary0c5xw7kt5nd6y": "",    // BIP-350, but 40 bytes in version 1, which BIP-341 does not spend
		"bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0":             "BTC", // BIP-350
		"bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqh2y7hd":             "",    // BIP-350: Bech32 instead of Bech32m
		"0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed":                                 "ETH", // EIP-55
		"0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359":                                 "ETH", // EIP-55
		"0x52908400098527886E0F7030069857D2E4169EE7":                                 "ETH", // EIP-55, all caps
		"0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d35a":                                 "",
		"0xde709f2102306220921060314715629080e2fb77":                                 "ETH", // EIP-55, all lower
		"bitcoincash:qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a":                     "BCH", // the specification
		"qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a":                                 "BCH",
		"bitcoincash:qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6b":                     "",
		made(0x00):                              "BTC",
		made(0x05):                              "BTC",
		made(0x30):                              "LTC",
		made(0x1e):                              "DOGE",
		made(0x4c):                              "DASH",
		made(0x41):                              "TRX",
		made(0x1c, 0xb8):                        "ZEC",
		made(0x77):                              "",
		madeRipple():                            "XRP",
		madeMonero():                            "XMR",
		madeBech(t, "zs", 43, bech32.Encode):    "ZEC",
		madeBech(t, "u", 120, bech32.EncodeM):   "ZEC",
		madeBech(t, "addr", 57, bech32.Encode):  "ADA",
		madeBech(t, "addr", 50, bech32.Encode):  "",
		madeBech(t, "other", 32, bech32.Encode): "",
		base58.Encode(bytes.Repeat([]byte{0xab}, 32)): "SOL",
	}
}

func TestAddressesAreKnownByTheirChecksums(t *testing.T) {
	for s, want := range addresses(t) {
		a, err := Parse(" " + s + "\n")
		if (err == nil) != (want != "") || a.Currency != want {
			t.Errorf("%s: %q, %v; want %q", s, a.Currency, err, want)
		}
	}
	for _, s := range []string{"", "x", strings.Repeat("1", 25), strings.Repeat("a", 5000), "DE89370400440532013000", "550e8400-e29b-41d4-a716-446655440000", "0x" + strings.Repeat("g", 40)} {
		if a, err := Parse(s); err == nil {
			t.Errorf("%.40s is taken for %s", s, a.Currency)
		}
	}
}

func TestSpellingsOfOneAddressHaveOneKey(t *testing.T) {
	for _, c := range [][2]string{
		{"0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "0X5AAEB6053F3E94C9B9A09F33669435E7EF1BEAED"},
		{"BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4", "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4"},
		{"qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a", "BITCOINCASH:QPM2QSZNHKS23Z7629MMS6S4CWEF74VCWVY22GDX6A"},
	} {
		if Key(c[0]) == "" || Key(c[0]) != Key(c[1]) {
			t.Errorf("%s: %q, %s: %q", c[0], Key(c[0]), c[1], Key(c[1]))
		}
	}
	if Key(made(0)) == Key(strings.ToLower(made(0))) {
		t.Error("in base 58 the case is part of the address")
	}
	if Key("short") != "" || Key("an unknown kind of address") == "" {
		t.Error("an unknown address is its own key, a short text none")
	}
}

func TestOneWrongSignIsRefused(t *testing.T) {
	var all []string
	for s, currency := range addresses(t) {
		if a, err := Parse(s); err == nil && a.Checked && currency != "ETH" {
			all = append(all, s)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.SampledFrom(all).Draw(t, "address")
		i := rapid.IntRange(0, len(s)-1).Draw(t, "at")
		c := rapid.SampledFrom([]byte("qpzry9x8gf2tvdw0s3jn54khce6mua7lQZPRY")).Draw(t, "sign")
		wrong := s[:i] + string(c) + s[i+1:]
		a, err := Parse(wrong)
		if err == nil && a.Checked && !strings.EqualFold(wrong, s) {
			t.Fatalf("%s for %s is taken for %s", wrong, s, a.Currency)
		}
	})
}

func TestCanonicalIsCanonical(t *testing.T) {
	for s := range addresses(t) {
		a, err := Parse(s)
		if err != nil {
			continue
		}
		if again, err := Parse(a.Canonical); err != nil || again.Canonical != a.Canonical || again.Currency != a.Currency {
			t.Errorf("%s: %+v, %v", s, again, err)
		}
	}
}

// Every address that OFAC publishes is recognised, or is here as one that is none.
func TestPublishedAddressesAreRecognised(t *testing.T) {
	dir := os.Getenv("TAUPIER_LISTS")
	if dir == "" {
		t.Skip("TAUPIER_LISTS names no folder of published lists")
	}
	var text []byte
	for _, name := range []string{"ofac_sdn.csv", "ofac_sdn_comments.csv"} {
		data, err := os.ReadFile(dir + "/" + name)
		if err != nil {
			t.Fatal(err)
		}
		text = append(text, data...)
	}
	all := regexp.MustCompile(`Digital Currency Address - ([A-Z]+) ([A-Za-z0-9:]+)`).FindAllSubmatch(text, -1)
	var unknown []string
	for _, m := range all {
		if _, err := Parse(string(m[2])); err != nil {
			unknown = append(unknown, string(m[1])+" "+string(m[2]))
		}
	}
	// The first is 64 signs long, where an address of Monero has 95. The others are cut where the column ends.
	want := []string{"XMR 5be5543ff73456ab9f2d207887e2af87322c651ea1a873c5b25b7ffae456c320", "ETH 0xa7e5d5a720f06526557c513402f2e6b5fa20b00", "XBT 1Gq"}
	if diff := cmp.Diff(want, unknown); diff != "" || len(all) < 90 {
		t.Errorf("of %d: %s", len(all), diff)
	}
}

func FuzzParse(f *testing.F) {
	for s := range addresses(f) {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if a, err := Parse(s); err == nil {
			if again, err := Parse(a.Canonical); err != nil || again.Canonical != a.Canonical {
				t.Fatalf("%q: %+v is not canonical", s, a)
			}
		}
		for _, found := range Find(s) {
			if s[found.At:found.At+len(found.Text)] != found.Text {
				t.Fatalf("%q stands elsewhere", found.Text)
			}
		}
	})
}
