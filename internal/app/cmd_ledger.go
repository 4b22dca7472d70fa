package app

import (
	"fmt"
	"os"
	"time"

	"github.com/spf13/cobra"

	"github.com/taupier-eu/taupier/internal/ledger"
	"github.com/taupier-eu/taupier/internal/stamp"
	"github.com/taupier-eu/taupier/internal/witness"
)

func (c *cli) ledgerCmd() *cobra.Command {
	cmd := &cobra.Command{Use: "ledger", Short: "Export the record of every act, and verify an export without the server"}
	cmd.AddCommand(c.ledgerExportCmd(), c.ledgerVerifyCmd())
	return cmd
}

func (c *cli) ledgerExportCmd() *cobra.Command {
	var at serverPlace
	cmd := &cobra.Command{
		Use: "export --data-dir DIR", Short: "Write the ledger of a server to standard output, also while the server runs", Args: cobra.NoArgs,
		Example: "  taupier ledger export --data-dir ./try > ledger.jsonl",
		RunE: func(cmd *cobra.Command, _ []string) error {
			at, err := c.given(at)
			if err != nil {
				return err
			}
			db, err := at.toRead(cmd.Context())
			if err != nil {
				return fail(exitIO, "export the ledger: %w", err)
			}
			defer db.Close()
			if err := db.Export(cmd.Context(), c.out); err != nil {
				return fail(exitIO, "export the ledger: %w", err)
			}
			return nil
		},
	}
	at.flags(cmd.Flags().StringVar)
	return cmd
}

func (c *cli) ledgerVerifyCmd() *cobra.Command {
	var f ledgerVerifyFlags
	cmd := &cobra.Command{
		Use: "verify EXPORT --key KEY", Short: "Derive the ledger anew from an export and hold it against its signatures",
		Long: `Derive the tree anew from the entries of an export and hold it against every signed checkpoint.
KEY is the public key or a file with it (ledger.pub). Give checkpoints that you keep elsewhere with
--known: without one, whoever holds the signing key could have cut the end off. With --tsa-ca the time
stamps in it are checked too: how many entries were there before which time. A certificate is judged at
the time of its stamp, so that one that has ended since is none the worse.

Exits with 6 when something does not hold.`,
		Example: "  taupier ledger verify ledger.jsonl --key ./try/ledger.pub",
		Args:    cobra.ExactArgs(1),
		RunE:    func(_ *cobra.Command, args []string) error { return c.ledgerVerify(args[0], f) },
	}
	cmd.Flags().StringVar(&f.key, "key", "", "public key of the ledger, or a file with it")
	cmd.Flags().StringArrayVar(&f.known, "known", nil, "file with signed checkpoints that were kept elsewhere, as a witness writes it; may be given again")
	cmd.Flags().StringVar(&f.tsaCA, "tsa-ca", "", "file with the certificates (PEM) of whoever issued the time-stamp authority's")
	cmd.Flags().BoolVar(&f.all, "each-stamp", false, "list every time stamp, not the newest ten")
	return cmd
}

// ledgerVerifyFlags are what an export is held against.
type ledgerVerifyFlags struct {
	key   string
	known []string
	tsaCA string
	all   bool
}

func (c *cli) ledgerVerify(path string, f ledgerVerifyFlags) error {
	key := f.key
	if key == "" {
		return fail(exitUsage, "give the public key: --key KEY")
	}
	stamps, look, err := f.stamps()
	if err != nil {
		return err
	}
	if key, err = ledger.PublicKey(key); err != nil {
		return fail(exitUsage, "--key: %w", err)
	}
	var known []ledger.Checkpoint
	for _, name := range f.known {
		data, err := os.ReadFile(name)
		if err != nil {
			return fail(exitIO, "read a checkpoint: %w", err)
		}
		for _, note := range witness.Split(data) {
			p, err := ledger.OpenCheckpoint(note, key)
			if err != nil {
				return fail(exitIntegrity, "%s: %w", name, err)
			}
			known = append(known, p)
		}
	}
	file, err := os.Open(path)
	if err != nil {
		return fail(exitIO, "read the export: %w", err)
	}
	defer file.Close()
	v, err := ledger.VerifyStamps(file, key, look, known...)
	if err != nil {
		return fail(exitIntegrity, "%s: %w", path, err)
	}
	fmt.Fprintf(c.out, "%s: %d entries, %d covered by %d checkpoints, %d details, %d erased; last entry %s\n",
		v.Origin, v.Entries, v.Covered, v.Checkpoints, v.Details, v.Erased, v.Last.Format("2006-01-02 15:04:05 UTC"))
	if v.Covered < v.Entries {
		fmt.Fprintf(c.err, "taupier: the last %d entries are not signed yet\n", v.Entries-v.Covered)
	}
	if look == nil {
		if v.Stamps > 0 {
			fmt.Fprintf(c.err, "taupier: %d time stamps are in it and were not looked at: give --tsa-ca\n", v.Stamps)
		}
		return nil
	}
	if err := stamps.Say(c.out, f.all, time.Now()); err != nil {
		return fail(exitIntegrity, "%s: %w", path, err)
	}
	return nil
}

// stamps is what the time stamps are held against; nil when nobody asked for them.
func (f ledgerVerifyFlags) stamps() (*stamp.Export, ledger.Stamped, error) {
	if f.tsaCA == "" {
		return nil, nil, nil
	}
	ca, err := readTSACA(f.tsaCA)
	if err != nil {
		return nil, nil, err
	}
	e := &stamp.Export{CA: ca}
	return e, e.Look, nil
}

// readTSACA reads the certificates against which time stamps are held.
func readTSACA(file string) (*stamp.CA, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, fail(exitIO, "read the authority's certificates: %w", err)
	}
	ca, err := stamp.ReadCA(data)
	if err != nil {
		return nil, fail(exitUsage, "--tsa-ca %s: %w", file, err)
	}
	return ca, nil
}
