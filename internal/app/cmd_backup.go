package app

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/taupier-eu/taupier/internal/backup"
	"github.com/taupier-eu/taupier/internal/store"
)

func (c *cli) backupCmd() *cobra.Command {
	cmd := &cobra.Command{
		Use: "backup", Short: "Copy a server into one encrypted file, check such a file, and restore it",
		Long: `Copy what a server must not lose into one file: the database, the evidence, what was handed in, server.yaml and the keys of
the ledger. The file is encrypted to the public keys of people, such as the trustees; the server itself
cannot open it. It can be checked and restored on any machine with one of their secret keys.`,
	}
	cmd.AddCommand(c.backupCreateCmd(), c.backupVerifyCmd(), c.backupRestoreCmd())
	return cmd
}

// backupFlags are the choices of a backup that is made by hand.
type backupFlags struct {
	serverPlace
	to, toFiles []string
	withMaster  bool
}

func (c *cli) backupCreateCmd() *cobra.Command {
	var f backupFlags
	cmd := &cobra.Command{
		Use: "create FILE|FOLDER --data-dir DIR --recipient KEY", Short: "Write a backup, also while the server runs", Args: cobra.ExactArgs(1),
		Long: `Write a backup of a data directory, also while its server runs: every write that was acknowledged before
is in it. The ledger is verified before; what is damaged is not backed up (exit 6).

The file is encrypted to every --recipient (an age or SSH public key), each of whom can open it alone;
without any, to backup.recipients of server.yaml. A FOLDER takes a file named by the time.

The master key, without which nothing about people opens, is not in it: whoever took the file and one
secret key would read everything, so that the two are to be taken apart. Keep a copy of it elsewhere. Give
--with-master-key only when the file and the secret keys never meet but for a restoration.

The server writes into the ledger that it was made, and by whom, within a minute or at its next start.

Exits with 7 when files of evidence or imports that the database names were not there to be taken; the rest is in the file.`,
		Example: "  taupier backup create /mnt/backup --data-dir /var/lib/taupier --recipients-file trustees.txt",
		RunE:    func(cmd *cobra.Command, args []string) error { return c.backupCreate(cmd.Context(), f, args[0]) },
	}
	flags := cmd.Flags()
	f.serverPlace.flags(flags.StringVar)
	flags.StringArrayVar(&f.to, "recipient", nil, "public key of a trustee, age1... or ssh-ed25519 ...; may be given again")
	flags.StringArrayVar(&f.toFiles, "recipients-file", nil, "file with such keys, one a line; may be given again")
	flags.BoolVar(&f.withMaster, "with-master-key", false, "put the master key into the file too")
	return cmd
}

func (c *cli) backupCreate(ctx context.Context, f backupFlags, path string) error {
	var err error
	if f.serverPlace, err = c.given(f.serverPlace); err != nil {
		return err
	}
	config, err := readConfig(f.dir)
	if err != nil {
		return fail(exitIO, "%w", err)
	}
	of, err := f.of(config)
	if err != nil {
		return fail(exitUsage, "%w", err)
	}
	now := time.Now()
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		path = filepath.Join(path, backupName(now))
	}
	db, err := store.OpenSealed(ctx, f.at())
	if err != nil {
		return fail(exitIO, "%w", err)
	}
	made, err := makeByHand(ctx, db, of, path, now)
	if err = errors.Join(err, db.Close()); err != nil {
		return &exitError{backupCode(err), err}
	}
	return c.sayMade(made, of)
}

// backupName is the name of a file in a folder of backups: in order of time, and never twice.
func backupName(now time.Time) string {
	return "taupier-" + now.UTC().Format("20060102T150405Z") + ".age"
}

func (f backupFlags) of(config serverConfig) (backupOf, error) {
	lines := f.to
	for _, name := range f.toFiles {
		data, err := os.ReadFile(name)
		if err != nil {
			return backupOf{}, fmt.Errorf("read the recipients: %w", err)
		}
		lines = append(lines, strings.Split(string(data), "\n")...)
	}
	if len(lines) == 0 {
		lines = config.Backup.Recipients
	}
	to, err := backup.Recipients(lines)
	of := backupOf{dir: f.dir, to: to}
	if f.withMaster {
		of.master = config.masterFile(f.dir)
	}
	return of, err
}

// backupCode is the exit code of a backup that was not made, does not hold or was not restored.
func backupCode(err error) int {
	var e *exitError
	switch {
	case errors.As(err, &e):
		return e.code
	case errors.Is(err, backup.ErrBroken):
		return exitIntegrity
	case errors.Is(err, fs.ErrExist):
		return exitUsage
	}
	return exitIO
}

func (c *cli) sayMade(m backupMade, of backupOf) error {
	fmt.Fprintf(c.out, "%s: %d bytes, %d parts, %d entries of the ledger\nsha256 %s\n", m.Path, m.Bytes, len(m.Parts), m.Entries, m.SHA256)
	if len(m.LeftOut) > 0 {
		fmt.Fprintf(c.err, "taupier: not in it: %s\n", strings.Join(m.LeftOut, ", "))
	}
	if of.master == "" {
		fmt.Fprintln(c.err, "taupier: the master key is not in it: without a copy kept elsewhere, nothing about people opens after a restoration")
	}
	if n := m.Lost; n > 0 {
		return fail(exitPartial, "%d files that the database names are not in the data directory, and not in the backup", n)
	}
	return nil
}
