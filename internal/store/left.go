package store

// people_left are people whose dossier is gone and who are kept because a case is about them.

// here keeps them from everybody ($1, $2) but those who see such a case: who is kept from it would learn from their staying that there is one.
const here = ` p.id not in (select l.person from people_left l where not exists (select 1 from cases c where c.subject = l.person and ` + wallCase + `)) `

// inCompany leaves them out for whoever has nothing to do with cases.
const inCompany = ` p.id not in (select l.person from people_left l) `

// leave notes that somebody is kept for his cases alone.
func (t *Tx) leave(person string) error {
	return t.exec("insert into people_left (person) values ($1) on conflict do nothing", person)
}

// comeBack notes that of those who had left, who is read now is back.
func (r *reading) comeBack(t *Tx) error {
	left, err := t.texts("select person from people_left")
	if err != nil || len(left) == 0 {
		return err
	}
	read := map[string]bool{}
	for _, p := range r.in.People {
		read[p.ID] = true
	}
	for _, id := range left {
		if read[id] {
			err = firstOf(err, t.exec("delete from people_left where person = $1", id))
		}
	}
	return err
}
