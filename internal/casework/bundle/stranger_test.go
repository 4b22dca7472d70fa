package bundle_test

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"math/bits"
	"strconv"
	"strings"
	"testing"

	"github.com/taupier-eu/taupier/internal/casework/bundle"
	"github.com/taupier-eu/taupier/internal/casework/report"
)

func sum(data []byte) string {
	h := sha256.Sum256(data)
	return hex.EncodeToString(h[:])
}

func repack(t *testing.T, files []named) []byte {
	t.Helper()
	var b bytes.Buffer
	var all []bundle.Named
	for _, f := range files {
		all = append(all, bundle.Named{Name: f.name, Data: f.data})
	}
	if err := bundle.Pack(&b, all); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// What a stranger would write who has readme.txt, SHA-256, Ed25519, JSON and base64, and no line of ours: it comes to the same.
func TestT22AStrangersVerifierComesToTheSame(t *testing.T) {
	p := newPlace(t)
	files := open(t, p.make(t, report.Legal))
	n, err := stranger(files, p.key)
	if err != nil || n != 2 {
		t.Fatalf("%d items, %v", n, err)
	}
	for _, f := range files {
		for _, at := range []int{0, len(f.data) / 2, len(f.data) - 2} {
			bad := bytes.Clone(f.data)
			bad[at] ^= 1
			var changed []named
			for _, g := range files {
				if g.name == f.name {
					g.data = bad
				}
				changed = append(changed, g)
			}
			if _, err := stranger(changed, p.key); err == nil {
				t.Errorf("%s, byte %d: not noticed", f.name, at)
			}
			if _, err := verify(repack(t, changed), p.key); err == nil {
				t.Errorf("%s, byte %d: not noticed by ours", f.name, at)
			}
		}
	}
}

// stranger verifies the files of a bundle and counts the items of evidence that are what came in.
func stranger(files []named, key string) (int, error) {
	of := map[string][]byte{}
	for _, f := range files {
		of[f.name] = f.data
	}
	var m struct {
		Case     string
		Files    []struct{ Path, SHA256 string }
		Evidence []struct {
			Path   string
			Intake int
		}
	}
	if err := json.Unmarshal(of["manifest.json"], &m); err != nil {
		return 0, err
	}
	listed := map[string]string{}
	for _, f := range m.Files {
		if listed[f.Path] = f.SHA256; sum(of[f.Path]) != f.SHA256 {
			return 0, fmt.Errorf("%s is another file", f.Path)
		}
	}
	size, root, err := strangersCheckpoint(of["ledger/checkpoint.txt"], key)
	if err != nil {
		return 0, err
	}
	said := map[int]string{} // what entries said
	var last string
	for _, text := range strings.Split(strings.TrimSuffix(string(of["ledger/entries.jsonl"]), "\n"), "\n") {
		seq, detail, err := strangersEntry(text, size, root)
		if err != nil {
			return 0, err
		}
		said[seq], last = detail, detail
	}
	if !strings.Contains(last, sum(of["manifest.json"])) {
		return 0, errors.New("the ledger recorded another manifest")
	}
	n := 0
	for _, e := range m.Evidence {
		if !strings.Contains(said[e.Intake], `"sha256":"`+listed[e.Path]+`"`) || !strings.Contains(said[e.Intake], m.Case) {
			return n, fmt.Errorf("%s is not what came in", e.Path)
		}
		n++
	}
	return n, nil
}

// strangersCheckpoint opens a signed note with an Ed25519 key.
func strangersCheckpoint(note []byte, key string) (size int, root []byte, err error) {
	parts := strings.SplitN(key, "+", 3)
	public, err := base64.StdEncoding.DecodeString(parts[2])
	if err != nil {
		return 0, nil, err
	}
	text, signature, _ := strings.Cut(string(note), "\n\n")
	fields := strings.Fields(signature)
	if len(fields) != 3 || fields[1] != parts[0] || signature != "\u2014 "+fields[1]+" "+fields[2]+"\n" {
		return 0, nil, errors.New("no signature of this key alone")
	}
	sig, err := base64.StdEncoding.Strict().DecodeString(fields[2])
	if err != nil || len(sig) != 4+ed25519.SignatureSize || hex.EncodeToString(sig[:4]) != parts[1] || !ed25519.Verify(public[1:], []byte(text+"\n"), sig[4:]) {
		return 0, nil, errors.New("the signature does not hold")
	}
	lines := strings.Split(text, "\n")
	if size, err = strconv.Atoi(lines[1]); err != nil {
		return 0, nil, err
	}
	root, err = base64.StdEncoding.DecodeString(lines[2])
	return size, root, err
}

// strangersEntry proves a leaf and gives what it said.
func strangersEntry(text string, size int, root []byte) (seq int, detail string, err error) {
	var l struct {
		Leaf   string
		Proof  [][]byte
		Detail *struct{ Salt, Text []byte }
	}
	if err := json.Unmarshal([]byte(text), &l); err != nil {
		return 0, "", err
	}
	var e struct {
		Seq    int
		Detail string
	}
	if err := json.Unmarshal([]byte(l.Leaf), &e); err != nil {
		return 0, "", err
	}
	if got := strangersRoot(l.Leaf, e.Seq, size, l.Proof); !bytes.Equal(got, root) {
		return 0, "", fmt.Errorf("entry %d is not in the tree", e.Seq)
	}
	if l.Detail == nil {
		return e.Seq, "", nil
	}
	h := sha256.Sum256(append(bytes.Clone(l.Detail.Salt), l.Detail.Text...))
	if base64.StdEncoding.EncodeToString(h[:]) != e.Detail {
		return 0, "", fmt.Errorf("entry %d said something else", e.Seq)
	}
	return e.Seq, string(l.Detail.Text), nil
}

// strangersRoot goes from a leaf to the root, as RFC 9162 §2.1.3.2 writes it down.
func strangersRoot(leaf string, seq, size int, proof [][]byte) []byte {
	node := func(a, b []byte) []byte {
		h := sha256.Sum256(append(append([]byte{1}, a...), b...))
		return h[:]
	}
	first := sha256.Sum256(append([]byte{0}, leaf...))
	r, fn, sn := first[:], uint(seq), uint(size-1)
	for _, p := range proof {
		if sn == 0 {
			return nil
		}
		if fn&1 == 1 || fn == sn {
			r = node(p, r)
			if fn&1 == 0 {
				skip := bits.TrailingZeros(fn)
				if fn == 0 {
					skip = bits.Len(sn)
				}
				fn, sn = fn>>skip, sn>>skip
			}
		} else {
			r = node(r, p)
		}
		fn, sn = fn>>1, sn>>1
	}
	if sn != 0 {
		return nil
	}
	return r
}
