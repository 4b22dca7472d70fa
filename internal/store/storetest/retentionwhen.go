package storetest

import (
	"bytes"
	"crypto/rand"
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
	"github.com/taupier-eu/taupier/internal/casework/bulk"
	"github.com/taupier-eu/taupier/internal/casework/payment"
	"github.com/taupier-eu/taupier/internal/casework/retention"
	"github.com/taupier-eu/taupier/internal/casework/views"
	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/intake"
	"github.com/taupier-eu/taupier/internal/intake/upload"
	"github.com/taupier-eu/taupier/internal/ledger"
	"github.com/taupier-eu/taupier/internal/store"
)

// unannounced: whatever happened to a pass, to the clock or to the store, nothing goes that could not be seen for seven days in a row.
func (b *bench) unannounced(t *testing.T) {
	f, _ := b.filled(t)
	p := f.closeCases()
	k, day := f.keeper(), func(n int) time.Time { return Now.AddDate(0, 0, n) }
	f.passes(k, 366, 372)

	// The server is restored: holds of after the backup are not there any more.
	f.must(f.db.PutRestoration(f.ctx, store.Restoration{ID: "r-1", Backup: "b", Made: day(371), At: day(373), By: "root"}, day(373)))
	if d := f.passes(k, 374, 378); d != (retention.Done{}) {
		t.Fatalf("erased right after a restoration: %+v", d)
	}

	// A pass is cut off in the middle, the hold of a case ends, and the server is away for a month.
	last, _, err := f.db.Erasing().Pass(f.ctx)
	f.must(err)
	next, _ := retention.Next(last, day(380))
	if n, err := f.db.Erasing().EraseCases(f.ctx, next, retention.Cutoff(day(380), periods.ClosedCases), day(380)); err != nil || n == 0 {
		t.Fatalf("%d %v", n, err)
	}
	f.release(day(381))
	f.passes(k, 411, 419)
	f.there(p.kept["officer"][0], true)
	f.passes(k, 421, 421)
	f.there(p.kept["officer"][0], false)

	// The clock was ahead for a while, and is right again.
	f.settleDue(p.kept["deadline"][0], day(422))
	f.passes(k, 2000, 2000)
	f.there(p.kept["deadline"][0], true)
	f.passes(k, 424, 424)
	if last, _, err := f.db.Erasing().Pass(f.ctx); err != nil || !last.At.Equal(day(424)) {
		t.Errorf("the last pass is that of a clock that was ahead: %+v %v", last, err)
	}
	f.passes(k, 426, 430)
	f.there(p.kept["deadline"][0], true)
	f.passes(k, 432, 432)
	f.there(p.kept["deadline"][0], false)
	b.verify(t)
}

// release ends every hold of the officer.
func (f *filler) release(now time.Time) {
	f.t.Helper()
	hold, dpo := retention.Desk{Store: f.db.Retention(), Periods: inForce, Random: rand.Reader}, officer
	dpo.Proved = now
	l, err := hold.List(f.ctx, dpo, now)
	f.must(err)
	for _, h := range l.Holds {
		f.must(hold.End(f.ctx, dpo, h.ID, now))
	}
}

// settleDue lets go of what is due in a case.
func (f *filler) settleDue(id string, now time.Time) {
	f.t.Helper()
	hold, dpo := retention.Desk{Store: f.db.Retention(), Periods: inForce, Random: rand.Reader}, officer
	dpo.Proved = now
	f.must(hold.Hold(f.ctx, dpo, id, retention.Lifting, "It was answered on paper", now))
}

func (f *filler) there(id string, want bool) {
	f.t.Helper()
	n := 0
	db, _ := f.raw()
	defer db.Close()
	f.must(db.QueryRowContext(f.ctx, "select count(*) from cases where id = $1", id).Scan(&n))
	if (n == 1) != want {
		f.t.Errorf("%s is there: %v, want %v", id, n == 1, want)
	}
}

