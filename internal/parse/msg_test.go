package parse

import (
	"encoding/binary"
	"strings"
	"testing"
)

// compoundEntry is a stream, or a storage that holds others.
type compoundEntry struct {
	name    string
	data    string
	entries []compoundEntry
}

// makeCompound writes a compound file whose streams stand in whole sectors. Children of a storage are
// chained to the right, which is a tree.
func makeCompound(entries ...compoundEntry) []byte {
	const free, end = 0xffffffff, 0xfffffffe
	le := binary.LittleEndian
	dir := [][]byte{make([]byte, 128)}
	directoryEntry(dir[0], "Root Entry", 5, free)
	var sectors []byte
	var table []uint32
	var add func(parent int, list []compoundEntry)
	add = func(parent int, list []compoundEntry) {
		before := -1
		for _, e := range list {
			n := len(dir)
			dir = append(dir, make([]byte, 128))
			kind := byte(2)
			if e.entries != nil {
				kind = 1
			}
			directoryEntry(dir[n], e.name, kind, free)
			if before < 0 {
				le.PutUint32(dir[parent][76:], uint32(n))
			} else {
				le.PutUint32(dir[before][72:], uint32(n))
			}
			before = n
			add(n, e.entries)
			if len(e.data) == 0 {
				continue
			}
			pad := "\x00"
			if strings.HasSuffix(e.name, "0102") {
				pad = "\n" // of text that is attached
			}
			body := e.data + strings.Repeat(pad, max(0, 4096-len(e.data))) // below 4,096 bytes it would stand elsewhere
			le.PutUint32(dir[n][116:], uint32(1+len(table)))
			le.PutUint32(dir[n][120:], uint32(len(body)))
			for at := 0; at < len(body); at += 512 {
				sector := make([]byte, 512)
				copy(sector, body[at:])
				sectors = append(sectors, sector...)
				next := uint32(1 + len(table) + 1)
				if at+512 >= len(body) {
					next = end
				}
				table = append(table, next)
			}
		}
	}
	add(0, entries)
	first := uint32(1 + len(table))
	for i := 0; i < len(dir); i += 4 {
		sector := make([]byte, 512)
		for j := i; j < min(i+4, len(dir)); j++ {
			copy(sector[128*(j-i):], dir[j])
		}
		sectors = append(sectors, sector...)
		table = append(table, uint32(1+len(table)+1))
	}
	table[len(table)-1] = end
	out := compound("x")[:1024]
	le.PutUint32(out[48:], first)
	for i, next := range table {
		le.PutUint32(out[516+4*i:], next)
	}
	return append(out, sectors...)
}

func utf16le(s string) string {
	var b strings.Builder
	for _, r := range s {
		b.WriteByte(byte(r))
		b.WriteByte(byte(r >> 8))
	}
	return b.String()
}

func TestMailOfOutlookIsReadWithWhatIsAttached(t *testing.T) {
	got, _ := File("application.msg", makeCompound(
		compoundEntry{name: "__properties_version1.0", data: "x"},
		compoundEntry{name: "__substg1.0_0037001F", data: utf16le("Candidature développeur")},
		compoundEntry{name: "__substg1.0_1000001F", data: utf16le("Bonjour, mon CV est joint.")},
		compoundEntry{name: "__attach_version1.0_#00000000", entries: []compoundEntry{
			{name: "__substg1.0_3707001F", data: utf16le("cv.txt")},
			{name: "__substg1.0_37010102", data: story},
		}},
		compoundEntry{name: "__recip_version1.0_#00000000", entries: []compoundEntry{{name: "__substg1.0_1000001F", data: utf16le("not this")}}},
	))
	if got.Problem != "" || got.Kind != "mail" || got.Text != "Candidature développeur\nBonjour, mon CV est joint." {
		t.Errorf("%q %s %q", got.Problem, got.Kind, got.Text)
	}
	if len(got.Inside) != 1 || got.Inside[0].Input != "application.msg/cv.txt" || !strings.HasPrefix(got.Inside[0].Text, story) {
		t.Errorf("%+v", got.Inside)
	}
}

func TestCompoundFilesThatAreNoMailAreNamed(t *testing.T) {
	for name, want := range map[string]string{"WordDocument": "an old Word file (.doc)", "EncryptedPackage": "asks for a password", "Book": "not a form that is read here"} {
		if got, _ := File("cv.pdf", makeCompound(compoundEntry{name: name, data: "x"})); !strings.Contains(got.Problem, want) {
			t.Errorf("%s: %q", name, got.Problem)
		}
	}
}
