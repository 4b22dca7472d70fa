package store

import (
	"crypto/hmac"
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"

	"github.com/taupier-eu/taupier/internal/casework"
	"github.com/taupier-eu/taupier/internal/core"
)

// What people are found by stands in search_terms as numbers, never as words: the first eight bytes of an HMAC-SHA-256
// of the word. Two words fall together once in 2^64 pairs, and then only show somebody who may be seen anyway. The key is random
// and sealed: whoever has the files sees which people have a word in common, and not the word.

// The fields of search_terms.
const (
	fieldName = iota + 1
	fieldID
	fieldTitle
	fieldQuestion
	fieldContact
)

// termer turns words into terms.
type termer struct {
	key  []byte
	seen map[string]int64
	mac  hash.Hash // of number
}

func (v *View) termer() (*termer, error) { return v.keyOf(1) }

// keyOf reads a row of search_key; one that is not there is an empty key.
func (v *View) keyOf(id int) (*termer, error) {
	var text string
	if err := v.row("select key from search_key where id = $1", id).Scan(&text); err != nil && !errors.Is(err, sql.ErrNoRows) {
		return nil, fmt.Errorf("key of the search: %w", err)
	}
	if err := v.unseal("search_key.key", fmt.Sprint(id), &text); err != nil {
		return nil, err
	}
	key, err := hex.DecodeString(text)
	return &termer{key: key, seen: map[string]int64{}}, err
}

// termer makes the key when there is none yet.
func (t *Tx) termer() (*termer, error) {
	m, err := t.View.termer()
	if err != nil || len(m.key) > 0 {
		return m, err
	}
	m.key = make([]byte, sha256.Size)
	if _, err := io.ReadFull(t.random, m.key); err != nil {
		return nil, fmt.Errorf("key of the search: %w", err)
	}
	sealed, err := t.seal("search_key.key", "1", hex.EncodeToString(m.key))
	if err != nil {
		return nil, err
	}
	return m, t.exec("insert into search_key (id, key) values (1, $1)", sealed)
}

func (m *termer) term(word string) int64 {
	n, ok := m.seen[word]
	if !ok {
		h := hmac.New(sha256.New, m.key)
		h.Write([]byte(word))
		n = int64(binary.BigEndian.Uint64(h.Sum(nil)))
		m.seen[word] = n
	}
	return n
}

// terms of a text; with beginnings, a word is found by how it begins too.
func (m *termer) terms(text string, beginnings bool) []int64 {
	var out []int64
	for _, w := range casework.Words(text) {
		if !beginnings {
			out = append(out, m.term(w))
			continue
		}
		for _, b := range casework.Beginnings(w) {
			out = append(out, m.term(b))
		}
	}
	return out
}

// What is asked for by equality and is not to be read stands as a keyed hash: an HMAC under the key of the search, apart for each
// kind.
const (
	keyedLogin  = "login"
	keyedGuess  = "guess"
	keyedAnswer = "answer"
	keyedPlace  = "place"

	keyedSubject = "subject"
)

// keyed gives the keyed hash of a text; of the empty one, the empty text.
func (v *View) keyed(kind, text string) (string, error) {
	if text == "" {
		return "", nil
	}
	m, err := v.termer()
	if err == nil && len(m.key) == 0 {
		err = errNoMaster
	}
	if err != nil {
		return "", err
	}
	return m.hash(kind, text), nil
}

func (m *termer) hash(kind, text string) string {
	h := hmac.New(sha256.New, m.key)
	fmt.Fprintf(h, "%s\x00%s", kind, text)
	return hex.EncodeToString(h.Sum(nil)[:16])
}

// facet is how the value of a facet stands in person_facets.
func (m *termer) facet(facet, value string) string { return m.hash("facet "+facet, value) }

// termRow is a row of search_terms.
type termRow struct {
	term  int64
	ref   string
	field int
}

// personTerms are the rows by which a person is found.
func (m *termer) personTerms(p casework.Person) map[termRow]bool {
	rows := map[termRow]bool{}
	put := func(field int, beginnings bool, texts ...string) {
		for _, text := range texts {
			for _, n := range m.terms(text, beginnings) {
				rows[termRow{n, p.ID, field}] = true
			}
		}
	}
	put(fieldName, true, p.Name)
	put(fieldID, false, p.ID)
	put(fieldTitle, false, p.Title)
	put(fieldContact, false, p.Contacts...)
	for _, c := range p.Contacts {
		if n := casework.Number(c); n != "" {
			rows[termRow{m.term(n), p.ID, fieldContact}] = true
		}
	}
	for _, q := range p.Questions {
		for _, t := range []core.Text{q.Title, q.Says} {
			put(fieldQuestion, false, t.EN, t.FR)
		}
		put(fieldQuestion, false, q.Signal)
	}
	return rows
}
