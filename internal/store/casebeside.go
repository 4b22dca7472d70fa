package store

import (
	"database/sql"
	"errors"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/casework"
)

// putBeside keeps what the wall and the lists need of an event beside the event itself.
func (t *Tx) putBeside(c casework.Case, e casework.Event) error {
	member := func(who string, until int64) error {
		return t.exec("insert into case_members (case_id, user_id, until) values ($1, $2, $3) on conflict (case_id, user_id) do update set until = case when case_members.until = 0 then 0 else excluded.until end", c.ID, who, until)
	}
	switch e.Kind {
	case casework.Viewing:
		return t.exec("insert into case_views (case_id, user_id) values ($1, $2)", c.ID, e.By)
	case casework.Conflicting:
		return t.NameConflict(c.ID, e.Who)
	case casework.Unnaming:
		if c.InConflict(e.Who) {
			return nil // somebody else still has to ask for it
		}
		return t.exec("delete from case_conflicts where case_id = $1 and user_id = $2", c.ID, e.Who)
	case casework.Proposing:
		return t.exec("insert into approvals (id, case_id, n, by_user, outcome, at, ends) values ($1, $2, $3, $4, $5, $6, $7)", e.Approval, c.ID, e.N, e.By, string(e.Outcome), micros(e.At), micros(e.Ends))
	case casework.Sealing:
		return member(e.By, 0)
	case casework.Joining:
		return t.forGood(c.ID, e.Who)
	case casework.GlassAsking:
		return t.putGlass(c.ID, e)
	case casework.GlassAlone:
		if err := t.putGlass(c.ID, e); err != nil {
			return err
		}
		return member(e.By, micros(e.Ends))
	case casework.GlassOpening:
		if err := t.change("update glasses set done = 1 where id = $1 and done = 0 and alone = 0", e.Approval); err != nil {
			return err
		}
		return member(e.Who, micros(e.Ends))
	case casework.GlassReviewing:
		return t.change("update glasses set done = 1 where id = $1 and done = 0 and alone = 1", e.Approval)
	}
	return nil
}

func (t *Tx) putGlass(id string, e casework.Event) error {
	why, err := t.seal("glasses.why", e.Approval, e.Text)
	if err != nil {
		return err
	}
	return t.exec("insert into glasses (id, case_id, by_user, alone, why, at, done) values ($1, $2, $3, $4, $5, $6, 0)",
		e.Approval, id, e.By, oneIf(e.Kind == casework.GlassAlone), why, micros(e.At))
}

// forGood makes a user a member without an end.
func (t *Tx) forGood(id, who string) error {
	return t.exec("insert into case_members (case_id, user_id, until) values ($1, $2, 0) on conflict (case_id, user_id) do update set until = 0", id, who)
}

const pendingFrom = ` from approvals a join cases c on c.id = a.case_id left join people p on p.id = c.subject left join users u on u.id = a.by_user
 where a.ends > $3 and a.by_user <> $2 and a.n = (select max(e.n) from case_events e where e.case_id = a.case_id) and ` + wallCase

// Approvals lists what waits for a second person and may wait for the viewer, the first to end first.
func (v *View) Approvals(viewer access.Actor, now time.Time) ([]casework.Pending, error) {
	var out []casework.Pending
	err := v.each(func(r *sql.Rows) error {
		var p casework.Pending
		var at, ends int64
		var person, by string
		err := r.Scan(&p.ID, &p.Case, &person, &p.Person, &by, &p.By, &p.Outcome, &at, &ends)
		if err == nil {
			err = errors.Join(v.unseal("people.name", person, &p.Person), v.userName(by, &p.By))
		}
		p.At, p.Ends = fromMicros(at), fromMicros(ends)
		out = append(out, p)
		return err
	}, "select a.id, a.case_id, c.subject, coalesce(p.name, ''), a.by_user, coalesce(u.name, ''), a.outcome, a.at, a.ends"+pendingFrom+"order by a.ends, a.id", viewer.Person, viewer.User, micros(now))
	return out, err
}

