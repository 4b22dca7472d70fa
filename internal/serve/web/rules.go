package web

import (
	"net/http"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/core"
)

var rulesRoutes = []Route{
	{"GET /rules", access.SeeRules, (*site).rules},
	{"GET /rules/{id}", access.SeeRules, (*site).rule},
}

// rulesView lists what is looked for, in plain words, for the works council and whoever else answers for it. Nothing about
// anybody is in it: no count either.
type rulesView struct {
	base
	Families []ruleFamily
	Sources  []string // kinds of data that were read
}

type ruleFamily struct {
	Name  string
	Rules []core.Signal
}

func (s *site) rules(r *request) error {
	v := rulesView{base: s.base(r, "rules")}
	company, err := s.company(r)
	if err != nil {
		return err
	}
	for _, source := range company.Sources {
		v.Sources = append(v.Sources, source.Kind)
	}
	for _, family := range core.Families {
		f := ruleFamily{Name: v.W("family_" + string(family))}
		for _, signal := range s.Catalogue {
			if signal.Family == family {
				f.Rules = append(f.Rules, signal)
			}
		}
		if len(f.Rules) > 0 {
			v.Families = append(v.Families, f)
		}
	}
	return s.show(r, http.StatusOK, "rules", v)
}

type ruleView struct {
	base
	Rule core.Signal
}

func (s *site) rule(r *request) error {
	for _, signal := range s.Catalogue {
		if signal.ID == r.PathValue("id") {
			v := ruleView{base: s.base(r, "rules"), Rule: signal}
			v.Title = v.T(signal.Title)
			return s.show(r, http.StatusOK, "rule", v)
		}
	}
	return core.ErrNotFound
}
