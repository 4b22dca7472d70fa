package stamp

import (
	"encoding/asn1"
	"errors"
	"fmt"
	"math/big"
	"strings"
	"unicode"

	"github.com/digitorus/timestamp"
)

// MaxAnswer bounds what an authority may answer, in bytes: a token with a chain of certificates has some eight thousand.
const MaxAnswer = 64 << 10

// ErrRefused says that the authority gave no stamp.
var ErrRefused = errors.New("the authority gave no stamp")

// open reads an authority's answer to a question with a nonce and gives the token that holds. Foreign words in an error are bounded
// and plain.
func open(answer, note []byte, nonce *big.Int, ca *CA) (token []byte, s Stamp, err error) {
	if len(answer) > MaxAnswer {
		return nil, s, fmt.Errorf("%w: it has more than %d bytes", ErrMalformed, MaxAnswer)
	}
	if err := checkDER(answer); err != nil {
		return nil, s, fmt.Errorf("%w: %w", ErrMalformed, err)
	}
	var r struct {
		Status asn1.RawValue
		Token  asn1.RawValue `asn1:"optional"`
	}
	if _, err := asn1.Unmarshal(answer, &r); err != nil {
		return nil, s, fmt.Errorf("%w: %s", ErrMalformed, Plain(err.Error()))
	}
	if err := granted(r.Status.FullBytes, answer); err != nil {
		return nil, s, err
	}
	s, err = check(r.Token.FullBytes, note, nonce, ca)
	return r.Token.FullBytes, s, err
}

// granted reports why the authority gave no stamp, in its words. A stamp with modifications is not the one that was asked for.
func granted(status, answer []byte) error {
	var code struct{ N int }
	if _, err := asn1.Unmarshal(status, &code); err != nil {
		return fmt.Errorf("%w: its status: %s", ErrMalformed, Plain(err.Error()))
	}
	if code.N == int(timestamp.Granted) {
		return nil
	}
	if code.N < 0 {
		return fmt.Errorf("%w: status %d", ErrRefused, code.N)
	}
	if _, err := timestamp.ParseResponse(answer); err != nil {
		return fmt.Errorf("%w: %s", ErrRefused, Plain(err.Error()))
	}
	return fmt.Errorf("%w: status %d", ErrRefused, code.N)
}

// mostWords bounds what is kept of an authority's own words, in letters.
const mostWords = 300

// Plain gives foreign words in a form that every store, terminal and page takes.
func Plain(text string) string {
	text = strings.Map(func(r rune) rune {
		if r == unicode.ReplacementChar || !unicode.IsPrint(r) {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(text, " "))
	if letters := []rune(text); len(letters) > mostWords {
		return string(letters[:mostWords]) + "…"
	}
	return text
}
