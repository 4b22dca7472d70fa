package backup

import (
	"bytes"
	"crypto/rand"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"filippo.io/age"
	"github.com/google/go-cmp/cmp"

	"github.com/taupier-eu/taupier/internal/ledger"
)

var evidence, handedIn = "evidence/" + strings.Repeat("ab", 32), "imports/" + strings.Repeat("cd", 16)

// hands are the keys of a test: of a trustee and of a ledger.
type hands struct {
	trustee         *age.X25519Identity
	private, public string
}

func newHands(t testing.TB) hands {
	t.Helper()
	id, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	private, public, err := ledger.GenerateKey(rand.Reader, "taupier.example")
	if err != nil {
		t.Fatal(err)
	}
	return hands{id, private, public}
}

// parts are what the backups of these tests hold.
func (h hands) parts() map[string]string {
	return map[string]string{
		Database: strings.Repeat("rows ", 500), LedgerPub: h.public + "\n", LedgerKey: h.private, Config: "url: https://taupier.example.com\n",
		evidence: "sealed bytes", handedIn: "more of them",
	}
}

func (h hands) write(t testing.TB) []byte {
	t.Helper()
	var b bytes.Buffer
	w, err := NewWriter(&b, []age.Recipient{h.trustee.Recipient()})
	if err != nil {
		t.Fatal(err)
	}
	all := h.parts()
	for _, name := range []string{Database, Config, LedgerPub, LedgerKey, evidence, handedIn} {
		if err := w.Add(name, int64(len(all[name])), strings.NewReader(all[name])); err != nil {
			t.Fatal(err)
		}
	}
	if _, _, err := w.Close(Manifest{Made: time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC), Origin: "taupier.example/ledger", Entries: 7}, h.private); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

type taken struct{ parts map[string]*bytes.Buffer }

func (k *taken) take(name string, _ int64) (io.WriteCloser, error) {
	if k.parts == nil {
		k.parts = map[string]*bytes.Buffer{}
	}
	k.parts[name] = &bytes.Buffer{}
	return closing{k.parts[name]}, nil
}

type closing struct{ io.Writer }

func (closing) Close() error { return nil }

func TestABackupGivesBackWhatWentIn(t *testing.T) {
	h := newHands(t)
	var k taken
	o, err := Read(bytes.NewReader(h.write(t)), []age.Identity{h.trustee}, k.take)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for name, b := range k.parts {
		got[name] = b.String()
	}
	if diff := cmp.Diff(h.parts(), got); diff != "" {
		t.Error(diff)
	}
	if o.Entries != 7 || o.Form != Form || o.Public != h.public || len(o.Parts) != 6 {
		t.Errorf("%+v", o)
	}
	if err := o.SignedBy(h.public); err != nil {
		t.Error(err)
	}
	if err := o.SignedBy(newHands(t).public); !errors.Is(err, ErrBroken) {
		t.Errorf("another ledger's key vouches for it: %v", err)
	}
	if _, err := Read(bytes.NewReader(h.write(t)), []age.Identity{newHands(t).trustee}, k.take); !errors.Is(err, ErrBroken) || !strings.Contains(err.Error(), "none of the secret keys") {
		t.Errorf("a stranger's key: %v", err)
	}
}

// Every byte of a small file, the header of age included, changed in two ways, and every length that is shorter.
func TestT23EveryChangedByteAndEveryCutOfABackupIsRefused(t *testing.T) {
	h := newHands(t)
	whole := h.write(t)
	none := func(string, int64) (io.WriteCloser, error) { return closing{io.Discard}, nil }
	refused := func(data []byte, format string, args ...any) {
		t.Helper()
		if _, err := Read(bytes.NewReader(data), []age.Identity{h.trustee}, none); !errors.Is(err, ErrBroken) {
			t.Fatalf(format+": %v", append(args, err)...)
		}
	}
	step := 1
	if testing.Short() {
		step = 7
	}
	tries := 0
	for i := 0; i < len(whole); i += step {
		for _, with := range []byte{0x01, 0x80} {
			changed := bytes.Clone(whole)
			changed[i] ^= with
			refused(changed, "byte %d of %d changed by %#x", i, len(whole), with)
			tries++
		}
		refused(whole[:i], "cut to %d of %d bytes", i, len(whole))
		tries++
	}
	refused(append(bytes.Clone(whole), 0), "a byte more")
	refused(append(bytes.Clone(whole), whole...), "twice")
	t.Logf("%d changes and cuts of %d bytes refused", tries+2, len(whole))
}

func TestSomebodysKeyIsRead(t *testing.T) {
	h := newHands(t)
	ids, err := Identities([]byte("# a comment\n"+h.trustee.String()+"\n"), nil)
	if err != nil || len(ids) != 1 {
		t.Fatalf("%v %v", ids, err)
	}
	to, err := Recipients([]string{"# Anna", "", " " + h.trustee.Recipient().String()})
	if err != nil || len(to) != 1 {
		t.Fatalf("%v %v", to, err)
	}
	for name, lines := range map[string][]string{
		"public key of at least one": {"# nobody"}, "a secret key was given": {h.trustee.String()}, "no public key": {"age1x"}, "recipient": {"ssh-ed25519 nothing"},
	} {
		if _, err := Recipients(lines); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%q: %v", lines, err)
		}
	}
}

func TestAFileIsThereWholeOrNotAtAll(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "b.age")
	some := func(w io.Writer) error { _, err := io.WriteString(w, "whole"); return err }
	half := errors.New("the disk is full")
	if err := Keep(path, true, func(w io.Writer) error { return errors.Join(some(w), half) }); !errors.Is(err, half) {
		t.Fatal(err)
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) != 0 {
		t.Fatalf("left behind: %v %v", left, err)
	}
	if err := Keep(path, true, some); err != nil {
		t.Fatal(err)
	}
	if err := Keep(path, true, func(io.Writer) error { t.Error("written over"); return nil }); !errors.Is(err, os.ErrExist) {
		t.Errorf("a second file of one name: %v", err)
	}
	late := filepath.Join(dir, "late.age")
	if err := Keep(late, false, func(w io.Writer) error { return errors.Join(some(w), os.WriteFile(late, nil, 0o600)) }); !errors.Is(err, os.ErrExist) {
		t.Errorf("a name that was taken meanwhile: %v", err)
	}
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o400 || info.Size() != 5 {
		t.Errorf("%v %v", info, err)
	}
}
