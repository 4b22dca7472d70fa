package lookup

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// Limits of one run.
const (
	MaxRequests = 60 // an hour's allowance without a token
	maxAnswer   = 8 << 20
	patience    = 20 * time.Second
)

// Answer is one kept answer, in the form that people/<id>/presence reads.
type Answer struct {
	Request string          `json:"request"` // "GET /users/one-dev"
	Fetched string          `json:"fetched_at"`
	ETag    string          `json:"etag,omitempty"`
	Link    string          `json:"link,omitempty"` // where further pages are
	Answer  json.RawMessage `json:"answer"`
}

// Entry is one line of the log: what was asked, and what came back.
type Entry struct {
	At      time.Time `json:"at"`
	Service string    `json:"service"`
	Person  string    `json:"person"`
	Request string    `json:"request"`
	Status  int       `json:"status"` // 0 when nothing came back
}

// Keeper keeps answers and the log. The caller owns where.
type Keeper interface {
	Kept(request string) (Answer, bool)
	Keep(Answer) error
	Log(Entry) error
}

// Client asks one service about one person's accounts.
type Client struct {
	base   *url.URL
	token  string
	http   *http.Client
	keep   Keeper
	now    func() time.Time
	person string
	left   int
	until  time.Time // no request before
}

// Service says whom a client asks, and how.
type Service struct {
	Base   string // e.g. https://api.github.com
	Token  string // sent to that host only; may be ""
	Person string // dossier id, for the log
}

// New makes a client. The base is https; plain http is for this machine only.
func New(s Service, keep Keeper, now func() time.Time) (*Client, error) {
	base, err := url.Parse(s.Base)
	if err != nil || base.Host == "" {
		return nil, fmt.Errorf("%q is no address of a service", s.Base)
	}
	if base.Scheme != "https" && !(base.Scheme == "http" && loopback(base.Hostname())) {
		return nil, fmt.Errorf("%q is not https", s.Base)
	}
	c := &Client{base: base, token: s.Token, keep: keep, now: now, person: s.Person, left: MaxRequests}
	c.http = &http.Client{Timeout: patience, CheckRedirect: func(r *http.Request, _ []*http.Request) error {
		if r.URL.Host != base.Host || r.URL.Scheme != base.Scheme {
			return fmt.Errorf("the service sends on to %s, which nobody agreed to", r.URL.Host)
		}
		return nil
	}}
	return c, nil
}

func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// LimitError says that the service wants no more requests until a time.
type LimitError struct{ Until time.Time }

func (e *LimitError) Error() string {
	return "the service takes no more requests before " + e.Until.UTC().Format(time.RFC3339) + ": run it again then; what was answered is kept"
}

// ErrBudget ends a run that would ask too much.
var ErrBudget = fmt.Errorf("%d requests are spent: what was answered is kept; run it again for the rest", MaxRequests)

// ErrAbsent is the answer that the service has no such thing.
var ErrAbsent = errors.New("the service has no such account or repository")

// get asks for a path, such as "/users/one-dev". What did not change since it was kept is taken from there.
func (c *Client) get(ctx context.Context, path string) (Answer, error) {
	request := http.MethodGet + " " + path
	if c.now().Before(c.until) {
		return Answer{}, &LimitError{c.until}
	}
	if c.left == 0 {
		return Answer{}, ErrBudget
	}
	c.left--
	kept, have := c.keep.Kept(request)
	status, answer, err := c.ask(ctx, path, kept.ETag)
	if logged := c.keep.Log(Entry{c.now().UTC(), c.base.Host, c.person, request, status}); logged != nil {
		return Answer{}, fmt.Errorf("log the request: %w", logged)
	}
	switch {
	case err != nil:
		return Answer{}, fmt.Errorf("%s: %w", request, err)
	case status == http.StatusNotModified && have:
		return kept, nil
	}
	answer.Request, answer.Fetched = request, c.now().UTC().Format(time.RFC3339)
	if err := c.keep.Keep(answer); err != nil {
		return Answer{}, fmt.Errorf("keep the answer of %s: %w", request, err)
	}
	return answer, nil
}

func (c *Client) ask(ctx context.Context, path, etag string) (int, Answer, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, strings.TrimSuffix(c.base.String(), "/")+path, nil)
	if err != nil {
		return 0, Answer{}, err
	}
	r.Header.Set("Accept", "application/vnd.github+json")
	r.Header.Set("User-Agent", "taupier")
	if c.token != "" {
		r.Header.Set("Authorization", "Bearer "+c.token)
	}
	if etag != "" {
		r.Header.Set("If-None-Match", etag)
	}
	answer, err := c.http.Do(r)
	if err != nil {
		return 0, Answer{}, err
	}
	defer answer.Body.Close()
	c.heed(answer.Header)
	switch answer.StatusCode {
	case http.StatusOK:
	case http.StatusNotModified:
		return answer.StatusCode, Answer{}, nil
	case http.StatusNotFound, http.StatusGone, http.StatusConflict: // an empty repository is a conflict
		return answer.StatusCode, Answer{}, ErrAbsent
	case http.StatusForbidden, http.StatusTooManyRequests:
		if c.now().Before(c.until) {
			return answer.StatusCode, Answer{}, &LimitError{c.until}
		}
		return answer.StatusCode, Answer{}, fmt.Errorf("the service refuses (%s): is the token right?", answer.Status)
	default:
		return answer.StatusCode, Answer{}, fmt.Errorf("the service answers %s", answer.Status)
	}
	body, err := io.ReadAll(io.LimitReader(answer.Body, maxAnswer+1))
	switch {
	case err != nil:
		return answer.StatusCode, Answer{}, err
	case len(body) > maxAnswer:
		return answer.StatusCode, Answer{}, fmt.Errorf("an answer larger than %d MiB", maxAnswer>>20)
	case !json.Valid(body):
		return answer.StatusCode, Answer{}, errors.New("an answer that is not JSON")
	}
	return answer.StatusCode, Answer{ETag: answer.Header.Get("ETag"), Link: answer.Header.Get("Link"), Answer: body}, nil
}

// heed notes until when the service wants no more requests.
func (c *Client) heed(h http.Header) {
	if s, err := strconv.Atoi(h.Get("Retry-After")); err == nil && s > 0 {
		c.until = c.now().Add(time.Duration(min(s, 86400)) * time.Second)
	}
	if h.Get("X-RateLimit-Remaining") != "0" {
		return
	}
	if reset, err := strconv.ParseInt(h.Get("X-RateLimit-Reset"), 10, 64); err == nil && time.Unix(reset, 0).After(c.until) {
		c.until = time.Unix(reset, 0)
	}
}
