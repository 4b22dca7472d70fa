package access

import "context"

type actingKey struct{}

// Acting gives a context that says who acts in it. What is done in it later is done only if he is let in still and may still what he might:
// the store looks in the transaction of each act.
func Acting(ctx context.Context, who func() Actor) context.Context {
	return context.WithValue(ctx, actingKey{}, who)
}

// ActingIn is who acts in a context; false when it says nothing of it.
func ActingIn(ctx context.Context) (Actor, bool) {
	if who, ok := ctx.Value(actingKey{}).(func() Actor); ok {
		a := who()
		return a, a.User != ""
	}
	return Actor{}, false
}
