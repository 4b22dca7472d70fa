package lookup

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"strings"
)

// LogFile is the log of all requests, at the top of the company folder: one JSON object a line.
const LogFile = "lookups.jsonl"

// Folder keeps answers in people/<id>/presence of a company folder, and the log at its top.
type Folder struct {
	Root *os.Root
	Dir  string // people/<id>/presence
}

// Kept is the answer kept of a request. One that cannot be read any more is asked for anew.
func (f Folder) Kept(request string) (Answer, bool) {
	file, err := f.Root.Open(f.name(request))
	if err != nil {
		return Answer{}, false
	}
	defer file.Close()
	data, err := io.ReadAll(io.LimitReader(file, 2*maxAnswer))
	var a Answer
	if err != nil || json.Unmarshal(data, &a) != nil || a.Request != request {
		return Answer{}, false
	}
	return a, true
}

// Keep writes an answer beside its old one and then puts it in its place.
func (f Folder) Keep(a Answer) error {
	data, err := json.MarshalIndent(a, "", " ")
	if err != nil {
		return err
	}
	if err := f.Root.MkdirAll(f.Dir, 0o700); err != nil {
		return err
	}
	name := f.name(a.Request)
	beside := path.Join(f.Dir, "."+path.Base(name)+".new")
	if err := f.Root.WriteFile(beside, append(data, '\n'), 0o600); err != nil {
		return err
	}
	return f.Root.Rename(beside, name)
}

// Log appends to the log.
func (f Folder) Log(e Entry) (err error) {
	line, err := json.Marshal(e)
	if err != nil {
		return err
	}
	file, err := f.Root.OpenFile(LogFile, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("open %s: %w", LogFile, err)
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	_, err = file.Write(append(line, '\n'))
	return err
}

// name is the file of a request: readable, and another one for every request.
func (f Folder) name(request string) string {
	const readable = 60
	slug := strings.Trim(strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9', r == '.':
			return r
		case r >= 'A' && r <= 'Z':
			return r + 'a' - 'A'
		}
		return '-'
	}, strings.TrimPrefix(request, "GET /")), "-.")
	sum := sha256.Sum256([]byte(request))
	return path.Join(f.Dir, slug[:min(len(slug), readable)]+"-"+hex.EncodeToString(sum[:4])+".json")
}
