package bundle

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/ledger"
)

// StampCheck reports what a time stamp says of a signed checkpoint, or why it does not hold.
type StampCheck func(token, signed []byte) (Said, error)

// Said is what a time stamp says.
type Said struct {
	Trusted bool      // the authority is one that was chosen; otherwise the stamp is whole, and shows nothing
	Before  time.Time // what it stamps was there before then
	By      string    // the authority
}

// Dated is a time stamp of a bundle that holds.
type Dated struct {
	Before  time.Time `json:"before"`
	By      string    `json:"by"`
	Entries []int64   `json:"entries"` // that were there before then
}

// errUnstamped says that whoever wanted time stamps has none before him.
var errUnstamped = errors.New("no " + stampsFile)

// stamps holds every time stamp against its authority, and says from when at the latest each item of evidence was there.
func (v *verifier) stamps() error {
	if v.files[stampsFile] == nil {
		if v.against.Wanted {
			return v.no("broken_unstamped", errUnstamped)
		}
		v.limit("limit_time", nil)
		return nil
	}
	data, err := v.read(stampsFile)
	if err == nil && len(data) == 0 {
		err = errors.New("there is none")
	}
	last := int64(0)
	for text := range bytes.Lines(data) {
		if err == nil {
			last, err = v.stamp(text, last)
		}
	}
	if err != nil {
		return v.no("broken_stamp", err)
	}
	v.dates(bytes.Count(data, []byte("\n")))
	return nil
}

// stamp checks one stamp, and that the entries it names were under what it stamps. Stamps stand by the size of the ledger, after last.
func (v *verifier) stamp(text []byte, last int64) (int64, error) {
	var l stampLine
	if err := decode(text, &l, ""); err != nil {
		return 0, err
	}
	point, err := ledger.OpenCheckpoint([]byte(l.Checkpoint), v.found.Key)
	switch {
	case err != nil:
		return 0, err
	case point.Origin != v.point.Origin || point.Size <= last || point.Size > v.point.Size || len(l.Entries) == 0:
		return 0, fmt.Errorf("the stamp of %d entries has no place here", point.Size)
	}
	d := Dated{}
	for _, e := range l.Entries {
		if err := v.covered(e, point); err != nil {
			return 0, err
		}
		d.Entries = append(d.Entries, e.Seq)
	}
	if v.against.Stamps == nil {
		return point.Size, nil
	}
	said, err := v.against.Stamps(l.Token, []byte(l.Checkpoint))
	if err != nil {
		return 0, fmt.Errorf("the stamp of %d entries: %w", point.Size, err)
	}
	if said.Trusted {
		d.Before, d.By = said.Before, said.By
		v.date(d)
	}
	return point.Size, nil
}

// covered holds an entry that was proved against a checkpoint before.
func (v *verifier) covered(c coveredLine, point ledger.Checkpoint) error {
	e, ok := v.entries[c.Seq]
	if !ok || v.under[c.Seq] {
		return fmt.Errorf("entry %d is stamped and is not one of the bundle, or twice", c.Seq)
	}
	proof, err := hashes(c.Seq, c.Proof)
	if err != nil {
		return err
	}
	v.under[c.Seq] = true
	return ledger.CheckLeaf(proof, point, c.Seq, e.leaf)
}

func (v *verifier) date(d Dated) {
	for _, seq := range d.Entries {
		v.dated[seq] = d
	}
	v.found.Stamps = append(v.found.Stamps, d)
	v.holds("stamp", core.Args{"n": strconv.Itoa(len(d.Entries)), "before": at(d.Before), "by": d.By})
}

// dates says of each item of evidence since when it was there at the latest, and what the stamps do not show.
func (v *verifier) dates(stamps int) {
	if len(v.found.Stamps) == 0 {
		v.limit("limit_unlooked", core.Args{"n": strconv.Itoa(stamps)})
		return
	}
	for _, i := range v.found.Manifest.Evidence {
		d, ok := v.dated[i.Intake]
		args := core.Args{"n": strconv.Itoa(i.N), "seq": strconv.FormatInt(i.Intake, 10), "at": at(v.entries[i.Intake].At), "before": at(d.Before), "by": d.By}
		switch {
		case !ok:
			v.limit("limit_after", args)
		case v.entries[i.Intake].detail == nil:
			v.holds("stamped_erased", args)
		default:
			v.holds("stamped", args)
		}
	}
	v.limit("limit_revoked", nil)
}

func (v *verifier) limit(key string, args core.Args) {
	v.found.Limits = append(v.found.Limits, words[key].Render(v.lang, args))
}
