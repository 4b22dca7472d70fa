package archive

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"runtime"
	"strings"
	"testing"
)

var small = Limits{Entries: 1000, Total: 8 << 20, Entry: func(string) int64 { return 1 << 20 }}

// taken walks an archive and gives what was handed over, what was left out, and the error.
func taken(data []byte, l Limits) (map[string]int64, string, error) {
	got := map[string]int64{}
	left, err := Walk(context.Background(), bytes.NewReader(data), int64(len(data)), l, func(name string, body io.Reader) error {
		n, err := io.Copy(io.Discard, body)
		if err == nil {
			got[name] = n
		}
		return err
	})
	var says strings.Builder
	for _, p := range left {
		fmt.Fprintf(&says, "%s: %s\n", p.Input, p.Says)
	}
	return got, says.String(), err
}

// member is one entry of an archive that a test makes.
type member struct {
	name, body string
	mode       fs.FileMode
}

func zipOf(t testing.TB, members ...member) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, m := range members {
		h := &zip.FileHeader{Name: m.name, Method: zip.Deflate}
		h.SetMode(0o644 | m.mode)
		w, err := z.CreateHeader(h)
		if err == nil {
			_, err = io.WriteString(w, m.body)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func tarOf(t testing.TB, members ...member) []byte {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	w := tar.NewWriter(z)
	for _, m := range members {
		h := &tar.Header{Name: m.name, Mode: 0o644, Size: int64(len(m.body)), Typeflag: tar.TypeReg}
		if m.mode&fs.ModeSymlink != 0 {
			h.Typeflag, h.Linkname, h.Size = tar.TypeSymlink, m.body, 0
		}
		err := w.WriteHeader(h)
		if err == nil && h.Size > 0 {
			_, err = io.WriteString(w, m.body)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(w.Close(), z.Close()); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestT12OnlyFilesInsideComeOut(t *testing.T) {
	members := []member{
		{"good/a.txt", "a", 0}, {"./good/b.txt", "b", 0}, {"../slip.txt", "x", 0}, {"good/../../slip.txt", "x", 0}, {"/etc/passwd", "x", 0},
		{`C:\x.txt`, "x", 0}, {`good\..\..\x.txt`, "x", 0}, {"C:/x.txt", "x", 0}, {"bad\x01name", "x", 0}, {"link", "/etc/passwd", fs.ModeSymlink},
		{"good/link", "../../etc", fs.ModeSymlink}, {"good/a.txt", "again", 0}, {strings.Repeat("d/", 20) + "x", "x", 0}, {strings.Repeat("n", 600), "x", 0},
	}
	for kind, data := range map[string][]byte{"zip": zipOf(t, members...), "tar": tarOf(t, members...)} {
		got, says, err := taken(data, small)
		if err != nil || len(got) != 2 || got["good/a.txt"] != 1 || got["good/b.txt"] != 1 {
			t.Errorf("%s: %v %v", kind, got, err)
		}
		if n := strings.Count(says, "\n"); n != len(members)-2 {
			t.Errorf("%s: %d reasons for what was left out, want %d:\n%s", kind, n, len(members)-2, says)
		}
	}
}

// The folder that was packed stands in the archive that tar makes of ".": it is nothing that was left out.
func TestTheFolderItselfIsNotAmongWhatWasLeftOut(t *testing.T) {
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for _, h := range []*tar.Header{{Name: "./", Mode: 0o755, Typeflag: tar.TypeDir}, {Name: "./a.txt", Mode: 0o644, Size: 1, Typeflag: tar.TypeReg}} {
		if err := w.WriteHeader(h); err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(make([]byte, h.Size)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	got, says, err := taken(b.Bytes(), small)
	if err != nil || len(got) != 1 || got["a.txt"] != 1 || says != "" {
		t.Errorf("%v, %v, left out: %q", got, err, says)
	}
}

// overlapping makes a zip of n entries that all stand on one piece of compressed zeros, as 42.zip's successors do: few bytes that
// claim to be n times size.
func overlapping(t testing.TB, n, size int) []byte {
	t.Helper()
	one := zipOf(t, member{"zeros", strings.Repeat("\x00", size), 0})
	z, err := zip.NewReader(bytes.NewReader(one), int64(len(one)))
	if err != nil {
		t.Fatal(err)
	}
	f := z.File[0]
	at, err := f.DataOffset()
	if err != nil {
		t.Fatal(err)
	}
	body := one[at : at+int64(f.CompressedSize64)]
	var b, dir bytes.Buffer
	le := binary.LittleEndian
	local := le.AppendUint32(nil, 0x04034b50)
	rest := le.AppendUint16(nil, 20)
	rest = le.AppendUint16(rest, 0)
	rest = le.AppendUint16(rest, zip.Deflate)
	rest = le.AppendUint32(rest, 0)
	rest = le.AppendUint32(rest, crc32.ChecksumIEEE(make([]byte, size)))
	rest = le.AppendUint32(rest, uint32(len(body)))
	rest = le.AppendUint32(rest, uint32(size))
	name := []byte("zeros")
	b.Write(append(append(local, rest...), 5, 0, 0, 0))
	b.Write(name)
	b.Write(body)
	for i := range n {
		h := le.AppendUint32(nil, 0x02014b50)
		h = le.AppendUint16(h, 20)
		h = append(h, rest...)
		other := fmt.Appendf(nil, "z%04d", i)
		h = le.AppendUint16(h, uint16(len(other)))
		h = append(h, make([]byte, 2+2+2+2+4)...)
		h = le.AppendUint32(h, 0)
		dir.Write(append(h, other...))
	}
	start := b.Len()
	b.Write(dir.Bytes())
	end := le.AppendUint32(nil, 0x06054b50)
	end = append(end, 0, 0, 0, 0)
	end = le.AppendUint16(end, uint16(n))
	end = le.AppendUint16(end, uint16(n))
	end = le.AppendUint32(end, uint32(dir.Len()))
	end = le.AppendUint32(end, uint32(start))
	b.Write(append(end, 0, 0))
	return b.Bytes()
}

// flat runs something and fails when it held more than a bound of memory at once.
func flat(t *testing.T, most uint64, do func()) {
	t.Helper()
	runtime.GC()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	do()
	runtime.ReadMemStats(&after)
	if grown := after.Sys - before.Sys; after.Sys > before.Sys && grown > most {
		t.Errorf("%d MiB more of memory", grown>>20)
	}
}

func TestT12BombsEndAtWhatIsReadAndNotAtWhatTheySay(t *testing.T) {
	zeros := strings.Repeat("\x00", 2<<20)
	nested := zipOf(t, member{"inner.zip", string(zipOf(t, member{"zeros", zeros, 0})), 0})
	many := make([]member, 1001)
	for i := range many {
		many[i] = member{fmt.Sprint(i), "x", 0}
	}
	var stream bytes.Buffer // a tar whose one file never ends
	z := gzip.NewWriter(&stream)
	w := tar.NewWriter(z)
	if err := w.WriteHeader(&tar.Header{Name: "endless", Size: 1 << 40, Typeflag: tar.TypeReg}); err != nil {
		t.Fatal(err)
	}
	for range 100 {
		if _, err := io.WriteString(w, zeros); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		data  []byte
		says  string // of the error, or of what was left out
		whole bool   // the archive as a whole is refused
	}{
		"one large file":   {zipOf(t, member{"zeros", zeros, 0}), "larger than 1 MiB", false},
		"overlapping":      {overlapping(t, 900, 1<<20), "unpacks to more than 8 MiB", true},
		"large in a tar":   {tarOf(t, member{"zeros", zeros, 0}), "larger than 1 MiB", false},
		"an endless tar":   {stream.Bytes(), "unpacks to more than 8 MiB", true},
		"too many, zip":    {zipOf(t, many...), "more than 1000 files", true},
		"too many, tar":    {tarOf(t, many...), "more than 1000 files", true},
		"a cut tar":        {tarOf(t, member{"a", strings.Repeat("ab", 9999), 0})[:100], "", true},
		"a cut zip":        {zipOf(t, member{"a", "b", 0})[:20], "damaged", true},
		"no archive":       {[]byte("%PDF-1.7 PK\x03\x04"), "neither a zip nor a tar", true},
		"nothing":          {nil, "neither a zip nor a tar", true},
		"zip behind a PDF": {append([]byte("%PDF-1.7\n"), nested...), "neither a zip nor a tar", true},
	} {
		t.Run(name, func(t *testing.T) {
			flat(t, 64<<20, func() {
				got, says, err := taken(c.data, small)
				if c.whole != errors.Is(err, ErrRefused) || !strings.Contains(says+fmt.Sprint(err), c.says) {
					t.Errorf("%v %q %v", got, says, err)
				}
			})
		})
	}
	if got, says, err := taken(nested, small); err != nil || got["inner.zip"] == 0 || says != "" {
		t.Errorf("an archive inside an archive is a file: %v %q %v", got, says, err)
	}
}

// A directory that lies about itself is refused before it has cost memory.
func TestT12ADirectoryOfMillionsIsRefused(t *testing.T) {
	header := append(binary.LittleEndian.AppendUint32(nil, 0x02014b50), make([]byte, 42)...)
	dir := bytes.Repeat(header, 1_000_000)
	end := binary.LittleEndian.AppendUint32(nil, 0x06054b50)
	end = append(end, 0, 0, 0, 0)
	end = binary.LittleEndian.AppendUint16(end, uint16(1_000_000%65536))
	end = binary.LittleEndian.AppendUint16(end, uint16(1_000_000%65536))
	end = binary.LittleEndian.AppendUint32(end, uint32(len(dir)))
	end = binary.LittleEndian.AppendUint32(end, 4)
	data := append(append([]byte("PK\x03\x04"), dir...), append(end, 0, 0)...)
	flat(t, 250<<20, func() {
		if got, _, err := taken(data, small); !errors.Is(err, ErrRefused) || len(got) > 0 {
			t.Errorf("%v %v", got, err)
		}
	})
}

func FuzzWalk(f *testing.F) {
	f.Add(zipOf(f, member{"a/b", "c", 0}, member{"../x", "y", 0}))
	f.Add(tarOf(f, member{"a/b", "c", 0}, member{"l", "/etc", fs.ModeSymlink}))
	f.Add(overlapping(f, 3, 1000))
	f.Add([]byte("PK\x05\x06" + strings.Repeat("\x00", 18)))
	f.Fuzz(func(t *testing.T, data []byte) {
		var total int64
		got, _, err := taken(data, Limits{Entries: 50, Total: 1 << 16, Entry: func(string) int64 { return 1 << 14 }})
		for name, n := range got {
			total += n
			if !fs.ValidPath(name) || n > 1<<14 {
				t.Errorf("%q of %d bytes", name, n)
			}
		}
		if total > 1<<16 || len(got) > 50 || err != nil && !errors.Is(err, ErrRefused) {
			t.Errorf("%d files, %d bytes: %v", len(got), total, err)
		}
	})
}
