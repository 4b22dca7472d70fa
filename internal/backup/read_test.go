package backup

import (
	"archive/tar"
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
)

// archive is a hand-made inside of a backup, as somebody could make it who has the public keys.
func archive(t testing.TB, make func(w *tar.Writer)) []byte {
	t.Helper()
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	make(w)
	_ = w.Close() // some are broken on purpose
	return b.Bytes()
}

func TestT23AHandMadeArchiveCannotWriteElsewhere(t *testing.T) {
	file := func(h tar.Header, text string) func(*tar.Writer) {
		return func(w *tar.Writer) {
			if h.Size == 0 {
				h.Size = int64(len(text))
			}
			if err := w.WriteHeader(&h); err != nil {
				t.Fatal(err)
			}
			_, _ = io.WriteString(w, text)
		}
	}
	cases := map[string]func(*tar.Writer){
		"a property that no part has": file(tar.Header{Typeflag: tar.TypeReg, Name: Database, PAXRecords: map[string]string{"TAUPIER.x": "y"}}, "x"),
		"more than a small part has":  file(tar.Header{Typeflag: tar.TypeReg, Name: Config, Size: small + 1}, "x"),
		"more than there is":          file(tar.Header{Typeflag: tar.TypeReg, Name: Database, Size: 1 << 40}, "x"),
		"more than any database":      file(tar.Header{Typeflag: tar.TypeReg, Name: Database, Size: 1 << 62}, "x"),
		"twice":                       func(w *tar.Writer) { file(tar.Header{Name: Config}, "a")(w); file(tar.Header{Name: Config}, "b")(w) },
		"after the manifest": func(w *tar.Writer) {
			file(tar.Header{Name: manifestName}, "{}")(w)
			file(tar.Header{Name: Config}, "b")(w)
		},
		"no manifest": file(tar.Header{Name: Database}, "x"),
		"nothing":     func(*tar.Writer) {},
	}
	for _, name := range []string{
		"../../etc/passwd", "/etc/passwd", "evidence/../../x", "evidence/" + strings.Repeat("a", 63), "evidence/" + strings.Repeat("A", 64), "evidence/" + strings.Repeat("a", 64) + "/x",
		"./taupier.db", "taupier.db-wal", "TAUPIER.DB", "evidence", ".ssh/authorized_keys", `..\x`, `C:\x`, "restored.json", "company/x", "imports/" + strings.Repeat("a", 64), "imports/../" + strings.Repeat("a", 32), "taupier.db ", strings.Repeat("x", 4000),
	} {
		cases["named "+name] = file(tar.Header{Typeflag: tar.TypeReg, Name: name}, "x")
	}
	for name, kind := range map[string]byte{"symlink": tar.TypeSymlink, "hard link": tar.TypeLink, "folder": tar.TypeDir, "device": tar.TypeChar, "pipe": tar.TypeFifo} {
		cases[name] = func(w *tar.Writer) {
			if err := w.WriteHeader(&tar.Header{Typeflag: kind, Name: Database, Linkname: map[bool]string{true: "/etc/passwd"}[kind == tar.TypeSymlink || kind == tar.TypeLink]}); err != nil {
				t.Fatal(err)
			}
		}
	}
	for name, make := range cases {
		var k taken
		_, err := readParts(bytes.NewReader(archive(t, make)), k.take)
		if !errors.Is(err, ErrBroken) {
			t.Errorf("%.60s: %v", name, err)
		}
		for part := range k.parts {
			if _, err := bound(part); err != nil {
				t.Errorf("%.60s: %q was handed out", name, part)
			}
		}
	}
}

// What a reader of archives could be told to blow up: a sparse file of 4 GiB in two blocks.
func TestAFileThatClaimsToBeMostlyHolesIsRefused(t *testing.T) {
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	if err := w.WriteHeader(&tar.Header{Typeflag: tar.TypeReg, Name: Database, Size: 512, Format: tar.FormatGNU}); err != nil {
		t.Fatal(err)
	}
	_, _ = w.Write(make([]byte, 512))
	_ = w.Close()
	block := b.Bytes()
	block[156] = tar.TypeGNUSparse
	copy(block[386:], "00000000000\x0000000000000\x00") // one piece of nothing
	copy(block[483:], "40000000000\x00")                // of 4 GiB
	copy(block[148:156], "        ")
	sum := 0
	for _, c := range block[:512] {
		sum += int(c)
	}
	copy(block[148:], []byte{'0', byte('0' + sum>>12&7), byte('0' + sum>>9&7), byte('0' + sum>>6&7), byte('0' + sum>>3&7), byte('0' + sum&7), 0, ' '})
	var k taken
	if _, err := readParts(bytes.NewReader(block), k.take); !errors.Is(err, ErrBroken) {
		t.Errorf("it is taken: %v", err)
	} else if !strings.Contains(err.Error(), "no plain file") {
		t.Errorf("it is refused for something else: %v", err)
	}
	for name, part := range k.parts {
		t.Errorf("%s: %d bytes were handed out", name, part.Len())
	}
}

// A disk that fails is not a broken backup.
func TestAFullDiskIsNotTheBackupsFault(t *testing.T) {
	h := newHands(t)
	full := errors.New("no space left on device")
	_, err := Read(bytes.NewReader(h.write(t)), []Identity{h.trustee}, func(string, int64) (io.WriteCloser, error) { return closing{failing{full}}, nil })
	if !errors.Is(err, full) || errors.Is(err, ErrBroken) {
		t.Error(err)
	}
}

type failing struct{ err error }

func (f failing) Write([]byte) (int, error) { return 0, f.err }

func FuzzABackupFromElsewhere(f *testing.F) {
	h := newHands(f)
	f.Add(archive(f, func(w *tar.Writer) {
		_ = w.WriteHeader(&tar.Header{Typeflag: tar.TypeReg, Name: LedgerPub, Size: int64(len(h.public))})
		_, _ = io.WriteString(w, h.public)
		_ = w.WriteHeader(&tar.Header{Typeflag: tar.TypeReg, Name: manifestName, Size: 2})
		_, _ = io.WriteString(w, "{}")
	}))
	f.Fuzz(func(t *testing.T, data []byte) {
		var k taken
		o, err := readParts(bytes.NewReader(data), k.take)
		for name, part := range k.parts {
			if most, err := bound(name); err != nil || int64(part.Len()) > most || part.Len() > len(data) {
				t.Errorf("%q of %d bytes came out of %d", name, part.Len(), len(data))
			}
		}
		if err == nil && (len(o.Parts) != len(k.parts) || o.SignedBy(o.Public) != nil) {
			t.Error("what is accepted is not what its manifest says")
		}
	})
}
