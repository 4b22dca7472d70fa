package witness

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	cosign "github.com/transparency-dev/formats/note"
	"golang.org/x/mod/sumdb/note"

	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/ledger"
)

// Memory keeps the newest checkpoint of each ledger that is witnessed.
type Memory interface {
	// Known gives the newest checkpoint of a ledger; Size 0 when none was seen.
	Known(ctx context.Context, origin string) (ledger.Checkpoint, error)
	// Remember puts a checkpoint in the place of one of old entries. It returns core.ErrConflict when another is known meanwhile.
	Remember(ctx context.Context, old int64, c ledger.Checkpoint, signed []byte, now time.Time) error
}

// Witness checks and cosigns the checkpoints of other ledgers.
type Witness struct {
	logs   map[string]string // public key of each ledger, by origin
	signer *cosign.Signer
	memory Memory
}

// The refusals of C2SP tlog-witness, with the status that Answer gives them.
var (
	ErrMalformed = errors.New("the request is not well formed")    // 400
	ErrUnknown   = errors.New("this ledger is not witnessed here") // 404
	ErrSignature = errors.New("the ledger's signature is missing") // 403
	ErrStale     = errors.New("another size is known here")        // 409, with that size
	ErrForked    = errors.New("the ledger did not only grow")      // 422
)

// Stale is ErrStale with the size that is known.
type Stale struct{ Size int64 }

func (s Stale) Error() string { return fmt.Sprintf("%s: %d", ErrStale, s.Size) }
func (s Stale) Unwrap() error { return ErrStale }

// New makes a witness for ledgers (origin to public key) that cosigns with a private Ed25519 key, as ledger.GenerateKey makes it.
func New(logs map[string]string, private string, memory Memory) (*Witness, error) {
	signer, err := cosign.NewSignerForCosignatureV1(strings.TrimSpace(private))
	if err != nil {
		return nil, fmt.Errorf("key of the witness: %w", err)
	}
	return &Witness{logs, signer, memory}, nil
}

// Add takes an add-checkpoint request and gives the line with the cosignature. A checkpoint that was kept is kept for good: a
// ledger that forks from it afterwards gets ErrForked, and no signature.
func (w *Witness) Add(ctx context.Context, body []byte, now time.Time) ([]byte, error) {
	m, err := parseMessage(body)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrMalformed, err)
	}
	origin, _, _ := strings.Cut(string(m.note), "\n")
	public, ok := w.logs[origin]
	if !ok {
		return nil, ErrUnknown
	}
	c, err := ledger.OpenCheckpoint(m.note, public)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrSignature, err)
	}
	known, err := w.memory.Known(ctx, origin)
	if err != nil {
		return nil, err
	}
	if m.old > c.Size {
		return nil, fmt.Errorf("%w: from %d entries to %d", ErrMalformed, m.old, c.Size)
	}
	if m.old != known.Size {
		return nil, Stale{known.Size}
	}
	if err := ledger.CheckGrowth(m.proof, c, known); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrForked, err)
	}
	if c.Size > known.Size { // what is known already is signed again and not written again: anybody may have a copy of it to send
		if err := w.memory.Remember(ctx, known.Size, c, m.note, now); err != nil {
			return nil, err
		}
	}
	return w.cosign(m.note, public)
}

// cosign gives the witness's own line of signature for a checkpoint.
func (w *Witness) cosign(signed []byte, public string) ([]byte, error) {
	verifier, err := note.NewVerifier(public)
	if err != nil {
		return nil, fmt.Errorf("cosign: %w", err)
	}
	n, err := note.Open(signed, note.VerifierList(verifier))
	if err != nil {
		return nil, fmt.Errorf("cosign: %w", err)
	}
	both, err := note.Sign(&note.Note{Text: n.Text}, w.signer)
	if err != nil {
		return nil, fmt.Errorf("cosign: %w", err)
	}
	return both[len(n.Text)+1:], nil
}

// Answer is what a witness says over HTTP: status, content type, body.
func Answer(lines []byte, err error) (status int, kind string, body []byte) {
	kind = "text/plain; charset=utf-8"
	var stale Stale
	switch {
	case err == nil:
		return http.StatusOK, kind, lines
	case errors.As(err, &stale):
		return http.StatusConflict, "text/x.tlog.size", []byte(strconv.FormatInt(stale.Size, 10) + "\n")
	case errors.Is(err, core.ErrConflict):
		return http.StatusServiceUnavailable, kind, []byte("again\n")
	case errors.Is(err, ErrMalformed):
		status = http.StatusBadRequest
	case errors.Is(err, ErrUnknown):
		status = http.StatusNotFound
	case errors.Is(err, ErrSignature):
		status = http.StatusForbidden
	case errors.Is(err, ErrForked):
		status = http.StatusUnprocessableEntity
	default:
		return http.StatusServiceUnavailable, kind, []byte("not now\n")
	}
	return status, kind, []byte(err.Error() + "\n")
}
