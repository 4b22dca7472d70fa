package ledger

import (
	"fmt"

	"golang.org/x/mod/sumdb/tlog"
)

// ProveGrowth proves that the ledger of size entries begins with the ledger of old entries, as RFC 6962 §2.1.2 does: whoever keeps
// a checkpoint of the smaller one can tell, without seeing an entry, that nothing in it was changed. From 0 there is nothing
// to prove.
func ProveGrowth(size, old int64, nodes Nodes) ([]Hash, error) {
	if old == 0 || old == size {
		return nil, nil
	}
	proof, err := tlog.ProveTree(size, old, nodes)
	if err != nil {
		return nil, fmt.Errorf("prove growth from %d to %d entries: %w", old, size, err)
	}
	return proof, nil
}

// CheckGrowth reports an error unless a proof shows that the ledger of c begins with that of old.
func CheckGrowth(proof []Hash, c, old Checkpoint) error {
	switch {
	case c.Size < old.Size:
		return fmt.Errorf("%d entries after %d: a ledger does not shrink", c.Size, old.Size)
	case old.Size == 0 && len(proof) == 0:
		return nil
	case c.Size == old.Size && len(proof) == 0:
		if c.Root != old.Root {
			return fmt.Errorf("two roots for %d entries: something was changed", c.Size)
		}
		return nil
	}
	if err := tlog.CheckTree(proof, c.Size, c.Root, old.Size, old.Root); err != nil {
		return fmt.Errorf("from %d to %d entries: %w", old.Size, c.Size, err)
	}
	return nil
}
