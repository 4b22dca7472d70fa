package ledger

import (
	"testing"

	"pgregory.net/rapid"
)

// grown is a tree of n leaves.
func grown(t interface{ Fatal(...any) }, n int64, leaf func(i int64) string) memory {
	var nodes memory
	for i := range n {
		more, err := Grow(i, []byte(leaf(i)), nodes)
		if err != nil {
			t.Fatal(err)
		}
		nodes = append(nodes, more...)
	}
	return nodes
}

func at(t interface{ Fatal(...any) }, size int64, nodes memory) Checkpoint {
	root, err := Root(size, nodes)
	if err != nil {
		t.Fatal(err)
	}
	return Checkpoint{Origin: "x", Size: size, Root: root}
}

func TestOnlyALedgerThatGrewCanProveIt(t *testing.T) {
	plain := func(i int64) string { return string(rune('a' + i%26)) }
	rapid.Check(t, func(t *rapid.T) {
		size := rapid.Int64Range(1, 60).Draw(t, "size")
		old := rapid.Int64Range(0, size).Draw(t, "old")
		nodes := grown(t, size, plain)
		proof, err := ProveGrowth(size, old, nodes)
		if err != nil {
			t.Fatal(err)
		}
		if err := CheckGrowth(proof, at(t, size, nodes), at(t, old, nodes)); err != nil {
			t.Fatalf("an honest ledger is refused: %v", err)
		}
		if old == 0 {
			return
		}
		changed := rapid.Int64Range(0, old-1).Draw(t, "changed")
		other := grown(t, size, func(i int64) string {
			if i == changed {
				return "something else"
			}
			return plain(i)
		})
		forged, err := ProveGrowth(size, old, other)
		if err != nil {
			t.Fatal(err)
		}
		if CheckGrowth(forged, at(t, size, other), at(t, old, nodes)) == nil {
			t.Fatalf("entry %d of %d was changed, and growth from %d is believed", changed, size, old)
		}
	})
}

func TestALedgerDoesNotShrink(t *testing.T) {
	nodes := grown(t, 9, func(i int64) string { return string(rune('a' + i)) })
	if CheckGrowth(nil, at(t, 4, nodes), at(t, 9, nodes)) == nil {
		t.Error("4 entries after 9 are believed")
	}
}
