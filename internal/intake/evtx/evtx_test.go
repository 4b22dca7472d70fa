package evtx

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/taupier-eu/taupier/internal/intake/evtx/evtxtest"
)

// tester is what helpers need of a test, a benchmark or a property.
type tester interface {
	Helper()
	Fatal(...any)
	Fatalf(string, ...any)
}

// read writes each record as "number JSON" and each complaint as "number first words".
func read(t tester, log []byte) (records, bad []string) {
	t.Helper()
	records, bad, err := readFrom(bytes.NewReader(log))
	if err != nil {
		t.Fatal(err)
	}
	return records, bad
}

func readFrom(r io.Reader) (records, bad []string, err error) {
	err = Read(context.Background(), r, func(n int, raw []byte) error {
		if !json.Valid(raw) {
			return fmt.Errorf("record %d is no JSON: %s", n, raw)
		}
		records = append(records, fmt.Sprintf("%d %s", n, raw))
		return nil
	}, func(n int, why error) error {
		words, _, _ := strings.Cut(why.Error(), ": ")
		bad = append(bad, fmt.Sprintf("%d %s", n, words))
		return nil
	})
	return records, bad, err
}

// logon is the event that most tests write.
func logon(user string) evtxtest.Event {
	return evtxtest.Event{
		Provider: "Microsoft-Windows-Security-Auditing", Channel: "Security", Computer: "TPR-0001.example.com", ID: 4624,
		At: time.Date(2026, 10, 6, 8, 0, 0, 123456700, time.UTC),
		Data: []evtxtest.Field{
			{Name: "TargetUserName", Value: evtxtest.String(user)},
			{Name: "LogonType", Value: evtxtest.Uint(typeUint32, 4, 10)},
		},
	}
}

func logonJSON(n int, user string) string {
	return fmt.Sprintf(`%d {"Event":{"#attributes":{"xmlns":"http://schemas.microsoft.com/win/2004/08/events/event"},"System":{`+
		`"Provider":{"#attributes":{"Name":"Microsoft-Windows-Security-Auditing"}},"EventID":4624,`+
		`"TimeCreated":{"#attributes":{"SystemTime":"2026-10-06T08:00:00.123456Z"}},"EventRecordID":%d,"Channel":"Security",`+
		`"Computer":"TPR-0001.example.com","Security":null},"EventData":{"TargetUserName":"%s","LogonType":10}}}`, n, n, user)
}

func TestIs(t *testing.T) {
	for head, want := range map[string]bool{"ElfFile\x00\x01": true, "ElfFile": false, "ElfChnk\x00": false, "": false} {
		if Is([]byte(head)) != want {
			t.Errorf("Is(%q) = %v", head, !want)
		}
	}
}

func TestRecordsAreWrittenAsJSON(t *testing.T) {
	var l evtxtest.Log
	l.Event(logon("p1"))
	l.Event(logon("p2"))
	l.Break()
	l.Event(logon("p3"))
	got, bad := read(t, l.Bytes())
	if diff := cmp.Diff([]string{logonJSON(1, "p1"), logonJSON(2, "p2"), logonJSON(3, "p3")}, got); diff != "" {
		t.Error(diff)
	}
	if len(bad) > 0 {
		t.Error(bad)
	}
}

func TestALongLogTakesManyChunks(t *testing.T) {
	const n = 3000
	log := manyLogons(n)
	got, bad := read(t, log)
	if len(log) < 4096+3*chunkSize || len(got) != n || len(bad) > 0 {
		t.Fatalf("%d bytes: %d records, %v", len(log), len(got), bad)
	}
	for i, r := range got {
		if want := logonJSON(i+1, fmt.Sprint("p", i)); r != want {
			t.Fatal(cmp.Diff(want, r))
		}
	}
}

func manyLogons(n int) []byte {
	var l evtxtest.Log
	for i := range n {
		l.Event(logon(fmt.Sprint("p", i)))
	}
	return l.Bytes()
}

