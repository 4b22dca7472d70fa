package store

import (
	"encoding/base64"
	"fmt"
	"maps"
	"slices"

	"github.com/taupier-eu/taupier/internal/casework/bundle"
	"github.com/taupier-eu/taupier/internal/ledger"
)

// Stamped gives the first time stamp over each entry of evidence and the newest of all, by size, each with the entries that none before it
// covers. So a case of years takes as many stamps as it has evidence, and one more.
func (v *View) Stamped(evidence, others []int64) ([]bundle.Stamped, error) {
	sizes, err := v.stampedSizes(evidence)
	if err != nil {
		return nil, err
	}
	rest := slices.Sorted(slices.Values(slices.Concat(evidence, others)))
	var out []bundle.Stamped
	for _, size := range sizes {
		n := 0
		for n < len(rest) && rest[n] < size {
			n++
		}
		if n == 0 {
			continue
		}
		s, err := v.stampedAt(size, rest[:n])
		if err != nil {
			return nil, err
		}
		out, rest = append(out, s), rest[n:]
	}
	return out, nil
}

func (v *View) stampedSizes(evidence []int64) ([]int64, error) {
	sizes := map[int64]bool{}
	for _, seq := range evidence {
		var size int64
		if err := v.row("select coalesce(min(size), 0) from stamps where size > $1", seq).Scan(&size); err != nil {
			return nil, fmt.Errorf("the time stamp of entry %d: %w", seq, err)
		}
		sizes[size] = true
	}
	var newest int64
	if err := v.row("select coalesce(max(size), 0) from stamps").Scan(&newest); err != nil {
		return nil, fmt.Errorf("the newest time stamp: %w", err)
	}
	sizes[newest] = true
	delete(sizes, 0)
	return slices.Sorted(maps.Keys(sizes)), nil
}

func (v *View) stampedAt(size int64, seqs []int64) (s bundle.Stamped, err error) {
	var token string
	if err := v.row("select c.note, s.token from stamps s join ledger_checkpoints c on c.size = s.size where s.size = $1", size).Scan(&s.Checkpoint, &token); err != nil {
		return s, fmt.Errorf("the time stamp of %d entries: %w", size, err)
	}
	if s.Token, err = base64.StdEncoding.DecodeString(token); err != nil {
		return s, fmt.Errorf("the time stamp of %d entries: %w", size, err)
	}
	for _, seq := range seqs {
		proof, err := ledger.Prove(size, seq, v)
		if err != nil {
			return s, err
		}
		s.Entries = append(s.Entries, bundle.Covered{Seq: seq, Proof: proof})
	}
	return s, nil
}
