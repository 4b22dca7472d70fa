package api

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// maxDepth bounds how deep a body nests. No operation needs more than four.
const maxDepth = 16

// unmarshal reads a body after it was found to be one JSON value that nests little and says each thing once: a key that is
// there twice is read by one program as the first and by another as the last.
func unmarshal(data []byte, into any) error {
	if err := wellFormed(data); err != nil {
		return err
	}
	return json.Unmarshal(data, into)
}

func wellFormed(data []byte) error {
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	if err := value(d, maxDepth); err != nil {
		return err
	}
	if _, err := d.Token(); err != io.EOF {
		return errors.New("more than one value")
	}
	return nil
}

// value reads one value that may nest so deep.
func value(d *json.Decoder, depth int) error {
	t, err := d.Token()
	if err != nil {
		return fmt.Errorf("not JSON: %w", err)
	}
	open, ok := t.(json.Delim)
	if !ok {
		return nil
	}
	if depth == 0 {
		return fmt.Errorf("nests deeper than %d", maxDepth)
	}
	seen := map[string]bool{}
	for d.More() {
		if open == '{' {
			key, err := d.Token()
			if err != nil {
				return fmt.Errorf("not JSON: %w", err)
			}
			name, _ := key.(string)
			if seen[name] {
				return fmt.Errorf("%.40q is there twice", name)
			}
			seen[name] = true
		}
		if err := value(d, depth-1); err != nil {
			return err
		}
	}
	_, err = d.Token() // the end of it
	if err != nil {
		return fmt.Errorf("not JSON: %w", err)
	}
	return nil
}
