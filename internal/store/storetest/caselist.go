package storetest

import (
	"testing"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/casework"
	"github.com/taupier-eu/taupier/internal/ledger"
	"github.com/taupier-eu/taupier/internal/store"
)

// caseList asks for cases in every way, as somebody whom none concerns and as somebody whom one does.
func (b *bench) caseList(t *testing.T) {
	open := func(id, subject string, after time.Duration) {
		at := Now.Add(after)
		c, err := casework.Begin(id, subject, "u-1", at, []string{"f-1"})
		if err != nil {
			t.Fatal(err)
		}
		err = b.db.Act(t.Context(), ledger.Entry{At: at, Actor: "u-1", Act: "case.open", Object: id}, nil, func(x *store.Tx) error { return x.PutCase(c, c.Events[0]) })
		if err != nil {
			t.Fatal(err)
		}
	}
	open("c-b", "p-1", 0)
	open("c-a", "p-2", 0)
	open("c-c", "p-3", time.Hour)
	other, subject := access.Actor{User: "u-2"}, access.Actor{User: "u-3", Person: "p-2"}
	for _, c := range []struct {
		name  string
		who   access.Actor
		q     casework.CaseQuery
		after casework.CasePlace
		limit int
		want  string
	}{
		{"all", other, casework.CaseQuery{}, casework.CasePlace{}, 9, "c-a c-b c-c"},
		{"the wall", subject, casework.CaseQuery{}, casework.CasePlace{}, 9, "c-b c-c"},
		{"his own, asked for", subject, casework.CaseQuery{Subject: "p-2"}, casework.CasePlace{}, 9, ""},
		{"so many", other, casework.CaseQuery{}, casework.CasePlace{}, 2, "c-a c-b"},
		{"after one", other, casework.CaseQuery{}, casework.CasePlace{Changed: Now, ID: "c-a"}, 9, "c-b c-c"},
		{"since", other, casework.CaseQuery{Since: Now.Add(time.Hour)}, casework.CasePlace{}, 9, "c-c"},
		{"state", other, casework.CaseQuery{State: casework.Closed}, casework.CasePlace{}, 9, ""},
		{"owner", other, casework.CaseQuery{Owner: "u-1", Subject: "p-3"}, casework.CasePlace{}, 9, "c-c"},
		{"nobody's", other, casework.CaseQuery{Owner: "none"}, casework.CasePlace{}, 9, ""},
	} {
		got := ""
		err := b.db.View(t.Context(), func(v *store.View) error {
			rows, err := v.Cases(c.who, c.q, c.after, c.limit)
			for i, r := range rows {
				if i > 0 {
					got += " "
				}
				got += r.ID
				if r.Events != 1 {
					t.Errorf("%s has %d events", r.ID, r.Events)
				}
			}
			return err
		})
		if err != nil || got != c.want {
			t.Errorf("%s: %q %v, want %q", c.name, got, err, c.want)
		}
	}
}
