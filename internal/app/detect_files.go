package app

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/taupier-eu/taupier/internal/intake"
)

// logFile is one file to read, and how it is called in the answer.
type logFile struct {
	path string
	size int64
}

// logFiles are the files given, and those of the folders given, in order. Of folders, dot files are
// left out; of a company folder, all but logs/.
func logFiles(args []string) ([]logFile, error) {
	var out []logFile
	for _, arg := range args {
		info, err := os.Stat(arg)
		if err != nil {
			return nil, err
		}
		if !info.IsDir() {
			out = append(out, logFile{arg, info.Size()})
			continue
		}
		if _, err := os.Stat(filepath.Join(arg, "company.yaml")); err == nil {
			arg = filepath.Join(arg, "logs")
		}
		if err := filepath.WalkDir(arg, func(name string, d fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			hidden := name != arg && strings.HasPrefix(d.Name(), ".")
			if d.IsDir() {
				if hidden {
					return fs.SkipDir
				}
				return nil
			}
			if info, err := os.Stat(name); err == nil && info.Mode().IsRegular() && !hidden {
				out = append(out, logFile{name, info.Size()})
			}
			return nil
		}); err != nil {
			return nil, fmt.Errorf("list %s: %w", arg, err)
		}
	}
	return out, nil
}

func (f logFile) open() (*intake.Content, error) {
	return intake.Open(os.DirFS(filepath.Dir(f.path)), intake.File{Path: filepath.Base(f.path), Role: intake.RoleLog, Size: f.size})
}
