package lists

import (
	"bytes"
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// Limits of a transfer. Some publishers make their file while it is asked for, so the first byte may take a while.
const (
	firstByte    = 2 * time.Minute
	maxRedirects = 5
	maxDigest    = 4 << 10
)

// errNotModified says that the publisher still gives what we have.
var errNotModified = errors.New("not modified")

// Client fetches over HTTPS, through the proxy that the environment names, and follows a few redirects to HTTPS only.
func Client(agent string) *http.Client {
	t := http.DefaultTransport.(*http.Transport).Clone()
	t.Proxy = http.ProxyFromEnvironment
	t.ResponseHeaderTimeout = firstByte
	return &http.Client{Transport: named{t, agent}, CheckRedirect: redirect}
}

// named says who asks.
type named struct {
	http.RoundTripper
	agent string
}

func (n named) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context())
	r.Header.Set("User-Agent", n.agent)
	return n.RoundTripper.RoundTrip(r)
}

func redirect(r *http.Request, via []*http.Request) error {
	if len(via) > maxRedirects {
		return fmt.Errorf("more than %d redirects", maxRedirects)
	}
	if r.URL.Scheme != "https" && (via[0].URL.Scheme == "https" || safe(r.URL) != nil) {
		return fmt.Errorf("redirected to %s, which is not https", r.URL.Redacted())
	}
	return nil
}

// get asks for an address; seen is what was told the last time. The caller closes the body.
func get(ctx context.Context, client *http.Client, address string, seen pointer) (*http.Response, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, address, http.NoBody)
	if err != nil {
		return nil, err
	}
	if seen.ETag != "" {
		r.Header.Set("If-None-Match", seen.ETag)
	}
	if seen.Modified != "" {
		r.Header.Set("If-Modified-Since", seen.Modified)
	}
	resp, err := client.Do(r)
	var failed *url.Error
	if errors.As(err, &failed) {
		err = failed.Err // the address is said once, by the caller
	}
	if err != nil {
		return nil, err
	}
	switch resp.StatusCode {
	case http.StatusOK:
		return resp, nil
	case http.StatusNotModified:
		resp.Body.Close()
		if seen.ETag+seen.Modified == "" {
			return nil, errors.New("the server says that nothing changed, but was not asked so")
		}
		return nil, errNotModified
	}
	resp.Body.Close()
	return nil, fmt.Errorf("the server answers %s", resp.Status)
}

// fetch brings the file of a source into the folder of an arrival.
func (s *Store) fetch(ctx context.Context, client *http.Client, src *Source, a *arrival, seen pointer) error {
	resp, err := get(ctx, client, src.Address, seen)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	body, err := bodyOf(resp)
	if err != nil {
		return err
	}
	if err := s.receive(a, "list", body); err != nil {
		return fmt.Errorf("receive: %w", err)
	}
	a.pointer.ETag, a.pointer.Modified = resp.Header.Get("ETag"), resp.Header.Get("Last-Modified")
	if src.SHA256 == "" {
		return nil
	}
	return digest(ctx, client, src.SHA256, a.version.Files[0].SHA256)
}

// bodyOf is the body of an answer, unless that is a page for humans.
func bodyOf(resp *http.Response) (io.Reader, error) {
	head := make([]byte, 512)
	n, err := io.ReadFull(resp.Body, head)
	if err != nil && err != io.ErrUnexpectedEOF && err != io.EOF {
		return nil, fmt.Errorf("receive: %w", err)
	}
	if n == 0 {
		return nil, errors.New("the server sends an empty file")
	}
	if err == io.ErrUnexpectedEOF && resp.ContentLength > int64(n) {
		return nil, fmt.Errorf("receive: cut after %d of %d bytes", n, resp.ContentLength)
	}
	kind, _, _ := mime.ParseMediaType(resp.Header.Get("Content-Type"))
	start := bytes.ToLower(bytes.TrimSpace(bytes.TrimPrefix(head[:n], []byte("\xef\xbb\xbf"))))
	if bytes.HasPrefix(start, []byte("<!doctype html")) || bytes.HasPrefix(start, []byte("<html")) || kind == "text/html" && bytes.Contains(start, []byte("<html")) {
		return nil, errors.New("the server sends a web page instead of the list: the address may have moved, or a proxy asks to sign in")
	}
	return io.MultiReader(bytes.NewReader(head[:n]), resp.Body), nil
}

// digest compares what arrived with the SHA-256 that the publisher gives.
func digest(ctx context.Context, client *http.Client, address, have string) error {
	resp, err := get(ctx, client, address, pointer{})
	if err != nil {
		return fmt.Errorf("fetch the digest: %w", err)
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(io.LimitReader(resp.Body, maxDigest))
	if err != nil {
		return fmt.Errorf("fetch the digest: %w", err)
	}
	want, _, _ := strings.Cut(strings.TrimSpace(string(text)), " ")
	if raw, err := hex.DecodeString(want); err != nil || len(raw) != 32 {
		return fmt.Errorf("the digest at %s is no SHA-256", address)
	}
	if !strings.EqualFold(want, have) {
		return fmt.Errorf("its SHA-256 is %s, the publisher's %s", have, strings.ToLower(want))
	}
	return nil
}
