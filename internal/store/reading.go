package store

import (
	"cmp"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/taupier-eu/taupier/internal/casework"
	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/ledger"
)

// Read puts one reading of a company in the place of the one before, as the act e, with what also writes in that act. Whoever is
// as he was is left alone. The others are written some at a time, each part as an act of its own (company.part), so that nobody
// who works has to wait for the whole; until e has ended a list may show some people as they were and some as they are. Everybody is
// written together with his reporting line, which the wall stands on, and before what he shares with others; whoever goes takes with him
// what he shared. A process that is killed half-way leaves whole people and whole things, and the next reading goes on from there.
//
// Cases stay, and so does whoever a case is about, as last read: a dossier that is taken out of the folder ends no case. He is
// shown to those who see the case, and to nobody else (left.go).
func (db *DB) Read(ctx context.Context, e ledger.Entry, in casework.Intake, found Links, also func(*Tx) error) error {
	n := 0
	part := func(do func(*Tx) error) error {
		n++
		return db.Act(ctx, ledger.Entry{At: e.At, Actor: e.Actor, Act: "company.part", Object: strconv.Itoa(n)}, nil, do)
	}
	defer db.links.read.wake()
	r := &reading{in: in, sealer: db.sealer}
	if err := db.View(ctx, r.look); err != nil {
		return err
	}
	if err := r.put(part); err != nil {
		return err
	}
	p := &putting{found: found, sealer: db.sealer}
	if err := db.View(ctx, p.look); err != nil {
		return err
	}
	if err := p.put(part); err != nil {
		return err
	}
	return db.Act(ctx, e, nil, func(t *Tx) error { return firstOf(r.end(t), also(t)) })
}

// Replace is Read in one act.
func (t *Tx) Replace(in casework.Intake) error {
	r := &reading{in: in, sealer: t.sealer}
	if err := r.look(&t.View); err != nil {
		return err
	}
	if err := r.put(func(do func(*Tx) error) error { return do(t) }); err != nil {
		return err
	}
	return r.end(t)
}

// reading is one reading on its way into the store.
type reading struct {
	in     casework.Intake
	sealer *Sealer
	m      *termer

	before map[string]known
	anew   bool // the words of everybody are written again: the reading before did not end
	turn   map[string]int64
	words  words
}

// known is what is kept of a person over a reading: of what, of which reporting line, since when it is so, and the turn.
type known struct {
	digest, line  string
	changed, turn int64
}

// act does a part of a reading.
type act = func(do func(*Tx) error) error

// unended names the setting that says that a reading has begun and that not all words are written. Its text is empty: there is nothing to seal.
const unended = "reading.unended"

// look finds out what was there before.
func (r *reading) look(v *View) (err error) {
	if r.m, err = v.termer(); err != nil {
		return err
	}
	r.before = map[string]known{}
	err = v.each(func(row *sql.Rows) error {
		var id string
		var k known
		err := row.Scan(&id, &k.digest, &k.line, &k.changed, &k.turn)
		r.before[id] = k
		return err
	}, "select id, digest, line, changed_at, turn from people")
	if err != nil {
		return err
	}
	var n int
	err = v.row("select count(*) from settings where name = $1", unended).Scan(&n)
	r.anew = n > 0
	return err
}

// put writes everybody. Who is found by which words is whole then, whatever becomes of the rest of the reading.
func (r *reading) put(part act) error {
	if err := part(r.begin); err != nil {
		return err
	}
	r.turn = map[string]int64{}
	for i, id := range casework.Turns(r.in.People) {
		r.turn[id] = int64(i + 1)
	}
	if err := r.putPeople(part); err != nil {
		return err
	}
	if err := r.takeOut(part); err != nil {
		return err
	}
	if err := r.putWords(part); err != nil {
		return err
	}
	return part(func(t *Tx) error { return t.exec("delete from settings where name = $1", unended) })
}

