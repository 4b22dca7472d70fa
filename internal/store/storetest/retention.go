package storetest

import (
	"bytes"
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/casework"
	"github.com/taupier-eu/taupier/internal/casework/deadline"
	"github.com/taupier-eu/taupier/internal/casework/retention"
	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/intake"
	"github.com/taupier-eu/taupier/internal/intake/upload"
	"github.com/taupier-eu/taupier/internal/ledger"
	"github.com/taupier-eu/taupier/internal/link"
	"github.com/taupier-eu/taupier/internal/store"
)

var periods = retention.Periods{ClosedCases: 365, Applications: 180}

func inForce(context.Context) (retention.Periods, error) { return periods, nil }

// keeper erases in a store and the folders beside it.
func keeper(db *store.DB, shelves map[string]retention.Shelf) *retention.Keeper {
	return &retention.Keeper{Store: db.Erasing(), Periods: inForce, Shelves: shelves, Alone: func(do func() error) error { return do() }}
}

func (f *filler) keeper() *retention.Keeper {
	return keeper(f.db, map[string]retention.Shelf{"evidence": f.shelf, "imports": f.imports})
}

var officer = access.Actor{User: "u-dpo", Name: "The officer", Roles: []access.Role{access.DPO}, Proved: Now}

// past is a store whose cases were closed at Now: most go when their days are over, and for each reason one is kept.
type past struct {
	*filler
	gone []string            // cases
	kept map[string][]string // cases, by why
	open []string
}

func (f *filler) closeCases() past {
	f.t.Helper()
	p := past{filler: f, kept: map[string][]string{}}
	f.names[officer.User] = officer.Name
	f.must(f.db.Act(f.ctx, ledger.Entry{At: Now, Actor: "server", Act: "user.add"}, nil, func(x *store.Tx) error { return x.PutUser(officer) }))
	desk := casework.Desk{Store: f.db.Cases(), Random: rand.Reader}
	u1, u2 := f.who("u-1", access.Analyst), f.who("u-2", access.Analyst)
	do := func(who access.Actor, id string, e casework.Event) {
		f.t.Helper()
		e.Text = f.say(id)
		f.must(desk.Do(f.ctx, who, id, e, Now))
	}
	due := deadline.Desk{Store: f.db.Deadlines(), Random: rand.Reader}
	hold := retention.Desk{Store: f.db.Retention(), Periods: inForce, Random: rand.Reader}
	ids := slices.Sorted(func(yield func(string) bool) {
		for id := range f.texts {
			if !yield(id) {
				return
			}
		}
	})
	for _, id := range ids {
		c, _, err := desk.Case(f.ctx, u1, id, Now)
		f.must(err)
		if c.Sealed {
			p.open = append(p.open, id)
			continue
		}
		do(u1, id, casework.Event{Kind: casework.Deciding, Outcome: casework.Ask, Hypothesis: "a journey", Trial: casework.Unclear})
		switch {
		case len(p.kept["police"]) == 0:
			do(u1, id, casework.Event{Kind: casework.Deciding, Outcome: casework.ReportPolice, Hypothesis: "a journey", Trial: casework.Fails})
			f.approve(desk, id)
			p.kept["police"] = []string{id}
		case len(p.kept["deadline"]) == 0:
			f.must(due.Set(f.ctx, u1, id, deadline.Access, f.words.Sentence(), Now, Now))
			p.kept["deadline"] = []string{id}
		case len(p.kept["contest"]) == 0:
			p.kept["contest"] = []string{id}
		case len(p.kept["officer"]) == 0:
			f.must(hold.Hold(f.ctx, officer, id, retention.Holding, "A court may ask for it", Now))
			p.kept["officer"] = []string{id}
		default:
			p.gone = append(p.gone, id)
		}
		do(u1, id, casework.Event{Kind: casework.Closing, Class: casework.Unresolved})
		if slices.Contains(p.kept["contest"], id) {
			do(u2, id, casework.Event{Kind: casework.Contesting})
		}
	}
	return p
}

