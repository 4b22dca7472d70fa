package api

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/casework"
)

type adverse string

// Schema lists the outcomes that take something from the person (huma.SchemaProvider).
func (adverse) Schema(huma.Registry) *huma.Schema { return oneOf(casework.Adverse) }

// What is written into a case beside a decision.
type (
	// Proposal is what would take something from the person. Somebody else approves it, on the pages, with a proof.
	Proposal struct {
		Text       string  `json:"text" maxLength:"8192" doc:"the reason: at least four words"`
		Outcome    adverse `json:"outcome" doc:"what is proposed"`
		Hypothesis string  `json:"hypothesis" minLength:"1" maxLength:"8192" doc:"the ordinary explanation that was tried"`
		Trial      trial   `json:"trial" doc:"what became of it"`
	}
	// Hypothesis is a further explanation.
	Hypothesis struct {
		Text     string `json:"text" minLength:"1" maxLength:"8192"`
		Ordinary bool   `json:"ordinary" doc:"it would be innocent"`
	}
	// Weighing is what speaks for an explanation of the case and against it.
	Weighing struct {
		Hypothesis string   `json:"hypothesis" minLength:"1" maxLength:"8192" doc:"as it stands in the case"`
		Trial      trial    `json:"trial"`
		For        []string `json:"for,omitempty" nullable:"false" maxItems:"100" doc:"ids of findings"`
		Against    []string `json:"against,omitempty" nullable:"false" maxItems:"100" doc:"ids of findings"`
		Text       string   `json:"text" maxLength:"8192" doc:"why: at least four words"`
	}
	// About names a user, with the reason.
	About struct {
		Who  string `json:"who" minLength:"1" maxLength:"80" doc:"id of the user"`
		Text string `json:"text" maxLength:"8192" doc:"the reason: at least four words"`
	}
	// Reason is why.
	Reason struct {
		Text string `json:"text" maxLength:"8192" doc:"at least four words"`
	}
	// Review is what somebody who took no part makes of an answer of the person.
	Review struct {
		Text    string `json:"text" maxLength:"8192" doc:"the reason: at least four words"`
		Changed bool   `json:"changed" doc:"the answer changed something"`
	}
	// Join names another case that the same user holds, with what links the two.
	Join struct {
		Other string `json:"other" minLength:"1" maxLength:"80" doc:"id of the other case"`
		Text  string `json:"text" maxLength:"8192" doc:"what links them: at least four words"`
	}
)

func (a *API) stepOperations() {
	act(a, "propose-case", "proposals", "Propose what takes something from the person; it waits 72 hours at most for a second one", func(b *Proposal) casework.Event {
		return casework.Event{Kind: casework.Proposing, Text: b.Text, Hypothesis: b.Hypothesis, Outcome: casework.Outcome(b.Outcome), Trial: casework.Trial(b.Trial)}
	})
	act(a, "suppose-case", "hypotheses", "Add an explanation", func(b *Hypothesis) casework.Event {
		return casework.Event{Kind: casework.Supposing, Text: b.Text, Ordinary: b.Ordinary}
	})
	act(a, "weigh-case", "weighings", "Say what speaks for an explanation and against it", func(b *Weighing) casework.Event {
		return casework.Event{Kind: casework.Weighing, Hypothesis: b.Hypothesis, Trial: casework.Trial(b.Trial), For: b.For, Against: b.Against, Text: b.Text}
	})
	act(a, "name-conflict", "conflicts", "Name somebody who is kept from the case", about(casework.Conflicting))
	act(a, "withdraw-conflict", "conflicts/withdraw", "Take a name back that you gave", about(casework.Unnaming))
	act(a, "seal-case", "seal", "Seal a case: from now on its members alone see it. A seal is not taken off", because(casework.Sealing))
	act(a, "add-member", "members", "Name a member of a sealed case", about(casework.Joining))
	act(a, "contest-case", "contests", "Write down what the person answers", because(casework.Contesting))
	act(a, "review-answer", "reviews", "Say what an answer of the person changed", func(b *Review) casework.Event {
		return casework.Event{Kind: casework.Reviewing, Text: b.Text, Changed: b.Changed}
	})
	a.joining("merge-case", "merge", "Put another case that you hold into this one", false)
	a.joining("split-case", "split", "Take a case out again", true)
}

func about(kind casework.Kind) func(*About) casework.Event {
	return func(b *About) casework.Event { return casework.Event{Kind: kind, Who: b.Who, Text: b.Text} }
}

func because(kind casework.Kind) func(*Reason) casework.Event {
	return func(b *Reason) casework.Event { return casework.Event{Kind: kind, Text: b.Text} }
}

type joinIn struct {
	Keyed
	ID   string `path:"id"`
	Body Join
}

func (a *API) joining(id, name, says string, split bool) {
	write(a, operation{id: id, method: post, path: "/cases/{id}/" + name, need: access.WorkCases, tag: "cases", says: says, status: http.StatusCreated,
		more: "It needs no If-Match: both cases are looked at in the act."},
		func(ctx context.Context, c *call, in *joinIn) (*doneOut, error) {
			out := done(in.ID)
			err := a.Desk.Join(a.keep(ctx, c, func() any { return out }), c.actor, in.ID, in.Body.Other, in.Body.Text, split, c.now)
			return out, err
		})
}

// Done names what an act was about. It holds no words, so that an answer that is kept holds none.
type Done struct {
	ID string `json:"id"`
}

type doneOut struct {
	Replay
	Body Done
}

func done(id string) *doneOut { return &doneOut{Body: Done{id}} }
