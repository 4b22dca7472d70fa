package app

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/taupier-eu/taupier/internal/casework/evidence"
	"github.com/taupier-eu/taupier/internal/intake/upload"
	"github.com/taupier-eu/taupier/internal/store"
)

func (c *cli) keyCmd() *cobra.Command {
	cmd := &cobra.Command{Use: "key", Short: "The keys of a server that is stopped"}
	var at serverPlace
	var data bool
	rotate := &cobra.Command{
		Use: "rotate --data-dir DIR [--data]", Short: "Change the master key, or with --data the key that seals and everything sealed under it", Args: cobra.NoArgs,
		Long: `Change the keys of a server that is stopped. Without --data another master key is made and the data key
is wrapped with it, which takes a moment; the file of the master key before is kept beside it, as
backups made before need it. With --data another data key is made, every text and every file of
evidence and imports is sealed anew under it, and the key before is forgotten once nothing uses it.

Either may be killed at any moment: the server starts all the same, and the same command goes on.
Each change is an entry of the ledger.`,
		Example: "  taupier key rotate --data-dir /var/lib/taupier\n  taupier key rotate --data-dir /var/lib/taupier --data",
		RunE:    func(cmd *cobra.Command, _ []string) error { return c.keyRotate(cmd.Context(), at, data) },
	}
	at.flags(rotate.Flags().StringVar)
	rotate.Flags().BoolVar(&data, "data", false, "change the data key and seal everything anew")
	cmd.AddCommand(rotate)
	return cmd
}

func (c *cli) keyRotate(ctx context.Context, at serverPlace, data bool) error {
	at, err := c.given(at)
	if err != nil {
		return err
	}
	key, err := keptKey(at.dir)
	if err != nil {
		return &exitError{exitIO, err}
	}
	db, err := openStore(ctx, at.dir, at.database, key)
	if err != nil {
		return &exitError{exitIO, err}
	}
	if data {
		err = c.rotateData(ctx, db, at.dir)
	} else {
		err = c.rotateMaster(ctx, db)
	}
	_, signed := db.Sign(ctx, time.Now())
	if err = errors.Join(err, signed, db.Close()); err != nil {
		return &exitError{codeOf(err), err}
	}
	return nil
}

// keptKey reads the ledger's key of a folder, and makes none.
func keptKey(dir string) (store.Key, error) {
	if _, err := os.Stat(filepath.Join(dir, "ledger.key")); err != nil {
		return store.Key{}, fmt.Errorf("%s is no folder of a server: %w", dir, err)
	}
	return ledgerKey(dir, "")
}

func (c *cli) rotateMaster(ctx context.Context, db *store.DB) error {
	before, err := db.RotateMaster(ctx, time.Now())
	if err != nil {
		return fmt.Errorf("change the master key: %w", err)
	}
	fmt.Fprintf(c.out, "The master key was changed. The one before is %s:\nbackups made until now need it; delete it when the last of them is gone.\n", before)
	return nil
}

func (c *cli) rotateData(ctx context.Context, db *store.DB, dir string) error {
	r, err := db.RotateData(ctx, time.Now(), func(s *store.Sealer) ([]string, error) { return resealFiles(ctx, dir, s) })
	if err != nil {
		return fmt.Errorf("change the data key (the same command goes on): %w", err)
	}
	fmt.Fprintf(c.out, "The data key was changed: %d texts and the files are sealed under %s.\n", r.Texts, r.Key)
	for _, name := range r.Left {
		fmt.Fprintf(c.out, "%s does not open and was left as it is.\n", name)
	}
	if len(r.Left) > 0 {
		fmt.Fprintln(c.out, "The keys before are kept for it. Put it back from a backup and run the same command again.")
	}
	return nil
}

// resealFiles seals anew what stands beside the store, and names what is still sealed under a key of before: what does not open, and
// whatever else there is.
func resealFiles(ctx context.Context, dir string, with *store.Sealer) ([]string, error) {
	proofs, err := evidence.OpenShelf(filepath.Join(dir, "evidence"), with, rand.Reader)
	if err != nil {
		return nil, err
	}
	defer proofs.Close()
	imports, err := upload.OpenShelf(filepath.Join(dir, importDir), with, rand.Reader)
	if err != nil {
		return nil, err
	}
	defer imports.Close()
	if _, err := proofs.Reseal(ctx, with); err != nil {
		return nil, err
	}
	if _, err := imports.Reseal(ctx, with); err != nil {
		return nil, err
	}
	return sealedBefore(dir, with.Before())
}

// sealedBefore lists the files of a folder, but the database's own, that hold one of the marks.
func sealedBefore(dir string, marks [][]byte) (left []string, err error) {
	err = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() || strings.HasPrefix(d.Name(), "taupier.") {
			return err
		}
		f, err := os.Open(path)
		if err != nil {
			return err
		}
		defer f.Close()
		for _, mark := range marks {
			if _, err := f.Seek(0, io.SeekStart); err != nil {
				return err
			}
			held, err := holds(f, mark)
			if err != nil {
				return err
			}
			if held {
				left = append(left, path)
				break
			}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("look for what is sealed under the key before: %w", err)
	}
	return left, nil
}

// holds reports whether what is read holds a mark.
func holds(r io.Reader, mark []byte) (bool, error) {
	buffer, kept := make([]byte, 1<<20), 0
	for {
		n, err := r.Read(buffer[kept:])
		if bytes.Contains(buffer[:kept+n], mark) {
			return true, nil
		}
		if errors.Is(err, io.EOF) {
			return false, nil
		}
		if err != nil {
			return false, err
		}
		tail := min(kept+n, len(mark)-1)
		copy(buffer, buffer[kept+n-tail:kept+n])
		kept = tail
	}
}
