package app

import "fmt"

// Exit codes, the same for every command. They are part of the interface.
const (
	exitOK        = 0 // nothing at or above --fail-on
	exitFindings  = 1 // somebody is at or above --fail-on
	exitUsage     = 2 // the command line is wrong
	exitIO        = 3 // something could not be read or written
	exitNothing   = 5 // nothing to analyse
	exitIntegrity = 6 // what was signed does not hold
	exitPartial   = 7 // some inputs could not be used; the rest was analysed
)

// exitError ends the command with a code. A nil cause prints nothing more.
type exitError struct {
	code  int
	cause error
}

func (e *exitError) Error() string {
	if e.cause == nil {
		return fmt.Sprintf("exit %d", e.code)
	}
	return e.cause.Error()
}

func (e *exitError) Unwrap() error { return e.cause }

func fail(code int, format string, args ...any) error {
	return &exitError{code, fmt.Errorf(format, args...)}
}
