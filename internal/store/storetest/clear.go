package storetest

import (
	"cmp"
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/access/passwordtest"
	"github.com/taupier-eu/taupier/internal/casework"
	"github.com/taupier-eu/taupier/internal/casework/deadline"
	"github.com/taupier-eu/taupier/internal/casework/evidence"
	"github.com/taupier-eu/taupier/internal/casework/payment"
	"github.com/taupier-eu/taupier/internal/casework/task"
	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/intake/source"
	"github.com/taupier-eu/taupier/internal/intake/upload"
	"github.com/taupier-eu/taupier/internal/ledger"
	"github.com/taupier-eu/taupier/internal/notify"
	"github.com/taupier-eu/taupier/internal/setup"
	"github.com/taupier-eu/taupier/internal/store"
)

// clear writes words that occur nowhere else wherever words about people go, and finds none of them in what is on disk: the
// database, its log and shared memory, the evidence and temporary files while the store is open, and what is left once it is closed.
func (b *bench) clear(t *testing.T) {
	b.db.Close()
	dir := t.TempDir()
	folder := filepath.Join(dir, "data")
	t.Setenv("TMPDIR", filepath.Join(folder, "tmp"))
	t.Setenv("SQLITE_TMPDIR", filepath.Join(folder, "tmp"))
	if err := os.MkdirAll(filepath.Join(folder, "tmp"), 0o700); err != nil {
		t.Fatal(err)
	}
	server := strings.HasPrefix(b.place, "postgres")
	if !server {
		b.place = folder
	}
	b.open(t)
	f := &filler{bench: b, t: t, ctx: t.Context(), words: NewCanaries()}
	shelf, err := evidence.OpenShelf(filepath.Join(folder, "evidence"), b.db.Sealer(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	f.shelf = shelf
	f.imports, err = upload.OpenShelf(filepath.Join(folder, "imports"), b.db.Sealer(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	f.everything()
	look := func(when string) {
		t.Helper()
		size, held := f.words.Folder(t, folder)
		if server {
			held = append(held, f.tables()...)
		} else if size < 1<<20 {
			t.Errorf("%s: only %d bytes were looked at", when, size)
		}
		for i, name := range held {
			if i < 20 {
				t.Errorf("%s: in clear in %s", when, name)
			}
		}
		t.Logf("%s: %d words looked for, %d bytes of files", when, f.words.Len(), size)
	}
	look("open")
	f.readable()
	if err := errors.Join(shelf.Close(), f.imports.Close(), b.db.Close()); err != nil {
		t.Fatal(err)
	}
	look("closed")
	b.open(t)
	f.readable()

	// That nothing was found says something only when what is there would be.
	word := f.words.Word()
	for name, text := range map[string]string{"as it is": word, "in capitals": strings.ToUpper(word), "in JSON, base64": `{"x":"` + base64Of("ab"+word) + `"}`} {
		if err := os.WriteFile(filepath.Join(folder, "tmp", "planted"), []byte("xx"+text+"xx"), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, held := f.words.Folder(t, folder); len(held) != 1 {
			t.Errorf("a word %s was not found: %q", name, held)
		}
	}
}

// filler fills a store through its desks.
type filler struct {
	*bench
	t     *testing.T
	ctx   context.Context
	words *Canaries
	shelf *evidence.Shelf

	imports *upload.Shelf
	proved  time.Time // when users proved who they are; zero: Now

	people []casework.Person
	texts  map[string][]string // what has to be read again, by case
	names  map[string]string   // of users
	items  []evidence.Item
}

func (f *filler) must(err error) {
	f.t.Helper()
	if err != nil {
		f.t.Fatal(err)
	}
}

const filledPeople = 160

func (f *filler) everything() {
	f.texts, f.names = map[string][]string{}, map[string]string{}
	f.company()
	f.users()
	for i := range 24 {
		f.theCase(fmt.Sprintf("p-%d", i+1), i)
	}
	f.pay()
	f.around()
	f.imported()
}

func (f *filler) text() core.Text { return core.Text{EN: f.words.Sentence(), FR: f.words.Sentence()} }

func (f *filler) company() {
	in := casework.Intake{Company: casework.Company{Name: f.words.Word(), Read: Now.UnixMicro(), Sources: []casework.Source{{Kind: "dossier", Files: 3, Records: 3}}}}
	for i := range filledPeople {
		id := fmt.Sprintf("p-%d", i+1)
		q := casework.Question{ID: "f-1", Signal: "X01", Family: core.FamilyNetwork, Title: f.text(), Says: f.text(), Asks: f.text(), Innocent: []core.Text{f.text()}, Ask: []core.Text{f.text()},
			Evidence: []core.Evidence{{Input: f.words.Word() + "/cv.pdf", Field: "phone", Value: f.words.Word()}}, Sources: []string{"okta.system_log"}}
		in.People = append(in.People, casework.Person{ID: id, Name: f.words.Word() + " Exemple", Title: f.words.Word(), Stage: core.Interview, Level: core.LevelReview, Score: 300 - i,
			Questions: []casework.Question{q}, Unknown: []core.Text{f.text()}, Tasks: []casework.Task{{Title: f.text(), Notes: []core.Text{f.text()}}}})
		in.Accounts = append(in.Accounts, casework.AccountChange{ID: "a-" + id, Person: id, At: Now, Tail: f.words.Word(), Before: f.words.Word(), Holder: "close"})
	}
	f.people = in.People
	problems := []source.Problem{}
	for range 50 {
		problems = append(problems, source.Problem{Problem: core.Problem{Input: f.words.Word() + ".pdf", Line: 1, Says: f.words.Sentence()}, Person: "p-1"})
	}
	f.must(f.db.Act(f.ctx, ledger.Entry{At: Now, Actor: "server", Act: "company.read"}, nil, func(x *store.Tx) error {
		return errors.Join(x.Replace(in), x.PutReading([]source.Seen{{Kind: "okta.system_log", First: Now, Newest: Now}}, problems))
	}))
}

func (f *filler) users() {
	roles := map[string]access.Role{"u-1": access.Analyst, "u-2": access.Analyst, "u-3": access.Analyst, "u-t1": access.Trustee, "u-t2": access.Trustee, "u-it": access.IT, "u-pay1": access.Payroll, "u-pay2": access.Payroll}
	for id, role := range roles {
		f.names[id] = f.words.Word() + " " + f.words.Word()
		f.must(f.db.Act(f.ctx, ledger.Entry{At: Now, Actor: "server", Act: "user.add"}, nil, func(x *store.Tx) error {
			return x.PutUser(access.Actor{User: id, Name: f.names[id], Roles: []access.Role{role}})
		}))
		f.must(f.db.MakeTokenHere(f.ctx, access.Token{ID: "k-" + id, Hash: access.Hash("secret of " + id), User: id, Name: f.words.Sentence(), Scopes: []access.Permission{access.DoTasks}, Ends: Now.Add(time.Hour)}, Now))
	}
	for i := range 40 {
		id := fmt.Sprintf("u-more-%d", i)
		f.names[id] = f.words.Word()
		f.must(f.db.AddUserHere(f.ctx, access.User{ID: id, Name: f.names[id], Login: f.words.Word() + "@example.com", Roles: []access.Role{access.IT}}, Now))
	}
	login := f.words.Word() + "@example.com"
	f.must(f.db.SetSecret(f.ctx, access.Secret{User: "u-1", Login: login, Hash: passwordtest.Cheap(password), Code: strings.ToUpper(f.words.Word())}, Now))
	for _, tried := range []string{f.words.Word() + "@example.com", login, login, login} { // a name that nobody has costs as much as a real password
		try := access.Try{Login: tried, Password: f.words.Word(), Code: "123456", From: "192.0.2.1"}
		if err := f.db.SignInByPassword(f.ctx, try, "s", Now); !errors.Is(err, core.ErrNotFound) {
			f.t.Errorf("%v", err)
		}
	}
}

// who is a user who proved who he is.
func (f *filler) who(user string, role access.Role) access.Actor {
	return access.Actor{User: user, Name: f.names[user], Roles: []access.Role{role}, Proved: cmp.Or(f.proved, Now)}
}

// say makes a sentence that has to be read in a case again.
func (f *filler) say(id string) string {
	s := f.words.Sentence()
	f.texts[id] = append(f.texts[id], s)
	return s
}

func (f *filler) theCase(person string, n int) {
	desk := casework.Desk{Store: f.db.Cases(), Random: rand.Reader}
	u1, u2, u3, t1 := f.who("u-1", access.Analyst), f.who("u-2", access.Analyst), f.who("u-3", access.Analyst), f.who("u-t1", access.Trustee)
	view := f.words.Sentence()
	id, err := desk.FirstView(f.ctx, u1, person, view, f.words.Word(), Now)
	f.must(err)
	f.texts[id] = append(f.texts[id], view)
	do := func(who access.Actor, e casework.Event) {
		f.t.Helper()
		e.Text = f.say(id)
		f.must(desk.Do(f.ctx, who, id, e, Now))
	}
	for range 6 {
		do(u1, casework.Event{Kind: casework.Noting})
	}
	do(u1, casework.Event{Kind: casework.Supposing})
	do(u1, casework.Event{Kind: casework.Conflicting, Who: "u-more-1"})
	f.questions(id, u1)
	f.proofs(id, u1)
	hypothesis := f.words.Word()
	switch n % 3 {
	case 0:
		do(u1, casework.Event{Kind: casework.Deciding, Outcome: casework.Ask, Hypothesis: hypothesis, Trial: casework.Unclear})
		do(u1, casework.Event{Kind: casework.Closing, Class: casework.Unresolved})
		do(u2, casework.Event{Kind: casework.Contesting})
		do(u3, casework.Event{Kind: casework.Reviewing, Changed: true})
	case 1:
		do(u1, casework.Event{Kind: casework.Deciding, Outcome: casework.SuspendAccess, Hypothesis: hypothesis, Trial: casework.Fails})
		w, err := desk.Waits(f.ctx, t1, Now)
		f.must(err)
		for _, p := range w.Approvals {
			if p.Case == id {
				a, err := desk.Approval(f.ctx, t1, p.ID, Now)
				f.must(err)
				f.must(desk.Answer(f.ctx, t1, p.ID, true, a.Hash, f.say(id), Now))
			}
		}
	case 2:
		do(u1, casework.Event{Kind: casework.Sealing})
		_, err := desk.BreakGlass(f.ctx, f.who("u-t2", access.Trustee), id, f.say(id), true, Now)
		f.must(err)
	}
}

// questions asks somebody else and says what is due.
func (f *filler) questions(id string, who access.Actor) {
	it := f.who("u-it", access.IT)
	desk := task.Desk{Store: f.db.Tasks(), Random: rand.Reader}
	question := f.words.Sentence()
	f.must(desk.Ask(f.ctx, who, id, task.Task{To: task.To{User: "u-it"}, Question: question, Due: Now.Add(time.Hour)}, Now))
	slips, err := desk.List(f.ctx, it, Now)
	f.must(err)
	for _, s := range slips {
		if s.Question == question {
			f.must(desk.Answer(f.ctx, it, s.ID, f.say(id), Now))
		}
	}
	f.must(desk.Ask(f.ctx, who, id, task.Task{To: task.To{Role: access.IT}, Question: f.words.Sentence(), Due: Now.Add(time.Hour)}, Now))
	due := deadline.Desk{Store: f.db.Deadlines(), Random: rand.Reader}
	f.must(due.Set(f.ctx, who, id, deadline.Step, f.words.Sentence(), Now.AddDate(0, 0, 2), Now))
}

// proofs puts evidence into a case and opens it.
func (f *filler) proofs(id string, who access.Actor) {
	desk := evidence.Desk{Store: f.db.Evidence(), Shelf: f.shelf, Random: rand.Reader}
	var body strings.Builder
	for range 20 {
		body.WriteString(f.words.Sentence() + "\n")
	}
	i, err := desk.Add(f.ctx, who, id, f.words.Word()+".txt", f.words.Sentence(), strings.NewReader(body.String()), Now)
	f.must(err)
	_, data, err := desk.Open(f.ctx, who, id, i.ID, evidence.Police, Now)
	if f.must(err); string(data) != body.String() {
		f.t.Errorf("%q", data)
	}
	f.items = append(f.items, i)
}

func (f *filler) pay() {
	desk := payment.Desk{Store: f.db.Payments(), Random: rand.Reader, CutoffDay: 27}
	one, two := f.who("u-pay1", access.Payroll), f.who("u-pay2", access.Payroll)
	for i := range 30 {
		f.must(desk.Propose(f.ctx, one, fmt.Sprintf("a-p-%d", i+1), payment.Hold, f.words.Sentence(), Now))
	}
	list, err := desk.List(f.ctx, two, "", payment.MaxPage, Now)
	f.must(err)
	for _, l := range list.Open[:10] {
		if p := l.Pending(); p != nil {
			f.must(desk.Decide(f.ctx, two, l.ID, p.ID, true, Now))
		}
	}
}

// around is what stands beside cases: the set-up, kept answers, reminders to mailboxes.
func (f *filler) around() {
	answers := setup.Answers{Organisation: f.words.Word()}
	for range 20 {
		answers.People = append(answers.People, setup.Person{Name: f.words.Word(), Roles: []access.Role{access.Analyst}, ID: "u-" + rand.Text()})
	}
	f.must(f.db.SaveAnswers(f.ctx, answers, setup.StepPeople, Now))
	for range 40 {
		text := f.words.Sentence()
		ctx := f.db.KeepAnswer(f.ctx, "u-1", f.words.Word(), f.words.Sentence(), Now, func() (string, error) { return text, nil })
		f.must(f.db.Act(ctx, ledger.Entry{At: Now, Actor: "u-1", Act: "case.note"}, []byte(f.words.Sentence()), func(*store.Tx) error { return nil }))
	}
	out := f.db.Outbox()
	var list []notify.Notice
	list, err := out.Fresh(f.ctx)
	f.must(err)
	for _, n := range list {
		f.must(out.Address(f.ctx, n, []string{"mail:" + f.words.Word() + "@example.com"}, Now))
	}
	due, err := out.Waiting(f.ctx, Now, 8)
	f.must(err)
	f.must(out.Sent(f.ctx, due[0], Now))
	f.must(out.Off(f.ctx, due[1].Place, Now))
	if _, err := f.db.Sign(f.ctx, Now); err != nil {
		f.t.Fatal(err)
	}
}

// readable finds everything again, through the desks.
func (f *filler) readable() {
	f.t.Helper()
	desk := casework.Desk{Store: f.db.Cases(), Random: rand.Reader}
	u1 := f.who("u-1", access.Analyst)
	for id, want := range f.texts {
		c, _, err := desk.Case(f.ctx, u1, id, Now)
		f.must(err)
		all := ""
		for _, e := range c.Events {
			all += e.Text + "\n"
			if e.By == "u-1" && e.Name != f.names["u-1"] {
				f.t.Errorf("%s is called %q", e.By, e.Name)
			}
		}
		for _, s := range want {
			if !strings.Contains(all, s) {
				f.t.Errorf("%s: %q is gone", id, s)
			}
		}
	}
	for _, p := range f.people[filledPeople-10:] {
		l, err := desk.People(f.ctx, u1, casework.Filter{Whose: casework.Everybody, Text: strings.Fields(p.Name)[0], Signal: "X01"}, casework.Place{}, 10, Now)
		if f.must(err); len(l.Rows) != 1 || l.Rows[0].Name != p.Name {
			f.t.Errorf("%s is not found by name: %+v", p.ID, l.Rows)
		}
	}
	users, err := f.db.Accounts(f.ctx)
	f.must(err)
	for _, u := range users {
		if u.Name != f.names[u.ID] {
			f.t.Errorf("%s is called %q, want %q", u.ID, u.Name, f.names[u.ID])
		}
	}
}

// tables reads every table of a database server as text, and lists those that hold a canary.
func (f *filler) tables() (held []string) {
	f.t.Helper()
	db, err := sql.Open("pgx", f.place)
	f.must(err)
	defer db.Close()
	rows, err := db.QueryContext(f.ctx, "select table_name from information_schema.tables where table_schema = current_schema()")
	f.must(err)
	defer rows.Close()
	var names []string
	for rows.Next() {
		var name string
		f.must(rows.Scan(&name))
		names = append(names, name)
	}
	f.must(rows.Err())
	if len(names) < 40 {
		f.t.Errorf("only %d tables", len(names))
	}
	for _, name := range names {
		var text sql.NullString
		f.must(db.QueryRowContext(f.ctx, "select string_agg(t::text, e'\\n') from "+name+" t").Scan(&text))
		if found := f.words.In([]byte(text.String)); len(found) > 0 {
			held = append(held, name+": "+found[0])
		}
	}
	return held
}
