package shared

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/contact"
	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/ledger"
	"github.com/taupier-eu/taupier/internal/link"
)

// MaxNamed is how many people of one name are offered.
const MaxNamed = 20

// Who finds whom a text means: the person of this id, or people by the words of their names. Whom the viewer may not see is nobody.
func (d Desk) Who(ctx context.Context, who access.Actor, text string, now time.Time) (people []Person, err error) {
	err = d.find(ctx, who, now, func(n near) error {
		p, err := n.person(text)
		if err == nil {
			people = []Person{p}
			return nil
		}
		if !errors.Is(err, core.ErrNotFound) {
			return err
		}
		people, err = n.CalledSo(who, text, MaxNamed)
		return err
	})
	return people, err
}

// Find finds things by how they are written.
func (d Desk) Find(ctx context.Context, who access.Actor, text string, now time.Time) (things []link.Thing, err error) {
	err = d.find(ctx, who, now, func(n near) error {
		things, err = n.FindThings(who, link.Kinds(), written(text))
		return err
	})
	return things, err
}

func (d Desk) find(ctx context.Context, who access.Actor, now time.Time, do func(near) error) error {
	if !access.May(who, access.SeePeople) {
		return core.ErrNotFound
	}
	return d.Store.Act(ctx, ledger.Entry{At: now, Actor: who.User, Act: "linked.view"}, func(r Reader) error { return do(near{r, who, nil}) })
}

// written are the values that a text may stand for.
func written(text string) []string {
	text = strings.TrimSpace(text)
	close := strings.Join(strings.Fields(text), "")
	out := []string{text, strings.ToLower(text), strings.ToUpper(close), strings.ToLower(close)}
	if p := contact.ReadPhone(text, ""); p.Key != "" {
		out = append(out, p.Key)
	}
	slices.Sort(out)
	return slices.DeleteFunc(slices.Compact(out), func(s string) bool { return s == "" })
}
