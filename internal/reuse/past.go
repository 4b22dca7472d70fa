package reuse

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// segmentEntries is how many entries close a segment.
const segmentEntries = 32 << 10

var errLocked = errors.New("locked")

// Past is the index of former applications in one folder. One process has it at a time; it is not
// safe for concurrent use.
type Past struct {
	dir      string
	key      []byte
	salt     uint64
	segments []*segment
	unlock   func()
	notes    []string
}

// OpenPast opens the index in dir, which is made when it is not there. Entries whose day has come by
// today are removed. What was damaged is set aside in dir/quarantine and never deleted; Notes says so.
func OpenPast(dir string, today Day) (*Past, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("make the folder of past applications: %w", err)
	}
	unlock, err := lockFile(filepath.Join(dir, "lock"))
	if errors.Is(err, errLocked) {
		return nil, fmt.Errorf("%s is in use by another process: wait until it is done, or name another folder", dir)
	}
	if err != nil {
		return nil, fmt.Errorf("lock %s: %w", dir, err)
	}
	p := &Past{dir: dir, unlock: unlock}
	if err := p.load(); err != nil {
		p.Close()
		return nil, err
	}
	gone := func(e *Entry) bool { return e.Until <= today }
	if _, err := p.drop(gone); err != nil {
		p.Close()
		return nil, err
	}
	return p, nil
}

// Close lets the next process in.
func (p *Past) Close() {
	for _, s := range p.segments {
		s.shut()
	}
	p.segments = nil
	p.unlock()
}

// Notes are what a human should know of the state of the files.
func (p *Past) Notes() []string { return slices.Clone(p.notes) }

func (p *Past) load() error {
	if err := p.readKey(); err != nil {
		return err
	}
	names, err := filepath.Glob(filepath.Join(p.dir, "*.log"))
	if err != nil {
		return fmt.Errorf("list %s: %w", p.dir, err)
	}
	slices.Sort(names)
	for i, name := range names {
		s, err := openSegment(name, i < len(names)-1)
		if err != nil {
			return err
		}
		if s.damaged > 0 {
			if s, err = p.mend(s, i < len(names)-1); err != nil {
				return err
			}
		}
		p.segments = append(p.segments, s)
	}
	return nil
}

// readKey reads the secret that keys every hash, or makes it.
func (p *Past) readKey() error {
	path := filepath.Join(p.dir, "key")
	key, err := os.ReadFile(path)
	if errors.Is(err, os.ErrNotExist) {
		key = make([]byte, 32)
		_, _ = rand.Read(key) // never fails
		err = writeFile(path, key)
	}
	if err != nil {
		return fmt.Errorf("read the key of past applications: %w", err)
	}
	if len(key) != 32 {
		return fmt.Errorf("%s holds %d bytes, not 32: restore it from a backup, or remove the folder", path, len(key))
	}
	p.key = key
	p.salt = p.hash("salt", "")
	return nil
}

// hash is the keyed hash of a thing. Without the key a list of all telephone numbers tells nothing.
func (p *Past) hash(kind, value string) uint64 {
	h := hmac.New(sha256.New, p.key)
	fmt.Fprintf(h, "%s\x00%s", kind, value)
	return binary.LittleEndian.Uint64(h.Sum(nil))
}

// mend sets a damaged segment aside and goes on with a sound copy of what could be read.
func (p *Past) mend(s *segment, sealed bool) (*segment, error) {
	defer s.shut()
	all, err := s.entries()
	if err != nil {
		return nil, err
	}
	aside := filepath.Join(p.dir, "quarantine")
	if err := os.MkdirAll(aside, 0o700); err != nil {
		return nil, fmt.Errorf("make %s: %w", aside, err)
	}
	name := fmt.Sprintf("%s.%08x", filepath.Base(s.path), crc32.Checksum(s.bytes, castagnoli))
	if err := writeFile(filepath.Join(aside, name), s.bytes); err != nil {
		return nil, err
	}
	if s.damaged == s.torn {
		p.notes = append(p.notes, fmt.Sprintf("%s ended in the middle of an entry that was never confirmed (%d bytes); %d entries are sound; the file as it was is quarantine/%s", filepath.Base(s.path), s.damaged, len(all), name))
	} else {
		p.notes = append(p.notes, fmt.Sprintf("%s is damaged (%d bytes): %d entries could be read and are used; the file as it was is quarantine/%s; restore it from a backup, or scan the former folders again", filepath.Base(s.path), s.damaged, len(all), name))
	}
	return rewrite(s.path, all, sealed)
}

// rewrite replaces a segment by one that holds these entries.
func rewrite(path string, all []Entry, sealed bool) (*segment, error) {
	b := []byte(segmentName)
	for i := range all {
		b = appendFrame(b, &all[i])
	}
	if err := os.Remove(indexOf(path)); err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("remove the index of %s: %w", path, err)
	}
	if err := writeFile(path, b); err != nil {
		return nil, err
	}
	return openSegment(path, sealed)
}

// drop removes entries for good: the segments that hold them are written again without them. gone
// sees the id and the days of an entry.
func (p *Past) drop(gone func(*Entry) bool) (n int, err error) {
	for i, s := range p.segments {
		if !s.any(gone) {
			continue
		}
		all, err := s.entries()
		if err != nil {
			return n, err
		}
		kept := slices.DeleteFunc(slices.Clone(all), func(e Entry) bool { return gone(&e) })
		fresh, err := rewrite(s.path, kept, i < len(p.segments)-1)
		if err != nil {
			return n, err
		}
		s.shut()
		p.segments[i] = fresh
		n += len(all) - len(kept)
	}
	return n, nil
}

