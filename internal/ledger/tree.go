package ledger

import (
	"errors"
	"fmt"

	"golang.org/x/mod/sumdb/tlog"
)

// Hash is a node of the tree: SHA-256 as in RFC 6962.
type Hash = tlog.Hash

// Nodes reads stored nodes by their index (tlog.StoredHashIndex).
type Nodes interface {
	ReadHashes(indexes []int64) ([]Hash, error)
}

// Grow gives the nodes to store when a leaf is appended to a tree of size leaves: one, or more when it completes subtrees.
// They follow those stored, so that their first index is StoredCount(size).
func Grow(size int64, leaf []byte, nodes Nodes) ([]Hash, error) {
	grown, err := tlog.StoredHashes(size, leaf, nodes)
	if err != nil {
		return nil, fmt.Errorf("grow the ledger at %d: %w", size, err)
	}
	return grown, nil
}

// StoredCount is how many nodes a tree of size leaves has stored.
func StoredCount(size int64) int64 { return tlog.StoredHashCount(size) }

// Root is the root of the first size leaves. The root of none is that of RFC 6962, the hash of nothing.
func Root(size int64, nodes Nodes) (Hash, error) {
	root, err := tlog.TreeHash(size, nodes)
	if err != nil {
		return Hash{}, fmt.Errorf("root of the ledger at %d: %w", size, err)
	}
	return root, nil
}

// memory holds the nodes of a tree that is being verified.
type memory []Hash

func (m memory) ReadHashes(indexes []int64) ([]Hash, error) {
	out := make([]Hash, len(indexes))
	for i, at := range indexes {
		if at < 0 || at >= int64(len(m)) {
			return nil, errors.New("a node that is not stored")
		}
		out[i] = m[at]
	}
	return out, nil
}