func (f *filler) approve(desk casework.Desk, id string) {
	f.t.Helper()
	t1 := f.who("u-t1", access.Trustee)
	w, err := desk.Waits(f.ctx, t1, Now)
	f.must(err)
	for _, x := range w.Approvals {
		if x.Case == id {
			a, err := desk.Approval(f.ctx, t1, x.ID, Now)
			f.must(err)
			f.must(desk.Answer(f.ctx, t1, x.ID, true, a.Hash, f.say(id), Now))
		}
	}
}

// passes are what is erased from one day to another, with a pass on every second.
func (f *filler) passes(k *retention.Keeper, from, to int) (sum retention.Done) {
	f.t.Helper()
	for day := from; day <= to; day += 2 {
		d, err := k.Tick(f.ctx, Now.AddDate(0, 0, day))
		f.must(err)
		f.proved = Now.AddDate(0, 0, day)
		sum.Cases, sum.Applications, sum.Details, sum.Files = sum.Cases+d.Cases, sum.Applications+d.Applications, sum.Details+d.Details, sum.Files+d.Files
	}
	return sum
}

// retention: what is past its time is erased after it could be seen coming, everything of it, and what is held stays and says why.
func (b *bench) retention(t *testing.T) {
	f, folder := b.filled(t)
	p := f.closeCases()
	words := map[string][]string{}
	for id, said := range f.texts {
		words[id] = said
	}
	k := f.keeper()
	if d := f.passes(k, 0, 30); d != (retention.Done{}) {
		t.Fatalf("erased before its days were over: %+v", d)
	}
	if d := f.passes(k, 366, 372); d != (retention.Done{}) {
		t.Fatalf("after a pause it was erased before it could be seen: %+v", d)
	}
	f.shown(p)
	traces := f.traces(folder, p.gone)
	d := f.passes(k, 374, 374)
	if d.Cases != len(p.gone) || d.Files != len(p.gone) || d.Details < 10*len(p.gone) {
		t.Errorf("erased: %+v, want %d cases", d, len(p.gone))
	}
	f.checkGone(p, words)
	if n := f.traceless(folder, traces); n == 0 && !strings.HasPrefix(b.place, "postgres") {
		t.Error("nothing was looked for in the files")
	}
	// What held it is let go of.
	hold := retention.Desk{Store: f.db.Retention(), Periods: inForce, Random: rand.Reader}
	now := Now.AddDate(0, 0, 375)
	dpo := officer
	dpo.Proved = now
	l, err := hold.List(f.ctx, dpo, now)
	f.must(err)
	if err := hold.End(f.ctx, officer, l.Holds[0].ID, now); !errors.Is(err, access.ErrProof) {
		t.Errorf("a hold was ended without a proof: %v", err)
	}
	f.must(hold.End(f.ctx, dpo, l.Holds[0].ID, now))
	due, owner := deadline.Desk{Store: f.db.Deadlines(), Random: rand.Reader}, f.who("u-1", access.Analyst)
	all, err := due.OfCase(f.ctx, owner, p.kept["deadline"][0])
	f.must(err)
	for _, x := range all {
		if x.Kind == deadline.Access {
			f.must(due.Done(f.ctx, owner, x.Case, x.ID, now))
		}
	}
	f.must(hold.Hold(f.ctx, dpo, p.kept["police"][0], retention.Lifting, "The proceedings ended for good", now))
	if d := f.passes(k, 376, 376); d.Cases != 3 {
		t.Errorf("once nothing held them: %+v", d)
	}
	got := b.verify(t)
	if got.Erased < int64(10*len(p.gone)) {
		t.Errorf("the verifier does not say what was erased: %+v", got)
	}
}

