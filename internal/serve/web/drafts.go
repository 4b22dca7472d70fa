package web

import (
	"context"
	_ "embed"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/casework"
	"github.com/taupier-eu/taupier/internal/core"
)

var draftRoutes = []Route{
	{"GET /drafts", access.SignedIn, (*site).drafts},
	{"POST /drafts", access.SignedIn, (*site).draftKeep},
	{"GET /keys", access.SignedIn, (*site).keys},
	{"POST /account/keys", access.SignedIn, (*site).keysTurn},
}

// Drafts keeps what is being typed, so that a page that is left, a browser that falls over or a session that ends takes nothing with it.
type Drafts interface {
	Drafts(ctx context.Context, user, page string, now time.Time) ([]casework.Draft, error)
	KeepDraft(ctx context.Context, user string, d casework.Draft, now time.Time) error
	DropDrafts(ctx context.Context, user, page, form string, now time.Time) error
	KeysOff(ctx context.Context, user string) (bool, error)
	TurnKeys(ctx context.Context, user string, on bool, now time.Time) error
}

//go:embed work.js
var workScript []byte

var workScriptPath = assetPath(workScript, ".js")

// WorkScript is where the script is that keeps drafts and knows the keys. Every page works without it.
func (b base) WorkScript() string { return workScriptPath }

// draftOf is the field that the script adds to a form with drafts: the page that it stands on.
const draftOf = "draft_of"

// draftsAnswer is what the script asks for.
type draftsAnswer struct {
	Keys   bool         `json:"keys"`
	Drafts []draftState `json:"drafts"`
}

type draftState struct {
	Field string `json:"field"`
	Text  string `json:"text"`
	Says  string `json:"says"`
}

func (s *site) drafts(r *request) error {
	list, err := s.Drafts.Drafts(r.Context(), r.actor.User, r.URL.Query().Get("page"), r.now)
	if err != nil {
		return err
	}
	off, err := s.Drafts.KeysOff(r.Context(), r.actor.User)
	if err != nil {
		return err
	}
	out := draftsAnswer{Keys: !off, Drafts: []draftState{}}
	for _, d := range list {
		out.Drafts = append(out.Drafts, draftState{d.Field, d.Text, draftSays("draft_back", r.lang, d.At)})
	}
	return r.answer(out)
}

func draftSays(word string, lang core.Lang, at time.Time) string {
	return words[word].Render(lang, core.Args{"at": at.UTC().Format("15:04 UTC")})
}

func (r *request) answer(v any) error {
	text, err := json.Marshal(v)
	if err != nil {
		return fmt.Errorf("answer the script: %w", err)
	}
	r.w.Header().Set("Content-Type", "application/json")
	_, _ = r.w.Write(text)
	return nil
}

// draftKeep keeps a draft of a page that there is. Whether its person or case is there it does not ask.
func (s *site) draftKeep(r *request) error {
	d := casework.Draft{Page: r.PostFormValue("page"), Field: r.PostFormValue("field"), Text: r.PostFormValue("text")}
	if err := d.Check(); err != nil {
		return err
	}
	at, err := url.Parse(d.Page)
	if err != nil {
		return fmt.Errorf("%w: page", core.ErrInvalid)
	}
	if _, pattern := s.gets.Handler(&http.Request{Method: http.MethodGet, URL: &url.URL{Path: at.Path}, Host: "localhost"}); pattern == "" {
		return fmt.Errorf("%w: page", core.ErrInvalid)
	}
	if err := s.Drafts.KeepDraft(r.Context(), r.actor.User, d, r.now); err != nil {
		return err
	}
	return r.answer(draftState{Field: d.Field, Says: draftSays("draft_kept", r.lang, r.now)})
}

// dropDrafts drops the drafts of a form that was sent and taken.
func (s *site) dropDrafts(r *request) {
	page := r.PostForm.Get(draftOf)
	if r.Method != http.MethodPost || !r.taken || page == "" || r.actor.User == "" || s.Drafts == nil {
		return
	}
	if err := s.Drafts.DropDrafts(r.Context(), r.actor.User, page, r.URL.Path, r.now); err != nil && s.Trouble != nil {
		s.Trouble(fmt.Errorf("drop drafts: %w", err))
	}
}

// keysView lists the keys, and whether they are on.
type keysView struct {
	base
	Off  bool
	Keys []keyHelp
}

type keyHelp struct{ Key, Does string }

func (s *site) keys(r *request) error {
	v := keysView{base: s.base(r, "keys")}
	var err error
	if v.Off, err = s.Drafts.KeysOff(r.Context(), r.actor.User); err != nil {
		return err
	}
	for _, k := range []keyHelp{{"j", "key_j"}, {"k", "key_k"}, {"Enter", "key_enter"}, {"x", "key_x"}, {"e", "key_e"}, {"c", "key_c"}, {"d", "key_d"}, {"g t", "key_gt"}, {"g q", "key_gq"}, {"g c", "key_gc"}, {"/", "key_slash"}, {"?", "key_help"}, {"Esc", "key_esc"}} {
		v.Keys = append(v.Keys, keyHelp{k.Key, v.W(k.Does)})
	}
	return s.show(r, http.StatusOK, "keys", v)
}

func (s *site) keysTurn(r *request) error {
	if err := s.Drafts.TurnKeys(r.Context(), r.actor.User, r.FormValue("on") != "", r.now); err != nil {
		return err
	}
	return r.redirect("/keys")
}