func (r *reading) begin(t *Tx) error {
	errs := []error{t.exec("insert into settings (name, doc) values ($1, '') on conflict (name) do update set doc = ''", unended)}
	if r.anew {
		errs = append(errs, t.exec("delete from search_terms"))
	}
	return firstOf(errs...)
}

// end says what was read, and gives everybody the new turn at once.
func (r *reading) end(t *Tx) error {
	if err := r.comeBack(t); err != nil {
		return err
	}
	c := r.in.Company
	name, err := t.seal("company.name", "1", c.Name)
	if err != nil {
		return err
	}
	errs := []error{
		t.exec("delete from company"), t.exec("delete from sources"),
		t.replaceAccounts(r.in.Accounts),
		t.exec("insert into company (id, name, fictional, read_at) values (1, $1, $2, $3)", name, oneIf(c.Fictional), c.Read),
	}
	for _, s := range c.Sources {
		errs = append(errs, t.exec("insert into sources (kind, files, records, rejected) values ($1, $2, $3, $4)", s.Kind, s.Files, s.Records, s.Rejected))
	}
	turns := t.again("update people set turn = $1 where id = $2")
	for _, p := range r.in.People {
		if k, ok := r.before[p.ID]; ok && k.turn != r.turn[p.ID] {
			turns.do(r.turn[p.ID], p.ID)
		}
	}
	return firstOf(append(errs, turns.end())...)
}

// written is a person as he will be kept.
type written struct {
	casework.Person
	row  []any
	line []string
	was  bool // he is kept already
}

// partOf is how many people are written in one act.
const partOf = 200

func (r *reading) putPeople(part act) error {
	var list []written
	flush := func() error {
		if len(list) == 0 {
			return nil
		}
		err := part(func(t *Tx) error { return r.putPart(t, list) })
		list = list[:0]
		return err
	}
	for _, p := range r.in.People {
		k, changed, err := r.keep(p)
		if err != nil {
			return err
		}
		if !changed {
			continue
		}
		if list = append(list, k); len(list) == partOf {
			if err := flush(); err != nil {
				return err
			}
		}
	}
	return flush()
}

// keep seals a person, and reports whether anything is to be written. Who is as he was keeps the time at which he changed.
func (r *reading) keep(p casework.Person) (written, bool, error) {
	doc, err := json.Marshal(p)
	if err != nil {
		return written{}, false, fmt.Errorf("person %s: %w", p.ID, err)
	}
	before, was := r.before[p.ID]
	line := r.in.Superiors[p.ID]
	now := known{r.m.digest(p, doc), r.m.hash("line", strings.Join(line, "\x00")), r.in.Company.Read, r.turn[p.ID]}
	if now.digest == before.digest {
		if now.changed = before.changed; now.line == before.line {
			if r.anew {
				r.words.add(r.m.personTerms(p), p.ID, true)
			}
			return written{}, false, nil
		}
	}
	why, err := json.Marshal(titles(p))
	if err != nil {
		return written{}, false, fmt.Errorf("person %s: %w", p.ID, err)
	}
	sealed := []string{p.Name, p.Title, string(doc), string(why)}
	for i, column := range sealedPerson {
		if sealed[i], err = r.sealer.Seal(column, p.ID, sealed[i]); err != nil {
			return written{}, false, err
		}
	}
	turn := now.turn
	if was {
		turn = before.turn // until the end
	}
	return written{p, []any{p.ID, sealed[0], string(p.Stage), sealed[1], string(p.Level), slices.Index(core.Levels, p.Level), p.Score, sealed[2], sealed[3], turn, now.digest, now.line, now.changed}, line, was}, true, nil
}