// shown is that the officer is shown what will go, and what stays and why.
func (f *filler) shown(p past) {
	f.t.Helper()
	hold := retention.Desk{Store: f.db.Retention(), Periods: inForce, Random: rand.Reader}
	now := Now.AddDate(0, 0, 372)
	l, err := hold.List(f.ctx, officer, now)
	f.must(err)
	why := map[string]string{}
	for _, c := range l.Cases {
		why[c.ID] = fmt.Sprint(c.Why)
		if want := Now.AddDate(0, 0, 373); !c.Goes.Equal(want) {
			f.t.Errorf("%s goes at %v, want %v", c.ID, c.Goes, want)
		}
	}
	for _, id := range p.gone {
		if why[id] != "[]" {
			f.t.Errorf("%s is shown as %q", id, why[id])
		}
	}
	for reason, ids := range p.kept {
		if why[ids[0]] != "["+reason+"]" {
			f.t.Errorf("%s is shown as %q, want %s", ids[0], why[ids[0]], reason)
		}
	}
	if len(l.Cases) != len(p.gone)+4 || len(l.Holds) != 1 || l.Undated != filledPeople-24 {
		f.t.Errorf("%d cases, %d holds, %d without a day", len(l.Cases), len(l.Holds), l.Undated)
	}
	for _, who := range []access.Actor{analyst("u-1", ""), {User: "u-4", Roles: []access.Role{access.WorksCouncil}}} {
		if _, err := hold.List(f.ctx, who, now); !errors.Is(err, core.ErrNotFound) {
			f.t.Errorf("%v sees it: %v", who.Roles, err)
		}
	}
	// Whom a case concerns does not see it, and cannot hold it.
	subject := access.Actor{User: "u-subject", Person: "p-1", Roles: officer.Roles, Proved: now}
	mine := f.caseOf("p-1")
	l, err = hold.List(f.ctx, subject, now)
	f.must(err)
	if slices.ContainsFunc(l.Cases, func(k retention.Kept) bool { return k.ID == mine }) {
		f.t.Error("an officer sees the case about himself")
	}
	there, absent := hold.Hold(f.ctx, subject, mine, retention.Holding, "I want to keep it", now), hold.Hold(f.ctx, subject, "c-none", retention.Holding, "I want to keep it", now)
	if there == nil || absent == nil || there.Error() != absent.Error() {
		f.t.Errorf("held by whom it concerns: %v, and what is not there: %v", there, absent)
	}
}

// caseOf is the case about a person.
func (f *filler) caseOf(person string) string {
	f.t.Helper()
	desk := casework.Desk{Store: f.db.Cases(), Random: rand.Reader}
	for id := range f.texts {
		if c, _, err := desk.Case(f.ctx, f.who("u-1", access.Analyst), id, Now); err == nil && c.Subject == person {
			return id
		}
	}
	f.t.Fatalf("no case about %s", person)
	return ""
}

// checkGone finds nothing of the cases that went, neither through the desks nor in the ledger or any table, and everything of the others.
func (f *filler) checkGone(p past, words map[string][]string) {
	f.t.Helper()
	desk := casework.Desk{Store: f.db.Cases(), Random: rand.Reader}
	u1 := f.who("u-1", access.Analyst)
	var out bytes.Buffer
	f.must(f.db.Export(f.ctx, &out))
	said := map[string]bool{}
	for _, w := range f.words.In(out.Bytes()) {
		said[w] = true
	}
	inLedger := func(id string) (n int) {
		for _, s := range words[id] {
			if said[strings.Fields(s)[3]] {
				n++
			}
		}
		return n
	}
	for _, id := range p.gone {
		if _, _, err := desk.Case(f.ctx, u1, id, Now); !errors.Is(err, core.ErrNotFound) {
			f.t.Errorf("%s is still there: %v", id, err)
		}
		if n := inLedger(id); n > 0 {
			f.t.Errorf("the ledger still says %d things of %s", n, id)
		}
		delete(f.texts, id)
	}
	for _, list := range append(slices.Collect(func(yield func([]string) bool) {
		for _, l := range p.kept {
			if !yield(l) {
				return
			}
		}
	}), p.open) {
		for _, id := range list {
			if n := inLedger(id); n < len(words[id]) {
				f.t.Errorf("of %s, which stays, the ledger says %d of %d things", id, n, len(words[id]))
			}
		}
	}
	f.readable()
	left := 0
	for _, i := range f.items {
		_, err := f.shelf.Get(i)
		if gone := slices.Contains(p.gone, i.Case); (err == nil) == gone {
			f.t.Errorf("the bytes of %s in %s: %v", i.ID, i.Case, err)
		} else if !gone {
			left++
		}
	}
	if left == 0 {
		f.t.Error("no evidence is left at all")
	}
	for _, id := range p.gone {
		if held := f.rowsWith(id); len(held) > 0 {
			f.t.Errorf("%s is named by %q", id, held)
		}
	}
}

