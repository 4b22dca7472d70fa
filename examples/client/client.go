package main

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"time"
)

// client calls one server as the user of one service token.
type client struct{ server, token string }

// problem is a refusal (RFC 9457). Code is what to depend on; Trace is what to tell whoever runs the server.
type problem struct {
	Status int    `json:"status"`
	Code   string `json:"code"`
	Detail string `json:"detail"`
	Trace  string `json:"trace_id"`
}

func (p *problem) Error() string {
	return fmt.Sprintf("%d %s: %s (%s)", p.Status, p.Code, p.Detail, p.Trace)
}

// send makes one request and gives the answer when it went well.
func (c *client) send(ctx context.Context, method, path string, header map[string]string, body []byte) (*http.Response, error) {
	req, err := http.NewRequestWithContext(ctx, method, c.server+path, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	req.Header.Set("Authorization", "Bearer "+c.token)
	if body != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	for name, value := range header {
		req.Header.Set(name, value)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil || res.StatusCode < 300 {
		return res, err
	}
	defer res.Body.Close()
	p := &problem{Status: res.StatusCode}
	if err := json.NewDecoder(io.LimitReader(res.Body, 1<<20)).Decode(p); err != nil {
		return res, fmt.Errorf("%s: %w", res.Status, err)
	}
	return res, p
}

// call sends a request until it is answered: what is sent again has the same key, so that it is done once. It waits as long as the
// server says.
func (c *client) call(ctx context.Context, method, path string, header map[string]string, in, out any) (http.Header, error) {
	var body []byte
	if in != nil {
		var err error
		if body, err = json.Marshal(in); err != nil {
			return nil, err
		}
	}
	for try := 0; ; try++ {
		res, err := c.send(ctx, method, path, header, body)
		if err == nil {
			defer res.Body.Close()
			return res.Header, json.NewDecoder(res.Body).Decode(out)
		}
		var p *problem
		if errors.As(err, &p) && p.Status != http.StatusTooManyRequests && p.Status != http.StatusServiceUnavailable && p.Code != "key_in_use" || try == 5 {
			return nil, err
		}
		wait := time.Second << try
		if p != nil {
			if after, err := strconv.Atoi(res.Header.Get("Retry-After")); err == nil {
				wait = time.Duration(after) * time.Second
			}
		}
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(wait):
		}
	}
}

// listed is a person in the queue, as far as this program is concerned.
type listed struct{ ID, Case string }

// queue lists everybody, page by page.
func (c *client) queue(ctx context.Context) ([]listed, error) {
	var all []listed
	for next := "/api/v1/people?limit=200&fields=id,case"; ; {
		var page struct {
			Items []listed
			Next  string
		}
		if _, err := c.call(ctx, http.MethodGet, next, nil, nil, &page); err != nil {
			return nil, err
		}
		all = append(all, page.Items...)
		if page.Next == "" {
			return all, nil
		}
		next = "/api/v1/people?limit=200&fields=id,case&cursor=" + url.QueryEscape(page.Next)
	}
}

// aCase is a case, as far as this program is concerned.
type aCase struct {
	Subject, State string
	Events         []struct{ Kind, Text string }
}

// oneCase reads a case and its version.
func (c *client) oneCase(ctx context.Context, id string) (aCase, string, error) {
	var whole aCase
	header, err := c.call(ctx, http.MethodGet, "/api/v1/cases/"+url.PathEscape(id), nil, nil, &whole)
	return whole, header.Get("ETag"), err
}

// addNote adds a note to the version that was read. When somebody was first, it reads again: a note is still true then; a decision
// would have to be thought over.
func (c *client) addNote(ctx context.Context, id, tag, text string) (int, error) {
	for {
		var written struct{ Version int }
		header := map[string]string{"If-Match": tag, "Idempotency-Key": rand.Text()}
		_, err := c.call(ctx, http.MethodPost, "/api/v1/cases/"+url.PathEscape(id)+"/notes", header, map[string]string{"text": text}, &written)
		var p *problem
		if !errors.As(err, &p) || p.Code != "version_stale" {
			return written.Version, err
		}
		if _, tag, err = c.oneCase(ctx, id); err != nil {
			return 0, err
		}
	}
}
