package bundle

import (
	"slices"

	"github.com/taupier-eu/taupier/internal/casework/evidence"
	"github.com/taupier-eu/taupier/internal/ledger"
)

// stampsFile holds the time stamps (RFC 3161) that cover entries of a bundle, when the server has any. It is there before the bundle is, so
// that the manifest lists it: one that is taken out is missed.
const stampsFile = "ledger/stamps.jsonl"

// Stamped is a checkpoint that an authority stamped, with the entries that it covers before any other of the bundle's does.
type Stamped struct {
	Checkpoint []byte // signed
	Token      []byte
	Entries    []Covered
}

// Covered is an entry under a checkpoint.
type Covered struct {
	Seq   int64
	Proof []ledger.Hash
}

// stampLine is a line of stamps.jsonl.
type stampLine struct {
	Checkpoint string        `json:"checkpoint"`
	Token      []byte        `json:"token"`
	Entries    []coveredLine `json:"entries"`
}

type coveredLine struct {
	Seq   int64    `json:"seq"`
	Proof [][]byte `json:"proof"`
}

// stampLines writes stamps as they stand in a bundle; of none, nothing.
func stampLines(all []Stamped) ([]byte, error) {
	var out []byte
	for _, s := range all {
		l := stampLine{Checkpoint: string(s.Checkpoint), Token: s.Token}
		for _, e := range s.Entries {
			l.Entries = append(l.Entries, coveredLine{e.Seq, raw(e.Proof)})
		}
		text, err := encode(l, "")
		if err != nil {
			return nil, err
		}
		out = append(out, text...)
	}
	return out, nil
}

func raw(proof []ledger.Hash) [][]byte {
	out := [][]byte{}
	for _, h := range proof {
		out = append(out, h[:])
	}
	return out
}

// stampsOf writes the stamps over the entries of a case.
func stampsOf(r Reader, f evidence.File, places []Place) ([]byte, error) {
	var came, others []int64
	for _, i := range f.Items {
		came = append(came, intake(f, i))
	}
	for _, p := range places {
		if !slices.Contains(came, p.Seq) {
			others = append(others, p.Seq)
		}
	}
	all, err := r.Stamped(came, others)
	if err != nil {
		return nil, err
	}
	return stampLines(all)
}

// intake is the entry by which an item of evidence came in.
func intake(f evidence.File, i evidence.Item) (seq int64) {
	for _, h := range f.Custody {
		if h.Evidence == i.ID && h.Act == evidence.Adding {
			seq = h.Seq
		}
	}
	return seq
}
