package witness

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"

	cosign "github.com/transparency-dev/formats/note"
	"golang.org/x/mod/sumdb/note"

	"github.com/taupier-eu/taupier/internal/ledger"
)

// Prover proves growth between two sizes of one's own ledger.
type Prover func(ctx context.Context, size, old int64) ([]ledger.Hash, error)

// Remote is a witness elsewhere that speaks C2SP tlog-witness over HTTP.
type Remote struct {
	URL    string // to which /add-checkpoint is added
	Public string // its key, as a signed note has it
	Client *http.Client
}

// Submit brings a signed checkpoint to the witness, who last knew old entries of it, and gives the cosigned checkpoint. When the
// witness knows another size it says so, and is asked once more from there.
func (r Remote) Submit(ctx context.Context, c ledger.Checkpoint, signed []byte, old int64, prove Prover) ([]byte, error) {
	for attempt := 0; ; attempt++ {
		proof, err := prove(ctx, c.Size, old)
		if err != nil {
			return nil, err
		}
		status, answer, err := r.post(ctx, message{old, proof, signed}.bytes())
		if err != nil {
			return nil, err
		}
		switch {
		case status == http.StatusOK:
			return r.accept(signed, answer)
		case status == http.StatusConflict && attempt == 0:
			if old, err = strconv.ParseInt(strings.TrimSpace(string(answer)), 10, 64); err != nil || old < 0 {
				return nil, fmt.Errorf("the witness answered %q to a size it does not know", answer)
			}
			if old > c.Size {
				return nil, fmt.Errorf("%w: the witness has seen %d entries, and here are %d", ErrForked, old, c.Size)
			}
		case status == http.StatusUnprocessableEntity:
			return nil, fmt.Errorf("%w: the witness refuses it: %.200s", ErrForked, answer)
		default:
			return nil, fmt.Errorf("the witness answered %d: %.200s", status, answer)
		}
	}
}

func (r Remote) post(ctx context.Context, body []byte) (int, []byte, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, strings.TrimSuffix(r.URL, "/")+"/add-checkpoint", bytes.NewReader(body))
	if err != nil {
		return 0, nil, fmt.Errorf("address of the witness: %w", err)
	}
	res, err := r.Client.Do(req)
	if err != nil {
		return 0, nil, fmt.Errorf("reach the witness: %w", err)
	}
	defer res.Body.Close()
	answer, err := io.ReadAll(io.LimitReader(res.Body, MaxMessage))
	if err != nil {
		return 0, nil, fmt.Errorf("read the witness's answer: %w", err)
	}
	return res.StatusCode, answer, nil
}

// accept checks the witness's signature and puts it under the checkpoint.
func (r Remote) accept(signed, lines []byte) ([]byte, error) {
	key, err := cosign.NewVerifierForCosignatureV1(r.Public)
	if err != nil {
		return nil, fmt.Errorf("key of the witness: %w", err)
	}
	both := append(bytes.Clone(signed), lines...)
	n, err := note.Open(both, note.VerifierList(key))
	if err != nil {
		return nil, fmt.Errorf("the witness's signature: %w", err)
	}
	if len(n.Sigs) != 1 {
		return nil, errors.New("the witness's signature is not by its key")
	}
	return both, nil
}