// rowsWith lists the tables that name something, but for the ledger's tree, which nothing is taken out of.
func (f *filler) rowsWith(text string) (held []string) {
	f.t.Helper()
	db, all := f.raw()
	defer db.Close()
	for _, table := range all {
		rows, err := db.QueryContext(f.ctx, "select * from "+table)
		f.must(err)
		names, err := rows.Columns()
		f.must(err)
		row, into := make([]any, len(names)), make([]any, len(names))
		for i := range row {
			into[i] = &row[i]
		}
		for rows.Next() {
			f.must(rows.Scan(into...))
			if strings.Contains(fmt.Sprintf("%s", row), text) && table != "ledger_leaves" {
				held = append(held, table)
				break
			}
		}
		f.must(errors.Join(rows.Err(), rows.Close()))
	}
	return held
}

// raw opens the database beside the store, with its tables.
func (f *filler) raw() (*sql.DB, []string) {
	f.t.Helper()
	driver, place, list := "sqlite", "file:"+filepath.Join(f.place, "taupier.db")+"?mode=ro", "select name from sqlite_master where type = 'table' and name not like 'sqlite_%'"
	if strings.HasPrefix(f.place, "postgres") {
		driver, place, list = "pgx", f.place, "select table_name from information_schema.tables where table_schema = current_schema()"
	}
	db, err := sql.Open(driver, place)
	f.must(err)
	rows, err := db.QueryContext(f.ctx, list)
	f.must(err)
	defer rows.Close()
	var all []string
	for rows.Next() {
		var name string
		f.must(rows.Scan(&name))
		all = append(all, name)
	}
	f.must(rows.Err())
	return db, all
}

// traces are what the files of a database hold of cases: what is sealed, as it is sealed, and what is not.
func (f *filler) traces(folder string, cases []string) (out []string) {
	f.t.Helper()
	db, _ := f.raw()
	defer db.Close()
	for _, id := range cases {
		for _, query := range []string{
			"select doc from case_events where case_id = $1", "select question from tasks where case_id = $1", "select words from deadlines where case_id = $1",
			"select name from evidence where case_id = $1", "select note from evidence where case_id = $1", "select blob from evidence where case_id = $1", "select id from evidence where case_id = $1",
			"select d.body from ledger_details d join ledger_leaves l on l.seq = d.seq where l.leaf like '%\"object\":\"' || $1 || '\"%'",
			"select d.salt from ledger_details d join ledger_leaves l on l.seq = d.seq where l.leaf like '%\"object\":\"' || $1 || '\"%'",
		} {
			rows, err := db.QueryContext(f.ctx, query, id)
			f.must(err)
			for rows.Next() {
				var text string
				f.must(rows.Scan(&text))
				if strings.HasPrefix(text, "e-") {
					continue // stays in the tree, as the object of entries
				}
				out = append(out, text[max(0, len(text)-40):])
			}
			f.must(errors.Join(rows.Err(), rows.Close()))
		}
	}
	if len(out) < 20*len(cases) {
		f.t.Errorf("only %d traces of %d cases", len(out), len(cases))
	}
	if n := f.inFiles(folder, out); !strings.HasPrefix(f.place, "postgres") && n < len(out) {
		f.t.Errorf("%d of %d are in the files before: the look shows little", n, len(out))
	}
	return out
}

