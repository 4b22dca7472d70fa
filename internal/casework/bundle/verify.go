package bundle

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"time"

	"github.com/taupier-eu/taupier/internal/casework/evidence"
	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/ledger"
)

// Verified is what holds of a bundle, step by step, each with what it rests on.
type Verified struct {
	Manifest Manifest `json:"manifest"`
	Key      string   `json:"key"`       // that verified the checkpoint
	OwnKey   bool     `json:"own_key"`   // the key came with the bundle, so that it shows nothing about who signed
	Steps    []Step   `json:"steps"`     // that hold
	Stamps   []Dated  `json:"stamps"`    // that hold, and whose authority may give them
	Limits   []string `json:"not_shown"` // what all of it does not show
}

// Step is one thing that holds, and why one may say so.
type Step struct {
	Says    string `json:"says"`
	Because string `json:"because"`
}

// Against is what a bundle is held against.
type Against struct {
	Key    string     // of the ledger; "" takes the bundle's own, which is said
	Stamps StampCheck // of its time stamps; nil does not look at them, which is said
	Wanted bool       // without a time stamp it does not hold
}

// Verify derives all that a bundle claims from its bytes and what it is held against. The first thing that does not hold is the error, and
// Verified has the steps before it. It reads nothing but the bundle.
func Verify(r io.ReaderAt, size int64, against Against, lang core.Lang) (Verified, error) {
	v := verifier{lang: lang, against: against, files: map[string]*zip.File{}, entries: map[int64]entry{}, under: map[int64]bool{}, dated: map[int64]Dated{}}
	v.found.Key, v.found.Stamps = against.Key, []Dated{}
	z, err := unpack(r, size)
	if err != nil {
		return v.found, v.no("broken_archive", err)
	}
	for _, f := range z.File {
		v.files[f.Name] = f
	}
	v.holds("archive", core.Args{"n": strconv.Itoa(len(z.File))})
	v.limit("limit_truth", nil)
	v.limit("limit_whole", nil)
	for _, step := range []func() error{v.manifest, v.checkpoint, v.proofs, v.export, v.evidence, v.stamps} {
		if err := step(); err != nil {
			v.found.Limits = nil
			return v.found, err
		}
	}
	v.limit("limit_key", nil)
	return v.found, nil
}

type verifier struct {
	lang    core.Lang
	against Against
	files   map[string]*zip.File
	sum     string // of the manifest
	point   ledger.Checkpoint
	entries map[int64]entry
	last    entry
	under   map[int64]bool  // entries that stand under a stamp
	dated   map[int64]Dated // those by an authority that was chosen
	found   Verified
}

// entry is an entry that was proved.
type entry struct {
	*ledger.Entry
	leaf   []byte
	detail *ledger.Detail
}

func (v *verifier) holds(step string, args core.Args) {
	v.found.Steps = append(v.found.Steps, Step{words["says_"+step].Render(v.lang, args), words["because_"+step].In(v.lang)})
}

// no says what does not hold, in words, with the cause for whoever knows the format.
func (v *verifier) no(key string, cause error) error {
	text := words[key].In(v.lang)
	if cause == nil {
		return errors.New(text)
	}
	return fmt.Errorf("%s: %w", text, cause)
}

func (v *verifier) read(name string) ([]byte, error) {
	f, ok := v.files[name]
	if !ok {
		return nil, fmt.Errorf("%s is missing", name)
	}
	return contents(f)
}

// manifest holds every file against the manifest, and the manifest's list against the archive.
func (v *verifier) manifest() error {
	data, err := v.read(manifestFile)
	if err == nil {
		err = decode(data, &v.found.Manifest, "  ")
	}
	m := v.found.Manifest
	if err != nil || m.Form != Form {
		return v.no("broken_manifest", err)
	}
	sum := sha256.Sum256(data)
	v.sum = hex.EncodeToString(sum[:])
	if len(m.Files)+3 != len(v.files) {
		return v.no("broken_list", fmt.Errorf("%d files, and %d are listed", len(v.files), len(m.Files)+3))
	}
	for _, f := range m.Files {
		if f.Path == manifestFile || f.Path == entriesFile || f.Path == checkpointFile {
			return v.no("broken_list", errors.New(f.Path))
		}
		data, err := v.read(f.Path)
		if err != nil {
			return v.no("broken_list", err)
		}
		if sum := sha256.Sum256(data); int64(len(data)) != f.Size || hex.EncodeToString(sum[:]) != f.SHA256 {
			return v.no("broken_file", errors.New(f.Path))
		}
	}
	v.holds("files", core.Args{"n": strconv.Itoa(len(m.Files))})
	return nil
}