// heldDossier: whoever holds somebody's dossier holds the closed cases about him, until the hold ends.
func (b *bench) heldDossier(t *testing.T) {
	f, _ := b.filled(t)
	p := f.closeCases()
	id := p.gone[0]
	c, _, err := casework.Desk{Store: f.db.Cases(), Random: rand.Reader}.Case(f.ctx, f.who("u-1", access.Analyst), id, Now)
	f.must(err)
	hold := retention.Desk{Store: f.db.Retention(), Periods: inForce, Random: rand.Reader}
	f.must(hold.Hold(f.ctx, officer, c.Subject, retention.Holding, "He went to a court", Now))
	k := f.keeper()
	f.passes(k, 366, 376)
	f.there(id, true)
	f.there(p.gone[1], false)
	l, err := hold.List(f.ctx, officer, Now.AddDate(0, 0, 377))
	f.must(err)
	why := ""
	for _, x := range l.Cases {
		if x.ID == id {
			why = fmt.Sprint(x.Why)
		}
	}
	if why != "[officer]" {
		t.Errorf("it is shown as %q", why)
	}
	f.release(Now.AddDate(0, 0, 377))
	f.passes(k, 378, 378)
	f.there(id, false)
}

// jobsGo: of two jobs that were done for many, the one goes with the last of its cases although somebody of the other is left.
func (b *bench) jobsGo(t *testing.T) {
	f, _ := b.filled(t)
	p := f.closeCases()
	job := func(id string, cases ...string) {
		j := bulk.Job{ID: id, By: "u-1", Order: bulk.Order{Act: bulk.Take}, State: bulk.Done, At: Now}
		for n, c := range cases {
			j.Items = append(j.Items, bulk.Item{N: n, Person: "p-200", Case: c, State: bulk.Made})
		}
		f.must(f.db.Many().Act(f.ctx, ledger.Entry{At: Now, Actor: "u-1", Act: "many.plan", Object: id}, []byte(f.words.Sentence()), func(w bulk.Writer) error { return w.PutMany(j) }))
	}
	job("m-1-left", p.gone[0], p.kept["police"][0])
	job("m-2-gone", p.gone[0])
	job("m-3-left", p.gone[0], p.kept["officer"][0])
	job("m-4-gone", p.gone[0], p.gone[1])
	f.passes(f.keeper(), 366, 374)
	for id, want := range map[string]bool{"m-1-left": true, "m-2-gone": false, "m-3-left": true, "m-4-gone": false} {
		if held := f.rowsWith(id); (len(held) > 0) != want {
			t.Errorf("%s is named by %q", id, held)
		}
	}
	b.verify(t)
}

// wordsGo: by which words somebody was looked for is forgotten after the shorter of the periods, also where they were kept as a filter under
// a name; filters without words stay.
func (b *bench) wordsGo(t *testing.T) {
	f, _ := b.filled(t)
	u1 := f.who("u-1", access.Analyst)
	desk := views.Desk{Store: f.db.SavedViews(), Random: rand.Reader}
	f.must(desk.Save(f.ctx, u1, views.View{Name: f.words.Word(), Filter: casework.Filter{Text: f.words.Word()}}, Now))
	f.must(desk.Save(f.ctx, u1, views.View{Name: "interns", Filter: casework.Filter{Stage: core.Employed}}, Now))
	k := f.keeper()
	f.passes(k, periods.Applications-10, periods.Applications-2)
	if all, err := desk.List(f.ctx, u1); err != nil || len(all) != 2 {
		t.Fatalf("%+v %v", all, err)
	}
	f.passes(k, periods.Applications, periods.Applications+2)
	if all, err := desk.List(f.ctx, u1); err != nil || len(all) != 1 || all[0].Name != "interns" {
		t.Errorf("%+v %v", all, err)
	}
	for _, l := range f.said(t) {
		if strings.HasPrefix(l, "view.save ") {
			t.Errorf("the ledger still says %q", l)
		}
	}
	b.verify(t)
}

