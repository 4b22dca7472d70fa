package backup

import (
	"errors"
	"fmt"
	"regexp"
)

// ErrBroken says that a file is not a whole backup as one was written.
var ErrBroken = errors.New("the backup does not hold")

// The parts of a backup. Nothing else is ever written into one or taken from one.
const (
	Database  = "taupier.db"
	LedgerKey = "ledger.key"
	LedgerPub = "ledger.pub"
	MasterKey = "master.key"
	Config    = "server.yaml"

	manifestName = "manifest.json"
	noteName     = "manifest.note"
)

// small are the parts that are read whole, and how large they may be.
const (
	small        = 1 << 20
	manifestSize = 256 << 20
	mostParts    = 1 << 20
)

// Files are the parts besides the database and the evidence, in the order in which they are written.
var Files = []string{Config, LedgerPub, LedgerKey, "witness.pub", "witness.key", MasterKey}

// blob is a file of evidence, or of what was handed in.
var blob = regexp.MustCompile(`^(evidence/[0-9a-f]{64}|imports/[0-9a-f]{32})$`)

// Folders are where those files lie in a data directory.
var Folders = []string{"evidence", "imports"}

// IsBlob reports whether a part is such a file.
func IsBlob(name string) bool { return blob.MatchString(name) }

// bound is how large a part of this name may be; an error when there is no such part.
func bound(name string) (int64, error) {
	switch {
	case name == Database:
		return 1 << 50, nil
	case blob.MatchString(name):
		return 1 << 32, nil
	case name == manifestName:
		return manifestSize, nil
	case name == noteName:
		return small, nil
	}
	for _, f := range Files {
		if f == name {
			return small, nil
		}
	}
	return 0, fmt.Errorf("%w: it has a part %.80q, which no backup has", ErrBroken, name)
}