// Forget removes the entry of an application; false when there is none.
func (p *Past) Forget(id string) (bool, error) {
	n, err := p.drop(func(e *Entry) bool { return e.ID == id })
	return n > 0, err
}

// Shorten removes what a shorter retention no longer allows.
func (p *Past) Shorten(days int, today Day) (int, error) {
	return p.drop(func(e *Entry) bool { return e.Day+Day(days) <= today })
}

// Add keeps entries. An application that is kept already is replaced when it differs, and keeps its
// day. When Add returns without an error everything is on disk.
func (p *Past) Add(entries []Entry) (added int, err error) {
	var fresh []Entry
	changed := map[string]bool{}
	for _, e := range entries {
		old, known, err := p.Entry(e.ID)
		if err != nil {
			return 0, err
		}
		if known {
			e.Until += old.Day - e.Day
			e.Day = old.Day
			if slices.Equal(old.encode(nil), e.encode(nil)) {
				continue
			}
			changed[e.ID] = true
		}
		fresh = append(fresh, e)
	}
	if len(changed) > 0 {
		if _, err := p.drop(func(e *Entry) bool { return changed[e.ID] }); err != nil {
			return 0, err
		}
	}
	for len(fresh) > 0 {
		room, err := p.room()
		if err != nil {
			return added, err
		}
		n := min(room, len(fresh))
		if err := p.append(fresh[:n]); err != nil {
			return added, err
		}
		added += n
		fresh = fresh[n:]
	}
	return added, nil
}

// room is how many entries the last segment still takes; a full one is closed and a new one begun.
func (p *Past) room() (int, error) {
	last := len(p.segments) - 1
	if last >= 0 && len(p.segments[last].at) < segmentEntries {
		return segmentEntries - len(p.segments[last].at), nil
	}
	next := 1
	if last >= 0 {
		full := p.segments[last]
		sealed, err := openSegment(full.path, true)
		if err != nil {
			return 0, err
		}
		full.shut()
		p.segments[last] = sealed
		if _, err := fmt.Sscanf(filepath.Base(full.path), "%d.log", &next); err != nil {
			return 0, fmt.Errorf("%s is not the name of a segment: move it out of the folder", full.path)
		}
		next++
	}
	s, err := rewrite(filepath.Join(p.dir, fmt.Sprintf("%06d.log", next)), nil, false)
	if err != nil {
		return 0, err
	}
	p.segments = append(p.segments, s)
	return segmentEntries, nil
}

// append writes entries at the end of the last segment and waits until the disk has them.
func (p *Past) append(entries []Entry) error {
	last := len(p.segments) - 1
	s := p.segments[last]
	var b []byte
	for i := range entries {
		b = appendFrame(b, &entries[i])
	}
	f, err := os.OpenFile(s.path, os.O_WRONLY|os.O_APPEND, 0o600)
	if err != nil {
		return fmt.Errorf("keep applications: %w", err)
	}
	_, err = f.Write(b)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return fmt.Errorf("keep applications: %w", err)
	}
	grown, err := openSegment(s.path, false)
	if err != nil {
		return err
	}
	s.shut()
	p.segments[last] = grown
	return nil
}

// Entry is the entry of an application.
func (p *Past) Entry(id string) (e Entry, known bool, err error) {
	key := idKey(id)
	for _, s := range p.segments {
		from, to := s.index.find(key)
		for i := from; i < to; i++ {
			if e, err = s.entry(s.index.owner(i)); err != nil || e.ID == id {
				return e, err == nil, err
			}
		}
	}
	return Entry{}, false, nil
}

// Status is what is kept.
type Status struct {
	Entries     int
	Oldest      Day // 0 when nothing is kept
	Newest      Day
	NextGone    Day // the next day on which an entry goes
	Bytes       int64
	Quarantined []string // files set aside
}

// Status counts what is kept.
func (p *Past) Status() (Status, error) {
	var st Status
	for _, s := range p.segments {
		for i := range s.at {
			e := s.head(i)
			if st.Entries == 0 || e.Day < st.Oldest {
				st.Oldest = e.Day
			}
			if st.Entries == 0 || e.Until < st.NextGone {
				st.NextGone = e.Until
			}
			st.Newest = max(st.Newest, e.Day)
			st.Entries++
		}
		st.Bytes += int64(len(s.bytes))
		if info, err := os.Stat(indexOf(s.path)); err == nil {
			st.Bytes += info.Size()
		}
	}
	aside, err := filepath.Glob(filepath.Join(p.dir, "quarantine", "*"))
	if err != nil {
		return st, fmt.Errorf("list what was set aside: %w", err)
	}
	for _, a := range aside {
		st.Quarantined = append(st.Quarantined, strings.TrimPrefix(a, p.dir+string(filepath.Separator)))
	}
	return st, nil
}

// Purge removes everything that is kept, what was set aside and the key included.
func (p *Past) Purge() error {
	for _, s := range p.segments {
		s.shut()
	}
	p.segments = nil
	for _, pattern := range []string{"*.log", "*.idx", "*.new", "key", filepath.Join("quarantine", "*")} {
		names, err := filepath.Glob(filepath.Join(p.dir, pattern))
		if err != nil {
			return fmt.Errorf("list %s: %w", p.dir, err)
		}
		for _, name := range names {
			if err := os.Remove(name); err != nil {
				return fmt.Errorf("purge past applications: %w", err)
			}
		}
	}
	return syncDir(p.dir)
}
