package store

import "context"

type alongsideKey struct{}

// Alongside gives a context whose next act does something more in its own transaction, once what it does itself went well: both
// are on disk, or neither. An act that is refused leaves nothing.
func Alongside(ctx context.Context, do func(*Tx) error) context.Context {
	return context.WithValue(ctx, alongsideKey{}, do)
}

// withAlongside does what the context asks for beside the act.
func withAlongside(ctx context.Context, t *Tx) error {
	if do, ok := ctx.Value(alongsideKey{}).(func(*Tx) error); ok {
		return do(t)
	}
	return nil
}
