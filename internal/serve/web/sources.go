package web

import (
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/casework"
	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/intake/source"
)

var sourceRoutes = []Route{
	{"GET /sources", access.SeeSources, (*site).sources},
	{"POST /sources/read", access.ImportData, (*site).readNow},
}

// Reading is how the reading of a company's folder stands.
type Reading struct {
	Running        bool
	Started, Ended time.Time // of the last one of this process
	Problem        string    // why it failed; what was read before is still shown
	Logs           bool      // the sources that watch people may be read
	Over           int       // dossiers of applicants that were passed by, because their days are over
}

// sourcesView says what was read, how fresh each source of logs is, and what could not be used.
type sourcesView struct {
	base
	Company  casework.Company
	ReadAt   string
	State    Reading
	Sources  []sourceLine
	Blind    string // how many sources are; "" when none is
	Gaps     []gapLine
	Problems []source.Problem
	Hidden   string // how many problems more there are
	MayRead  bool
	Watched  bool
}

type sourceLine struct {
	source.State
	Blind bool
	Says  string
}

type gapLine struct {
	source.Gap
	Open bool
}

const (
	shownProblems = 100
	shownGaps     = 20
)

func (s *site) sources(r *request) error {
	v := sourcesView{base: s.base(r, "sources"), State: s.Reading(), MayRead: access.May(r.actor, access.ImportData) && !s.Fictional, Watched: !s.Fictional}
	err := s.Looked(r.Context(), r.actor, "sources.view", "", r.now) // what could not be read may name somebody's papers
	if err != nil {
		return err
	}
	if v.Company, err = s.company(r); err != nil {
		return err
	}
	s.reading(&v.base, v.Company)
	v.Base().Reload = v.Base().Reload || v.State.Running
	if v.Company.Read != 0 {
		if v.ReadAt, err = s.readAt(r, v.base, v.Company); err != nil {
			return err
		}
	}
	if v.Watched {
		if err := s.fresh(r, &v); err != nil {
			return err
		}
	}
	var all int
	if v.Problems, all, err = s.Problems.Problems(r.Context(), r.actor, shownProblems); err != nil {
		return err
	}
	if more := all - len(v.Problems); more > 0 {
		v.Hidden = words["problems_more"].Render(r.lang, core.Args{"n": strconv.Itoa(more)})
	}
	return s.show(r, http.StatusOK, "sources", v)
}

// Base gives the part that every page has.
func (v *sourcesView) Base() *base { return &v.base }

func (s *site) fresh(r *request, v *sourcesView) error {
	states, err := s.Watch.States(r.Context())
	if err != nil {
		return err
	}
	blind := 0
	for _, st := range states {
		line := sourceLine{State: st, Blind: st.Blind(r.now)}
		line.Says = words["fresh"].Render(r.lang, core.Args{"at": v.At(st.Last())})
		if line.Blind {
			blind++
			line.Says = words["blind"].Render(r.lang, core.Args{"at": v.At(st.Last())})
		}
		v.Sources = append(v.Sources, line)
	}
	v.Blind = s.blindSays(r, blind)
	gaps, err := s.Watch.Store.Gaps(r.Context(), shownGaps)
	for _, g := range gaps {
		v.Gaps = append(v.Gaps, gapLine{g, g.Ended.IsZero()})
	}
	return err
}

func (s *site) blindSays(r *request, n int) string {
	if n == 0 {
		return ""
	}
	return words["blind_n"].Render(r.lang, core.Args{"n": strconv.Itoa(n)})
}

// blind says how many sources are silent, for Today; "" when none is.
func (s *site) blind(r *request) (string, error) {
	if s.Fictional || !access.May(r.actor, access.SeeSources) {
		return "", nil
	}
	states, err := s.Watch.States(r.Context())
	n := 0
	for _, st := range states {
		if st.Blind(r.now) {
			n++
		}
	}
	return s.blindSays(r, n), err
}

// blindLines is the detail of healthz for whoever may see the sources.
func (s *site) blindLines(r *request) string {
	if err := s.identify(r); err != nil || s.Fictional || !access.May(r.actor, access.SeeSources) {
		return ""
	}
	states, err := s.Watch.States(r.Context())
	if err != nil {
		return "sources: unknown\n"
	}
	var b strings.Builder
	for _, st := range states {
		if st.Blind(r.now) {
			fmt.Fprintf(&b, "blind: %s since %s\n", st.Kind, st.Last().UTC().Format(time.RFC3339))
		}
	}
	if at := s.Reading(); at.Problem != "" {
		b.WriteString("reading: failed\n")
	}
	return b.String()
}

func (s *site) readNow(r *request) error {
	if err := s.ReadAgain(r.Context(), r.actor); err != nil && !errors.Is(err, core.ErrConflict) {
		return err
	}
	return r.redirect("/sources")
}
