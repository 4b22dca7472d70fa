package notify

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	standardwebhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"
)

// Receiver is an address that takes reminders, with the secrets that sign them: two while one is replaced.
type Receiver struct {
	URL     string
	Secrets []string // "whsec_" and base64 of 24 to 64 bytes, as Standard Webhooks writes them
}

// Hooks sends reminders as Standard Webhooks do (https://www.standardwebhooks.com): webhook-id, webhook-timestamp and a signature of
// each secret over both and the body.
type Hooks struct {
	base      string // of links
	receivers []Receiver
	signers   map[string][]*standardwebhooks.Webhook
	guard     *guard
	client    *http.Client
}

// ErrGone says that a receiver wants no more (410).
var ErrGone = errors.New("the receiver wants no more")

// NewHooks makes a sender for receivers whose hosts are listed.
func NewHooks(base string, hosts []string, receivers []Receiver, options ...Option) (*Hooks, error) {
	h := &Hooks{base: base, receivers: receivers, signers: map[string][]*standardwebhooks.Webhook{}, guard: newGuard(hosts, options...)}
	h.client = h.guard.client()
	for _, r := range receivers {
		if err := h.guard.check(r.URL); err != nil {
			return nil, fmt.Errorf("webhook %s: %w", r.URL, err)
		}
		for _, s := range r.Secrets {
			w, err := signer(s)
			if err != nil {
				return nil, fmt.Errorf("webhook %s: %w", r.URL, err)
			}
			h.signers[r.URL] = append(h.signers[r.URL], w)
		}
		if n := len(h.signers[r.URL]); n < 1 || n > 2 {
			return nil, fmt.Errorf("webhook %s has %d secrets: want one, or two while one is replaced", r.URL, n)
		}
	}
	return h, nil
}

// signer reads a secret. Nothing of it is in an error.
func signer(secret string) (*standardwebhooks.Webhook, error) {
	text, ok := strings.CutPrefix(secret, "whsec_")
	key, err := base64.StdEncoding.DecodeString(text)
	if !ok || err != nil || len(key) < 24 || len(key) > 64 {
		return nil, errors.New("a secret is not whsec_ and base64 of 24 to 64 bytes; make one with: echo whsec_$(openssl rand -base64 32)")
	}
	return standardwebhooks.NewWebhookRaw(key)
}

// places are where a notice goes: to every receiver.
func (h *Hooks) places(Notice) []string {
	var out []string
	for _, r := range h.receivers {
		out = append(out, "hook:"+r.URL)
	}
	return out
}

// body is what a receiver is told: a kind, a time, an id and a link.
func (h *Hooks) body(d Delivery) ([]byte, error) {
	at, err := link(h.base, d.Path)
	if err != nil {
		return nil, fmt.Errorf("link of a notice: %w", err)
	}
	return json.Marshal(struct {
		Type string            `json:"type"`
		At   time.Time         `json:"timestamp"`
		Data map[string]string `json:"data"`
	}{d.Kind, d.At, map[string]string{"id": d.ID, "link": at}})
}

// Send makes one attempt. Only an answer of 2xx is an acknowledgement; a redirection is none and is not followed.
func (h *Hooks) Send(ctx context.Context, d Delivery, now time.Time) error {
	to := strings.TrimPrefix(d.Place, "hook:")
	if !slices.ContainsFunc(h.receivers, func(r Receiver) bool { return r.URL == to }) {
		return errUnknown
	}
	if err := h.guard.check(to); err != nil {
		return err
	}
	body, err := h.body(d)
	if err != nil {
		return err
	}
	var signed []string
	for _, s := range h.signers[to] {
		one, err := s.Sign(d.ID, now, body)
		if err != nil {
			return fmt.Errorf("sign: %w", err)
		}
		signed = append(signed, one)
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, to, bytes.NewReader(body))
	if err != nil {
		return fmt.Errorf("webhook: %w", err)
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("User-Agent", "taupier")
	req.Header.Set(standardwebhooks.HeaderWebhookID, d.ID)
	req.Header.Set(standardwebhooks.HeaderWebhookTimestamp, strconv.FormatInt(now.Unix(), 10))
	req.Header.Set(standardwebhooks.HeaderWebhookSignature, strings.Join(signed, " "))
	res, err := h.client.Do(req)
	if err != nil {
		return fmt.Errorf("webhook: %w", err)
	}
	defer res.Body.Close()
	_, _ = io.Copy(io.Discard, io.LimitReader(res.Body, 16<<10)) // what it says is not needed
	switch {
	case res.StatusCode == http.StatusGone:
		return ErrGone
	case res.StatusCode < 200 || res.StatusCode > 299:
		return fmt.Errorf("webhook: answered %d", res.StatusCode)
	}
	return nil
}
