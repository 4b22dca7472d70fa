// Command upload brings a company folder, a dossier or a log into a Taupier server by its API, with nothing but the standard library.
// It sends the file in parts and goes on where it was, whether the connection broke, the server was started anew or this program was.
//
//	TAUPIER_TOKEN=taupier_… go run ./examples/upload -server http://127.0.0.1:8787 -kind company acme.tar.gz
//
// The token needs the scope data.import, and data.confirm for -confirm. Its user makes it on the page Service tokens; with the server
// stopped:
//
//	taupier token create --data-dir DIR --user ID --name "nightly logs" --scope data.import
//
// Without -confirm nothing changes: the program prints what would, and its user confirms on the page Bring data in. With -confirm it
// confirms exactly what it printed; when the company changed meanwhile, nothing is done and it exits with 1.
package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
)

func main() {
	server := flag.String("server", "http://127.0.0.1:8787", "address of the server")
	kind := flag.String("kind", "company", "company, dossier or log")
	part := flag.Int64("part", 8<<20, "bytes of a part")
	confirm := flag.Bool("confirm", false, "make it part of the company once the server has looked")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	c := &client{server: strings.TrimSuffix(*server, "/"), token: os.Getenv("TAUPIER_TOKEN")}
	err := errors.New("name one file")
	if flag.NArg() == 1 && *part > 0 {
		err = run(ctx, c, flag.Arg(0), *kind, *part, *confirm, os.Stdout)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "upload:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, c *client, path, kind string, part int64, confirm bool, out io.Writer) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	h := sha256.New()
	size, err := io.Copy(h, f)
	if err != nil {
		return fmt.Errorf("read %s: %w", path, err)
	}
	id, err := c.begin(ctx, kind, filepath.Base(path), size)
	if err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	if err := c.sendParts(ctx, id, f, size, part, out); err != nil {
		return fmt.Errorf("send %s: %w", id, err)
	}
	u, err := c.looked(ctx, id)
	if err != nil {
		return fmt.Errorf("wait for %s: %w", id, err)
	}
	if u.State == "refused" {
		return fmt.Errorf("it cannot be taken: %s", u.Report.Why)
	}
	if u.Report.SHA256 != hex.EncodeToString(h.Sum(nil)) {
		return errors.Join(errors.New("another file of this name and size was begun before, or this one changed: the upload is discarded, send it again"), c.post(ctx, "/api/v1/imports/"+id+"/discard", struct{}{}, nil))
	}
	u.print(out)
	if !confirm {
		fmt.Fprintln(out, "nothing has changed: confirm it on the page Bring data in")
		return nil
	}
	if err := c.post(ctx, "/api/v1/imports/"+id+"/confirm", map[string]string{"shown": u.Shown}, nil); err != nil {
		return fmt.Errorf("confirm: %w", err)
	}
	fmt.Fprintln(out, "it is part of the company")
	return nil
}
