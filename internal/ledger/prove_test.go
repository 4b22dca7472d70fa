package ledger

import (
	"bytes"
	"crypto/rand"
	"testing"

	"pgregory.net/rapid"
)

func TestAnEntryIsProvedWithoutTheOthers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		size := rapid.Int64Range(1, 200).Draw(t, "size")
		seq := rapid.Int64Range(0, size-1).Draw(t, "seq")
		leaf := func(i int64) string { return string(rune('a' + i)) }
		nodes := grown(t, size, leaf)
		c := at(t, size, nodes)
		proof, err := Prove(size, seq, nodes)
		if err != nil {
			t.Fatal(err)
		}
		if err := CheckLeaf(proof, c, seq, []byte(leaf(seq))); err != nil {
			t.Fatal(err)
		}
		if CheckLeaf(proof, c, seq, []byte("another")) == nil || size > 1 && CheckLeaf(proof, c, (seq+1)%size, []byte(leaf(seq))) == nil || CheckLeaf(append(proof, Hash{}), c, seq, []byte(leaf(seq))) == nil || CheckLeaf(proof, c, size, []byte(leaf(seq))) == nil {
			t.Fatal("something else was proved too")
		}
		if len(proof) > 0 {
			at := rapid.IntRange(0, len(proof)-1).Draw(t, "at")
			proof[at][rapid.IntRange(0, 31).Draw(t, "byte")] ^= 1
			if CheckLeaf(proof, c, seq, []byte(leaf(seq))) == nil {
				t.Fatal("a changed proof proves")
			}
		}
	})
}

func TestAPrivateKeyGivesItsPublicOne(t *testing.T) {
	for range 200 { // base64 may hold the sign that parts are joined with
		private, public, err := GenerateKey(rand.Reader, "taupier.example")
		if err != nil {
			t.Fatal(err)
		}
		if got, err := Public(private + "\n"); err != nil || got != public {
			t.Fatalf("%s, want %s: %v", got, public, err)
		}
	}
	for _, bad := range []string{"", "x", "PRIVATE+KEY+n+00+AA=="} {
		if _, err := Public(bad); err == nil {
			t.Errorf("%q has a public key", bad)
		}
	}
}

func TestACheckpointAloneHasOneForm(t *testing.T) {
	b := newBook(t, 3)
	signed := b.points[3]
	got, err := Alone(append(bytes.Clone(signed), "\u2014 witness.example AAAAAAECAwQ=\n"...), b.public)
	if err != nil || !bytes.Equal(got, signed) {
		t.Errorf("%s, want %s: %v", got, signed, err)
	}
}
