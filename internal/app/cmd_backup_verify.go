package app

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"github.com/taupier-eu/taupier/internal/backup"
	"github.com/taupier-eu/taupier/internal/ledger"
)

// openFlags are the choices of opening a backup.
type openFlags struct {
	ids, known  []string
	key, output string
	by          string
	database    string // of a restoration
}

func (f *openFlags) add(cmd *cobra.Command) {
	cmd.Flags().StringArrayVar(&f.ids, "identity", nil, "file with a secret key of age or SSH that opens it; may be given again")
	cmd.Flags().StringVar(&f.key, "key", "", "public key of the ledger (ledger.pub) that you got another way, or a file with it")
	cmd.Flags().StringArrayVar(&f.known, "known", nil, "file with signed checkpoints that a witness kept; may be given again")
}

func (c *cli) backupVerifyCmd() *cobra.Command {
	var f openFlags
	cmd := &cobra.Command{
		Use: "verify FILE --identity KEYFILE", Short: "Read a backup to its end and check everything about it, without the server", Args: cobra.ExactArgs(1),
		Long: `Read a backup to its end: every byte is authenticated, every part held against the signed manifest, the
database opened in a private temporary folder and looked at page by page, and its ledger derived anew and
held against its checkpoints. Nothing is restored.

Without --key the backup's own key of the ledger is taken: that shows that nothing broke, not who made it.
With --known it is held against what a witness kept, and says what the witness has seen since.

Exits with 6 when something does not hold.`,
		Example: "  taupier backup verify taupier-20261120T090000Z.age --identity me.key --key ledger.pub --known checkpoints",
		RunE:    func(cmd *cobra.Command, args []string) error { return c.backupVerify(cmd.Context(), f, args[0]) },
	}
	f.add(cmd)
	cmd.Flags().StringVarP(&f.output, "output", "o", "text", "text or json")
	return cmd
}

func (c *cli) backupVerify(ctx context.Context, f openFlags, path string) error {
	if f.output != "text" && f.output != "json" {
		return fail(exitUsage, "-o %s: want text or json", f.output)
	}
	file, k, err := c.openBackup(f, path)
	if err != nil {
		return err
	}
	defer file.Close()
	tmp, err := os.MkdirTemp("", "taupier-verify-")
	if err != nil {
		return fail(exitIO, "make a temporary folder: %w", err)
	}
	defer os.RemoveAll(tmp)
	found, err := readBackup(ctx, file, k, tmp, false)
	if err != nil {
		return &exitError{backupCode(err), fmt.Errorf("%s: %w", path, err)}
	}
	if f.output == "json" {
		return c.backupJSON(found, k)
	}
	c.sayFound(path, found, k, time.Now())
	return nil
}

// openBackup opens the file and the keys.
func (c *cli) openBackup(f openFlags, path string) (*os.File, backupKeys, error) {
	var k backupKeys
	if len(f.ids) == 0 {
		return nil, k, fail(exitUsage, "give a secret key that opens it: --identity KEYFILE")
	}
	for _, name := range f.ids {
		data, err := os.ReadFile(name)
		if err != nil {
			return nil, k, fail(exitIO, "read a secret key: %w", err)
		}
		ids, err := backup.Identities(data, func() ([]byte, error) { return c.passphrase(name) })
		if err != nil {
			return nil, k, fail(exitUsage, "%s: %w", name, err)
		}
		k.ids = append(k.ids, ids...)
	}
	if f.key != "" {
		var err error
		if k.public, err = ledger.PublicKey(f.key); err != nil {
			return nil, k, fail(exitUsage, "--key: %w", err)
		}
	}
	for _, name := range f.known {
		data, err := os.ReadFile(name)
		if err != nil {
			return nil, k, fail(exitIO, "read a checkpoint: %w", err)
		}
		k.known = append(k.known, data...)
	}
	file, err := os.Open(path)
	if err != nil {
		return nil, k, fail(exitIO, "read the backup: %w", err)
	}
	return file, k, nil
}

func (c *cli) passphrase(name string) ([]byte, error) {
	file, ok := c.in.(*os.File)
	if !ok || !term.IsTerminal(int(file.Fd())) {
		return nil, fmt.Errorf("%s has a passphrase, and there is no terminal to ask for it", name)
	}
	fmt.Fprintf(c.err, "Passphrase of %s: ", name)
	defer fmt.Fprintln(c.err)
	return term.ReadPassword(int(file.Fd()))
}

func (c *cli) sayFound(path string, f *backupFound, k backupKeys, now time.Time) {
	age := now.Sub(f.Made).Round(time.Minute)
	fmt.Fprintf(c.out, "%s: holds\nmade %s, %s ago, by %s\n%s: %d entries, last %s\n%d parts, %d bytes\n",
		path, f.Made.Format("2006-01-02 15:04:05 UTC"), age, f.Program, f.Origin, f.Entries, f.Ledger.Last.Format("2006-01-02 15:04:05 UTC"), len(f.Parts), f.Size())
	if _, ok := f.Part(backup.MasterKey); !ok {
		fmt.Fprintln(c.out, "the master key is not in it: what is sealed, and the bytes of evidence, were held against their hashes and not opened")
	}
	if k.public == "" {
		fmt.Fprintln(c.out, "no --key was given: nothing broke, but anybody with your public key could have made it")
	}
	if f.Later > 0 {
		fmt.Fprintf(c.out, "a witness has seen %d entries: at least the last %d are not in it\n", f.Later, f.Later-f.Entries)
	}
	if f.Lost > 0 {
		fmt.Fprintf(c.out, "%d files were missing already when it was made\n", f.Lost)
	}
}

func (c *cli) backupJSON(f *backupFound, k backupKeys) error {
	enc := json.NewEncoder(c.out)
	enc.SetIndent("", "  ")
	err := enc.Encode(struct {
		Holds     bool   `json:"holds"`
		ID        string `json:"id"`
		Later     int64  `json:"witnessed_entries,omitempty"`
		SignedBy  bool   `json:"signed_by_given_key"`
		LedgerAll int64  `json:"entries_verified"`
		backup.Manifest
	}{true, f.ID, f.Later, k.public != "", f.Ledger.Entries, f.Manifest})
	if err != nil {
		return fail(exitIO, "write: %w", err)
	}
	return nil
}