// traceless finds none of them in any file of an SQLite store, its log included, also while it is open. It says how many were looked for.
func (f *filler) traceless(folder string, traces []string) int {
	f.t.Helper()
	if strings.HasPrefix(f.place, "postgres") {
		return 0
	}
	if n := f.inFiles(folder, traces); n > 0 {
		f.t.Errorf("%d of %d are still in the files", n, len(traces))
	}
	return len(traces)
}

func (f *filler) inFiles(folder string, traces []string) (n int) {
	f.t.Helper()
	var all []byte
	f.must(filepath.WalkDir(folder, func(path string, d os.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		data, err := os.ReadFile(path)
		all = append(append(all, d.Name()+"\n"...), data...)
		return err
	}))
	for _, x := range traces {
		if bytes.Contains(all, []byte(x)) {
			n++
		}
	}
	return n
}

// applications: an applicant goes with everything that hangs on him once his days are over; whoever was hired, is held, or has a case does not.
func (b *bench) applications(t *testing.T) {
	f, folder := b.filled(t)
	f.must(f.db.Act(f.ctx, ledger.Entry{At: Now, Actor: "server", Act: "user.add"}, nil, func(x *store.Tx) error { return x.PutUser(officer) }))
	applied := func(days int) []casework.Day {
		return []casework.Day{{What: "applied", On: Now.AddDate(0, 0, -days-30).Format(time.DateOnly)}, {What: "interviewed", On: Now.AddDate(0, 0, -days).Format(time.DateOnly)}}
	}
	set := map[string][]casework.Day{"p-1": applied(300), "p-100": applied(300), "p-101": applied(10), "p-102": applied(300), "p-104": applied(300), "p-105": applied(300)}
	in := casework.Intake{Company: casework.Company{Name: "x", Read: Now.UnixMicro()}, People: slices.Clone(f.people)}
	for i := range in.People {
		in.People[i].Days = set[in.People[i].ID]
		in.People[i].Contacts = []string{f.words.Word() + "@example.com"}
		if in.People[i].ID == "p-104" {
			in.People[i].Stage = core.Employed
		}
	}
	f.must(f.db.Act(f.ctx, ledger.Entry{At: Now, Actor: "server", Act: "company.read"}, nil, func(x *store.Tx) error {
		return errors.Join(x.Replace(in), x.PutLinks([]link.Thing{Thing(core.TraitPhone, f.words.Word(), "p-100", "p-105"), Thing(core.TraitPhone, f.words.Word(), "p-101", "p-102")}, nil))
	}))
	f.hangOn("p-100", folder)
	hold := retention.Desk{Store: f.db.Retention(), Periods: inForce, Random: rand.Reader}
	f.must(hold.Hold(f.ctx, officer, "p-102", retention.Holding, "He went to a court", Now))
	l, err := hold.List(f.ctx, officer, Now)
	f.must(err)
	if got := fmt.Sprint(kept(l.Applications)); got != "[p-100 p-102[officer] p-105]" {
		t.Errorf("shown: %s", got)
	}
	d := f.passes(f.keeper(), 0, 8)
	if d.Applications != 2 || d.Files != 2 || d.Details < 2 {
		t.Errorf("%+v, want two applicants, and the files of one", d)
	}
	for _, id := range []string{"p-100", "p-105"} {
		if held := f.rowsWith(id); len(held) > 0 {
			t.Errorf("%s is named by %q", id, held)
		}
	}
	for _, id := range []string{"p-1", "p-101", "p-102", "p-103", "p-104"} {
		if err := f.db.View(f.ctx, func(v *store.View) error { _, err := v.Person(f.who("u-1", access.Analyst), id); return err }); err != nil {
			t.Errorf("%s: %v", id, err)
		}
	}
	left, err := os.ReadDir(filepath.Join(folder, "imports"))
	f.must(err)
	for _, e := range left {
		if strings.HasPrefix(e.Name(), "00ff") {
			t.Errorf("%s is still on the disk", e.Name())
		}
	}
	b.verify(t)
}

func kept(list []retention.Kept) (out []string) {
	for _, k := range list {
		text := k.ID
		if len(k.Why) > 0 {
			text += fmt.Sprint(k.Why)
		}
		out = append(out, text)
	}
	return out
}

