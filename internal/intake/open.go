package intake

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

const (
	headSize      = 64 << 10  // what is looked at to tell how a file is framed
	zstdMaxMemory = 256 << 20 // what one zstd frame may ask for
	zstdMaxWindow = 128 << 20 // as the zstd tool allows without --ultra or --long=28 and above
)

// Content is the plain content of a file as it is read: decompressed, UTF-8, without a byte-order
// mark. A UTF-8 file may still hold invalid bytes: these are for the reader to reject.
type Content struct {
	Compression string // "", "gzip" or "zstd", told from the first bytes and never from the name
	Encoding    string // "" for UTF-8, else "utf-16le" or "utf-16be"

	stored *counter
	plain  *bufio.Reader
	bytes  int64
	close  []func() error
}

// Stored is how many bytes of the file have been read so far.
func (c *Content) Stored() int64 { return c.stored.n }

// Bytes is how many bytes Read has given so far.
func (c *Content) Bytes() int64 { return c.bytes }

// Read gives the next plain bytes. An error other than io.EOF means that the file is cut or damaged;
// everything given before it is good.
func (c *Content) Read(p []byte) (int, error) {
	n, err := c.plain.Read(p)
	c.bytes += int64(n)
	return n, err
}

// Close gives back the file and the memory of the decoder.
func (c *Content) Close() error {
	var errs []error
	for i := len(c.close) - 1; i >= 0; i-- {
		errs = append(errs, c.close[i]())
	}
	c.close = nil
	return errors.Join(errs...)
}

// Open opens a file for reading in one pass. Memory stays bounded however far it unpacks.
func Open(fsys fs.FS, file File) (*Content, error) {
	f, err := fsys.Open(file.at())
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", file.Path, err)
	}
	c := &Content{stored: &counter{r: f}, close: []func() error{f.Close}}
	if err := c.unpack(); err != nil {
		return nil, errors.Join(fmt.Errorf("open %s: %w", file.Path, err), c.Close())
	}
	return c, nil
}

// unpack stacks the decoders that the first bytes call for.
func (c *Content) unpack() error {
	plain, kind, done, err := decompress(c.stored)
	if err != nil {
		return err
	}
	c.Compression, c.close = kind, append(c.close, done)
	c.decode(plain)
	return nil
}

// Decompress gives what a reader holds, unpacked when its first bytes are those of gzip or zstd. Memory stays bounded however far
// it unpacks; how much is read is for the caller to count. done gives back the memory of the decoder.
func Decompress(r io.Reader) (plain io.Reader, done func() error, err error) {
	plain, _, done, err = decompress(r)
	return plain, done, err
}

func decompress(r io.Reader) (plain *bufio.Reader, kind string, done func() error, err error) {
	raw, done := bufio.NewReaderSize(r, 4<<10), func() error { return nil }
	magic, err := raw.Peek(4)
	if err != nil && err != io.EOF {
		return nil, "", done, err
	}
	switch {
	case bytes.HasPrefix(magic, []byte{0x1f, 0x8b}):
		z, err := gzip.NewReader(bufio.NewReaderSize(raw, headSize))
		if err != nil {
			return nil, "", done, errors.New(damage(err))
		}
		return bufio.NewReaderSize(z, headSize), "gzip", done, nil
	case isZstd(magic):
		z, err := zstd.NewReader(raw, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true),
			zstd.WithDecoderMaxMemory(zstdMaxMemory), zstd.WithDecoderMaxWindow(zstdMaxWindow))
		if err != nil {
			return nil, "", done, errors.New(damage(err))
		}
		return bufio.NewReaderSize(z, headSize), "zstd", func() error { z.Close(); return nil }, nil
	}
	return bufio.NewReaderSize(raw, headSize), "", done, nil
}

func isZstd(magic []byte) bool {
	if len(magic) < 4 {
		return false
	}
	skippable := magic[0]&0xf0 == 0x50 && bytes.Equal(magic[1:], []byte{0x2a, 0x4d, 0x18})
	return skippable || bytes.Equal(magic, []byte{0x28, 0xb5, 0x2f, 0xfd})
}

// decode takes the byte-order mark away and turns UTF-16 into UTF-8. UTF-16 without a mark is known
// by a first character from ASCII, since a log starts with one.
func (c *Content) decode(plain *bufio.Reader) {
	c.plain = plain
	head, _ := plain.Peek(3)
	order, bom := unicode.LittleEndian, unicode.UseBOM
	switch {
	case bytes.HasPrefix(head, []byte{0xef, 0xbb, 0xbf}):
		_, _ = plain.Discard(3)
		return
	case bytes.HasPrefix(head, []byte{0xff, 0xfe}):
	case bytes.HasPrefix(head, []byte{0xfe, 0xff}):
		order = unicode.BigEndian
	case len(head) > 1 && head[0] != 0 && head[0] < 0x80 && head[1] == 0:
		bom = unicode.IgnoreBOM
	case len(head) > 1 && head[0] == 0 && head[1] != 0 && head[1] < 0x80:
		order, bom = unicode.BigEndian, unicode.IgnoreBOM
	default:
		return
	}
	c.Encoding = map[bool]string{true: "utf-16be", false: "utf-16le"}[order == unicode.BigEndian]
	c.plain = bufio.NewReaderSize(transform.NewReader(plain, unicode.UTF16(order, bom).NewDecoder()), headSize)
}

// head is the beginning of the content, without taking it; whole reports that it is all there is.
func (c *Content) head() (head []byte, whole bool) {
	head, err := c.plain.Peek(headSize)
	return head, err == io.EOF
}

// damage says what is wrong with a file that stopped giving bytes, and how to mend it.
func damage(err error) string {
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		return "the compressed file is cut short; fetch it again"
	case errors.Is(err, zstd.ErrWindowSizeExceeded), errors.Is(err, zstd.ErrDecoderSizeExceeded):
		return "unpacking it would take more than 128 MiB of memory; compress it again without --ultra and --long"
	case errors.Is(err, gzip.ErrHeader), errors.Is(err, zstd.ErrMagicMismatch):
		return "bytes that do not belong to the compressed file follow; fetch it again, or compress it again"
	case errors.Is(err, gzip.ErrChecksum), errors.Is(err, zstd.ErrCRCMismatch):
		return "the compressed file is damaged (its checksum does not match); fetch it again"
	}
	return fmt.Sprintf("the file cannot be read further (%s); fetch it again", why(err))
}

// counter counts the bytes that are really read from the file.
type counter struct {
	r io.Reader
	n int64
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	return n, err
}
