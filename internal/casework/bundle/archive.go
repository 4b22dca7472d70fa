package bundle

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
)

// packed is a file to be put into an archive, read when its turn comes.
type packed struct {
	name string
	data func() ([]byte, error)
}

func whole(name string, data []byte) packed {
	return packed{name, func() ([]byte, error) { return data, nil }}
}

// pack writes an archive: files as they are, in this order, without times. The same files give the same bytes.
func pack(w io.Writer, files []packed) error {
	z := zip.NewWriter(w)
	for _, f := range files {
		data, err := f.data()
		if err != nil {
			return err
		}
		part, err := z.CreateRaw(&zip.FileHeader{Name: f.name, Method: zip.Store, ReaderVersion: 20, CRC32: crc32.ChecksumIEEE(data), CompressedSize64: uint64(len(data)), UncompressedSize64: uint64(len(data))})
		if err != nil {
			return fmt.Errorf("write archive: %w", err)
		}
		if _, err := part.Write(data); err != nil {
			return fmt.Errorf("write archive: %w", err)
		}
	}
	if err := z.Close(); err != nil {
		return fmt.Errorf("write archive: %w", err)
	}
	return nil
}

var errForm = errors.New("the archive is not in the one form that its files give: bytes were changed, added or left out")

// unpack lists the files of an archive, once it is known to be byte for byte what pack makes of them.
func unpack(r io.ReaderAt, size int64) (*zip.Reader, error) {
	z, err := zip.NewReader(r, size)
	if err != nil {
		return nil, fmt.Errorf("%w (%w)", errForm, err)
	}
	var files []packed
	seen := map[string]bool{}
	for _, f := range z.File {
		if f.Method != zip.Store || seen[f.Name] {
			return nil, errForm
		}
		seen[f.Name] = true
		files = append(files, packed{f.Name, func() ([]byte, error) { return contents(f) }})
	}
	same := &comparer{r: io.NewSectionReader(r, 0, size)}
	if err := pack(same, files); err != nil {
		return nil, fmt.Errorf("%w (%w)", errForm, err)
	}
	if same.n != size {
		return nil, errForm
	}
	return z, nil
}

// maxContents bounds a file of an archive; evidence has at most evidence.MaxFile.
const maxContents = 64 << 20

func contents(f *zip.File) ([]byte, error) {
	if f.UncompressedSize64 > maxContents {
		return nil, fmt.Errorf("%s is larger than a bundle's files are", f.Name)
	}
	part, err := f.Open()
	if err != nil {
		return nil, err
	}
	defer part.Close()
	return io.ReadAll(io.LimitReader(part, maxContents))
}

// comparer takes only what it reads itself.
type comparer struct {
	r io.Reader
	n int64
}

func (c *comparer) Write(p []byte) (int, error) {
	mine := make([]byte, len(p))
	if _, err := io.ReadFull(c.r, mine); err != nil || !bytes.Equal(mine, p) {
		return 0, errForm
	}
	c.n += int64(len(p))
	return len(p), nil
}
