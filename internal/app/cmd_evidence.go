package app

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"github.com/taupier-eu/taupier/internal/casework/bundle"
	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/ledger"
	"github.com/taupier-eu/taupier/internal/stamp"
)

func (c *cli) evidenceCmd() *cobra.Command {
	cmd := &cobra.Command{Use: "evidence", Short: "Verify an evidence bundle, without the server and without a network"}
	cmd.AddCommand(c.evidenceVerifyCmd())
	return cmd
}

func (c *cli) evidenceVerifyCmd() *cobra.Command {
	var key, tsaCA, output string
	cmd := &cobra.Command{
		Use: "verify BUNDLE.zip --key KEY", Short: "Derive what a bundle claims from its bytes, and say step by step what holds and why",
		Long: `Check an evidence bundle: that the archive is whole, every file is the one listed, the ledger's entries
about it lead to the signed root, and each item of evidence is the one that came in.
KEY is the ledger's public key or a file with it, which you got another way than with the bundle.
Without one the bundle's own key is taken: that shows that nothing broke, not who signed.

With --tsa-ca the time stamps (RFC 3161) in it are held against an authority that you chose, and it is said
since when at the latest each item was there; a bundle without any does not hold then. Without --tsa-ca they are only looked at for damage.

Exits with 6 when something does not hold.`,
		Example: "  taupier evidence verify bundle.zip --key ledger.pub",
		Args:    cobra.ExactArgs(1),
		RunE:    func(_ *cobra.Command, args []string) error { return c.evidenceVerify(args[0], key, tsaCA, output) },
	}
	cmd.Flags().StringVar(&key, "key", "", "public key of the ledger, or a file with it")
	cmd.Flags().StringVar(&tsaCA, "tsa-ca", "", "file with the certificates (PEM) of whoever issued the time-stamp authority's")
	cmd.Flags().StringVarP(&output, "output", "o", "text", "text or json")
	return cmd
}

func (c *cli) evidenceVerify(path, key, tsaCA, output string) error {
	lang, err := langOf(c.lang, c.env)
	if err != nil {
		return err
	}
	if output != "text" && output != "json" {
		return fail(exitUsage, "-o %s: want text or json", output)
	}
	if key != "" {
		if key, err = ledger.PublicKey(key); err != nil {
			return fail(exitUsage, "--key: %w", err)
		}
	}
	against, err := stampsAgainst(tsaCA)
	if err != nil {
		return err
	}
	against.Key = key
	file, err := os.Open(path)
	if err != nil {
		return fail(exitIO, "read the bundle: %w", err)
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return fail(exitIO, "read the bundle: %w", err)
	}
	v, broken := bundle.Verify(file, info.Size(), against, lang)
	if output == "json" {
		enc := json.NewEncoder(c.out)
		enc.SetIndent("", "  ")
		err = enc.Encode(struct {
			Holds bool `json:"holds"`
			bundle.Verified
		}{broken == nil, v})
	} else {
		err = c.evidenceSay(v, lang, broken == nil)
	}
	if err != nil {
		return fail(exitIO, "write: %w", err)
	}
	if broken != nil {
		return fail(exitIntegrity, "%s: %w", path, broken)
	}
	return nil
}

// stampsAgainst says what the time stamps of a bundle are held against: the certificates of a file, or without one whether they are whole.
func stampsAgainst(file string) (bundle.Against, error) {
	if file == "" {
		return bundle.Against{Stamps: func(token, signed []byte) (bundle.Said, error) { return bundle.Said{}, stamp.Whole(token, signed) }}, nil
	}
	ca, err := readTSACA(file)
	if err != nil {
		return bundle.Against{}, err
	}
	return bundle.Against{Wanted: true, Stamps: func(token, signed []byte) (bundle.Said, error) {
		s, err := stamp.Check(token, signed, ca)
		return bundle.Said{Trusted: err == nil, Before: s.Before(), By: s.By}, err
	}}, nil
}

// evidenceSay writes the steps that hold, and at the end what they do not show.
func (c *cli) evidenceSay(v bundle.Verified, lang core.Lang, holds bool) error {
	var b strings.Builder
	for i, s := range v.Steps {
		fmt.Fprintf(&b, "%d. %s\n   %s\n", i+1, s.Says, s.Because)
	}
	if holds {
		fmt.Fprintf(&b, "\n%s\n", bundle.Holds.In(lang))
		if v.OwnKey {
			fmt.Fprintf(&b, "%s\n  %s\n", bundle.OwnKey.In(lang), v.Key)
		}
		fmt.Fprintf(&b, "\n%s\n", bundle.NotShown.In(lang))
		for _, l := range v.Limits {
			fmt.Fprintf(&b, "- %s\n", l)
		}
	}
	_, err := fmt.Fprint(c.out, b.String())
	return err
}
