package ledger

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// stamped exports a book with a token under each checkpoint: the bytes that were signed, backwards.
func (b *book) stamped(t testing.TB) []byte {
	t.Helper()
	var out bytes.Buffer
	e, err := NewStampedExporter(&out)
	if err != nil {
		t.Fatal(err)
	}
	for i := range b.leaves {
		if err := e.Leaf(b.leaves[i], b.details[i]); err != nil {
			t.Fatal(err)
		}
		if signed, ok := b.points[i+1]; ok {
			if err := errors.Join(e.Checkpoint(signed), e.Stamp(backwards(signed))); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := e.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func backwards(b []byte) []byte {
	out := bytes.Clone(b)
	for i := range out {
		out[i] = b[len(b)-1-i]
	}
	return out
}

func TestEachTimeStampIsLookedAtUnderItsCheckpoint(t *testing.T) {
	b := newBook(t, 16)
	var sizes []int64
	got, err := VerifyStamps(bytes.NewReader(b.stamped(t)), b.public, func(c Checkpoint, signed, token []byte) error {
		if !bytes.Equal(backwards(signed), token) {
			t.Errorf("the token of %d entries is another's", c.Size)
		}
		sizes = append(sizes, c.Size)
		return nil
	})
	if err != nil || got.Stamps != 3 || got.Checkpoints != 3 {
		t.Fatalf("%+v %v", got, err)
	}
	if diff := cmp.Diff([]int64{7, 14, 16}, sizes); diff != "" {
		t.Error(diff)
	}
	if got, err := Verify(bytes.NewReader(b.stamped(t)), b.public); err != nil || got.Stamps != 3 {
		t.Errorf("whoever does not look counts: %+v %v", got, err)
	}
}

func TestATimeStampThatDoesNotHoldEndsTheVerification(t *testing.T) {
	b, bad := newBook(t, 16), errors.New("it is no time stamp")
	_, err := VerifyStamps(bytes.NewReader(b.stamped(t)), b.public, func(c Checkpoint, _, _ []byte) error {
		if c.Size == 14 {
			return bad
		}
		return nil
	})
	if !errors.Is(err, bad) || !strings.Contains(err.Error(), "the first 14 entries") {
		t.Error(err)
	}
}

func TestATimeStampStandsUnderACheckpointOfAStampedExport(t *testing.T) {
	b := newBook(t, 3)
	lines := strings.SplitAfter(string(b.stamped(t)), "\n")
	for name, text := range map[string]string{
		"before any checkpoint":  lines[0] + lines[5],
		"after a leaf":           strings.Join(lines[:2], "") + lines[5],
		"in the form without":    strings.Replace(strings.Join(lines, ""), StampedForm, ExportForm, 1),
		"with nothing in it":     strings.Join(lines[:5], "") + `{"stamp":""}` + "\n",
		"written in another way": strings.Join(lines[:5], "") + `{"stamp":"QQ"}` + "\n",
		"beside a checkpoint":    strings.Join(lines[:4], "") + strings.Replace(lines[4], "}", `,"stamp":"QQ=="}`, 1),
	} {
		if got, err := Verify(strings.NewReader(text), b.public); err == nil {
			t.Errorf("%s: %+v", name, got)
		}
	}
}
