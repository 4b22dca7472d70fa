//go:build !unix

package reuse

import (
	"errors"
	"io/fs"
	"os"
)

// mapFile reads a file: memory is not mapped here.
func mapFile(path string) (data []byte, done func(), err error) {
	data, err = os.ReadFile(path)
	return data, func() {}, err
}

// lockFile makes a file that only one can make; errLocked when it is there. After a crash it must be
// removed by hand.
func lockFile(path string) (done func(), err error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return nil, errLocked
	}
	if err != nil {
		return nil, err
	}
	f.Close()
	return func() { _ = os.Remove(path) }, nil
}
