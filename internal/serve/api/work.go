package api

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/casework"
)

// Written says what a case became. It holds no words, so that an answer that is kept holds none.
type Written struct {
	Case    string         `json:"case"`
	State   casework.State `json:"state"`
	Version int            `json:"version"`
}

type writtenOut struct {
	Replay
	ETag     string `header:"ETag"`
	Location string `header:"Location"`
	Body     Written
}

func writtenOf(x *casework.Case) *writtenOut {
	return &writtenOut{ETag: etag(len(x.Events)), Location: "/api/v1/cases/" + x.ID, Body: Written{x.ID, x.State, len(x.Events)}}
}

// Matched is what every change of a case takes.
type Matched struct {
	Match string `header:"If-Match" maxLength:"200" doc:"the ETag of the case as you read it, or *; needed"`
}

// The values that a decision and an end may have are those of casework.
type (
	outcome string
	trial   string
	class   string
)

// Schema lists the outcomes (huma.SchemaProvider).
func (outcome) Schema(huma.Registry) *huma.Schema { return oneOf(casework.Outcomes) }

// Schema lists the trials.
func (trial) Schema(huma.Registry) *huma.Schema { return oneOf(casework.Trials) }

// Schema lists the classes.
func (class) Schema(huma.Registry) *huma.Schema { return oneOf(casework.Classes) }

func oneOf[T ~string](list []T) *huma.Schema {
	s := &huma.Schema{Type: huma.TypeString}
	for _, v := range list {
		s.Enum = append(s.Enum, string(v))
	}
	s.PrecomputeMessages()
	return s
}

// What is written.
type (
	// FirstView is what you think before the sum is shown.
	FirstView struct {
		Text       string `json:"text" maxLength:"8192" doc:"at least four words"`
		Hypothesis string `json:"hypothesis" minLength:"1" maxLength:"8192" doc:"the ordinary explanation that you try"`
	}
	// Note is a note.
	Note struct {
		Text string `json:"text" minLength:"1" maxLength:"8192"`
	}
	// Decision is a decision with its reason.
	Decision struct {
		Text       string  `json:"text" maxLength:"8192" doc:"the reason: at least four words"`
		Outcome    outcome `json:"outcome" doc:"what comes next"`
		Hypothesis string  `json:"hypothesis" minLength:"1" maxLength:"8192" doc:"the ordinary explanation that was tried"`
		Trial      trial   `json:"trial" doc:"what became of it"`
	}
	// End is why a case is closed.
	End struct {
		Text  string `json:"text" maxLength:"8192" doc:"the reason: at least four words"`
		Class class  `json:"class" doc:"what explained it"`
	}
	// Nothing has no field: the operation needs no body, and takes {}.
	Nothing struct{}
)

type firstViewIn struct {
	Keyed
	ID   string `path:"id"`
	Body FirstView
}

type actIn[B any] struct {
	Keyed
	Matched
	ID   string `path:"id"`
	Body B
}

func (a *API) workOperations() {
	write(a, operation{id: "write-first-view", method: post, path: "/people/{id}/views", need: access.WorkCases, tag: "people", status: http.StatusCreated,
		says: "Write what you think before the sum is shown", more: "Opens a case that you hold when you see none that is open. It needs no If-Match: it adds what is yours alone, once."}, a.firstView)
	act(a, "claim-case", "claim", "Take a case that nobody holds", func(*Nothing) casework.Event { return casework.Event{Kind: casework.Claiming} })
	act(a, "release-case", "release", "Give back a case that you hold", func(*Nothing) casework.Event { return casework.Event{Kind: casework.Releasing} })
	act(a, "view-case", "views", "Write your first view in a case of somebody else", func(b *FirstView) casework.Event {
		return casework.Event{Kind: casework.Viewing, Text: b.Text, Hypothesis: b.Hypothesis}
	})
	act(a, "note-case", "notes", "Add a note", func(b *Note) casework.Event { return casework.Event{Kind: casework.Noting, Text: b.Text} })
	act(a, "decide-case", "decisions", "Record a decision", func(b *Decision) casework.Event {
		return casework.Event{Kind: casework.Deciding, Text: b.Text, Hypothesis: b.Hypothesis, Outcome: casework.Outcome(b.Outcome), Trial: casework.Trial(b.Trial)}
	})
	act(a, "close-case", "close", "Close a case that was decided", func(b *End) casework.Event {
		return casework.Event{Kind: casework.Closing, Text: b.Text, Class: casework.Class(b.Class)}
	})
}

// act registers an act on a case.
func act[B any](a *API, id, name, says string, event func(*B) casework.Event) {
	write(a, operation{id: id, method: post, path: "/cases/{id}/" + name, need: access.OpenCases, tag: "cases", says: says, status: http.StatusCreated,
		refusals: []int{http.StatusPreconditionFailed, http.StatusPreconditionRequired}},
		func(ctx context.Context, c *call, in *actIn[B]) (*writtenOut, error) {
			if in.Match == "" {
				return nil, problem(http.StatusPreconditionRequired, "version_needed")
			}
			return a.do(ctx, c, in.ID, in.Match, event(&in.Body))
		})
}

func (a *API) do(ctx context.Context, c *call, id, match string, e casework.Event) (*writtenOut, error) {
	var saw casework.Case
	desk := a.Desk
	desk.Store = watch{desk.Store, match, &saw}
	if err := desk.Do(a.keep(ctx, c, func() any { return writtenOf(&saw) }), c.actor, id, e, c.now); err != nil {
		return nil, err
	}
	return writtenOf(&saw), nil
}

func (a *API) firstView(ctx context.Context, c *call, in *firstViewIn) (*writtenOut, error) {
	var saw casework.Case
	desk := a.Desk
	desk.Store = watch{desk.Store, "", &saw}
	_, err := desk.FirstView(a.keep(ctx, c, func() any { return writtenOf(&saw) }), c.actor, in.ID, in.Body.Text, in.Body.Hypothesis, c.now)
	if err != nil {
		return nil, err
	}
	return writtenOf(&saw), nil
}
