package store

import (
	"context"
	"database/sql"
	"encoding/base64"
	"errors"
	"fmt"
	"time"
)

// Stamp is what a time-stamp authority said of a checkpoint.
type Stamp struct {
	Size   int64     // entries that the checkpoint covers
	Token  []byte    // RFC 3161
	Before time.Time // the checkpoint was there before it
	By     string    // the authority, as its certificate names it
	Ends   time.Time // of that certificate
	Asked  time.Time // by this server's clock
}

// Stamping is how far the authority has come.
type Stamping struct {
	Last    Stamp // Size 0 when there is none
	Tried   time.Time
	Problem string // of the last try; "" when it went well
}

// Stamping reads the newest stamp and how the last try ended.
func (v *View) Stamping() (Stamping, error) {
	var s Stamping
	var token string
	var before, ends, asked, tried int64
	err := v.row("select size, token, before_at, by_name, ends_at, asked_at from stamps order by size desc limit 1").Scan(&s.Last.Size, &token, &before, &s.Last.By, &ends, &asked)
	if err == nil {
		s.Last.Before, s.Last.Ends, s.Last.Asked = fromMicros(before), fromMicros(ends), fromMicros(asked)
		s.Last.Token, err = base64.StdEncoding.DecodeString(token)
	}
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return s, fmt.Errorf("the last time stamp: %w", err)
	}
	err = v.row("select tried_at, problem from stamp_tries where id = 1").Scan(&tried, &s.Problem)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return s, fmt.Errorf("the last try of a time stamp: %w", err)
	}
	s.Tried = fromMicros(tried)
	return s, nil
}

// PutStamp keeps a stamp of a checkpoint, and that the try went well. It says of the ledger what an authority said of it and is no act
// of anybody: like a checkpoint it is not an entry itself, or each stamp would ask for the next.
func (db *DB) PutStamp(ctx context.Context, s Stamp) error {
	err := db.write(ctx, func(t *Tx) error {
		return errors.Join(t.exec("insert into stamps (size, token, before_at, by_name, ends_at, asked_at) values ($1, $2, $3, $4, $5, $6) on conflict (size) do nothing",
			s.Size, base64.StdEncoding.EncodeToString(s.Token), micros(s.Before), s.By, micros(s.Ends), micros(s.Asked)), t.stampTried("", s.Asked))
	})
	if err != nil {
		return fmt.Errorf("keep a time stamp: %w", err)
	}
	return nil
}

// PutStampProblem keeps why a try to have the ledger stamped failed.
func (db *DB) PutStampProblem(ctx context.Context, problem string, now time.Time) error {
	err := db.write(ctx, func(t *Tx) error { return t.stampTried(problem, now) })
	if err != nil {
		return fmt.Errorf("keep why no time stamp came: %w", err)
	}
	return nil
}

func (t *Tx) stampTried(problem string, now time.Time) error {
	return t.exec("insert into stamp_tries (id, tried_at, problem) values (1, $1, $2) on conflict (id) do update set tried_at = excluded.tried_at, problem = excluded.problem", micros(now), problem)
}

// SignedAt gives the checkpoint of so many entries, as it was signed.
func (v *View) SignedAt(size int64) ([]byte, error) {
	var note string
	if err := v.row("select note from ledger_checkpoints where size = $1", size).Scan(&note); err != nil {
		return nil, fmt.Errorf("the checkpoint of %d entries: %w", size, err)
	}
	return []byte(note), nil
}

// stamps are the tokens of all checkpoints that were stamped, by size.
func (v *View) stamps() (map[int64][]byte, error) {
	all := map[int64][]byte{}
	return all, v.each(func(r *sql.Rows) error {
		var size int64
		var token string
		err := r.Scan(&size, &token)
		if err == nil {
			all[size], err = base64.StdEncoding.DecodeString(token)
		}
		return err
	}, "select size, token from stamps")
}
