package app

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/taupier-eu/taupier/content/example"
)

func (c *cli) initCmd() *cobra.Command {
	return &cobra.Command{
		Use: "init FOLDER", Short: "Write a small commented company folder to fill in", Args: oneFolder,
		Long: `Write an example company folder: company.yaml, two dossiers and a few logs, all commented.
Nothing that is there already is overwritten.`,
		Example: "  taupier init ./company\n  taupier scan ./company",
		RunE:    func(_ *cobra.Command, args []string) error { return c.initFolder(args[0]) },
	}
}

// initFolder copies the example. It refuses a folder that holds something: an example mixed into a
// real company would be scanned with it.
func (c *cli) initFolder(dir string) error {
	if entries, err := os.ReadDir(dir); err == nil && len(entries) > 0 {
		return fail(exitUsage, "%s is not empty: give a new folder", dir)
	}
	err := fs.WalkDir(example.FS, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		to := filepath.Join(dir, filepath.FromSlash(name))
		if d.IsDir() {
			return os.MkdirAll(to, 0o700)
		}
		if filepath.Ext(name) == ".go" {
			return nil
		}
		data, err := fs.ReadFile(example.FS, name)
		if err != nil {
			return err
		}
		return os.WriteFile(to, data, 0o600)
	})
	if err != nil {
		return fail(exitIO, "write the example: %w", err)
	}
	fmt.Fprintf(c.err, "wrote %s; next: taupier scan %s\n", dir, dir)
	return nil
}
