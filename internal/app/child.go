package app

import (
	"fmt"
	"io"
	"os"

	"github.com/taupier-eu/taupier/internal/parse"
)

// childName is the hidden first argument under which the binary runs as its own document reader.
const childName = "read-documents-in-a-child-process"

// parseChild runs the document reader when the command line asks for it.
func parseChild(args []string, stdin io.Reader, stdout, stderr io.Writer) (code int, ran bool) {
	if len(args) != 1 || args[0] != childName {
		return 0, false
	}
	if err := parse.Serve(stdin, stdout); err != nil {
		fmt.Fprintln(stderr, "taupier: document reader:", err)
		return exitIO, true
	}
	return exitOK, true
}

// childCommand is how this binary starts itself as a document reader.
func childCommand() ([]string, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, fmt.Errorf("find own program: %w", err)
	}
	return []string{self, childName}, nil
}
