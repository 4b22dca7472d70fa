package load

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/casework"
)

// Drive is users who work on a server at the same time.
type Drive struct {
	Base   string // address of the server
	Size   Size
	Users  []access.Actor
	Tokens map[string]string // of the one-time addresses, by user
	People []casework.Person
	Cases  []Case
	Day    time.Time
	Pause  time.Duration // between two pages of one user, on average
	For    time.Duration
}

// answer is what one request gave.
type answer struct {
	page  string
	took  time.Duration
	bytes int
	err   error
}

// answers is what all of them gave.
type answers struct {
	mu  sync.Mutex
	all []answer
}

func (a *answers) add(x answer) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.all = append(a.all, x)
}

// Run signs everybody in, lets all of them look at pages until the time is up, and says how long each kind of page took.
func (d Drive) Run(ctx context.Context) ([]Figure, error) {
	browsers := make([]*http.Client, len(d.Users))
	for i, u := range d.Users {
		var err error
		if browsers[i], err = d.signIn(ctx, u); err != nil {
			return nil, err
		}
	}
	var seen answers
	g, ctx := errgroup.WithContext(ctx)
	end := time.Now().Add(d.For)
	for i, u := range d.Users {
		g.Go(func() error { return d.work(ctx, u, browsers[i], end, &seen) })
	}
	err := g.Wait()
	return figures(seen.all), err
}

func (d Drive) signIn(ctx context.Context, u access.Actor) (*http.Client, error) {
	jar, err := cookiejar.New(nil)
	if err != nil {
		return nil, err
	}
	c := &http.Client{Jar: jar, Timeout: time.Minute, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		Transport: &http.Transport{MaxIdleConnsPerHost: 2, DisableCompression: true}}
	form := url.Values{"token": {d.Tokens[u.User]}}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, d.Base+"/sign-in", strings.NewReader(form.Encode()))
	if err != nil {
		return nil, err
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	res, err := c.Do(req)
	if err != nil {
		return nil, fmt.Errorf("sign in %s: %w", u.User, err)
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusSeeOther {
		return nil, fmt.Errorf("sign in %s: %s", u.User, res.Status)
	}
	return c, nil
}

var nextPage = regexp.MustCompile(`href="(/queue\?[^"]*cursor=[^"]+)"`)

// work is one user, who pauses between pages as people do.
func (d Drive) work(ctx context.Context, u access.Actor, c *http.Client, end time.Time, seen *answers) error {
	r := drawn(d.Size.Seed, "visit "+u.User)
	v := &visit{r: r, people: d.People, day: d.Day}
	for _, x := range d.Cases {
		if x.By == u.User {
			v.cases = append(v.cases, x)
		}
	}
	for {
		pause := time.NewTimer(time.Duration(r.ExpFloat64() * float64(d.Pause)))
		select {
		case <-ctx.Done():
			pause.Stop()
			return ctx.Err()
		case <-pause.C:
		}
		if !time.Now().Before(end) {
			return nil
		}
		p, path := draw(r, u, v)
		start := time.Now()
		body, err := ask(ctx, c, d.Base+path, p.kind == "case")
		if ctx.Err() != nil {
			return ctx.Err()
		}
		seen.add(answer{p.name, time.Since(start), len(body), err})
		if m := nextPage.FindSubmatch(body); m != nil {
			v.next = strings.ReplaceAll(string(m[1]), "&amp;", "&")
		}
	}
}

// ask gets a page. Whom a case or a person concerns is told that there is no such page: where that may be, it is an answer like any
// other.
func ask(ctx context.Context, c *http.Client, address string, mayMiss bool) ([]byte, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, err
	}
	res, err := c.Do(req)
	if err != nil {
		return nil, err
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err == nil && res.StatusCode != http.StatusOK && !(mayMiss && res.StatusCode == http.StatusNotFound) {
		err = fmt.Errorf("%s", res.Status)
	}
	return body, err
}
