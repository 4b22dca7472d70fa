package storetest

import (
	"bytes"
	"crypto/rand"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// window is how many bytes of a canary are looked for: what is cut at one end, by a page or a file, is still found.
const window = 12

// Canaries are words that occur nowhere else. They are put where words about people go, and looked for where none may be.
type Canaries struct {
	all    []string
	asIs   map[[window]byte]string // of the words in small letters, and of their hex
	base64 map[[window]byte]string // at each of the three places in a group
	first  []uint64                // a bit for how something that is looked for begins: most places are passed by
}

// bit is the place in first for the four bytes that something begins with.
func bit(b []byte) uint32 { return binary.LittleEndian.Uint32(b) * 2654435761 >> 8 }

// NewCanaries has none yet.
func NewCanaries() *Canaries {
	return &Canaries{asIs: map[[window]byte]string{}, base64: map[[window]byte]string{}, first: make([]uint64, 1<<24/64)}
}

// Word makes another.
func (c *Canaries) Word() string {
	b := make([]byte, 17)
	if _, err := rand.Read(b); err != nil {
		panic(err)
	}
	for i := range b {
		b[i] = 'a' + b[i]%26
	}
	copy(b, "zqx")
	word := string(b)
	c.all = append(c.all, word)
	for _, text := range []string{word[:window], word[len(word)-window:], hex.EncodeToString(b)[6:], hex.EncodeToString(b)[12:]} {
		c.keep(c.asIs, text, word)
	}
	for before, from := range []int{0, 2, 3} {
		c.keep(c.base64, base64.StdEncoding.EncodeToString(append(make([]byte, before), b...))[from:], word)
	}
	return word
}

func (c *Canaries) keep(known map[[window]byte]string, text, word string) {
	known[[window]byte([]byte(text))] = word
	at := bit([]byte(text))
	c.first[at/64] |= 1 << (at % 64)
}

// Sentence is one of them among other words.
func (c *Canaries) Sentence() string { return "He said that " + c.Word() + " was there." }

// Len is how many there are.
func (c *Canaries) Len() int { return len(c.all) }

// In lists those that bytes hold: as they are, in capitals, in hex or in base64.
func (c *Canaries) In(data []byte) []string {
	found := map[string]bool{}
	look := func(data []byte, known map[[window]byte]string) {
		for i := range max(0, len(data)-window+1) {
			if at := bit(data[i:]); c.first[at/64]&(1<<(at%64)) == 0 {
				continue
			}
			if word, ok := known[[window]byte(data[i:])]; ok {
				found[word] = true
			}
		}
	}
	look(bytes.ToLower(data), c.asIs)
	look(data, c.base64)
	return slices.Sorted(maps.Keys(found))
}

// Folder looks into every file under a folder, and into their names. It says how many bytes were looked at, and lists the files
// that hold a canary with the first of them.
func (c *Canaries) Folder(t testing.TB, dir string) (size int, held []string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		var data []byte
		if d.Type().IsRegular() {
			if data, err = os.ReadFile(path); errors.Is(err, fs.ErrNotExist) {
				return nil
			} else if err != nil {
				return err
			}
		}
		size += len(data)
		if found := c.In(append([]byte(d.Name()+"\n"), data...)); len(found) > 0 {
			held = append(held, strings.TrimPrefix(path, dir)+": "+found[0])
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return size, held
}

func base64Of(text string) string { return base64.StdEncoding.EncodeToString([]byte(text)) }
