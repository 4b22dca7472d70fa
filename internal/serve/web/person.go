package web

import (
	"errors"
	"net/http"
	"slices"
	"strings"

	"github.com/taupier-eu/taupier/internal/casework"
	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/link/shared"
)

// personView says why somebody is listed. Level, sum and weights are in the page only once a first view was written.
type personView struct {
	base
	Seen       casework.Seen
	Person     casework.Person
	Hypotheses []string
	Held       shared.Held // what is shared with others
}

func (s *site) person(r *request) error { return s.personShow(r, http.StatusOK, "") }

func (s *site) personShow(r *request, status int, problem string) error {
	seen, err := s.Desk.Person(r.Context(), r.actor, r.PathValue("id"), r.now)
	if err != nil {
		return err
	}
	held, err := s.Links.Beside(r.Context(), r.actor, seen.Person.ID)
	if err != nil {
		return err
	}
	v := personView{Held: held, base: s.base(r, "person"), Seen: seen, Person: seen.Person, Hypotheses: hypotheses(seen.Person, r.lang)}
	v.Title, v.Problem, v.Path = seen.Person.Name, problem, "/people/"+seen.Person.ID
	if problem != "" {
		v.Form = r.PostForm
	}
	return s.show(r, status, "person", v)
}

// hypotheses are the ordinary explanations of a person's questions, each once.
func hypotheses(p casework.Person, lang core.Lang) []string {
	var out []string
	for _, q := range p.Questions {
		for _, t := range q.Innocent {
			if text := t.Typeset().In(lang); !slices.Contains(out, text) {
				out = append(out, text)
			}
		}
	}
	return out
}

func (s *site) firstView(r *request) error {
	id, err := s.Desk.FirstView(r.Context(), r.actor, r.PathValue("id"), r.FormValue("text"), r.FormValue("hypothesis"), r.now)
	if status, word := refusal(err); word != "" {
		return s.personShow(r, status, word)
	}
	if err != nil {
		return err
	}
	return r.redirect("/cases/" + id)
}

// refusal is the word for what was not well formed, or no longer possible. The page is shown again with what was typed.
func refusal(err error) (int, string) {
	status := 0
	switch {
	case errors.Is(err, core.ErrInvalid):
		status = http.StatusUnprocessableEntity
	case errors.Is(err, core.ErrConflict):
		status = http.StatusConflict
	default:
		return 0, ""
	}
	text := err.Error()
	word := text[strings.LastIndex(text, " ")+1:]
	if _, ok := words[word]; !ok {
		word = "again"
	}
	return status, word
}
