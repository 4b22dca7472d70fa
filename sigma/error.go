package sigma

import "fmt"

// Error says why a rule cannot be used, and where: no rule is ever left out in silence.
type Error struct {
	File   string
	Line   int // 1-based
	Reason string
}

func (e *Error) Error() string { return fmt.Sprintf("%s:%d: %s", e.File, e.Line, e.Reason) }

// refusal is an Error that does not know its file yet.
type refusal struct {
	line   int
	reason string
}

func (r *refusal) Error() string { return fmt.Sprintf("line %d: %s", r.line, r.reason) }

func refuse(line int, format string, args ...any) error {
	return &refusal{line: line, reason: fmt.Sprintf(format, args...)}
}
