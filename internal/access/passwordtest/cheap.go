// Package passwordtest makes what is kept of a password for tests that are not about what it costs to guess one.
package passwordtest

import (
	"encoding/base64"
	"fmt"

	"golang.org/x/crypto/argon2"
)

// Cheap is what access.HashPassword makes, as far as anybody reads it, for a thousandth of the work.
func Cheap(password string) string {
	const time, memory, threads = 1, 8, 1
	b, salt := base64.RawStdEncoding, []byte("salt of a test..")
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, memory, time, threads, b.EncodeToString(salt), b.EncodeToString(argon2.IDKey([]byte(password), salt, time, memory, threads, 32)))
}
