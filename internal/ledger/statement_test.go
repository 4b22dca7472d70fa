package ledger

import (
	"crypto/rand"
	"testing"
)

func TestAStatementIsNoCheckpointAndNothingElse(t *testing.T) {
	private, public, err := GenerateKey(rand.Reader, "taupier.example")
	if err != nil {
		t.Fatal(err)
	}
	_, other, err := GenerateKey(rand.Reader, "taupier.example")
	if err != nil {
		t.Fatal(err)
	}
	s := Statement{"taupier backup", "12"}
	note, err := SignStatement(s, private)
	if err != nil {
		t.Fatal(err)
	}
	if err := CheckStatement(note, s, public); err != nil {
		t.Error(err)
	}
	if CheckStatement(note, Statement{"taupier backup", "13"}, public) == nil || CheckStatement(note, Statement{"x", "12"}, public) == nil || CheckStatement(note, s, other) == nil {
		t.Error("another statement, or another's signature, is believed")
	}
	if _, err := OpenCheckpoint(note, public); err == nil {
		t.Error("a statement passes for a checkpoint")
	}
	if _, err := SignStatement(Statement{"taupier\nbackup", "12"}, private); err == nil {
		t.Error("a statement of three lines is signed")
	}
}
