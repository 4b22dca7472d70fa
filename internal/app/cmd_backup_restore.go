package app

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/user"
	"time"

	"github.com/spf13/cobra"

	"github.com/taupier-eu/taupier/internal/backup"
)

func (c *cli) backupRestoreCmd() *cobra.Command {
	var f openFlags
	cmd := &cobra.Command{
		Use: "restore FILE DIR --identity KEYFILE", Short: "Put a backup into an empty folder, once everything about it holds", Args: cobra.ExactArgs(2),
		Long: `Put a backup into DIR, which must be empty. Everything that verify checks is checked before anything
gets its name. The first start afterwards writes into the ledger which backup was restored, when and by
whom, and ends every session and one-time address: the backup may know some that were ended since.

With --database, or with $TAUPIER_DATABASE, the rows go into a PostgreSQL database that holds none, and DIR takes the rest: so does a
server move from SQLite to PostgreSQL, and back without it.

Put the master key where server.yaml names it (key_file), else into DIR, unless the backup holds it.`,
		Example: "  taupier backup restore taupier-20261120T090000Z.age /var/lib/taupier --identity me.key --key ledger.pub",
		RunE: func(cmd *cobra.Command, args []string) error {
			return c.backupRestore(cmd.Context(), f, args[0], args[1])
		},
	}
	f.add(cmd)
	cmd.Flags().StringVar(&f.database, "database", "", "address of an empty PostgreSQL database for the rows, postgres://... (default $TAUPIER_DATABASE, else SQLite in DIR)")
	cmd.Flags().StringVar(&f.by, "by", "", "who restores it, for the ledger (default the user of this machine)")
	return cmd
}

func (c *cli) backupRestore(ctx context.Context, f openFlags, path, dir string) error {
	file, k, err := c.openBackup(f, path)
	if err != nil {
		return err
	}
	defer file.Close()
	if f.by == "" {
		f.by = whoRuns()
	}
	to, err := c.given(serverPlace{dir: dir, database: f.database})
	if err != nil {
		return err
	}
	now := time.Now()
	found, err := restoreBackup(ctx, file, k, to, f.by, now, rand.Reader)
	if err != nil {
		return &exitError{backupCode(err), fmt.Errorf("%s: %w", path, err)}
	}
	c.sayFound(path, found, k, now)
	fmt.Fprintf(c.out, "restored into %s\n", dir)
	if to.database != "" {
		fmt.Fprintln(c.out, "and into the PostgreSQL database: give its address to the server too")
	}
	c.sayToDo(found, dir)
	return nil
}

// sayToDo says what a restored server lacks.
func (c *cli) sayToDo(f *backupFound, dir string) {
	config, err := readConfig(dir)
	if err != nil {
		fmt.Fprintln(c.err, "taupier: look at its server.yaml before the server starts:", err)
		return
	}
	if path := config.masterFile(dir); !exists(path) {
		fmt.Fprintf(c.err, "taupier: put the master key there before the server starts: %s\n", path)
	}
	for _, name := range f.LeftOut {
		if name != backup.MasterKey {
			fmt.Fprintf(c.err, "taupier: %s was in the data directory and is not in the backup\n", name)
		}
	}
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return !errors.Is(err, fs.ErrNotExist)
}

func whoRuns() string {
	u, err := user.Current()
	if err != nil {
		return "unknown"
	}
	return u.Username
}
