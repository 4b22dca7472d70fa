package web

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/link"
	"github.com/taupier-eu/taupier/internal/link/shared"
)

var linksRoutes = []Route{
	{"GET /links", access.SeePeople, (*site).links},
	{"GET /links.csv", access.SeePeople, (*site).linksCSV},
	{"GET /links.svg", access.SeePeople, (*site).linksSVG},
	{"POST /links/save", access.WorkCases, (*site).linksSave},
}

// linksQuery is what an address asks for: a chain between two people, or what is around a person or a thing.
type linksQuery struct {
	A, B, Focus, Thing, Find string
	Depth                    int
	Open                     []string
	Kinds                    []core.TraitKind
	During                   shared.Days // what was there then; not of a chain
}

// maxLinksText bounds what is typed, in bytes.
const maxLinksText = 200

// parseLinks reads a query from an address; what it does not know is left out and reported.
func parseLinks(v url.Values) (q linksQuery, ok bool) {
	ok = true
	text := func(name string) string {
		s := strings.TrimSpace(strings.ToValidUTF8(v.Get(name), ""))
		if len(s) > maxLinksText {
			ok = false
			return ""
		}
		return s
	}
	q = linksQuery{A: text("a"), B: text("b"), Focus: text("focus"), Thing: text("thing"), Find: text("find"), Depth: 1}
	if q.A != "" && q.B == "" {
		q.A, q.Focus = "", q.A
	}
	if d := v.Get("depth"); d != "" {
		n, err := strconv.Atoi(d)
		if err != nil || n < 1 || n > shared.MaxDepth {
			ok, n = false, 1
		}
		q.Depth = n
	}
	day := func(name string) time.Time {
		s := v.Get(name)
		t, err := time.Parse(time.DateOnly, s)
		ok = ok && (s == "" || err == nil)
		return t
	}
	if d := (shared.Days{From: day("from"), To: day("to")}); d.To.IsZero() || !d.To.Before(d.From) {
		q.During = d
	} else {
		ok = false
	}
	for _, id := range v["open"] {
		if len(q.Open) < shared.MaxOpen && len(id) <= maxLinksText {
			q.Open = append(q.Open, id)
		}
	}
	for _, k := range v["kind"] {
		if kind := core.TraitKind(k); slices.Contains(link.Kinds(), kind) {
			q.Kinds = append(q.Kinds, kind)
		} else {
			ok = false
		}
	}
	return q, ok
}

// At is the address of a query.
func (q linksQuery) At(path string) string {
	v := url.Values{}
	for name, text := range map[string]string{"a": q.A, "b": q.B, "focus": q.Focus, "thing": q.Thing, "find": q.Find} {
		if text != "" {
			v.Set(name, text)
		}
	}
	if q.Depth > 1 {
		v.Set("depth", strconv.Itoa(q.Depth))
	}
	for name, day := range map[string]time.Time{"from": q.During.From, "to": q.During.To} {
		if !day.IsZero() {
			v.Set(name, day.Format(time.DateOnly))
		}
	}
	for _, id := range q.Open {
		v.Add("open", id)
	}
	for _, k := range q.Kinds {
		v.Add("kind", string(k))
	}
	if len(v) == 0 {
		return path
	}
	return path + "?" + v.Encode()
}

// links shows why two people are linked, or what is around one person or thing.
func (s *site) links(r *request) error {
	q, ok := parseLinks(r.URL.Query())
	v, err := s.linksOf(r, q)
	if err != nil {
		return err
	}
	status := http.StatusOK
	if !ok {
		status, v.Problem = http.StatusUnprocessableEntity, "links_wrong"
	}
	return s.show(r, status, "links", v)
}

// linksOf looks at what a query asks for.
func (s *site) linksOf(r *request, q linksQuery) (*linksView, error) {
	v := &linksView{base: s.base(r, "links"), Query: q}
	company, err := s.company(r)
	if err != nil {
		return nil, err
	}
	s.reading(&v.base, company)
	if q.A == q.B && q.A != "" {
		q.A, q.B, q.Focus = "", "", q.A
		v.Query = q
	}
	switch {
	case v.Reload:
		return v, nil
	case q.Find != "":
		v.Found, err = s.Links.Find(r.Context(), r.actor, q.Find, r.now)
		return v, err
	case q.A != "":
		err = s.linksPath(r, v)
	case q.Focus != "" || q.Thing != "":
		err = s.linksAround(r, v)
	default:
		return v, nil
	}
	if err == nil && v.Picture != nil && access.May(r.actor, access.WorkCases) {
		v.Cases, err = s.Desk.Mine(r.Context(), r.actor, r.now)
	}
	return v, err
}

// who is the id of whom a text means: an id, or a name that one person has. Else the page asks.
func (s *site) who(r *request, v *linksView, text string, with func(id string) linksQuery) (string, error) {
	people, err := s.Links.Who(r.Context(), r.actor, text, r.now)
	if err != nil || len(people) == 1 {
		if err == nil {
			return people[0].ID, nil
		}
		return "", err
	}
	c := linksChoice{Text: text}
	for _, p := range people {
		c.People = append(c.People, linksChoose{p, with(p.ID).At("/links")})
	}
	v.Choices = append(v.Choices, c)
	return "", nil
}

func (s *site) linksPath(r *request, v *linksView) error {
	q := v.Query
	a, err := s.who(r, v, q.A, func(id string) linksQuery { q := q; q.A = id; return q })
	if err != nil {
		return err
	}
	b, err := s.who(r, v, q.B, func(id string) linksQuery { q := q; q.B = id; return q })
	if err != nil || a == "" || b == "" {
		return err
	}
	p, err := s.Links.Path(r.Context(), r.actor, a, b, q.Kinds, r.now)
	if err != nil {
		return err
	}
	v.Query.A, v.Query.B = a, b
	v.Chain = &p
	if len(p.Steps) > 0 {
		pic := p.Picture()
		v.Picture = &pic
		v.Drawing = v.drawChain()
	}
	return nil
}

func (s *site) linksAround(r *request, v *linksView) error {
	q := v.Query
	if q.Focus != "" {
		id, err := s.who(r, v, q.Focus, func(id string) linksQuery { q := q; q.Focus = id; return q })
		if err != nil || id == "" {
			return err
		}
		v.Query.Focus = id
	}
	p, err := s.Links.Picture(r.Context(), r.actor, shared.Around{Person: v.Query.Focus, Thing: q.Thing, Depth: q.Depth, Open: q.Open, Kinds: q.Kinds}, r.now)
	if err != nil {
		return err
	}
	v.Began = p.Began()
	p = p.During(q.During)
	v.Picture = &p
	v.Drawing = v.drawAround()
	return nil
}

// linksFile is a picture for a file; what shows none is core.ErrNotFound.
func (s *site) linksFile(r *request, q linksQuery) (*linksView, error) {
	v, err := s.linksOf(r, q)
	if err == nil && (v.Picture == nil || v.Drawing == nil) {
		err = core.ErrNotFound
	}
	return v, err
}
