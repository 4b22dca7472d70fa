package api

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/taupier-eu/taupier/internal/core"
)

// lost says of each act that keeps an answer what is said when the database does not answer its commit.
type lost struct{ Answers }

func (l lost) KeepAnswer(ctx context.Context, user, key, request string, now time.Time, answer func() (string, error)) context.Context {
	return l.Answers.KeepAnswer(ctx, user, key, request, now, func() (string, error) {
		return "", fmt.Errorf("%w: %w", core.ErrUnsure, core.ErrUnavailable)
	})
}

// A program is told to send the same again under the same key, and finds it done or does it.
func TestAProgramIsToldToSendAgainUnderTheSameKey(t *testing.T) {
	w := newWorld(t)
	id := w.caseAboutNadia(t)
	sound := w.api.Answers
	w.api.Answers, w.api.Trouble = lost{sound}, func(string, error) {}
	q := w.note(t, id, "k-1", "called the school")
	if got := w.do(t, q); got.status != 503 || !strings.Contains(got.body, `"unsure"`) || !strings.Contains(got.body, "same Idempotency-Key") {
		t.Error(got)
	}
	w.api.Answers = sound
	if got := w.do(t, q); got.status != 201 {
		t.Error(got)
	}
	if got := w.notes(t, id); len(got) != 1 {
		t.Errorf("%q", got)
	}
}
