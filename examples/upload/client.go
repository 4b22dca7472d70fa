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
	"strconv"
	"time"
)

// client calls one server as the user of one service token.
type client struct{ server, token string }

// problem is a refusal (RFC 9457). Code is what to depend on.
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
func (c *client) send(ctx context.Context, method, path string, header map[string]string, body io.Reader) (*http.Response, error) {
	req, err := http.NewRequestWithContext(ctx, method, c.server+path, body)
	if err != nil {
		return nil, err
	}
	req.Header.Set("Authorization", "Bearer "+c.token)
	for name, value := range header {
		req.Header.Set(name, value)
	}
	if s, ok := body.(*io.SectionReader); ok {
		req.ContentLength = s.Size()
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil || res.StatusCode < 300 {
		return res, err
	}
	defer res.Body.Close()
	p := &problem{Status: res.StatusCode, Code: res.Status}
	if err := json.NewDecoder(io.LimitReader(res.Body, 1<<20)).Decode(p); err != nil && method != http.MethodHead {
		return res, fmt.Errorf("%s: %w", res.Status, err)
	}
	return res, p
}

// lasting reports whether an error will be the same next time: anything but a broken connection, and a server that is starting or busy.
func lasting(err error) bool {
	var p *problem
	return errors.As(err, &p) && p.Status != http.StatusTooManyRequests && p.Status != http.StatusServiceUnavailable && p.Code != "key_in_use" && p.Code != "part_busy" && p.Code != "part_cut" && p.Code != "import_offset"
}

// maxTries is how often in a row something is tried in vain: a little more than two minutes.
const maxTries = 8

// pause waits before another try, longer each time, or as long as the server said.
func pause(ctx context.Context, try int, res *http.Response) error {
	wait := min(time.Second<<try, 30*time.Second)
	if res != nil {
		if after, err := strconv.Atoi(res.Header.Get("Retry-After")); err == nil {
			wait = time.Duration(after) * time.Second
		}
	}
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(wait):
		return nil
	}
}

// call repeats a request until it is answered, and reads the answer.
func (c *client) call(ctx context.Context, method, path string, header map[string]string, body []byte, out any) error {
	for try := 0; ; try++ {
		res, err := c.send(ctx, method, path, header, bytes.NewReader(body))
		if err == nil {
			defer res.Body.Close()
			if out == nil {
				return nil
			}
			return json.NewDecoder(res.Body).Decode(out)
		}
		if lasting(err) || try == maxTries {
			return err
		}
		if err := pause(ctx, try, res); err != nil {
			return err
		}
	}
}

// post writes, once: what is sent again has the same key.
func (c *client) post(ctx context.Context, path string, in, out any) error {
	body, err := json.Marshal(in)
	if err != nil {
		return err
	}
	return c.call(ctx, http.MethodPost, path, map[string]string{"Content-Type": "application/json", "Idempotency-Key": rand.Text()}, body, out)
}
