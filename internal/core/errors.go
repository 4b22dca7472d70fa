package core

import (
	"errors"
	"syscall"
)

// The errors that a caller tells apart. Others only have words.
var (
	ErrInvalid     = errors.New("not valid")         // what was asked for is not well formed; say so to whoever asked
	ErrNotFound    = errors.New("not found")         // there is none, or whoever asks may not know that there is
	ErrConflict    = errors.New("no longer as read") // somebody else was first, or the state does not allow it
	ErrUnavailable = errors.New("not available")     // the store cannot take it now; nothing was written, unless ErrUnsure stands beside it
	ErrNoRoom      = errors.New("no room")           // beside ErrUnavailable: the disk takes nothing now, and may again
	ErrUnsure      = errors.New("not known whether") // beside ErrUnavailable: it was done or it was not; look before it is done again
)

// NoRoom reports whether an error says that a disk is full, or takes nothing for another reason that may pass.
func NoRoom(err error) bool {
	for _, cause := range []error{ErrNoRoom, syscall.ENOSPC, syscall.EDQUOT, syscall.EROFS, syscall.EFBIG} {
		if errors.Is(err, cause) {
			return true
		}
	}
	return false
}
