package stamp

import (
	"bytes"
	"encoding/asn1"
	"testing"

	"pgregory.net/rapid"
)

func TestOnlyWholeDERIsDER(t *testing.T) {
	deep := func(n int) []byte {
		b := []byte{5, 0}
		for range n {
			b = append([]byte{0x30, byte(len(b))}, b...)
		}
		return b
	}
	for name, c := range map[string]struct {
		data []byte
		ok   bool
	}{
		"nothing":                        {nil, false},
		"a tag alone":                    {[]byte{0x30}, false},
		"an empty sequence":              {[]byte{0x30, 0}, true},
		"two values":                     {[]byte{5, 0, 5, 0}, false},
		"a part longer than its whole":   {[]byte{0x30, 2, 4, 3, 1, 1, 1}, false},
		"without a length":               {[]byte{0x30, 0x80, 0, 0}, false},
		"a length that could be shorter": {[]byte{4, 0x81, 1, 0}, false},
		"a length with a zero before it": {append([]byte{4, 0x82, 0, 200}, make([]byte, 200)...), false},
		"a long one":                     {append([]byte{4, 0x81, 200}, make([]byte, 200)...), true},
		"more than there is":             {[]byte{0x30, 0x83, 0xff, 0xff, 0xff}, false},
		"of four bytes":                  {[]byte{0x30, 0x84, 0x7f, 0xff, 0xff, 0xff}, false},
		"a tag of several bytes":         {[]byte{0x3f, 0x81, 1, 0}, false},
		"deep":                           {deep(40), true},
		"deeper than anything":           {deep(60), false},
	} {
		if err := checkDER(c.data); (err == nil) != c.ok {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestWhatIsWrittenAsDERIsDER(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		type pair struct {
			N int
			B []byte
			O asn1.ObjectIdentifier
		}
		data, err := asn1.Marshal(struct {
			A []pair
			C bool
		}{rapid.SliceOf(rapid.Custom(func(t *rapid.T) pair {
			return pair{rapid.Int().Draw(t, "n"), bytes.Repeat([]byte{7}, rapid.IntRange(0, 70000).Draw(t, "size")), asn1.ObjectIdentifier{1, 2, 840}}
		})).Draw(t, "pairs"), true})
		if err != nil {
			t.Fatal(err)
		}
		if err := checkDER(data); err != nil && len(data) < 1<<24 {
			t.Errorf("%d bytes: %v", len(data), err)
		}
	})
}
