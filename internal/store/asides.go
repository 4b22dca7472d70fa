package store

import (
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/casework"
)

// asideOf are the rows x by which a person p is set aside, as he is now, for the viewer $2. What somebody set aside whom a case about
// that person concerns counts for himself and for nobody who sees the case: he would end by a list what he may not touch.
const asideOf = ` from asides a where a.person = p.id and a.ended_at = 0 and a.digest = p.digest and (a.by_user = $2
 or not exists (select 1 from cases c join users u on u.id = a.by_user where c.subject = p.id and` + wallCase + "and" + concernsUser + "))"

// aside holds for a person p who is set aside. The few who are so at all are listed first.
const aside = "(p.id in (select a.person from asides a where a.ended_at = 0) and exists (select 1" + asideOf + "))"

// AsideOf reads what sets a person aside now, for a viewer.
func (v *View) AsideOf(viewer access.Actor, person string) (casework.Aside, error) {
	var a casework.Aside
	var at int64
	err := v.row(`select a.id, a.person, a.by_user, coalesce((select w.name from users w where w.id = a.by_user), ''), a.at, a.class, a.reason
 from people p, asides a where p.id = $3 and`+wallPerson+"and"+here+"and a.id in (select a.id"+asideOf+") order by a.at, a.id limit 1", viewer.Person, viewer.User, person).
		Scan(&a.ID, &a.Person, &a.By, &a.Name, &at, &a.Class, &a.Reason)
	if err != nil {
		return a, found(err)
	}
	a.At = fromMicros(at)
	return a, firstOf(v.userName(a.By, &a.Name), v.unseal("asides.reason", a.ID, &a.Reason))
}

// PutAside sets a person aside as he is known now.
func (t *Tx) PutAside(a casework.Aside) error {
	reason, err := t.seal("asides.reason", a.ID, a.Reason)
	if err != nil {
		return err
	}
	return t.change("insert into asides (id, person, digest, by_user, at, class, reason, ended_at) select $1, p.id, p.digest, $3, $4, $5, $6, 0 from people p where p.id = $2",
		a.ID, a.Person, a.By, micros(a.At), string(a.Class), reason)
}

// EndAside brings a person back.
func (t *Tx) EndAside(id string, now time.Time) error {
	return t.change("update asides set ended_at = $1 where id = $2 and ended_at = 0", micros(now), id)
}
