package parse

import (
	"bufio"
	"errors"
	"fmt"
	"io"

	"github.com/taupier-eu/taupier/internal/core"
)

// Serve reads documents from in and writes their facts to out until in ends. It is the whole life of
// the child process: first of all it gives up, for good and for the whole process, what reading
// documents does not need (see confine).
func Serve(in io.Reader, out io.Writer) error {
	if err := confine(); err != nil {
		return fmt.Errorf("limit the document reader: %w", err)
	}
	return serve(in, out, File)
}

// serve answers each request by what read finds.
func serve(in io.Reader, out io.Writer, read func(string, []byte) (core.Paper, *core.Stated)) error {
	r := bufio.NewReader(in)
	for {
		name, data, err := readRequest(r)
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		var a answer
		a.Paper, a.Stated = read(name, data)
		if err := writeAnswer(out, a); err != nil {
			return err
		}
	}
}
