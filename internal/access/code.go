package access

import (
	"crypto/subtle"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/pquerna/otp"
	"github.com/pquerna/otp/totp"
)

// codeOptions are what every authenticator knows: six digits, SHA-1, thirty seconds (RFC 6238).
var codeOptions = totp.ValidateOpts{Period: codePeriod, Digits: otp.DigitsSix, Algorithm: otp.AlgorithmSHA1}

const codePeriod = 30 // seconds

// NewCode makes the secret of an authenticator for a login.
func NewCode(issuer, login string, random io.Reader) (*otp.Key, error) {
	k, err := totp.Generate(totp.GenerateOpts{Issuer: issuer, AccountName: login, Period: codePeriod, SecretSize: 20, Digits: otp.DigitsSix, Algorithm: otp.AlgorithmSHA1, Rand: random})
	if err != nil {
		return nil, fmt.Errorf("make the secret of an authenticator: %w", err)
	}
	return k, nil
}

// CodeStep finds the step of time that a code is of, now or one step beside it, and later than the last one used: a code works
// once (RFC 6238, section 5.2). ok is false for any other code.
func CodeStep(secret, code string, last int64, now time.Time) (step int64, ok bool) {
	code = strings.ReplaceAll(strings.TrimSpace(code), " ", "")
	for _, beside := range []int64{0, -1, 1} {
		at := now.Unix()/codePeriod + beside
		want, err := totp.GenerateCodeCustom(secret, time.Unix(at*codePeriod, 0), codeOptions)
		if err == nil && at > last && subtle.ConstantTimeCompare([]byte(want), []byte(code)) == 1 {
			return at, true
		}
	}
	return 0, false
}

// CodeAt is the code that an authenticator shows at a time.
func CodeAt(secret string, at time.Time) (string, error) {
	return totp.GenerateCodeCustom(secret, at, codeOptions)
}
