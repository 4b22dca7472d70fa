package access

import (
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/taupier-eu/taupier/internal/core"
)

// Passkey is a key that somebody's device keeps for this server. What is kept here of it cannot sign in.
type Passkey struct {
	ID    string // hash of the id that the device gave it
	User  string
	Name  string // in its user's words
	Site  string // the name of the server that it is bound to; under another name nothing can ask for it
	Doc   string // its public key and what else package passkey knows it by
	Count uint32 // uses, as the device counts them; 0: it does not
	Added time.Time
	Used  time.Time // zero: never
}

// PasskeysMost is how many passkeys somebody may have.
const PasskeysMost = 20

// CeremonyLife is how long a browser has between being asked for a passkey and its answer.
const CeremonyLife = 5 * time.Minute

// KeyUse is an answer of a passkey that was checked.
type KeyUse struct {
	Key    Passkey // as it was kept
	Count  uint32  // after it
	Cloned bool    // the device counted no further: there are two of the key, or it is out of order
}

// Refusal is an answer of a passkey that was not taken.
type Refusal struct {
	User string // "": nobody is known
	Key  string // id; "": none is known
	Why  RefusalKind
	From string // network address
}

// RefusalKind says what was wrong with an answer.
type RefusalKind string

// The kinds of refusals.
const (
	NoCeremony RefusalKind = "ceremony" // nothing was asked for, or it was answered already, or too late
	WrongKey   RefusalKind = "answer"   // it does not fit what was asked for
	ClonedKey  RefusalKind = "cloned"
)

// KeyName brings the name of a passkey into its one form.
func KeyName(name string) (string, error) {
	name = strings.Join(strings.Fields(name), " ")
	if name == "" || utf8.RuneCountInString(name) > 80 || !utf8.ValidString(name) || strings.ContainsRune(name, 0) {
		return "", fmt.Errorf("%w: passkey_no_name", core.ErrInvalid)
	}
	return name, nil
}
