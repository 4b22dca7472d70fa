package presence

import (
	"bytes"
	"encoding/json"
	"errors"
	"regexp"
	"strings"

	"github.com/taupier-eu/taupier/internal/core"
)

// json reads one answer, a list of them, or one wrapped with its request:
//
//	{"request": "GET /repos/one/two/contributors?per_page=100", "answer": […]}
//
// The wrapper is needed where an answer does not say what it is about.
func (r *reader) json() {
	var wrapped struct {
		Request string          `json:"request"`
		Answer  json.RawMessage `json:"answer"`
	}
	at := 0
	body := r.data
	if json.Unmarshal(r.data, &wrapped) == nil && wrapped.Request != "" && len(wrapped.Answer) > 0 {
		at = bytes.Index(r.data, wrapped.Answer)
		body = wrapped.Answer
	}
	repo := repoOf(wrapped.Request)
	if strings.HasPrefix(strings.TrimSpace(string(body)), "[") {
		r.list(body, at, repo)
		return
	}
	r.record(body, r.lineAt(at), repo)
}

// list reads the elements of an array one by one, so that each has its line and one that is broken spoils
// no other.
func (r *reader) list(body []byte, at int, repo string) {
	d := json.NewDecoder(bytes.NewReader(body))
	if _, err := d.Token(); err != nil {
		r.syntax(err, at)
		return
	}
	for d.More() {
		start := at + int(d.InputOffset())
		var raw json.RawMessage
		if err := d.Decode(&raw); err != nil {
			r.syntax(err, at)
			return
		}
		start += bytes.IndexAny(r.data[start:], "{[\"0123456789-tfn")
		r.record(raw, r.lineAt(start), repo)
	}
	if _, err := d.Token(); err != nil {
		r.syntax(err, at)
	}
}

func (r *reader) syntax(err error, at int) {
	line := 0
	var s *json.SyntaxError
	if errors.As(err, &s) {
		line = r.lineAt(at + int(s.Offset))
	} else {
		line = r.lineAt(len(r.data))
	}
	r.in.Reject(line, "not valid JSON ("+err.Error()+"): the answer may have been cut; record it again")
}

func (r *reader) lineAt(offset int) int {
	return 1 + bytes.Count(r.data[:min(max(offset, 0), len(r.data))], []byte("\n"))
}

// shape holds the keys that tell answers apart.
type shape struct {
	SHA           string          `json:"sha"`
	Commit        json.RawMessage `json:"commit"`
	FullName      string          `json:"full_name"`
	Login         string          `json:"login"`
	Created       string          `json:"created_at"`
	Contributions *int            `json:"contributions"`
	Items         json.RawMessage `json:"items"`
	Type          string          `json:"type"`
	URL           string          `json:"url"`
	Basics        json.RawMessage `json:"basics"`
	Work          json.RawMessage `json:"work"`
}

func (r *reader) record(raw []byte, line int, repo string) {
	if r.full(line) {
		return
	}
	var s shape
	if err := json.Unmarshal(raw, &s); err != nil {
		r.reject(line, "not an answer of a code host (%s): record it as it was received", plainError(err))
		return
	}
	switch {
	case s.SHA != "" && len(s.Commit) > 0:
		r.commit(raw, line, repo)
	case s.FullName != "":
		r.repo(raw, line)
	case s.Contributions != nil:
		r.contributor(s, line, repo)
	case len(s.Items) > 0:
		r.search(s.Items, line)
	case s.Login != "" && s.Created != "":
		r.account(raw, line)
	case s.Login != "": // a follower: the count stands in the account
	case s.Type == "user" || s.Type == "repository":
		r.archived(raw, s, line)
	case len(s.Basics) > 0 || len(s.Work) > 0:
		r.resume(raw, line)
	default:
		r.reject(line, "no answer that is known: expected a user, a repository, a commit, a contributor, a commit search or a JSON Resume")
	}
}

// plainError is an error of encoding/json without the names of our types.
func plainError(err error) string {
	var t *json.UnmarshalTypeError
	if errors.As(err, &t) {
		return "the value of \"" + t.Field + "\" is a " + t.Value
	}
	return strings.TrimPrefix(err.Error(), "json: ")
}

var (
	repoPath  = regexp.MustCompile(`/repos/([\w.-]+/[\w.-]+)`)
	repoPages = regexp.MustCompile(`^https://github\.com/([\w.-]+/[\w.-]+)`)
)

// repoOf is the repository that an address of the API, or of the host's pages, is about.
func repoOf(address string) string {
	for _, re := range []*regexp.Regexp{repoPath, repoPages} {
		if m := re.FindStringSubmatch(address); m != nil && len(m[1]) <= maxWord {
			return strings.ToLower(m[1])
		}
	}
	return ""
}

func date(s string) core.Date {
	d, err := core.ParseDate(s)
	if err != nil || d.Year() < 1970 || d.Year() > 2200 {
		return core.Date{}
	}
	return d
}