func TestHowALogIsReadInPiecesDoesNotMatter(t *testing.T) {
	log := manyLogons(300)
	want, _ := read(t, log)
	for name, r := range map[string]io.Reader{
		"one byte at a time": iotest.OneByteReader(bytes.NewReader(log)),
		"the end with data":  iotest.DataErrReader(bytes.NewReader(log)),
	} {
		t.Run(name, func(t *testing.T) {
			got, bad, err := readFrom(r)
			if err != nil || len(bad) > 0 {
				t.Fatal(err, bad)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestHeader(t *testing.T) {
	const short, cut = "0 the event log is cut short before its first record", "0 the event log is cut short in chunk 1"
	var l evtxtest.Log
	l.Event(logon("p1"))
	log := l.Bytes()
	for _, c := range []struct {
		name string
		log  []byte
		n    int
		bad  []string
	}{
		{"an empty file", nil, 0, []string{short}},
		{"another file", bytes.Repeat([]byte("x"), 5000), 0, []string{"0 not an event log"}},
		{"a header that is cut", log[:100], 0, []string{short}},
		{"a header whose block is cut", log[:200], 0, []string{short}},
		{"a header alone", log[:4096], 0, nil},
		{"a damaged header", patched(log, 120-100, 9), 1, []string{"0 the checksum of the file header does not match"}},
		{"a header without a size", resummed(log, 40, 0, 0), 1, nil},
		{"a chunk that is cut in its header", log[:4096+300], 0, []string{cut}},
		{"a chunk that is cut behind its records", log[:4096+4000], 1, []string{cut}},
		{"chunks that were never used", append(bytes.Clone(log), make([]byte, chunkSize)...), 1, nil},
		{"what stood on the disk before", append(bytes.Clone(log), bytes.Repeat([]byte("old"), chunkSize/3+1)[:chunkSize]...), 1, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, bad := read(t, c.log)
			if len(got) != c.n {
				t.Errorf("%d records, want %d", len(got), c.n)
			}
			if diff := cmp.Diff(c.bad, bad); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// patched is a copy of p with other bytes at a place.
func patched(p []byte, at int, with ...byte) []byte {
	p = bytes.Clone(p)
	copy(p[at:], with)
	return p
}

// resummed patches the header of a file and makes its checksum right.
func resummed(p []byte, at int, with ...byte) []byte {
	p = patched(p, at, with...)
	s := sum(p[:120])
	return patched(p, 124, byte(s), byte(s>>8), byte(s>>16), byte(s>>24))
}

func TestErrorsOfOthersStopTheReading(t *testing.T) {
	log, stop := manyLogons(10), errors.New("stop")
	never := func(int, error) error { return nil }
	t.Run("emit", func(t *testing.T) {
		n := 0
		err := Read(t.Context(), bytes.NewReader(log), func(int, []byte) error { n++; return stop }, never)
		if !errors.Is(err, stop) || n != 1 {
			t.Errorf("%v after %d", err, n)
		}
	})
	t.Run("bad", func(t *testing.T) {
		err := Read(t.Context(), bytes.NewReader(patched(log, 4096+600, 9)), func(int, []byte) error { return nil }, func(int, error) error { return stop })
		if !errors.Is(err, stop) {
			t.Error(err)
		}
	})
	t.Run("the context", func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		n := 0
		err := Read(ctx, bytes.NewReader(log), func(int, []byte) error { n++; cancel(); return nil }, never)
		if !errors.Is(err, context.Canceled) || n != 1 {
			t.Errorf("%v after %d", err, n)
		}
	})
	t.Run("the reader, after what it gave", func(t *testing.T) {
		got, bad, err := readFrom(io.MultiReader(bytes.NewReader(log[:4096+8000]), iotest.ErrReader(io.ErrUnexpectedEOF)))
		if !errors.Is(err, io.ErrUnexpectedEOF) || len(got) != 10 || len(bad) > 0 {
			t.Errorf("%v after %d, %v", err, len(got), bad)
		}
	})
}

func BenchmarkRead(b *testing.B) {
	log := manyLogons(5000)
	b.SetBytes(int64(len(log)))
	b.ReportAllocs()
	for b.Loop() {
		n := 0
		if err := Read(b.Context(), bytes.NewReader(log), func(int, []byte) error { n++; return nil }, func(_ int, why error) error { return why }); err != nil || n != 5000 {
			b.Fatal(n, err)
		}
	}
}
