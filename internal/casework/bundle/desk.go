package bundle

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"slices"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/casework/evidence"
	"github.com/taupier-eu/taupier/internal/casework/report"
	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/ledger"
)

// Reader reads what a bundle is made of, through the wall of the case.
type Reader interface {
	evidence.Reader
	EntriesOf(objects ...string) ([]Place, error) // places of the entries whose object is one of these
	Proven(seqs []int64) (Proven, error)          // under the newest checkpoint, which must cover them

	// Stamped gives the first time stamp over each of the entries of evidence and the newest over the others, by size.
	Stamped(evidence, others []int64) ([]Stamped, error)
}

// Writer changes custody inside an act.
type Writer interface {
	Reader
	Handle(evidence.Handling) error
	Seq() int64 // the entry of this act
}

// Store acts, reads and signs.
type Store interface {
	Act(ctx context.Context, e ledger.Entry, detail []byte, do func(Writer) error) error
	View(ctx context.Context, do func(Reader) error) error
	Sign(ctx context.Context, now time.Time) (bool, error)
}

// Desk is where an actor has bundles made.
type Desk struct {
	Store  Store
	Shelf  *evidence.Shelf
	Public string // key that verifies the ledger's checkpoints
}

// whys are the reasons for which an audience is given evidence. The person concerned is not: the chain of custody names others.
var whys = map[report.Audience]evidence.Why{report.Internal: evidence.Review, report.Legal: evidence.Legal, report.Police: evidence.Police}

// Make has a bundle made. When it returns, the ledger and the chain of custody say who has it and why, and all that is left is to
// write it. It needs a recent proof of who the actor is.
func (d Desk) Make(ctx context.Context, who access.Actor, caseID string, a report.Audience, lang core.Lang, at report.Ledger, now time.Time) (write func(io.Writer) error, err error) {
	if _, ok := whys[a]; !ok || !access.May(who, access.WorkCases) {
		return nil, core.ErrNotFound
	}
	facts := report.Facts{Viewer: who, Now: now, Ledger: at}
	var places []Place
	var stamps []byte
	err = d.Store.View(ctx, func(r Reader) error {
		if facts.File, err = evidence.Look(r, who, caseID); err != nil {
			return err
		}
		if facts.Company, err = r.Company(); err != nil {
			return err
		}
		if places, err = r.EntriesOf(objects(facts.File)...); err != nil {
			return err
		}
		stamps, err = stampsOf(r, facts.File, places)
		return err
	})
	if err != nil {
		return nil, err
	}
	if err := access.Recent(who, now); err != nil {
		return nil, err
	}
	files, m, err := d.collect(facts, a, lang, stamps)
	if err != nil {
		return nil, err
	}
	for _, p := range places {
		m.Entries = append(m.Entries, p.Seq)
		for i := range m.Evidence {
			if m.Evidence[i].Intake == p.Seq {
				m.Evidence[i].Kept = p.Kept
			}
		}
	}
	manifest, err := encode(m, "  ")
	if err != nil {
		return nil, err
	}
	proven, err := d.enter(ctx, who, facts.File, a, manifest, m, now)
	if err != nil {
		return nil, err
	}
	files = append(files, whole(manifestFile, manifest))
	proof, err := d.proof(proven)
	if err != nil {
		return nil, err
	}
	files = append(files, proof...)
	return func(w io.Writer) error { return pack(w, files) }, nil
}

func objects(f evidence.File) []string {
	out := []string{f.Case.ID}
	for _, i := range f.Items {
		out = append(out, i.ID)
	}
	return out
}

