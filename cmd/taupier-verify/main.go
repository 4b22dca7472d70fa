// Command taupier-verify derives a ledger anew from an export and holds it against its signatures. It shares nothing with the
// server but the format: whoever checks a server should not have to run it.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/taupier-eu/taupier/internal/ledger"
	"github.com/taupier-eu/taupier/internal/stamp"
	"github.com/taupier-eu/taupier/internal/witness"
)

// The exit codes, as taupier has them.
const (
	exitOK        = 0
	exitUsage     = 2
	exitIO        = 3
	exitIntegrity = 6
)

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

func run(args []string, out, errs io.Writer) int {
	f := flag.NewFlagSet("taupier-verify", flag.ContinueOnError)
	f.SetOutput(errs)
	key := f.String("key", "", "public key of the ledger, or a file with it (ledger.pub)")
	known := f.String("known", "", "file with signed checkpoints that a witness kept")
	tsaCA := f.String("tsa-ca", "", "file with the certificates (PEM) of whoever issued the time-stamp authority's: checks the time stamps too")
	each := f.Bool("each-stamp", false, "list every time stamp, not the newest ten")
	f.Usage = func() {
		fmt.Fprintln(errs, "usage: taupier-verify --key KEY [--known FILE] [--tsa-ca FILE] EXPORT")
		f.PrintDefaults()
	}
	if err := f.Parse(args); err != nil || f.NArg() != 1 || *key == "" {
		if err == nil {
			f.Usage()
		}
		return exitUsage
	}
	stamps, look, err := against(*tsaCA)
	if err != nil {
		fmt.Fprintln(errs, "taupier-verify: --tsa-ca:", err)
		return exitUsage
	}
	v, err := verify(f.Arg(0), *key, *known, look)
	var unread *os.PathError
	switch {
	case errors.As(err, &unread):
		fmt.Fprintln(errs, "taupier-verify:", err)
		return exitIO
	case err != nil:
		fmt.Fprintln(errs, "taupier-verify:", err)
		return exitIntegrity
	}
	fmt.Fprintf(out, "%s: %d entries hold, %d of them signed, by %d checkpoints; %d details, %d erased; last entry %s\n",
		v.Origin, v.Entries, v.Covered, v.Checkpoints, v.Details, v.Erased, v.Last.Format("2006-01-02 15:04:05 UTC"))
	if look == nil {
		if v.Stamps > 0 {
			fmt.Fprintf(errs, "taupier-verify: %d time stamps are in it and were not looked at: give --tsa-ca\n", v.Stamps)
		}
		return exitOK
	}
	if err := stamps.Say(out, *each, time.Now()); err != nil {
		fmt.Fprintln(errs, "taupier-verify:", err)
		return exitIntegrity
	}
	return exitOK
}

// against reads what time stamps are held against; nil when nobody asked for them.
func against(file string) (*stamp.Export, ledger.Stamped, error) {
	if file == "" {
		return nil, nil, nil
	}
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, nil, err
	}
	ca, err := stamp.ReadCA(data)
	if err != nil {
		return nil, nil, fmt.Errorf("%s: %w", file, err)
	}
	e := &stamp.Export{CA: ca}
	return e, e.Look, nil
}

func verify(path, key, known string, look ledger.Stamped) (ledger.Verified, error) {
	if data, err := os.ReadFile(key); err == nil {
		key = string(data)
	}
	key = strings.TrimSpace(key)
	var points []ledger.Checkpoint
	if known != "" {
		data, err := os.ReadFile(known)
		if err != nil {
			return ledger.Verified{}, err
		}
		for _, note := range witness.Split(data) {
			c, err := ledger.OpenCheckpoint(note, key)
			if err != nil {
				return ledger.Verified{}, fmt.Errorf("%s: %w", known, err)
			}
			points = append(points, c)
		}
	}
	file, err := os.Open(path)
	if err != nil {
		return ledger.Verified{}, err
	}
	defer file.Close()
	return ledger.VerifyStamps(file, key, look, points...)
}
