package witness

import (
	"bytes"
	"errors"
	"fmt"
	"os"
)

// File appends checkpoints to a file, such as one on another machine's share or on a medium that is written once.
type File struct{ Path string }

// Keep appends a signed checkpoint, followed by an empty line, and returns when it is on disk.
func (f File) Keep(signed []byte) error {
	file, err := os.OpenFile(f.Path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644) //nolint:gosec // others are to read it
	if err != nil {
		return fmt.Errorf("witness: %w", err)
	}
	_, err = file.Write(append(append([]byte(nil), signed...), '\n'))
	if err == nil {
		err = file.Sync()
	}
	if err = errors.Join(err, file.Close()); err != nil {
		return fmt.Errorf("witness %s: %w", f.Path, err)
	}
	return nil
}

// Split gives the checkpoints of a file that Keep wrote, in order.
func Split(data []byte) [][]byte {
	var out [][]byte
	for rest := data; len(bytes.TrimSpace(rest)) > 0; {
		text, after, ok := bytes.Cut(rest, []byte("\n\n"))
		if !ok {
			return append(out, rest)
		}
		signatures, next, _ := bytes.Cut(after, []byte("\n\n"))
		out = append(out, bytes.Join([][]byte{text, append(signatures, '\n')}, []byte("\n\n")))
		rest = next
	}
	return out
}