// hangOn hangs on a person what can hang on one beside cases: an import, a question set aside, a draft.
func (f *filler) hangOn(id, folder string) {
	f.t.Helper()
	u1 := f.who("u-1", access.Analyst)
	desk := casework.Desk{Store: f.db.Cases(), Random: rand.Reader}
	f.must(desk.SetAside(f.ctx, u1, casework.Aside{Person: id, Class: casework.Ordinary, Reason: f.words.Sentence()}, Now))
	f.must(f.db.KeepDraft(f.ctx, "u-1", casework.Draft{Page: "/people/" + id, Field: "/people/" + id + "/view:text:0", Text: f.words.Sentence()}, Now.AddDate(0, 0, 8)))
	var files []upload.File
	for i, path := range []string{"person.yaml", "files/cv.pdf"} {
		blob := fmt.Sprintf("00ff%028x", i)
		f.must(os.WriteFile(filepath.Join(folder, "imports", blob), []byte("sealed"), 0o600))
		files = append(files, upload.File{Blob: blob, Upload: "i-gone", Path: "people/" + id + "/" + path, Role: intake.RolePerson, Person: id, Size: 6, SHA256: "aa", At: Now})
	}
	u := upload.Upload{ID: "i-gone", Owner: "u-1", Kind: upload.Dossier, Name: f.words.Word() + ".zip", State: upload.Looked, At: Now}
	f.must(f.db.Imports().Act(f.ctx, ledger.Entry{At: Now, Actor: "u-1", Act: "import.take", Object: "i-gone"}, []byte(f.words.Sentence()), func(w upload.Writer) error {
		err := errors.Join(w.PutUpload(u, ""), w.StageFiles(files))
		u.State = upload.Imported
		for _, x := range files {
			err = errors.Join(err, w.EnliveFile(x))
		}
		return errors.Join(err, w.PutUpload(u, upload.Looked))
	}))
}

// retainKilled: passes that are killed again and again erase everything once, leave nothing half, and say in the end how much it was.
func (b *bench) retainKilled(t *testing.T) {
	f, folder := b.filled(t)
	p := f.closeCases()
	f.passes(f.keeper(), 366, 372)
	words := map[string][]string{}
	for id, said := range f.texts {
		words[id] = said
	}
	f.must(errors.Join(f.shelf.Close(), f.imports.Close(), f.db.Close()))
	j := job{Do: "retain", Place: b.place, KeyFile: b.keyFile, Key: b.key, Folder: folder}
	killed, most := 0, Kills(t, 12)
	for killed < most && j.killedAfter(t, passTakes*time.Duration(killed)/time.Duration(most)) {
		killed++ // the first one at once, so that there is always one
	}
	b.open(t)
	f.shelve(folder)
	f.passes(f.keeper(), 374, 374)
	f.checkGone(p, words)
	b.verify(t)
	if n := b.lastPass(t); n.Cases != len(p.gone) || n.Files != len(p.gone) || len(n.IDs) != len(p.gone) {
		t.Errorf("the entry of the pass says %+v, want %d cases", n, len(p.gone))
	}
	t.Logf("%d kills", killed)
}

// passTakes is about how long a pass takes: kills come a little later each time, until one gets through.
const passTakes = 120 * time.Millisecond

// lastPass is what the last entry of a pass says.
func (b *bench) lastPass(t *testing.T) (out struct {
	retention.Done
	IDs []string `json:"ids"`
}) {
	t.Helper()
	var export bytes.Buffer
	if err := b.db.Export(t.Context(), &export); err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(export.String()) {
		var l struct {
			Leaf   string         `json:"leaf"`
			Detail *ledger.Detail `json:"detail"`
		}
		if err := json.Unmarshal([]byte(line), &l); err != nil {
			t.Fatal(err)
		}
		if strings.Contains(l.Leaf, `"act":"retention.pass"`) {
			out.IDs = nil
			if err := json.Unmarshal(l.Detail.Text, &out); err != nil {
				t.Fatal(err)
			}
		}
	}
	return out
}