// partOfAnUpload: of an upload that brought in several, the report does not name the files of whoever went; what was agreed about his account goes too.
func (b *bench) partOfAnUpload(t *testing.T) {
	f, folder := b.filled(t)
	in := casework.Intake{Company: casework.Company{Name: "x", Read: Now.UnixMicro()}, People: slices.Clone(f.people)}
	for i := range in.People {
		if in.People[i].ID == "p-100" {
			in.People[i].Days = []casework.Day{{What: "applied", On: Now.AddDate(0, 0, -300).Format(time.DateOnly)}}
		}
	}
	in.Accounts = []casework.AccountChange{{ID: "a-gone", Person: "p-100", At: Now, Tail: "••••0002", Holder: "close"}}
	f.must(f.db.Act(f.ctx, ledger.Entry{At: Now, Actor: "server", Act: "company.read"}, nil, func(x *store.Tx) error { return x.Replace(in) }))
	f.must(payment.Desk{Store: f.db.Payments(), Random: rand.Reader}.Propose(f.ctx, f.who("u-p", access.Payroll), "a-gone", payment.Hold, "He moved to another bank", Now))
	var files []upload.File
	for i, id := range []string{"p-100", "p-101"} {
		blob := fmt.Sprintf("00ee%028x", i)
		f.must(os.WriteFile(filepath.Join(folder, "imports", blob), []byte("sealed"), 0o600))
		files = append(files, upload.File{Blob: blob, Upload: "i-part", Path: "people/" + id + "/person.yaml", Role: intake.RolePerson, Person: id, Size: 6, SHA256: "aa", At: Now})
	}
	u := upload.Upload{ID: "i-part", Owner: "u-1", Kind: upload.Company, Name: "all.zip", State: upload.Looked, At: Now}
	u.Report.Problems = []core.Problem{{Input: "people/p-100/files/cv of a name.pdf", Says: "it is cut"}, {Input: "people/p-101/files/cv.pdf", Says: "it is cut"}}
	f.must(f.db.Imports().Act(f.ctx, ledger.Entry{At: Now, Actor: "u-1", Act: "import.take", Object: u.ID}, nil, func(w upload.Writer) error {
		err := errors.Join(w.PutUpload(u, ""), w.StageFiles(files))
		u.State = upload.Imported
		for _, x := range files {
			err = errors.Join(err, w.EnliveFile(x))
		}
		return errors.Join(err, w.PutUpload(u, upload.Looked))
	}))
	f.passes(f.keeper(), 0, 8)
	if held := f.rowsWith("a-gone"); len(held) > 0 {
		t.Errorf("what was agreed about his account is in %q", held)
	}
	for _, l := range f.said(t) {
		if l == "payment.propose He moved to another bank" {
			t.Errorf("the ledger still says %q", l)
		}
	}
	f.must(f.db.View(f.ctx, func(v *store.View) error {
		got, err := v.Upload(u.ID)
		if p := got.Report.Problems; err != nil || got.State != upload.Imported || len(p) != 1 || p[0].Input != "people/p-101/files/cv.pdf" {
			t.Errorf("%+v %v", got, err)
		}
		return nil
	}))
	b.verify(t)
}

// said lists what entries still say, each after its act.
func (f *filler) said(t *testing.T) (out []string) {
	t.Helper()
	var export bytes.Buffer
	f.must(f.db.Export(f.ctx, &export))
	for line := range strings.Lines(export.String()) {
		var l struct {
			Leaf   string         `json:"leaf"`
			Detail *ledger.Detail `json:"detail"`
		}
		f.must(json.Unmarshal([]byte(line), &l))
		var e ledger.Entry
		if l.Detail != nil && json.Unmarshal([]byte(l.Leaf), &e) == nil {
			out = append(out, e.Act+" "+string(l.Detail.Text))
		}
	}
	return out
}

// laterCase: what a later case about the same person says stays in the ledger, also where it says the same as one that went.
func (b *bench) laterCase(t *testing.T) {
	f, _ := b.filled(t)
	p := f.closeCases()
	desk, u1 := casework.Desk{Store: f.db.Cases(), Random: rand.Reader}, f.who("u-1", access.Analyst)
	c, _, err := desk.Case(f.ctx, u1, p.gone[0], Now)
	f.must(err)
	text := ""
	for _, e := range c.Events {
		if e.Kind == casework.Viewing && e.By == "u-1" {
			text = e.Text
		}
	}
	id, err := desk.FirstView(f.ctx, u1, c.Subject, text, "a journey", Now.AddDate(0, 0, 30))
	if err != nil || id == c.ID {
		t.Fatalf("%s %v", id, err)
	}
	views := func() (n int) {
		for _, l := range f.said(t) {
			if strings.HasPrefix(l, "case.first_view {") && strings.Contains(l, text) {
				n++
			}
		}
		return n
	}
	if n := views(); n != 2 {
		t.Fatalf("%d first views say %q", n, text)
	}
	f.passes(f.keeper(), 366, 374)
	f.there(c.ID, false)
	if n := views(); n != 1 {
		t.Errorf("%d first views are left, want that of the later case", n)
	}
	b.verify(t)
}
