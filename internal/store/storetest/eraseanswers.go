package storetest

import (
	"errors"
	"testing"
	"time"

	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/ledger"
	"github.com/taupier-eu/taupier/internal/store"
)

// answersGo: what is kept for a request that may be sent again goes with the case or the applicant that it names, and with no other.
func (b *bench) answersGo(t *testing.T) {
	f, _ := b.filled(t)
	p := f.closeCases()
	f.passes(f.keeper(), 366, 372)
	day := Now.AddDate(0, 0, 374)
	keep := func(key, request, answer string) {
		t.Helper()
		ctx := f.db.KeepAnswer(f.ctx, "u-1", key, request, day.Add(-time.Hour), func() (string, error) { return answer, nil })
		f.must(f.db.Act(ctx, ledger.Entry{At: day.Add(-time.Hour), Actor: "u-1", Act: "test.act"}, nil, func(*store.Tx) error { return nil }))
	}
	gone, stays := p.gone[0], p.kept["officer"][0]
	keep("its address", "add-member /api/v1/cases/"+gone+"/members 00ff", `{"Body":{}}`)
	keep("the end of its address", "start /api/v1/start/"+gone+" 00ff", `{"Body":{}}`)
	keep("its answer", "write-first-view /api/v1/people/p-7/views 00ff", `{"Location":"/api/v1/cases/`+gone+`","Body":{"case":"`+gone+`","version":9}}`)
	keep("another case", "add-member /api/v1/cases/"+stays+"/members 00ff", `{"Body":{"case":"`+stays+`"}}`)
	keep("a longer id", "add-member /api/v1/cases/"+gone+"0/members 00ff", `{"Body":{"case":"`+gone+`0"}}`)
	if d := f.passes(f.keeper(), 374, 374); d.Cases != len(p.gone) {
		t.Fatalf("%+v, want %d cases", d, len(p.gone))
	}
	for key, there := range map[string]bool{"its address": false, "the end of its address": false, "its answer": false, "another case": true, "a longer id": true} {
		if _, _, err := f.db.Answer(f.ctx, "u-1", key, day); there && err != nil || !there && !errors.Is(err, core.ErrNotFound) {
			t.Errorf("%s: %v", key, err)
		}
	}
}
