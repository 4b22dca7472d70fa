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
	path string
	buf  []byte
	out  io.Writer
	pack io.Closer // the compressor, or nil
	disk io.Closer
}

// target is where a company is written: files by their path inside its folder. It may be asked by
// several goroutines.
type target interface {
	create(path string) (io.WriteCloser, error)
}

// folder is a folder on disk.
type folder string

func (dir folder) create(path string) (io.WriteCloser, error) {
	full := filepath.Join(string(dir), filepath.FromSlash(path))
	if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
		return nil, fmt.Errorf("create %s: %w", path, err)
	}
	disk, err := os.OpenFile(full, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o644)
	if err != nil {
		return nil, fmt.Errorf("create %s: %w", path, err)
	}
	return disk, nil
}

func create(dir target, path string) (*file, error) {
	disk, err := dir.create(path)
	if err != nil {
		return nil, err
	}
	f := &file{path: path, disk: disk, out: disk, buf: make([]byte, 0, 1<<18+1<<14)}
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
		return fmt.Errorf("write %s: %w", f.path, err)
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
func write(dir target, path string, data []byte) error {
	f, err := dir.create(path)
	if err != nil {
		return err
	}
	if _, err := f.Write(data); err != nil {
		return cmp.Or(fmt.Errorf("write %s: %w", path, err), f.Close())
	}
	if err := f.Close(); err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	return nil
}
