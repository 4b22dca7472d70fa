package app

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"github.com/taupier-eu/taupier/internal/casework/evidence"
	"github.com/taupier-eu/taupier/internal/store"
)

// keyFlags say whose keys are changed, and which.
type keyFlags struct {
	dir, database string
	data          bool
}

func (c *cli) keyCmd() *cobra.Command {
	cmd := &cobra.Command{Use: "key", Short: "The keys of a server that is stopped"}
	var f keyFlags
	rotate := &cobra.Command{
		Use: "rotate --data-dir DIR [--data]", Short: "Change the master key, or with --data the key that seals and everything sealed under it", Args: cobra.NoArgs,
		Long: `Change the keys of a server that is stopped. Without --data another master key is made and the data key
is wrapped with it, which takes a moment; the file of the master key before is kept beside it, as
backups made before need it. With --data another data key is made, every text and every file of
evidence is sealed anew under it, and the key before is forgotten once nothing uses it.

Either may be killed at any moment: the server starts all the same, and the same command goes on.
Each change is an entry of the ledger.`,
		Example: "  taupier key rotate --data-dir /var/lib/taupier\n  taupier key rotate --data-dir /var/lib/taupier --data",
		RunE:    func(cmd *cobra.Command, _ []string) error { return c.keyRotate(cmd.Context(), f) },
	}
	rotate.Flags().StringVar(&f.dir, "data-dir", "", "folder of the server")
	rotate.Flags().StringVar(&f.database, "database", "", "address of the PostgreSQL database (default $TAUPIER_DATABASE, else SQLite in the data directory)")
	rotate.Flags().BoolVar(&f.data, "data", false, "change the data key and seal everything anew")
	cmd.AddCommand(rotate)
	return cmd
}

func (c *cli) keyRotate(ctx context.Context, f keyFlags) error {
	if f.dir == "" {
		return fail(exitUsage, "give the server's folder: --data-dir DIR")
	}
	if f.database == "" {
		f.database = c.env("TAUPIER_DATABASE")
	}
	key, err := keptKey(f.dir)
	if err != nil {
		return &exitError{exitIO, err}
	}
	db, err := openStore(ctx, f.dir, f.database, key)
	if err != nil {
		return fail(exitIO, "%w; stop the server first", err)
	}
	if f.data {
		err = c.rotateData(ctx, db, f.dir)
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

func (c *cli) rotateData(ctx context.Context, db *store.DB, dir string) (err error) {
	shelf, err := evidence.OpenShelf(filepath.Join(dir, "evidence"), db.Sealer(), rand.Reader)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, shelf.Close()) }()
	r, err := db.RotateData(ctx, time.Now(), func(s *store.Sealer) ([]string, error) { return shelf.Reseal(ctx, s) })
	if err != nil {
		return fmt.Errorf("change the data key (the same command goes on): %w", err)
	}
	fmt.Fprintf(c.out, "The data key was changed: %d texts and the evidence are sealed under %s.\n", r.Texts, r.Key)
	for _, name := range r.Left {
		fmt.Fprintf(c.out, "evidence/%s does not open and was left as it is.\n", name)
	}
	if len(r.Left) > 0 {
		fmt.Fprintln(c.out, "The keys before are kept for it. Put it back from a backup and run the same command again.")
	}
	return nil
}
