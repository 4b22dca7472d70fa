package list

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"time"
)

// compiledForm names the form that Write writes: gzip (whose checksum guards it) over JSON lines, for each list one line
// that says what it is and how many entries follow, then its entries.
const compiledForm = "taupier.lists/1"

// head is the line before the entries of a list.
type head struct {
	Form      string    `json:"form"`
	Name      string    `json:"name"`
	Title     string    `json:"title"`
	Publisher string    `json:"publisher"`
	Published time.Time `json:"published"`
	Entries   int       `json:"entries"`
}

// Write writes lists so that ReadCompiled reads them. What was rejected is not kept.
func Write(w io.Writer, lists []List) error {
	z, err := gzip.NewWriterLevel(w, gzip.BestCompression)
	if err != nil {
		return fmt.Errorf("write lists: %w", err)
	}
	enc := json.NewEncoder(z)
	for i := range lists {
		l := &lists[i]
		if err := enc.Encode(head{compiledForm, l.Name, l.Title, l.Publisher, l.Published, len(l.Entries)}); err != nil {
			return fmt.Errorf("write lists: %w", err)
		}
		for k := range l.Entries {
			if err := enc.Encode(&l.Entries[k]); err != nil {
				return fmt.Errorf("write entry %s: %w", l.Entries[k].ID, err)
			}
		}
	}
	if err := z.Close(); err != nil {
		return fmt.Errorf("write lists: %w", err)
	}
	return nil
}

// ReadCompiled reads what Write wrote. A file that is cut or damaged is refused whole.
func ReadCompiled(r io.Reader) ([]List, error) {
	z, err := gzip.NewReader(bufio.NewReader(r))
	if err != nil {
		return nil, fmt.Errorf("read lists: %w", err)
	}
	d := json.NewDecoder(z)
	var out []List
	for {
		var h head
		err := d.Decode(&h)
		if err == io.EOF {
			return out, nil
		}
		if err != nil {
			return nil, fmt.Errorf("read lists: %w", err)
		}
		if h.Form != compiledForm {
			return nil, fmt.Errorf("read lists: form %q, want %q: made by another version, make it again", h.Form, compiledForm)
		}
		l := List{Name: h.Name, Title: h.Title, Publisher: h.Publisher, Published: h.Published}
		for range h.Entries {
			var e Entry
			if err := d.Decode(&e); err != nil {
				return nil, fmt.Errorf("read list %s: %w", h.Name, err)
			}
			l.Entries = append(l.Entries, e)
		}
		out = append(out, l)
	}
}
