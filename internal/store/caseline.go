package store

// keepLine notes who stands above some people of whom there are cases, before a reading says otherwise: whoever stood above somebody once
// there was a case stays kept from that case. Else whoever writes the dossiers, as personnel does, could write himself out of the line
// and look.
func (t *Tx) keepLine(person string) error {
	return t.exec(`insert into case_line (case_id, person) select c.id, s.superior from cases c join superiors s on s.person = c.subject
 where c.subject = $1 on conflict do nothing`, person)
}
