package store

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/casework/payment"
	"github.com/taupier-eu/taupier/internal/ledger"
)

// Old is a store as programs before step 15 of the schema left it: with what they wrote in clear.
type Old struct {
	options Options
	words   func() string

	question, reason, place, facet string
	login, key                     string
}

const oldRows = 700

// oldSum is the SHA-256 of an item of its evidence.
func oldSum(i int) string { return fmt.Sprintf("%064x", i+1) }

// KeyFile and Key are what opens it.
func (o *Old) KeyFile() string { return o.options.KeyFile }
func (o *Old) Key() Key        { return o.options.Key }

// NewOld makes one. words gives the words in it.
func NewOld(t *testing.T, place string, words func() string) *Old {
	t.Helper()
	private, _, err := ledger.GenerateKey(rand.Reader, "x")
	if err != nil {
		t.Fatal(err)
	}
	o := &Old{options: Options{Place: place, Random: rand.Reader, Key: Key{"x", private}, KeyFile: filepath.Join(t.TempDir(), "master.key")}, words: words}
	ctx := t.Context()
	e, err := connect(ctx, place, true)
	if err != nil {
		t.Fatal(err)
	}
	steps, err := migrations()
	if err != nil {
		t.Fatal(err)
	}
	before := slices.DeleteFunc(slices.Clone(steps), func(m migration) bool { return m.n >= sealingStep })
	db := &DB{engine: e, random: rand.Reader, turns: turns{most: mostTogether}}
	err = errors.Join(migrate(ctx, e.writer, before))
	if err == nil {
		err = db.unlockKeys(ctx, o.options)
	}
	if err == nil {
		err = db.Act(ctx, ledger.Entry{At: time.Unix(1, 0).UTC(), Actor: "server", Act: "user.add"}, nil, o.fill)
	}
	if err = errors.Join(err, e.close()); err != nil {
		t.Fatal(err)
	}
	return o
}

func (o *Old) fill(x *Tx) error {
	w := o.words
	sentence := func() string { return "He said that " + w() + " was there." }
	o.question, o.reason, o.place, o.facet, o.login, o.key = "s1.k1."+w(), sentence(), "mail:"+w()+"@example.com", "X01", w()+"@example.com", w()
	rows := []struct {
		text string
		args []any
	}{
		{"insert into users (id, name, person, login) values ('u-1', $1, '', $2)", []any{w(), o.login}},
		{"insert into user_roles (user_id, role) values ('u-1', 'analyst')", nil},
		{"insert into passwords (user_id, hash, set_at) values ('u-1', $1, 1)", []any{w()}},
		{"insert into codes (user_id, secret, last_step, set_at) values ('u-1', $1, 0, 1)", []any{w()}},
		{"insert into passkeys (id, user_id, name, doc, added_at, used_at) values ('k-1', 'u-1', $1, $2, 1, 1)", []any{w(), w()}},
		{"insert into tokens (id, hash, user_id, name, scopes, made_at, ends, used_at) values ('t-1', 'h', 'u-1', $1, '', 1, 1, 0)", []any{w()}},
		{"insert into guesses (key, times, last) values ($1, '[1]', 1)", []any{"account " + access.Hash("u-1")}},
		{"insert into company (id, name, fictional, read_at) values (1, $1, 0, 1)", []any{w()}},
		{"insert into settings (name, doc) values ('setup', $1)", []any{`{"organisation":"` + w() + `"}`}},
		{"insert into source_problems (n, input, line, says, person) values (0, $1, 1, $2, '')", []any{w(), sentence()}},
		{"insert into person_facets (facet, value, person) values ('signal', $1, 'p-1'), ('family', 'network', 'p-1')", []any{o.facet}},
		{"insert into cases (id, subject, state, owner, opened_by, opened_at, changed_at, closing, root) values ('c-1', 'p-1', 'open', 'u-1', 'u-1', 1, 1, '', 'c-1')", nil},
		{"insert into account_moves (id, change_id, act, digest, by_user, at, reason, second, decided_at, agreed, n) values ('m-1', 'a-1', 'hold', $1, 'u-1', 1, $2, '', 0, 0, 0)", []any{w(), o.reason}},
		{"insert into evidence (id, case_id, n, name, note, size, sha256, blob, by_user, at) values ('e-1', 'c-1', 1, '', '', 1, '', 'b', 'u-1', 1)", nil},
		{"insert into custody (evidence_id, n, at, by_user, act, why, seq) values ('e-1', 1, 1, 'u-1', 'add', '', 0), ('e-1', 2, 1, 'u-1', 'open', $1, 0)", []any{w()}},
		{"insert into deliveries (id, kind, path, place, at, attempts, next_at, done_at, state) values ('n-1-0', 'task.asked', '/', $1, 1, 0, 1, 0, '')", []any{o.place}},
		{"insert into places_off (place, at) values ($1, 1)", []any{o.place}},
		{"insert into api_answers (user_id, name, at, request, answer) values ('u-1', $1, 1, $2, $3)", []any{o.key, w(), w()}},
		{"insert into deadlines (id, case_id, kind, words, by_user, set_at, due_at, done_at) values ('d-1', 'c-1', 'step', $1, 'u-1', 1, 1, 0)", []any{sentence()}},
	}
	for _, r := range rows {
		if err := x.exec(r.text, r.args...); err != nil {
			return err
		}
	}
	for i := range oldRows {
		id := fmt.Sprintf("e-1%d", i)
		sum, err := x.seal("evidence.sha256", id, oldSum(i))
		if err == nil {
			err = x.exec("insert into evidence (id, case_id, n, name, note, size, sha256, blob, by_user, at) values ($1, 'c-1', $2, '', '', 1, $3, 'b', 'u-1', 1)", id, 2+i, sum)
		}
		if err != nil {
			return err
		}
	}
	tasks := x.many("tasks (id, case_id, by_user, to_role, to_user, question, asked_at, due_at, answer, who, answered_at, ended_at)", 12)
	for i := range oldRows {
		question := sentence()
		if i == 0 {
			question = o.question
		}
		tasks.add(fmt.Sprintf("q-%d", i), "c-1", "u-1", "it", "", question, 1, 1, sentence(), "u-1", 1, 0)
	}
	return tasks.end()
}