const glassFrom = ` from glasses g join cases c on c.id = g.case_id left join users u on u.id = g.by_user where g.done = 0 and g.by_user <> $2
 and (g.alone = 1 or g.at > $3) and ` + wallConcern

// Knocks lists whoever asks to see a sealed case, and whoever opened one alone and was not reviewed yet, for somebody else than
// themselves. The seal hides none of it from those who approve, as nobody could let anybody in otherwise; the wall does.
func (v *View) Knocks(viewer access.Actor, now time.Time) ([]casework.Knock, error) {
	var out []casework.Knock
	err := v.each(func(r *sql.Rows) error {
		var k casework.Knock
		var at, alone int64
		err := r.Scan(&k.ID, &k.Case, &k.User, &k.By, &alone, &k.Why, &at)
		if err == nil {
			err = errors.Join(v.unseal("glasses.why", k.ID, &k.Why), v.userName(k.User, &k.By))
		}
		k.At, k.Alone = fromMicros(at), alone == 1
		out = append(out, k)
		return err
	}, "select g.id, g.case_id, g.by_user, coalesce(u.name, ''), g.alone, g.why, g.at"+glassFrom+"order by g.at, g.id", viewer.Person, viewer.User, micros(now.Add(-casework.GlassAskLife)))
	return out, err
}

// Behind reads the sealed cases that a number or a person names, without regard to the seal: for break-glass only.
func (v *View) Behind(viewer access.Actor, name string) ([]casework.Case, error) {
	var out []casework.Case
	err := v.each(func(r *sql.Rows) error {
		c, err := scanCase(r.Scan)
		out = append(out, c)
		return err
	}, "select "+caseColumns+" from cases c where c.sealed = 1 and (c.id = $3 or c.subject = $3) and"+wallConcern+"order by c.opened_at, c.id", viewer.Person, viewer.User, name)
	if err != nil {
		return nil, err
	}
	for i := range out {
		if out[i], err = v.withEvents(out[i]); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// Tell puts a notice on the page Today of the members of a case, or of everybody of a role, without those whom the case concerns.
// The notice names no case.
func (t *Tx) Tell(id string, role access.Role, word string, at time.Time) error {
	users, err := t.texts("select u.id from users u join cases c on c.id = $1 where not"+concernsUser+`
 and ($2 = '' and exists (select 1 from case_members y where y.case_id = c.id and y.user_id = u.id and y.until = 0)
 or exists (select 1 from user_roles r where r.user_id = u.id and r.role = $2)) order by u.id`, id, string(role))
	if err != nil {
		return err
	}
	return t.tellUsers(users, word, at)
}

// TellRole puts one on the page Today of everybody of a role but one user.
func (t *Tx) TellRole(role access.Role, but, word string, at time.Time) error {
	users, err := t.texts("select user_id from user_roles where role = $1 and user_id <> $2 order by user_id", string(role), but)
	if err != nil {
		return err
	}
	return t.tellUsers(users, word, at)
}

func (t *Tx) tellUsers(users []string, word string, at time.Time) error {
	for _, u := range users {
		n, err := access.NewID("t-", t.random)
		if err != nil {
			return err
		}
		if err := t.exec("insert into told (id, user_id, word, at) values ($1, $2, $3, $4)", n, u, word, micros(at)); err != nil {
			return err
		}
		if err := t.Notify(casework.Notice{Kind: word, User: u, Path: "/", At: at}); err != nil {
			return err
		}
	}
	return nil
}

// Told lists what a user was told since a time, the newest first.
func (v *View) Told(user string, since time.Time) ([]casework.Told, error) {
	var out []casework.Told
	err := v.each(func(r *sql.Rows) error {
		var n casework.Told
		var at int64
		err := r.Scan(&n.Word, &at)
		n.At = fromMicros(at)
		out = append(out, n)
		return err
	}, "select word, at from told where user_id = $1 and at > $2 order by at desc, id", user, micros(since))
	return out, err
}
