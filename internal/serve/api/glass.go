package api

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/casework"
	"github.com/taupier-eu/taupier/internal/ledger"
)

// Knock is somebody who asks to see a sealed case, or who opened one alone and was not reviewed yet.
type Knock struct {
	ID     string    `json:"id"`
	User   string    `json:"user,omitempty" doc:"id of whoever asks"`
	Name   string    `json:"name,omitempty" doc:"of that user"`
	Alone  bool      `json:"alone,omitempty" doc:"it was opened alone: say whether that was right, within a day"`
	Why    string    `json:"why,omitempty"`
	At     time.Time `json:"at,omitzero"`
	Review time.Time `json:"review,omitzero" doc:"until when, if it was opened alone"`
}

// Notice is something that you were told. It names no case and no person.
type Notice struct {
	ID   string    `json:"id"`
	What string    `json:"what,omitempty" doc:"such as told_glass_alone"`
	At   time.Time `json:"at,omitzero"`
}

type glassHow string

const (
	glassAsk   glassHow = "ask"
	glassAlone glassHow = "alone"
)

// Schema lists the ways (huma.SchemaProvider).
func (glassHow) Schema(huma.Registry) *huma.Schema { return oneOf([]glassHow{glassAsk, glassAlone}) }

// What is written about a seal.
type (
	// Glass is to see what is sealed without being a member.
	Glass struct {
		Name string   `json:"name" minLength:"1" maxLength:"100" doc:"id of the case, or of the person"`
		Text string   `json:"text" maxLength:"8192" doc:"the reason: at least four words"`
		How  glassHow `json:"how" doc:"ask somebody else to let you in, or open it alone for an hour and be reviewed"`
	}
	// KnockAnswer lets in whoever asked, or says whether it was right to open a case alone.
	KnockAnswer struct {
		Yes  bool   `json:"yes" doc:"only of what was opened alone may it be false: whoever is not let in is answered nothing"`
		Text string `json:"text" maxLength:"8192" doc:"the reason: at least four words"`
	}
	// Opened are the ids of the cases that are open now.
	Opened struct {
		Cases []string `json:"cases" nullable:"false" doc:"none when it was asked for"`
	}
)

type glassIn struct {
	Keyed
	Body Glass
}

type openedOut struct {
	Replay
	Body Opened
}

type knockIn struct {
	Keyed
	ID   string `path:"id"`
	Body KnockAnswer
}

func (a *API) glassOperations() {
	write(a, operation{id: "break-glass", method: post, path: "/break-glass", need: access.ApproveActs, tag: "approvals", status: http.StatusCreated,
		says: "Ask to see a sealed case, or open it alone for an hour",
		more: "It needs a proof that is not older than ten minutes, so a session. Its members and the data protection officer are told in the same act. 404 when nothing sealed is there that you could open; that you tried is in the ledger.", refusals: []int{http.StatusForbidden}}, a.breakGlass)
	add(a, operation{id: "knocks", method: get, path: "/knocks", need: access.ApproveActs, tag: "approvals", says: "Who asks to see a sealed case, and who opened one alone"}, a.knocks)
	write(a, operation{id: "answer-knock", method: post, path: "/knocks/{id}/answers", need: access.ApproveActs, tag: "approvals", status: http.StatusCreated,
		says: "Let in whoever asked, or say whether it was right to open a case alone", more: "It needs a proof that is not older than ten minutes, so a session.", refusals: []int{http.StatusForbidden}}, a.answerKnock)
	add(a, operation{id: "notices", method: get, path: "/notices", need: access.SignedIn, session: true, tag: "self", says: "What you were told in the last fourteen days"}, a.notices)
}

func (a *API) breakGlass(ctx context.Context, c *call, in *glassIn) (*openedOut, error) {
	out := &openedOut{Body: Opened{Cases: []string{}}}
	desk := a.Desk
	if in.Body.How == glassAlone {
		desk.Store = glazier{desk.Store, &out.Body.Cases}
	}
	_, err := desk.BreakGlass(a.keep(ctx, c, func() any { return out }), c.actor, in.Body.Name, in.Body.Text, in.Body.How == glassAlone, c.now)
	return out, err
}

func (a *API) knocks(ctx context.Context, c *call, in *struct{ Paging }) (*paged[Knock], error) {
	found, err := a.Desk.Waits(ctx, c.actor, c.now)
	if err != nil {
		return nil, err
	}
	all := make([]Knock, 0, len(found.Knocks))
	for _, k := range found.Knocks {
		one := Knock{ID: k.ID, User: k.User, Name: k.By, Alone: k.Alone, Why: k.Why, At: k.At}
		if k.Alone {
			one.Review = k.ReviewDue()
		}
		all = append(all, one)
	}
	return pageOf(a, c, &in.Paging, all, func(k Knock) string { return k.ID })
}

func (a *API) answerKnock(ctx context.Context, c *call, in *knockIn) (*doneOut, error) {
	out := done(in.ID)
	return out, a.Desk.AnswerKnock(a.keep(ctx, c, func() any { return out }), c.actor, in.ID, in.Body.Yes, in.Body.Text, c.now)
}

func (a *API) notices(ctx context.Context, c *call, in *struct{ Paging }) (*paged[Notice], error) {
	found, err := a.Desk.Notices(ctx, c.actor, c.now)
	if err != nil {
		return nil, err
	}
	all := make([]Notice, 0, len(found))
	for _, t := range found {
		all = append(all, Notice{t.At.Format(time.RFC3339Nano) + " " + t.Word, t.Word, t.At})
	}
	return pageOf(a, c, &in.Paging, all, func(n Notice) string { return n.ID })
}

// glazier is a store of cases that says which ones were changed.
type glazier struct {
	casework.Store
	cases *[]string
}

// Act acts (casework.Store).
func (s glazier) Act(ctx context.Context, e ledger.Entry, detail []byte, do func(casework.Writer) error) error {
	return s.Store.Act(ctx, e, detail, func(w casework.Writer) error { return do(glazing{w, s.cases}) })
}

type glazing struct {
	casework.Writer
	cases *[]string
}

// PutCase changes a case (casework.Writer).
func (w glazing) PutCase(c casework.Case, e casework.Event) error {
	*w.cases = append(*w.cases, c.ID)
	return w.Writer.PutCase(c, e)
}