// Check finds everything of it, as it was, through the store of today.
func (o *Old) Check(t *testing.T) {
	t.Helper()
	db, err := Open(t.Context(), o.options)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	err = db.View(context.Background(), func(v *View) error {
		viewer := access.Actor{User: "u-1"}
		tasks, err := v.TasksOf(viewer, "c-1")
		if err != nil || len(tasks) != oldRows || tasks[0].ID != "q-0" || tasks[0].Question != o.question {
			t.Errorf("%d questions, the first %+v (%v)", len(tasks), tasks[0], err)
		}
		custody, err := v.Custody(viewer, "c-1")
		if err != nil || len(custody) != 2 || custody[0].Why != "" || custody[1].Why == "" {
			t.Errorf("%+v %v", custody, err)
		}
		var moves []payment.Move
		err = v.moves("($1)", []any{"a-1"}, func(m payment.Move) { moves = append(moves, m) })
		if err != nil || len(moves) != 1 || moves[0].Reason != o.reason {
			t.Errorf("%+v %v", moves, err)
		}
		k, err := v.keptFor(access.Try{Login: o.login})
		if err != nil || k.user != "u-1" || k.hash == "" || k.code == "" {
			t.Errorf("whoever had a login is not found by it: %+v %v", k, err)
		}
		if g, err := v.guesses("account " + access.Hash("u-1")); err != nil || len(g) != 1 {
			t.Errorf("tries are forgotten: %v %v", g, err)
		}
		for i := range oldRows {
			if hits, err := v.FindEvidence(viewer, oldSum(i), 5); err != nil || len(hits) != 1 || hits[0].N != 2+i {
				t.Fatalf("evidence %d is not found by its sum: %+v %v", i, hits, err)
			}
		}
		m, err := v.termer()
		if err != nil {
			return err
		}
		if who, err := v.texts("select person from person_facets where facet = 'signal' and value = $1", m.facet("signal", o.facet)); err != nil || len(who) != 1 {
			t.Errorf("%q %v", who, err)
		}
		_, err = v.Company()
		return err
	})
	if err != nil {
		t.Error(err)
	}
	if due, err := db.Outbox().Waiting(t.Context(), fromMicros(10), 10); err != nil || len(due) != 0 {
		t.Errorf("a place that was off is written to: %+v %v", due, err)
	}
	if request, answer, err := db.Answer(t.Context(), "u-1", o.key, fromMicros(10)); err != nil || request == "" || answer == "" {
		t.Errorf("%q %q %v", request, answer, err)
	}
	if u, err := db.Account(t.Context(), "u-1"); err != nil || u.Login != o.login || u.Name == "" {
		t.Errorf("%+v %v", u, err)
	}
	if list, all, err := db.Sources().Problems(t.Context(), access.Actor{User: "u-1"}, 5); err != nil || all != 1 || list[0].Says == "" {
		t.Errorf("%+v %v", list, err)
	}
	if a, err := db.Answers(t.Context()); err != nil || a.Organisation == "" {
		t.Errorf("%+v %v", a, err)
	}
}
