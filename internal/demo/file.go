package demo

import (
	"cmp"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// file is a log being written, compressed as its name says.
type file struct {
	buf  []byte
	out  io.Writer
	pack io.Closer // the compressor, or nil
	disk *os.File
}

func create(dir, path string) (*file, error) {
	full := filepath.Join(dir, filepath.FromSlash(path))
	if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
		return nil, fmt.Errorf("create %s: %w", path, err)
	}
	disk, err := os.OpenFile(full, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o644)
	if err != nil {
		return nil, fmt.Errorf("create %s: %w", path, err)
	}
	f := &file{disk: disk, out: disk, buf: make([]byte, 0, 1<<18+1<<14)}
	switch {
	case strings.HasSuffix(path, ".gz"):
		z, err := gzip.NewWriterLevel(disk, gzip.BestSpeed)
		if err != nil {
			return nil, cmp.Or(fmt.Errorf("compress %s: %w", path, err), disk.Close())
		}
		f.out, f.pack = z, z
	case strings.HasSuffix(path, ".zst"): // one thread: the bytes must not depend on the machine
		z, err := zstd.NewWriter(disk, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderConcurrency(1))
		if err != nil {
			return nil, cmp.Or(fmt.Errorf("compress %s: %w", path, err), disk.Close())
		}
		f.out, f.pack = z, z
	}
	return f, nil
}

func (f *file) flush() error {
	_, err := f.out.Write(f.buf)
	f.buf = f.buf[:0]
	if err != nil {
		return fmt.Errorf("write %s: %w", f.disk.Name(), err)
	}
	return nil
}

func (f *file) close() error {
	err := f.flush()
	if f.pack != nil {
		err = cmp.Or(err, f.pack.Close())
	}
	return cmp.Or(err, f.disk.Close())
}

// write puts a small file into the folder.
func write(dir, path string, data []byte) error {
	full := filepath.Join(dir, filepath.FromSlash(path))
	if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
		return fmt.Errorf("create %s: %w", path, err)
	}
	if err := os.WriteFile(full, data, 0o644); err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	return nil
}
