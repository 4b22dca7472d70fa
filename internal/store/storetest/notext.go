package storetest

import (
	"crypto/rand"
	"errors"
	"testing"

	"github.com/taupier-eu/taupier/internal/casework"
	"github.com/taupier-eu/taupier/internal/casework/bulk"
	"github.com/taupier-eu/taupier/internal/casework/task"
	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/link/shared"
)

// noText: what somebody asks for in bytes that are no text is answered as what is not there, on either engine, and not as a server in trouble.
func (b *bench) noText(t *testing.T) {
	b.share(t, 2, nil, nil)
	desk, who := casework.Desk{Store: b.db.Cases(), Random: rand.Reader}, analyst("u-1", "")
	for _, bad := range []string{"\x00", "p0\x00", "\xff", "p0\xc3"} {
		_, person := desk.Person(t.Context(), who, bad, Now)
		_, first := desk.FirstView(t.Context(), who, bad, "It may well be a journey", "A journey", Now)
		_, _, kase := desk.Case(t.Context(), who, bad, Now)
		note := desk.Do(t.Context(), who, bad, casework.Event{Kind: casework.Noting, Text: "a note"}, Now)
		_, links := shared.Desk{Store: b.db.Shared()}.Of(t.Context(), who, bad, nil, Now)
		_, slip := task.Desk{Store: b.db.Tasks()}.Show(t.Context(), who, bad, Now)
		_, job := bulk.Desk{Store: b.db.Many()}.Show(t.Context(), who, bad, Now)
		_, _, answer := b.db.Answer(t.Context(), bad, bad, Now)
		_, session := b.db.Who(t.Context(), bad, Now)
		for name, err := range map[string]error{"person": person, "first view": first, "case": kase, "note": note, "links": links, "question": slip, "job": job, "answer": answer, "session": session,
			"token": b.db.EndToken(t.Context(), who.User, bad, Now)} {
			if !errors.Is(err, core.ErrNotFound) || errors.Is(err, core.ErrUnavailable) {
				t.Errorf("%s %q: %v", name, bad, err)
			}
		}
		if err := b.db.EndSession(t.Context(), who.User, bad, Now); !errors.Is(err, core.ErrConflict) || errors.Is(err, core.ErrUnavailable) {
			t.Errorf("the end of a session %q: %v", bad, err)
		}
		if err := b.db.KeepDraft(t.Context(), who.User, casework.Draft{Page: "/" + bad, Field: bad, Text: "x"}, Now); errors.Is(err, core.ErrUnavailable) {
			t.Errorf("a draft of %q: %v", bad, err)
		}
		list, err := desk.Cases(t.Context(), who, casework.CaseQuery{Owner: bad, Subject: bad}, casework.CasePlace{}, 10, Now)
		if err != nil || len(list) != 0 {
			t.Errorf("cases of %q: %v %v", bad, list, err)
		}
	}
}
