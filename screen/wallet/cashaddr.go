package wallet

import "strings"

const (
	cashPrefix  = "bitcoincash"
	cashCharset = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
)

// cashaddr reads an address of Bitcoin Cash, whose prefix is often left out
// (https://github.com/bitcoincashorg/bitcoincash.org/blob/master/spec/cashaddr.md).
func cashaddr(s string) (Address, bool) {
	if s != strings.ToLower(s) && s != strings.ToUpper(s) {
		return Address{}, false
	}
	body := strings.TrimPrefix(strings.ToLower(s), cashPrefix+":")
	if len(body) != 42 || body[0] != 'q' && body[0] != 'p' {
		return Address{}, false
	}
	var values []uint64
	for _, c := range cashPrefix {
		values = append(values, uint64(c)&31)
	}
	values = append(values, 0)
	for _, c := range body {
		i := strings.IndexRune(cashCharset, c)
		if i < 0 {
			return Address{}, false
		}
		values = append(values, uint64(i))
	}
	if polymod(values) != 0 {
		return Address{}, false
	}
	return Address{"BCH", cashPrefix + ":" + body, true}, true
}

// polymod is the remainder of the BCH code that the specification names.
func polymod(values []uint64) uint64 {
	generators := []uint64{0x98f2bc8e61, 0x79b76d99e2, 0xf33e5fb3c4, 0xae2eabe2a8, 0x1e4f43e470}
	c := uint64(1)
	for _, v := range values {
		top := c >> 35
		c = (c&0x07ffffffff)<<5 ^ v
		for i, g := range generators {
			if top>>i&1 == 1 {
				c ^= g
			}
		}
	}
	return c ^ 1
}