// putPart writes some people with everything that they are listed by, and notes the words that they are found by.
func (r *reading) putPart(t *Tx, list []written) error {
	people := t.many("people (id, name, stage, title, level, level_rank, score, doc, why, turn, digest, line, changed_at)", 13)
	people.or = ` on conflict (id) do update set name = excluded.name, stage = excluded.stage, title = excluded.title, level = excluded.level, level_rank = excluded.level_rank,
 score = excluded.score, doc = excluded.doc, why = excluded.why, digest = excluded.digest, line = excluded.line, changed_at = excluded.changed_at`
	facets, superiors := t.many("person_facets (facet, value, person)", 3), t.many("superiors (person, superior)", 2)
	for _, k := range list {
		if k.was {
			old, err := t.scanPerson(t.row("select "+personColumns+" from people p where p.id = $1", k.ID).Scan)
			if err != nil {
				return fmt.Errorf("person %s: %w", k.ID, err)
			}
			if !r.anew {
				r.words.add(r.m.personTerms(old), k.ID, false)
			}
			if err := firstOf(t.keepLine(k.ID), t.exec("delete from person_facets where person = $1", k.ID), t.exec("delete from superiors where person = $1", k.ID)); err != nil {
				return err
			}
		}
		r.words.add(r.m.personTerms(k.Person), k.ID, true)
		people.add(k.row...)
		for _, f := range facetsOf(k.Person) {
			facets.add(f[0], r.m.facet(f[0], f[1]), k.ID)
		}
		for _, m := range k.line {
			superiors.add(k.ID, m)
		}
	}
	return firstOf(people.end(), facets.end(), superiors.end())
}

// takeOut takes out who is not read any more, but for those whom a case is about.
func (r *reading) takeOut(part act) error {
	gone := map[string]bool{}
	for id := range r.before {
		gone[id] = true
	}
	for _, p := range r.in.People {
		delete(gone, p.ID)
	}
	for list := range slices.Chunk(sorted(gone), partOf) {
		if err := part(func(t *Tx) error { return r.takeOutPart(t, list) }); err != nil {
			return err
		}
	}
	return nil
}

func (r *reading) takeOutPart(t *Tx, list []string) error {
	var gone []string
	for _, id := range list {
		old, err := t.scanPerson(t.row("select "+personColumns+" from people p where p.id = $1", id).Scan)
		if err != nil {
			return fmt.Errorf("person %s: %w", id, err)
		}
		var cases int
		if err := t.row("select count(*) from cases where subject = $1", id).Scan(&cases); err != nil {
			return err
		}
		if cases > 0 {
			if err := t.leave(id); err != nil {
				return err
			}
			if r.anew {
				r.words.add(r.m.personTerms(old), id, true)
			}
			continue
		}
		gone = append(gone, id)
		for _, x := range []string{"people_left where person", "people where id", "person_facets where person", "superiors where person"} {
			if err := t.exec("delete from "+x+" = $1", id); err != nil {
				return err
			}
		}
	}
	if len(gone) == 0 {
		return nil
	}
	if err := t.leaveLinks(gone); err != nil || r.anew {
		return err
	}
	return t.forgetWords(gone) // also of contacts, which are not kept as words
}

// titles are the reasons in a line.
func titles(p casework.Person) []core.Text {
	out := []core.Text{}
	for _, q := range p.Questions[:min(3, len(p.Questions))] {
		out = append(out, q.Title)
	}
	return out
}

// digest tells whether somebody is as he was. It is keyed, so that nobody's name can be tried out on it.
func (m *termer) digest(p casework.Person, doc []byte) string {
	h := hmac.New(sha256.New, m.key)
	fmt.Fprintf(h, "%q %q %q %q %d ", p.Name, p.Stage, p.Title, p.Level, p.Score)
	h.Write(doc)
	return hex.EncodeToString(h.Sum(nil)[:16])
}

// facetsOf lists what a person is listed by, each once and in order.
func facetsOf(p casework.Person) [][2]string {
	var out [][2]string
	for _, q := range p.Questions {
		out = append(out, [2]string{"family", string(q.Family)}, [2]string{"signal", q.Signal})
		for _, kind := range q.Sources {
			out = append(out, [2]string{"source", kind})
		}
	}
	slices.SortFunc(out, func(a, b [2]string) int { return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1])) })
	return slices.Compact(out)
}

func sorted(set map[string]bool) []string {
	out := make([]string, 0, len(set))
	for id := range set {
		out = append(out, id)
	}
	slices.Sort(out)
	return out
}