// collect makes the files that the manifest lists. Each item is read once here, so that a damaged one stops the bundle before
// anything is written.
func (d Desk) collect(facts report.Facts, a report.Audience, lang core.Lang, stamps []byte) ([]packed, Manifest, error) {
	m := Manifest{Form: Form, Case: facts.Case.ID, For: string(a), By: facts.Viewer.User, At: facts.Now.UTC().Truncate(time.Second), Files: []File{}, Evidence: []Item{}, Entries: []int64{}}
	doc := report.Make(facts, a, lang)
	pdf, err := report.PDF(doc)
	if err != nil {
		return nil, m, err
	}
	asJSON, err := encode(doc, "  ")
	if err != nil {
		return nil, m, err
	}
	custody, err := encode(custodyOf(facts.File), "  ")
	if err != nil {
		return nil, m, err
	}
	files := []packed{whole(readmeFile, []byte(readme)), whole(pdfFile, pdf), whole(reportFile, asJSON), whole(custodyFile, custody), whole(keyFile, []byte(d.Public+"\n"))}
	if len(stamps) > 0 {
		files = append(files, whole(stampsFile, stamps))
	}
	for _, i := range facts.Items {
		item := Item{N: i.N, ID: i.ID, Path: fmt.Sprintf("evidence/%03d.bin", i.N), Intake: intake(facts.File, i)}
		m.Evidence = append(m.Evidence, item)
		files = append(files, packed{item.Path, func() ([]byte, error) { return d.Shelf.Get(i) }})
	}
	for _, f := range files {
		data, err := f.data()
		if err != nil {
			return nil, m, err
		}
		sum := sha256.Sum256(data)
		m.Files = append(m.Files, File{f.name, int64(len(data)), hex.EncodeToString(sum[:])})
	}
	return files, m, nil
}

// enter writes the manifest into the ledger and the chain of custody, has the ledger signed, and gives the proofs.
func (d Desk) enter(ctx context.Context, who access.Actor, f evidence.File, a report.Audience, manifest []byte, m Manifest, now time.Time) (Proven, error) {
	sum := sha256.Sum256(manifest)
	detail, err := encode(made{hex.EncodeToString(sum[:])}, "")
	if err != nil {
		return Proven{}, err
	}
	var seq int64
	err = d.Store.Act(ctx, ledger.Entry{At: now, Actor: who.User, Act: "bundle.make", Object: f.Case.ID, Why: string(whys[a])}, detail, func(w Writer) error {
		seq = w.Seq()
		if _, err := w.Case(who, f.Case.ID); err != nil {
			return err
		}
		for _, i := range f.Items {
			if err := w.Handle(evidence.Handling{Evidence: i.ID, At: now, By: who.User, Act: evidence.Exporting, Why: whys[a]}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return Proven{}, err
	}
	if _, err := d.Store.Sign(ctx, now); err != nil {
		return Proven{}, err
	}
	var p Proven
	err = d.Store.View(ctx, func(r Reader) error {
		p, err = r.Proven(append(m.Entries[:len(m.Entries):len(m.Entries)], seq))
		return err
	})
	for _, e := range p.Entries {
		if e.Detail == nil && slices.ContainsFunc(m.Evidence, func(i Item) bool { return i.Intake == e.Seq && i.Kept }) {
			return p, fmt.Errorf("%w: again", core.ErrConflict) // erased between one and the other
		}
	}
	return p, err
}

// shown are the acts whose details a bundle holds: they commit to bytes. Those of others are words that people wrote in the case,
// which the report gives as far as its audience is told them.
var shown = map[string]bool{"evidence.add": true, "bundle.make": true}

// proof makes the files that prove the manifest.
func (d Desk) proof(p Proven) ([]packed, error) {
	var entries []byte
	for _, e := range p.Entries {
		parsed, err := ledger.ParseLeaf(e.Leaf)
		if err != nil {
			return nil, err
		}
		l := line{Leaf: string(e.Leaf), Proof: raw(e.Proof)}
		if shown[parsed.Act] {
			l.Detail = e.Detail
		}
		text, err := encode(l, "")
		if err != nil {
			return nil, err
		}
		entries = append(entries, text...)
	}
	checkpoint, err := ledger.Alone(p.Checkpoint, d.Public)
	if err != nil {
		return nil, err
	}
	return []packed{whole(entriesFile, entries), whole(checkpointFile, checkpoint)}, nil
}
