package app

import (
	"bufio"
	"cmp"
	"io"
	"net/url"
	"path/filepath"
	"strings"
)

// sarifDetections writes a SARIF 2.1.0 log. The results come first, so that none has to be kept; the
// rules that they name follow.
type sarifDetections struct {
	w     *bufio.Writer
	index map[string]int
	rules []sarifRule
	begun bool
}

type sarifText struct {
	Text string `json:"text"`
}

type sarifRule struct {
	ID               string    `json:"id"`
	Name             string    `json:"name"`
	ShortDescription sarifText `json:"shortDescription"`
	FullDescription  sarifText `json:"fullDescription"`
	Default          struct {
		Level string `json:"level"`
	} `json:"defaultConfiguration"`
	Properties struct {
		Tags []string `json:"tags"`
	} `json:"properties"`
}

type sarifPlace struct {
	Physical struct {
		Artifact struct {
			URI string `json:"uri"`
		} `json:"artifactLocation"`
		Region *sarifRegion `json:"region,omitempty"`
	} `json:"physicalLocation"`
}

type sarifRegion struct {
	StartLine int `json:"startLine"`
}

type sarifResult struct {
	RuleID     string         `json:"ruleId"`
	RuleIndex  int            `json:"ruleIndex"`
	Level      string         `json:"level"`
	Message    sarifText      `json:"message"`
	Locations  []sarifPlace   `json:"locations"`
	Properties map[string]any `json:"properties,omitempty"`
}

func newSarif(w io.Writer) *sarifDetections {
	return &sarifDetections{w: bufio.NewWriter(w), index: map[string]int{}, rules: []sarifRule{}}
}

func (s *sarifDetections) begin() {
	if !s.begun {
		s.begun = true
		_, _ = s.w.WriteString(`{"$schema":"https://json.schemastore.org/sarif-2.1.0.json","version":"2.1.0","runs":[{"results":[`) // Flush tells
	}
}

func (s *sarifDetections) write(d *detection) error {
	if s.begun {
		_ = s.w.WriteByte(',')
	}
	s.begin()
	says := d.Title
	if text := cmp.Or(d.Matched.text(), d.Group.text()); text != "" {
		says += ": " + text
	}
	r := sarifResult{RuleID: d.Rule, RuleIndex: s.rule(d), Level: sarifLevel(d.Level), Message: sarifText{says}, Locations: []sarifPlace{placeOf(d)}}
	r.Properties = map[string]any{}
	for name, v := range map[string]fieldValues{"matched": d.Matched, "group": d.Group} {
		if len(v) > 0 {
			r.Properties[name] = v
		}
	}
	for name, v := range map[string]string{"time": d.Time, "correlation": d.Correlation, "first": d.First, "last": d.Last} {
		if v != "" {
			r.Properties[name] = v
		}
	}
	if d.Correlation != "" {
		r.Properties["count"], r.Properties["refs"] = d.Count, d.Refs
	}
	_, err := s.w.Write(jsonText(r))
	return err
}

// rule is the place of a detection's rule in the list of rules.
func (s *sarifDetections) rule(d *detection) int {
	if i, ok := s.index[d.Rule]; ok {
		return i
	}
	r := sarifRule{ID: d.Rule, Name: d.Title, ShortDescription: sarifText{d.Title}, FullDescription: sarifText{cmp.Or(d.about.description, d.Title)}}
	r.Default.Level = sarifLevel(d.Level)
	r.Properties.Tags = orEmpty(d.about.tags)
	s.index[d.Rule] = len(s.rules)
	s.rules = append(s.rules, r)
	return len(s.rules) - 1
}

func placeOf(d *detection) sarifPlace {
	var p sarifPlace
	p.Physical.Artifact.URI = fileURI(d.Input)
	if d.Line > 0 {
		p.Physical.Region = &sarifRegion{d.Line}
	}
	return p
}

// fileURI is a path as a URI reference.
func fileURI(path string) string {
	path = filepath.ToSlash(path)
	u := url.URL{Path: path}
	if strings.HasPrefix(path, "/") {
		u.Scheme = "file"
	}
	return u.String()
}

func sarifLevel(level string) string {
	switch level {
	case "critical", "high":
		return "error"
	case "low", "informational":
		return "note"
	}
	return "warning"
}

func (s *sarifDetections) close() error {
	s.begin()
	_, _ = s.w.WriteString(`],"tool":{"driver":`)
	_, _ = s.w.Write(jsonText(map[string]any{"name": "Taupier", "rules": s.rules}))
	_, _ = s.w.WriteString("},\"columnKind\":\"unicodeCodePoints\"}]}\n")
	return s.w.Flush()
}
