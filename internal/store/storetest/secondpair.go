package storetest

import (
	"context"
	"crypto/rand"
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/casework"
	"github.com/taupier-eu/taupier/internal/casework/evidence"
	"github.com/taupier-eu/taupier/internal/casework/search"
	"github.com/taupier-eu/taupier/internal/casework/task"
	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/ledger"
	"github.com/taupier-eu/taupier/internal/store"
)

// somebody has a role, and proved who he is a moment ago.
func somebody(user, person string, roles ...access.Role) access.Actor {
	return access.Actor{User: user, Name: "Name of " + user, Person: person, Roles: roles, Proved: Now}
}

// staff are the users of these tests; p-2 and p-3 stand above p-1.
var staff = []access.Actor{
	somebody("u-1", "", access.Analyst), somebody("u-2", "", access.Analyst), somebody("u-3", "", access.Analyst),
	somebody("u-ciso", "p-2", access.CISO), somebody("u-ciso-2", "", access.CISO),
	somebody("u-t1", "", access.Trustee), somebody("u-t2", "", access.Trustee), somebody("u-t3", "p-1", access.Trustee),
	somebody("u-dpo", "", access.DPO), somebody("u-admin", "", access.Administrator),
}

func one(user string) access.Actor {
	return staff[slices.IndexFunc(staff, func(a access.Actor) bool { return a.User == user })]
}

