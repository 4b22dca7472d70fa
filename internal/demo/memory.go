package demo

import (
	"bytes"
	"fmt"
	"io"
	"sync"
	"testing/fstest"
)

// memory is a folder that is never written to disk.
type memory struct {
	mu    sync.Mutex
	files fstest.MapFS
}

func newMemory() *memory { return &memory{files: fstest.MapFS{}} }

func (m *memory) create(path string) (io.WriteCloser, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.files[path] != nil {
		return nil, fmt.Errorf("create %s: it is there already", path)
	}
	f := &fstest.MapFile{Mode: 0o644}
	m.files[path] = f
	return &memoryFile{into: f}, nil
}

// memoryFile becomes part of the folder when it is closed.
type memoryFile struct {
	bytes.Buffer
	into *fstest.MapFile
}

func (f *memoryFile) Close() error {
	f.into.Data = f.Bytes()
	return nil
}
