package store

import (
	"database/sql"
	"encoding/json"
	"errors"
	"strings"
)

// eraseAnswers drops what is kept for requests that may be sent again and named something that goes, in their address or in the answer. There
// is a day of them at most, and they are sealed: each is looked at.
func (t *Tx) eraseAnswers(ids []string) error {
	if len(ids) == 0 {
		return nil
	}
	type key struct{ user, name string }
	var gone []key
	err := t.each(func(r *sql.Rows) error {
		var k key
		var asked, answered string
		if err := r.Scan(&k.user, &k.name, &asked, &answered); err != nil {
			return err
		}
		at := k.user + "/" + k.name
		if err := errors.Join(t.unseal("api_answers.request", at, &asked), t.unseal("api_answers.answer", at, &answered)); err != nil {
			return err
		}
		if namesAny(asked, answered, ids) {
			gone = append(gone, k)
		}
		return nil
	}, "select user_id, name, request, answer from api_answers")
	for _, k := range gone {
		err = firstOf(err, t.exec("delete from api_answers where user_id = $1 and name = $2", k.user, k.name))
	}
	return err
}

// namesAny reports whether a request has one of some ids as a part of its address, or its answer as a value.
func namesAny(asked, answered string, ids []string) bool {
	for _, id := range ids {
		value, err := json.Marshal(id)
		if err != nil || strings.Contains(asked+"/", "/"+id+"/") || strings.Contains(asked, "/"+id+" ") || strings.Contains(answered, string(value)) {
			return true
		}
	}
	return false
}
