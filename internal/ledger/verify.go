package ledger

import (
	"errors"
	"fmt"
	"io"
	"time"
)

// Verified is what an export was found to be.
type Verified struct {
	Origin      string
	Entries     int64
	Details     int64 // that are kept and fit their commitments
	Erased      int64 // entries that commit to a detail which is no longer there
	Checkpoints int
	Covered     int64 // entries that a checkpoint covers; those after it are not signed yet
	Stamps      int   // time stamps, whether or not somebody looked at them
	Last        time.Time
}

// Verify reads an export and derives the tree anew from the leaves. It reports the first thing that does not hold: a leaf
// that was changed, moved, left out or added under a checkpoint, a detail that is not the one committed to, a checkpoint
// that is not signed by the key or contradicts the tree or an earlier one.
//
// What an export cannot show is that it is the whole: whoever holds the key could cut the end off and sign again. Checkpoints kept
// elsewhere are for that: give those that a witness holds as known.
func Verify(r io.Reader, public string, known ...Checkpoint) (Verified, error) {
	return VerifyStamps(r, public, nil, known...)
}

// Stamped looks at a time stamp of an export: the checkpoint that it stands under, the bytes of that as they were signed, and the
// token. Its error ends the verification.
type Stamped func(c Checkpoint, signed, token []byte) error

// VerifyStamps is Verify, and has each time stamp looked at.
func VerifyStamps(r io.Reader, public string, look Stamped, known ...Checkpoint) (Verified, error) {
	v := verifier{public: public, look: look}
	if err := lines(r, v.line); err != nil {
		return v.found, fmt.Errorf("verify ledger: %w", err)
	}
	for _, c := range known {
		if err := v.agrees(c); err != nil {
			return v.found, fmt.Errorf("verify ledger: the checkpoint of a witness: %w", err)
		}
	}
	return v.found, nil
}

// VerifyFrom verifies what write exports, without keeping the export.
func VerifyFrom(write func(*Exporter) error, public string, known ...Checkpoint) (Verified, error) {
	r, w := io.Pipe()
	wrote := make(chan error, 1)
	go func() {
		x, err := NewExporter(w)
		if err == nil {
			err = write(x)
		}
		if err == nil {
			err = x.Close()
		}
		wrote <- err
		w.CloseWithError(err) //nolint:errcheck // it gives nil
	}()
	v, err := Verify(r, public, known...)
	r.CloseWithError(errStopped) //nolint:errcheck // it gives nil
	if wErr := <-wrote; wErr != nil && !errors.Is(wErr, errStopped) {
		return v, wErr
	}
	return v, err
}

// errStopped says that whoever verifies has seen enough.
var errStopped = errors.New("the verification ended")

type verifier struct {
	public string
	nodes  memory
	found  Verified
	before time.Time // of the last entry

	form   string
	look   Stamped    // nil: time stamps are counted
	point  Checkpoint // on the line before, or before its stamps
	signed []byte     // its bytes; nil when an entry came after it
}

// line takes the next line: the form first, then one thing on each.
func (v *verifier) line(n int, l line) error {
	switch {
	case n == 1 && l.parts() == 1 && (l.Form == ExportForm || l.Form == StampedForm):
		v.form = l.Form
		return nil
	case n == 1:
		return fmt.Errorf("form %q, want %q or %q: another program wrote it, or a newer one", l.Form, ExportForm, StampedForm)
	case l.parts() == 1 && l.Leaf != "":
		v.signed = nil
		return v.leaf([]byte(l.Leaf), l.Detail)
	case l.parts() == 1 && l.Detail == nil && l.Checkpoint != "":
		return v.checkpoint([]byte(l.Checkpoint))
	case l.parts() == 1 && l.Detail == nil && len(l.Stamp) > 0 && v.form == StampedForm:
		return v.stamp(l.Stamp)
	}
	return errors.New("want a leaf, a checkpoint or a stamp")
}

func (v *verifier) stamp(token []byte) error {
	if v.signed == nil {
		return errors.New("a time stamp that stands under no checkpoint")
	}
	v.found.Stamps++
	if v.look == nil {
		return nil
	}
	if err := v.look(v.point, v.signed, token); err != nil {
		return fmt.Errorf("the time stamp of the first %d entries: %w", v.point.Size, err)
	}
	return nil
}

func (v *verifier) leaf(leaf []byte, detail *Detail) error {
	e, err := ParseLeaf(leaf)
	if err != nil {
		return err
	}
	if e.Seq != v.found.Entries {
		return fmt.Errorf("entry %d stands at place %d: entries are missing, or were moved", e.Seq, v.found.Entries)
	}
	if e.At.Before(v.before) {
		return fmt.Errorf("entry %d is earlier than the one before it", e.Seq)
	}
	if err := v.detail(e, detail); err != nil {
		return err
	}
	grown, err := Grow(v.found.Entries, leaf, v.nodes)
	if err != nil {
		return err
	}
	v.nodes = append(v.nodes, grown...)
	v.found.Entries++
	v.before, v.found.Last = e.At, e.At
	return nil
}

func (v *verifier) detail(e *Entry, detail *Detail) error {
	switch {
	case detail == nil && e.Detail != "":
		v.found.Erased++
	case detail != nil && !detail.Of(e):
		return fmt.Errorf("the detail of entry %d is not the one it commits to", e.Seq)
	case detail != nil:
		v.found.Details++
	}
	return nil
}

func (v *verifier) checkpoint(signed []byte) error {
	c, err := OpenCheckpoint(signed, v.public)
	if err != nil {
		return err
	}
	if v.found.Origin == "" {
		v.found.Origin = c.Origin
	}
	if c.Origin != v.found.Origin {
		return fmt.Errorf("a checkpoint of %q in the ledger %q", c.Origin, v.found.Origin)
	}
	if c.Size < v.found.Covered {
		return fmt.Errorf("a checkpoint of %d entries after one of %d", c.Size, v.found.Covered)
	}
	if err := v.agrees(c); err != nil {
		return err
	}
	v.found.Checkpoints++
	v.found.Covered = c.Size
	v.point, v.signed = c, signed
	return nil
}

// agrees holds a checkpoint against the tree of the leaves read.
func (v *verifier) agrees(c Checkpoint) error {
	if c.Size > v.found.Entries {
		return fmt.Errorf("a checkpoint of %d entries, and only %d are here: entries are missing", c.Size, v.found.Entries)
	}
	root, err := Root(c.Size, v.nodes)
	if err != nil {
		return err
	}
	if root != c.Root {
		return fmt.Errorf("the first %d entries are not those that were signed on %s: something was changed", c.Size, c.At.Format(time.RFC3339))
	}
	return nil
}