// held opens a case about p-1 that u-1 holds, with everybody there.
func (b *bench) held(t *testing.T) (context.Context, casework.Desk, string) {
	t.Helper()
	b.company(t)
	ctx, desk := t.Context(), casework.Desk{Store: b.db.Cases(), Random: rand.Reader}
	err := b.db.Act(ctx, ledger.Entry{At: Now, Actor: "server", Act: "user.add"}, nil, func(x *store.Tx) error {
		for _, a := range staff {
			if err := x.PutUser(a); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	id, err := desk.FirstView(ctx, one("u-1"), "p-1", "This may be a short trip", "a journey", Now)
	if err != nil {
		t.Fatal(err)
	}
	return ctx, desk, id
}

func do(t *testing.T, ctx context.Context, desk casework.Desk, user, id string, e casework.Event) {
	t.Helper()
	if e.Text == "" {
		e.Text = "four words and more"
	}
	if err := desk.Do(ctx, one(user), id, e, Now); err != nil {
		t.Fatalf("%s by %s: %v", e.Kind, user, err)
	}
}

var suspend = casework.Event{Kind: casework.Deciding, Outcome: casework.SuspendAccess, Hypothesis: "a journey", Trial: casework.Fails, Text: "He says he never left"}

func refusedWith(t *testing.T, what string, err, want error) {
	t.Helper()
	if !errors.Is(err, want) {
		t.Errorf("%s: %v, want %v", what, err, want)
	}
}

func (b *bench) approvals(t *testing.T) {
	ctx, desk, id := b.held(t)
	do(t, ctx, desk, "u-1", id, casework.Event{Kind: casework.Conflicting, Who: "u-ciso-2"})
	do(t, ctx, desk, "u-1", id, suspend)
	waits := func(user string) []casework.Pending {
		w, err := desk.Waits(ctx, one(user), Now)
		if err != nil {
			t.Fatal(err)
		}
		return w.Approvals
	}
	for _, kept := range []string{"u-ciso", "u-ciso-2", "u-t3"} {
		if got := waits(kept); len(got) != 0 {
			t.Errorf("%s, whom it concerns, sees %+v", kept, got)
		}
	}
	got := waits("u-t1")
	if len(got) != 1 || got[0].Outcome != casework.SuspendAccess || got[0].By != "Name of u-1" {
		t.Fatalf("%+v", got)
	}
	a, err := desk.Approval(ctx, one("u-t1"), got[0].ID, Now)
	if err != nil || a.View == "" || len(a.Person.Questions) != 1 || a.Action.Text != suspend.Text || a.Stale {
		t.Fatalf("%+v %v", a, err)
	}
	answer := func(who access.Actor, hash string, at time.Time) error {
		return desk.Answer(ctx, who, got[0].ID, true, hash, "I see the same facts", at)
	}
	for _, kept := range []string{"u-ciso", "u-ciso-2", "u-t3", "u-2", "u-admin", "u-1"} {
		refusedWith(t, kept, answer(one(kept), a.Hash, Now), core.ErrNotFound)
	}
	late := one("u-t1")
	late.Proved = Now.Add(casework.ApprovalLife)
	refusedWith(t, "too late", answer(late, a.Hash, Now.Add(casework.ApprovalLife)), core.ErrNotFound)
	unproved := one("u-t1")
	unproved.Proved = time.Time{}
	refusedWith(t, "without proof", answer(unproved, a.Hash, Now), access.ErrProof)
	refusedWith(t, "another action", answer(one("u-t1"), a.Hash[1:]+"0", Now), core.ErrConflict)
	if err := answer(one("u-t1"), a.Hash, Now); err != nil {
		t.Fatal(err)
	}
	refusedWith(t, "replayed", answer(one("u-t2"), a.Hash, Now), core.ErrNotFound)
	c, _, err := desk.Case(ctx, one("u-1"), id, Now)
	if last := c.Events[len(c.Events)-1]; err != nil || c.State != casework.Decided || last.Kind != casework.Approving || last.By != "u-t1" {
		t.Errorf("%+v %v", c, err)
	}
	b.verify(t)
}

// What changes after the action was shown makes its approval void: the case, or what was found about the person.
func (b *bench) toctou(t *testing.T) {
	for _, change := range []string{"a note", "another reading"} {
		t.Run(change, func(t *testing.T) {
			ctx, desk, id := context.Context(nil), casework.Desk{}, ""
			fresh := *b
			fresh.place, fresh.keyFile = b.fresh(t), filepath.Join(t.TempDir(), "master.key")
			fresh.open(t)
			defer fresh.db.Close()
			ctx, desk, id = fresh.held(t)
			do(t, ctx, desk, "u-1", id, suspend)
			w, err := desk.Waits(ctx, one("u-t1"), Now)
			if err != nil || len(w.Approvals) != 1 {
				t.Fatal(w, err)
			}
			a, err := desk.Approval(ctx, one("u-t1"), w.Approvals[0].ID, Now)
			if err != nil {
				t.Fatal(err)
			}
			want := core.ErrNotFound
			if change == "a note" {
				do(t, ctx, desk, "u-2", id, casework.Event{Kind: casework.Noting, Text: "the laptop was in repair"})
			} else {
				want = core.ErrConflict
				err := fresh.db.Act(ctx, ledger.Entry{At: Now, Actor: "server", Act: "company.read"}, nil, func(x *store.Tx) error {
					return x.Replace(casework.Intake{Company: casework.Company{Read: 1}, People: []casework.Person{{ID: "p-1", Name: "One", Stage: core.Employed, Level: core.LevelNone}}})
				})
				if err != nil {
					t.Fatal(err)
				}
			}
			refusedWith(t, change, desk.Answer(ctx, one("u-t1"), a.ID, true, a.Hash, "I see the same facts", Now), want)
		})
	}
}

// T02: whoever runs IT and security is in conflict or concerned; two trustees still can act, and nobody of them sees it.
func (b *bench) trusteesAct(t *testing.T) {
	ctx, desk, id := b.held(t)
	for _, who := range []string{"u-2", "u-3", "u-ciso-2", "u-admin"} {
		do(t, ctx, desk, "u-1", id, casework.Event{Kind: casework.Conflicting, Who: who})
	}
	do(t, ctx, desk, "u-1", id, casework.Event{Kind: casework.Sealing})
	for _, who := range []string{"u-t1", "u-t2"} {
		do(t, ctx, desk, "u-1", id, casework.Event{Kind: casework.Joining, Who: who})
	}
	do(t, ctx, desk, "u-t1", id, casework.Event{Kind: casework.Viewing, Hypothesis: "a journey"})
	do(t, ctx, desk, "u-t1", id, suspend)
	w, err := desk.Waits(ctx, one("u-t2"), Now)
	if err != nil || len(w.Approvals) != 1 {
		t.Fatal(w, err)
	}
	a, err := desk.Approval(ctx, one("u-t2"), w.Approvals[0].ID, Now)
	if err != nil {
		t.Fatal(err)
	}
	for _, who := range []string{"u-t1", "u-ciso", "u-ciso-2", "u-admin", "u-t3"} {
		refusedWith(t, who, desk.Answer(ctx, one(who), a.ID, true, a.Hash, "I see the same facts", Now), core.ErrNotFound)
	}
	if err := desk.Answer(ctx, one("u-t2"), a.ID, true, a.Hash, "I see the same facts", Now); err != nil {
		t.Error(err)
	}
}

func (b *bench) conflicts(t *testing.T) {
	ctx, desk, id := b.held(t)
	sees := func(user string, want bool) {
		t.Helper()
		_, _, err := desk.Case(ctx, one(user), id, Now)
		if (err == nil) != want || err != nil && !errors.Is(err, core.ErrNotFound) {
			t.Errorf("%s: %v", user, err)
		}
	}
	sees("u-2", true)
	do(t, ctx, desk, "u-1", id, casework.Event{Kind: casework.Conflicting, Who: "u-2"})
	sees("u-2", false)
	unname := casework.Event{Kind: casework.Unnaming, Who: "u-2", Text: "they only share a name"}
	do(t, ctx, desk, "u-1", id, unname)
	sees("u-2", false)
	refusedWith(t, "alone", desk.Do(ctx, one("u-1"), id, unname, Now), core.ErrConflict)
	do(t, ctx, desk, "u-3", id, unname)
	sees("u-2", true)
	refusedWith(t, "somebody who is not there", desk.Do(ctx, one("u-1"), id, casework.Event{Kind: casework.Conflicting, Who: "u-x", Text: unname.Text}, Now), core.ErrConflict)
}

func (b *bench) seal(t *testing.T) {
	ctx, desk, id := b.held(t)
	shelf, err := evidence.OpenShelf(filepath.Join(t.TempDir(), "evidence"), b.db.Sealer(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	defer shelf.Close()
	shelved := evidence.Desk{Store: b.db.Evidence(), Shelf: shelf, Random: rand.Reader}
	item, err := shelved.Add(ctx, one("u-1"), id, "note.txt", "What the office said", strings.NewReader("seen"), Now)
	if err != nil {
		t.Fatal(err)
	}
	do(t, ctx, desk, "u-1", id, casework.Event{Kind: casework.Joining, Who: "u-t1"})
	do(t, ctx, desk, "u-1", id, casework.Event{Kind: casework.Sealing})
	for _, who := range []string{"u-2", "u-ciso-2", "u-t2"} {
		if _, _, err := desk.Case(ctx, one(who), id, Now); !errors.Is(err, core.ErrNotFound) {
			t.Errorf("%s: %v", who, err)
		}
	}
	rows, err := desk.Queue(ctx, one("u-2"), Now)
	s, err2 := desk.Person(ctx, one("u-2"), "p-1", Now)
	if err != nil || err2 != nil || rows[0].Case != "" || s.Open != nil || len(s.Cases) != 0 {
		t.Errorf("a trace of it: %+v %+v %v %v", rows, s.Cases, err, err2)
	}
	for _, who := range []string{"u-1", "u-t1"} {
		if _, _, err := desk.Case(ctx, one(who), id, Now); err != nil {
			t.Errorf("%s: %v", who, err)
		}
		old := one(who)
		old.Proved = Now.Add(-access.ProofLife)
		if c, _, err := desk.Case(ctx, old, id, Now); !errors.Is(err, access.ErrProof) || len(c.Events) != 0 {
			t.Errorf("%s without a proof: %v", who, err)
		}
	}
	old := one("u-1")
	old.Proved = time.Time{}
	for who, want := range map[*access.Actor]error{&old: access.ErrProof, &staff[0]: nil} {
		if _, data, err := shelved.Open(ctx, *who, id, item.ID, evidence.Review, Now); !errors.Is(err, want) || (len(data) > 0) != (want == nil) {
			t.Errorf("evidence of it, proved at %v: %q %v", who.Proved, data, err)
		}
		if f, err := (search.Desk{Store: b.db.Finding()}).Search(ctx, *who, item.SHA256, Now); err != nil || (len(f.Evidence) > 0) != (want == nil) {
			t.Errorf("evidence of it found, proved at %v: %+v %v", who.Proved, f.Evidence, err)
		}
	}
	if s, err := desk.Person(ctx, old, "p-1", Now); err != nil || !s.Locked || s.Viewed || len(s.Open.Events) != 0 {
		t.Errorf("%+v %v", s, err)
	}
	do(t, ctx, desk, "u-t1", id, casework.Event{Kind: casework.Joining, Who: "u-2"})
	if _, _, err := desk.Case(ctx, one("u-2"), id, Now); err != nil {
		t.Errorf("a new member: %v", err)
	}
}

// T07: the glass breaks with a reason and a second person, or alone with a review; it closes after an hour; all are told.
func (b *bench) glass(t *testing.T) {
	ctx, desk, id := b.held(t)
	do(t, ctx, desk, "u-1", id, casework.Event{Kind: casework.Sealing})
	t2, t1 := one("u-t2"), one("u-t1")
	sees := func(who access.Actor, at time.Time) bool {
		who.Proved = at
		_, _, err := desk.Case(ctx, who, id, at)
		return err == nil
	}
	told := func(user, word string) (n int) {
		list, err := desk.Notices(ctx, one(user), Now.Add(time.Minute))
		if err != nil {
			t.Fatal(err)
		}
		for _, x := range list {
			if x.Word == word {
				n++
			}
		}
		return n
	}
	ask := func(who access.Actor, name, why string, alone bool) error {
		_, err := desk.BreakGlass(ctx, who, name, why, alone, Now)
		return err
	}
	for what, err := range map[string]error{
		"the person concerned": ask(one("u-t3"), "p-1", "I have to see this", true), "the reporting line": ask(one("u-ciso"), id, "I have to see this", true),
		"an analyst": ask(one("u-2"), id, "I have to see this", true), "the administrator": ask(one("u-admin"), id, "I have to see this", true),
		"nothing there": ask(t1, "p-2", "I have to see this", true),
	} {
		refusedWith(t, what, err, core.ErrNotFound)
	}
	refusedWith(t, "without a reason", ask(t1, "p-1", "urgent", true), core.ErrInvalid)
	old := t1
	old.Proved = time.Time{}
	refusedWith(t, "without a proof", ask(old, "p-1", "the owner is on leave", true), access.ErrProof)

	if err := ask(t1, "p-1", "the owner is on leave", false); err != nil {
		t.Fatal(err)
	}
	if sees(t1, Now) || told("u-1", "told_glass_ask") != 1 || told("u-dpo", "told_glass_ask") != 1 || told("u-t3", "told_glass_ask") != 0 {
		t.Error("asking lets in, or nobody was told, or the wrong one was")
	}
	knock := func(user string) []casework.Knock {
		w, err := desk.Waits(ctx, one(user), Now)
		if err != nil {
			t.Fatal(err)
		}
		return w.Knocks
	}
	if len(knock("u-t1")) != 0 || len(knock("u-ciso")) != 0 || len(knock("u-t3")) != 0 || len(knock("u-t2")) != 1 {
		t.Fatal("who sees the knock")
	}
	k := knock("u-t2")[0]
	refusedWith(t, "by himself", desk.AnswerKnock(ctx, t1, k.ID, true, "four words and more", Now), core.ErrNotFound)
	if err := desk.AnswerKnock(ctx, t2, k.ID, true, "the reason is good", Now); err != nil {
		t.Fatal(err)
	}
	refusedWith(t, "replayed", desk.AnswerKnock(ctx, one("u-ciso-2"), k.ID, true, "the reason is good", Now), core.ErrNotFound)
	if !sees(t1, Now.Add(casework.GlassLife-time.Second)) || sees(t1, Now.Add(casework.GlassLife)) || sees(t2, Now) {
		t.Error("for whom and how long it is open")
	}

	alone := one("u-ciso-2")
	alone.Proved = Now.Add(2 * time.Hour)
	opened, err := desk.BreakGlass(ctx, alone, id, "the owner is on leave", true, alone.Proved)
	if err != nil || len(opened) != 1 || told("u-1", "told_glass_alone") != 1 || told("u-dpo", "told_glass_alone") != 1 {
		t.Fatal(opened, err)
	}
	if _, _, err := desk.Case(ctx, alone, id, alone.Proved); err != nil {
		t.Errorf("opened alone: %v", err)
	}
	if ks := knock("u-t2"); len(ks) != 1 || !ks[0].Alone || !ks[0].ReviewDue().Equal(alone.Proved.Add(24*time.Hour)) {
		t.Fatalf("%+v", ks)
	}
	if err := desk.AnswerKnock(ctx, t2, knock("u-t2")[0].ID, false, "nothing was that urgent", Now); err != nil {
		t.Error(err)
	}
	later := one("u-1")
	later.Proved = alone.Proved
	c, _, err := desk.Case(ctx, later, id, alone.Proved)
	if g := c.Glasses(); err != nil || len(g) != 2 || g[1].Right != casework.Fails || g[0].Second != "u-t2" {
		t.Errorf("%+v %v", g, err)
	}
	b.verify(t)
	lists := func(at time.Time) (n int) {
		err := b.db.Act(ctx, ledger.Entry{At: at, Actor: alone.User, Act: "cases.view"}, nil, func(x *store.Tx) error {
			list, err := x.CasesAbout(alone, "p-1")
			n = len(list)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	end := alone.Proved.Add(casework.GlassLife)
	if open, over := lists(end.Add(-time.Second)), lists(end); open != 1 || over != 0 {
		t.Errorf("listed before its end %d times and after it %d times", open, over)
	}
}

func (b *bench) merge(t *testing.T) {
	ctx, desk, id := b.held(t)
	other, err := desk.FirstView(ctx, one("u-1"), "p-2", "This may be a short trip", "a journey", Now)
	refusedWith(t, "a case about nobody's question", err, core.ErrInvalid)
	if err := b.db.Act(ctx, ledger.Entry{At: Now, Actor: "server", Act: "company.read"}, nil, func(x *store.Tx) error {
		q := []casework.Question{{ID: "f-1", Signal: "X01"}}
		return x.Replace(casework.Intake{Company: casework.Company{Read: 1}, People: []casework.Person{{ID: "p-1", Name: "One", Level: core.LevelReview, Questions: q}, {ID: "p-9", Name: "Nine", Level: core.LevelReview, Questions: q}}})
	}); err != nil {
		t.Fatal(err)
	}
	if other, err = desk.FirstView(ctx, one("u-1"), "p-9", "This may be a short trip", "a journey", Now); err != nil {
		t.Fatal(err)
	}
	nine := somebody("u-9", "p-9", access.Analyst)
	if err := b.db.Act(ctx, ledger.Entry{At: Now, Actor: "test", Act: "user.add"}, nil, func(x *store.Tx) error { return x.PutUser(nine) }); err != nil {
		t.Fatal(err)
	}
	if _, _, err := desk.Case(ctx, nine, id, Now); err != nil {
		t.Errorf("before: %v", err)
	}
	asking := task.Desk{Store: b.db.Tasks(), Random: rand.Reader}
	q := task.Task{To: task.To{User: "u-9"}, Question: "Where was the laptop sent?", Due: Now.Add(time.Hour)}
	if err := asking.Ask(ctx, one("u-1"), id, q, Now); err != nil {
		t.Fatal(err)
	}
	refusedWith(t, "by somebody else", desk.Join(ctx, one("u-2"), id, other, "they share a laptop", false, Now), core.ErrConflict)
	if err := desk.Join(ctx, one("u-1"), id, other, "they share a laptop", false, Now); err != nil {
		t.Fatal(err)
	}
	if _, _, err := desk.Case(ctx, nine, id, Now); !errors.Is(err, core.ErrNotFound) {
		t.Errorf("whom the merged case concerns sees the other: %v", err)
	}
	if got, err := asking.List(ctx, nine, Now); err != nil || len(got) != 0 {
		t.Errorf("whom the merged case concerns sees a question of the other: %+v %v", got, err)
	}
	refusedWith(t, "whom the merged case concerns is asked", asking.Ask(ctx, one("u-1"), id, q, Now), core.ErrConflict)
	refusedWith(t, "a note in what was merged", desk.Do(ctx, one("u-1"), other, casework.Event{Kind: casework.Noting, Text: "x"}, Now), core.ErrConflict)
	rows, err := desk.Queue(ctx, one("u-1"), Now)
	if err != nil || len(rows) != 2 || rows[0].Case != id || rows[1].Case != id {
		t.Errorf("%+v %v", rows, err)
	}
	if err := desk.Join(ctx, one("u-1"), id, other, "the laptop was another", true, Now); err != nil {
		t.Fatal(err)
	}
	do(t, ctx, desk, "u-1", other, casework.Event{Kind: casework.Noting, Text: "goes on by itself"})
	if _, _, err := desk.Case(ctx, nine, id, Now); err != nil {
		t.Errorf("after: %v", err)
	}
}

func (b *bench) contests(t *testing.T) {
	ctx, desk, id := b.held(t)
	decide := casework.Event{Kind: casework.Deciding, Outcome: casework.Ask, Hypothesis: "a journey", Trial: casework.Unclear}
	do(t, ctx, desk, "u-1", id, decide)
	do(t, ctx, desk, "u-1", id, casework.Event{Kind: casework.Closing, Class: casework.Unresolved})
	past := func(user string) int {
		got, err := desk.Similar(ctx, one(user), casework.Person{Questions: []casework.Question{{Signal: "X01"}, {Signal: "X02"}}})
		if err != nil {
			t.Fatal(err)
		}
		if len(got) == 1 && (got[0].Percent != 50 || got[0].Class != casework.Unresolved) {
			t.Errorf("%+v", got)
		}
		return len(got)
	}
	if past("u-2") != 1 || past("u-ciso") != 0 || past("u-t3") != 0 {
		t.Error("who sees the past")
	}
	do(t, ctx, desk, "u-2", id, casework.Event{Kind: casework.Contesting, Text: "I was at my mother's house"})
	review := casework.Event{Kind: casework.Reviewing, Text: "the tickets show it", Changed: true}
	for _, who := range []string{"u-1", "u-2"} {
		refusedWith(t, who, desk.Do(ctx, one(who), id, review, Now), core.ErrConflict)
	}
	do(t, ctx, desk, "u-3", id, review)
	c, _, err := desk.Case(ctx, one("u-1"), id, Now)
	if a := c.Answers(); err != nil || c.State != casework.Open || len(a) != 1 || a[0].Reviewer != "u-3" || !a[0].Changed {
		t.Errorf("%+v %v", c, err)
	}
	rows, err := desk.Queue(ctx, one("u-1"), Now)
	if err != nil || rows[0].Case != id {
		t.Errorf("%+v %v", rows, err)
	}
}

// quiet: a proof ages by the time at which somebody looks, also when nothing was done since.
func (b *bench) quiet(t *testing.T) {
	ctx, desk, id := b.held(t)
	do(t, ctx, desk, "u-1", id, casework.Event{Kind: casework.Sealing})
	if _, _, err := desk.Case(ctx, one("u-1"), id, Now.Add(access.ProofLife)); !errors.Is(err, access.ErrProof) {
		t.Errorf("a proof still counts when nobody did anything since: %v", err)
	}
}
