package store

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/core"
)

// standing refuses an act by somebody who was let in before it and is out by now, or has no longer what he was let in with: a role, his
// service token, the dossier by which he is kept from others. by is who the act is written down for: another than who asks for it, such as
// the server, is not looked at. What is done between finding out who asks and his act may take as long as it likes.
func (t *Tx) standing(ctx context.Context, by string) error {
	who, ok := access.ActingIn(ctx)
	if !ok || who.User != by {
		return nil
	}
	var out int64
	var person string
	err := found(t.row("select disabled, person from users where id = $1", by).Scan(&out, &person))
	if err != nil && !errors.Is(err, core.ErrNotFound) {
		return err
	}
	if err != nil || out != 0 || person != who.Person {
		return fmt.Errorf("%w: who asks is out", core.ErrNotFound)
	}
	roles, err := t.texts("select role from user_roles where user_id = $1", by)
	if err != nil {
		return err
	}
	for _, r := range who.Roles {
		if !slices.Contains(roles, string(r)) {
			return fmt.Errorf("%w: who asks lost a role", core.ErrNotFound)
		}
	}
	return t.tokenStands(who)
}

func (t *Tx) tokenStands(who access.Actor) error {
	if who.Token == "" {
		return nil
	}
	var n int
	if err := t.row("select count(*) from tokens where id = $1 and user_id = $2", who.Token, who.User).Scan(&n); err != nil {
		return err
	}
	if n == 0 {
		return fmt.Errorf("%w: the token was ended", core.ErrNotFound)
	}
	return nil
}