// checkpoint opens the signed root.
func (v *verifier) checkpoint() error {
	own, err := v.read(keyFile)
	if err != nil {
		return v.no("broken_checkpoint", err)
	}
	if v.found.Key == "" {
		v.found.Key, v.found.OwnKey = string(bytes.TrimSpace(own)), true
	}
	data, err := v.read(checkpointFile)
	if err == nil {
		v.point, err = ledger.OpenCheckpoint(data, v.found.Key)
	}
	if err != nil {
		return v.no("broken_checkpoint", err)
	}
	if one, err := ledger.Alone(data, v.found.Key); err != nil || !bytes.Equal(one, data) {
		return v.no("broken_checkpoint", errors.New("something stands beside the signature"))
	}
	v.holds("checkpoint", core.Args{"n": strconv.FormatInt(v.point.Size, 10), "at": at(v.point.At), "origin": v.point.Origin})
	return nil
}

func at(t time.Time) string { return t.UTC().Format("2006-01-02 15:04:05 UTC") }

// proofs holds every entry against the signed root.
func (v *verifier) proofs() error {
	data, err := v.read(entriesFile)
	if err != nil {
		return v.no("broken_entry", err)
	}
	for text := range bytes.Lines(data) {
		if err := v.entry(text); err != nil {
			return v.no("broken_entry", err)
		}
	}
	if len(v.entries) == 0 {
		return v.no("broken_entry", errors.New("there is none"))
	}
	v.holds("entries", core.Args{"n": strconv.Itoa(len(v.entries))})
	return nil
}

func (v *verifier) entry(text []byte) error {
	var l line
	if err := decode(text, &l, ""); err != nil {
		return err
	}
	e, err := ledger.ParseLeaf([]byte(l.Leaf))
	if err != nil {
		return err
	}
	if v.last.Entry != nil && e.Seq <= v.last.Seq {
		return fmt.Errorf("entry %d after entry %d", e.Seq, v.last.Seq)
	}
	proof, err := hashes(e.Seq, l.Proof)
	if err != nil {
		return err
	}
	if err := ledger.CheckLeaf(proof, v.point, e.Seq, []byte(l.Leaf)); err != nil {
		return err
	}
	if l.Detail != nil && !l.Detail.Of(e) {
		return fmt.Errorf("the detail of entry %d is not the one it commits to", e.Seq)
	}
	v.last = entry{e, []byte(l.Leaf), l.Detail}
	v.entries[e.Seq] = v.last
	return nil
}

func hashes(seq int64, proof [][]byte) ([]ledger.Hash, error) {
	var out []ledger.Hash
	for _, h := range proof {
		if len(h) != len(ledger.Hash{}) {
			return nil, fmt.Errorf("entry %d: a hash of %d bytes", seq, len(h))
		}
		out = append(out, ledger.Hash(h))
	}
	return out, nil
}

// export finds the manifest in the ledger: the last entry recorded it before the bundle left.
func (v *verifier) export() error {
	m, e := v.found.Manifest, v.last
	var have []int64
	for seq := range v.entries {
		if seq != e.Seq {
			have = append(have, seq)
		}
	}
	slices.Sort(have)
	var d made
	switch {
	case e.Act != "bundle.make" || e.Object != m.Case || e.Actor != m.By || e.detail == nil:
		return v.no("broken_export", fmt.Errorf("entry %d is %s of %s", e.Seq, e.Act, e.Object))
	case decode(e.detail.Text, &d, "") != nil || d.Manifest != v.sum:
		return v.no("broken_export", fmt.Errorf("the manifest has the SHA-256 %s", v.sum))
	case !slices.Equal(have, m.Entries):
		return v.no("broken_export", errors.New("the entries are not those that the manifest lists"))
	}
	v.holds("export", core.Args{"seq": strconv.FormatInt(e.Seq, 10), "at": at(e.At), "by": e.Actor, "sum": v.sum})
	return nil
}

// evidence holds each item against what the ledger recorded when it came in.
func (v *verifier) evidence() error {
	m := v.found.Manifest
	listed := map[string]File{}
	for _, f := range m.Files {
		listed[f.Path] = f
	}
	for _, i := range m.Evidence {
		e, f := v.entries[i.Intake], listed[i.Path]
		if e.Entry == nil || e.Act != "evidence.add" || e.Object != i.ID || f.Path == "" {
			return v.no("broken_evidence", fmt.Errorf("item %d: no entry says that it came in", i.N))
		}
		args := core.Args{"n": strconv.Itoa(i.N), "seq": strconv.FormatInt(e.Seq, 10), "at": at(e.At), "by": e.Actor, "sum": f.SHA256}
		if i.Kept != (e.detail != nil) {
			return v.no("broken_evidence", fmt.Errorf("item %d: what entry %d said is missing", i.N, e.Seq))
		}
		if e.detail == nil {
			v.holds("erased", args)
			continue
		}
		var in evidence.Intake
		if err := json.Unmarshal(e.detail.Text, &in); err != nil {
			return v.no("broken_evidence", fmt.Errorf("item %d: %w", i.N, err))
		}
		if in.Case != m.Case || in.SHA256 != f.SHA256 || in.Size != f.Size {
			return v.no("broken_evidence", fmt.Errorf("item %d has the SHA-256 %s, and %s came in", i.N, f.SHA256, in.SHA256))
		}
		v.holds("evidence", args)
	}
	return nil
}
