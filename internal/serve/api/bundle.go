package api

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/casework/report"
	"github.com/taupier-eu/taupier/internal/core"
)

// Taking says for whom a bundle is taken out.
type Taking struct {
	For  string `json:"for" enum:"internal,legal,police" doc:"for whom it is: it stands in the ledger and in the chain of custody"`
	Lang string `json:"lang,omitempty" enum:"en,fr" doc:"of the report in it; en without"`
}

type bundleIn struct {
	Keyed
	ID   string `path:"id"`
	Body Taking
}

func (a *API) bundleOperations() {
	add(a, operation{id: "take-bundle", method: post, path: "/cases/{id}/bundle", need: access.WorkCases, tag: "evidence", gives: "application/zip", large: true,
		says:     "Take out the evidence bundle of a case: report, evidence, chain of custody and the ledger's proofs in one file",
		more:     "It needs a proof that is not older than ten minutes, which no service token has. taupier evidence verify checks it without this server. Bundles are not kept here: a key is good for one, and asking again needs another.",
		refusals: []int{http.StatusConflict}}, a.takeBundle)
}

func (a *API) takeBundle(ctx context.Context, c *call, in *bundleIn) (*huma.StreamResponse, error) {
	c.key, c.asked = in.Key, "take-bundle "+c.path+" "+c.body
	end, err := a.alone(c)
	if err != nil {
		return nil, err
	}
	defer end()
	switch asked, _, err := a.Answers.Answer(ctx, c.actor.User, c.key, c.now); {
	case err == nil && asked != c.asked:
		return nil, problem(http.StatusUnprocessableEntity, "key_reused")
	case err == nil:
		return nil, problem(http.StatusConflict, "bundle_made")
	case !errors.Is(err, core.ErrNotFound):
		return nil, err
	}
	h, err := a.Head(ctx)
	if err != nil {
		return nil, err
	}
	lang := core.English
	if in.Body.Lang == string(core.French) {
		lang = core.French
	}
	audience := report.Audience(in.Body.For)
	write, err := a.Bundles.Make(a.keep(ctx, c, func() any { return Done{in.ID} }), c.actor, in.ID, audience, lang, report.Ledger{Size: h.Size, Root: h.Root, Signed: h.Signed}, c.now)
	if err != nil {
		return nil, a.damaged(c, err)
	}
	return &huma.StreamResponse{Body: func(hc huma.Context) {
		_, w := humago.Unwrap(hc)
		w.Header().Set("Content-Type", "application/zip")
		w.Header().Set("Content-Disposition", `attachment; filename="bundle-`+in.Body.For+`.zip"`)
		if err := write(w); err != nil {
			a.Trouble(c.trace, fmt.Errorf("bundle of %s: %w", in.ID, err))
			panic(http.ErrAbortHandler) // half a bundle must not look like a whole one
		}
	}}, nil
}
