package stamp

import (
	"bytes"
	"context"
	"crypto"
	"crypto/sha256"
	"fmt"
	"io"
	"math/big"
	"mime"
	"net/http"

	"github.com/digitorus/timestamp"
)

// Client sends a request; the server's is guarded as that of webhooks is.
type Client interface {
	Do(*http.Request) (*http.Response, error)
}

// Authority is a time-stamp authority that is asked over HTTP (RFC 3161, 3.4).
type Authority struct {
	URL    string
	CA     *CA
	Client Client
	Random io.Reader
}

// The types of question and answer.
const (
	queryType = "application/timestamp-query"
	replyType = "application/timestamp-reply"
)

// Ask has a signed checkpoint stamped, and gives the token with what it says, once all of it holds.
func (a Authority) Ask(ctx context.Context, note []byte) (token []byte, s Stamp, err error) {
	nonce, query, err := a.question(note)
	if err != nil {
		return nil, s, fmt.Errorf("ask for a time stamp: %w", err)
	}
	answer, err := a.post(ctx, query)
	if err != nil {
		return nil, s, fmt.Errorf("ask for a time stamp: %w", err)
	}
	if token, s, err = open(answer, note, nonce, a.CA); err != nil {
		return nil, s, fmt.Errorf("the answer of the time-stamp authority: %w", err)
	}
	return token, s, nil
}

// question asks for a stamp of the hash of a checkpoint, with the certificate, under a number that nobody can foresee.
func (a Authority) question(note []byte) (*big.Int, []byte, error) {
	var b [8]byte
	if _, err := io.ReadFull(a.Random, b[:]); err != nil {
		return nil, nil, err
	}
	b[0] = b[0]&0x7f | 0x40 // 63 bits, never negative and never short: some authorities take no more
	nonce, sum := new(big.Int).SetBytes(b[:]), sha256.Sum256(note)
	query, err := (&timestamp.Request{HashAlgorithm: crypto.SHA256, HashedMessage: sum[:], Nonce: nonce, Certificates: true}).Marshal()
	return nonce, query, err
}

// post brings a question to the authority and reads no more than an answer may have.
func (a Authority) post(ctx context.Context, query []byte) ([]byte, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, a.URL, bytes.NewReader(query))
	if err != nil {
		return nil, fmt.Errorf("its address: %w", err)
	}
	req.Header.Set("Content-Type", queryType)
	req.Header.Set("Accept", replyType)
	req.Header.Set("User-Agent", "taupier")
	res, err := a.Client.Do(req)
	if err != nil {
		return nil, err
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("it answered %d", res.StatusCode)
	}
	if kind, _, err := mime.ParseMediaType(res.Header.Get("Content-Type")); err != nil || kind != replyType {
		return nil, fmt.Errorf("it answered with %q, want %s", Plain(res.Header.Get("Content-Type")), replyType)
	}
	answer, err := io.ReadAll(io.LimitReader(res.Body, MaxAnswer+1))
	if err != nil {
		return nil, fmt.Errorf("read its answer: %w", err)
	}
	return answer, nil
}
