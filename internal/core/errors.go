package core

import "errors"

// The errors that a caller tells apart. Others only have words.
var (
	ErrInvalid     = errors.New("not valid")         // what was asked for is not well formed; say so to whoever asked
	ErrNotFound    = errors.New("not found")         // there is none, or whoever asks may not know that there is
	ErrConflict    = errors.New("no longer as read") // somebody else was first, or the state does not allow it
	ErrUnavailable = errors.New("not available")     // the store cannot take it now; nothing was written
)
