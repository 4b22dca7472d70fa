package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/taupier-eu/taupier/internal/core"
)

// Evidence is found by its SHA-256, which is sealed. Beside it stands an HMAC of it, which the database can look for. Its key is another
// than that of the words: each change of the data key makes it anew, and all hashes with it, so that whoever had the key before can
// try no sum out on a later copy.

// sumStep is the step of the schema from which on evidence has the hash.
const sumStep = 30

// sumKeyID is the row of search_key with the key of the sums.
const sumKeyID = 2

const keyedSum = "evidence.sha256"

var sumColumn = column{"evidence", "sha256", []string{"id"}, false}

// sum gives the keyed hash of a SHA-256 in hexadecimal, in either case of letters.
func (m *termer) sum(sha256 string) string { return m.hash(keyedSum, strings.ToLower(sha256)) }

// summer is the key of the sums; without a key there is no evidence.
func (v *View) summer() (*termer, error) { return v.keyOf(sumKeyID) }

// summer makes the key when there is none yet.
func (t *Tx) summer() (*termer, error) {
	m, err := t.View.summer()
	if err != nil || len(m.key) > 0 {
		return m, err
	}
	return t.newSummer()
}

// newSummer makes a key in the place of the one before, whose hashes find nothing from then on.
func (t *Tx) newSummer() (*termer, error) {
	key := make([]byte, sha256.Size)
	if _, err := io.ReadFull(t.random, key); err != nil {
		return nil, fmt.Errorf("key of the sums: %w", err)
	}
	sealed, err := t.seal("search_key.key", fmt.Sprint(sumKeyID), hex.EncodeToString(key))
	if err != nil {
		return nil, err
	}
	err = errors.Join(t.exec("delete from search_key where id = $1", sumKeyID), t.exec("insert into search_key (id, key) values ($1, $2)", sumKeyID, sealed))
	return &termer{key: key}, err
}

// sumsAnew makes another key and every hash under it. It is one transaction: at no moment is there evidence that is not found.
func (t *Tx) sumsAnew() error {
	m, err := t.newSummer()
	for after := []any(nil); err == nil; {
		var rows []columnRow
		if rows, err = t.columnRows(sumColumn, after); err == nil {
			err = t.putSums(m, rows)
		}
		if len(rows) < batchSize {
			return err
		}
		after = rows[len(rows)-1].key
	}
	return err
}

// putSums writes the hashes of some evidence. A sum that was damaged opens for nobody: it has none, and stands in nobody's way.
func (t *Tx) putSums(m *termer, rows []columnRow) error {
	for _, r := range rows {
		sum, err := t.sealer.Open(sumColumn.place(), r.id(), r.text)
		hash := ""
		switch {
		case err == nil:
			hash = m.sum(sum)
		case errors.Is(err, core.ErrUnavailable):
			return err
		}
		if err := t.change("update evidence set sum_key = $1 where id = $2", hash, r.id()); err != nil {
			return err
		}
	}
	return nil
}

// fillSums writes the hashes that a store of an older program lacks, some in each transaction. It goes on where it was interrupted.
func (db *DB) fillSums(ctx context.Context) error {
	var done int
	err := db.View(ctx, func(v *View) error {
		return v.row("select count(*) from sealing_steps where step = $1", sumStep).Scan(&done)
	})
	if err != nil || done > 0 {
		return err
	}
	for after := []any(nil); ; {
		var rows []columnRow
		err := db.write(ctx, func(t *Tx) (err error) {
			rows, err = t.fillSums(after)
			return err
		})
		if err != nil {
			return fmt.Errorf("hash the sums of evidence: %w", err)
		}
		if len(rows) < batchSize {
			return nil
		}
		after = rows[len(rows)-1].key
	}
}

// fillSums writes the hashes of the next evidence, and with the last of them that all have theirs.
func (t *Tx) fillSums(after []any) ([]columnRow, error) {
	m, err := t.summer()
	if err != nil {
		return nil, err
	}
	rows, err := t.columnRows(sumColumn, after)
	if err == nil {
		err = t.putSums(m, rows)
	}
	if err == nil && len(rows) < batchSize {
		err = t.exec("insert into sealing_steps (step) values ($1)", sumStep)
	}
	return rows, err
}
