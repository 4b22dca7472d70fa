package store

import (
	"context"
	"errors"
	"time"
)

// AnswerLife is how long the answer to a request with a key is kept.
const AnswerLife = 24 * time.Hour

// Answer gives what a user asked under a key and what the answer was, while it is kept; core.ErrNotFound when there is none.
func (db *DB) Answer(ctx context.Context, user, key string, now time.Time) (request, answer string, err error) {
	err = db.View(ctx, func(v *View) error {
		name, err := v.keyed(keyedAnswer, key)
		if err != nil {
			return err
		}
		if err := v.row("select request, answer from api_answers where user_id = $1 and name = $2 and at > $3", user, name, micros(now.Add(-AnswerLife))).Scan(&request, &answer); err != nil {
			return found(err)
		}
		id := user + "/" + name
		return errors.Join(v.unseal("api_answers.request", id, &request), v.unseal("api_answers.answer", id, &answer))
	})
	return request, answer, err
}

// KeepAnswer gives a context whose next act keeps the answer to a request under a key of a user, in the act's own transaction:
// whoever asks again after a crash learns what was done, and it is not done twice. answer is asked after the act has done its
// work.
func (db *DB) KeepAnswer(ctx context.Context, user, key, request string, now time.Time, answer func() (string, error)) context.Context {
	return Alongside(ctx, func(t *Tx) error {
		text, err := answer()
		if err != nil {
			return err
		}
		if err := t.exec("delete from api_answers where at <= $1", micros(now.Add(-AnswerLife))); err != nil {
			return err
		}
		name, err := t.keyed(keyedAnswer, key)
		if err != nil {
			return err
		}
		asked, err1 := t.seal("api_answers.request", user+"/"+name, request)
		answered, err2 := t.seal("api_answers.answer", user+"/"+name, text)
		if err := errors.Join(err1, err2); err != nil {
			return err
		}
		return t.exec("insert into api_answers (user_id, name, at, request, answer) values ($1, $2, $3, $4, $5)", user, name, micros(now), asked, answered)
	})
}
