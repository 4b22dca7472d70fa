package lists

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// Event is a line of the history: an update or an import that was tried, and what came of it.
type Event struct {
	At      time.Time `json:"at"`
	By      string    `json:"by"`
	Act     string    `json:"act"` // "update" or "import"
	List    string    `json:"list"`
	Outcome Outcome   `json:"outcome"`
	From    string    `json:"from,omitempty"`
	Files   []File    `json:"files,omitempty"`
	Entries int       `json:"entries,omitempty"`
	Added   int       `json:"added,omitempty"`
	Removed int       `json:"removed,omitempty"`
	Changed int       `json:"changed,omitempty"`
	Reason  string    `json:"reason,omitempty"` // why somebody accepted what the checks refused
	Error   string    `json:"error,omitempty"`
}

// record adds a line to the history, which is only ever added to.
func (s *Store) record(e *Event) (err error) {
	line, err := json.Marshal(e)
	if err != nil {
		return fmt.Errorf("write the history of lists: %w", err)
	}
	if err := s.step("write " + historyFile); err != nil {
		return fmt.Errorf("write the history of lists: %w", err)
	}
	f, err := os.OpenFile(filepath.Join(s.dir, historyFile), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o644) //nolint:gosec // who fetched which public list, for all who use it
	if err != nil {
		return fmt.Errorf("write the history of lists: %w", err)
	}
	defer func() {
		if closed := f.Close(); err == nil {
			err = closed
		}
	}()
	if _, err := f.Write(append(line, '\n')); err != nil {
		return fmt.Errorf("write the history of lists: %w", err)
	}
	return f.Sync()
}

// History is what was done, oldest first. A last line that was cut is left out.
func (s *Store) History() ([]Event, error) {
	f, err := os.Open(filepath.Join(s.dir, historyFile))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read the history of lists: %w", err)
	}
	defer f.Close()
	var all []Event
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var e Event
		if json.Unmarshal(lines.Bytes(), &e) == nil {
			all = append(all, e)
		}
	}
	return all, lines.Err()
}
