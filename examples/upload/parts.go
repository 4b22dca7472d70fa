package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"time"
)

// anImport is an upload, as far as this program is concerned.
type anImport struct {
	ID, Kind, Name, State, Shown string
	Size                         int64
	Report                       struct {
		SHA256, Why string
		Files       int
		Kinds       []struct {
			Kind              string
			Records, Rejected int
		}
		Problems []struct {
			Input string
			Line  int
			Says  string
		}
		More   int
		Change struct{ New, Replaced, Same, Added, Changed []string }
	}
}

// print says what the upload holds and what would change.
func (u *anImport) print(out io.Writer) {
	c := u.Report.Change
	fmt.Fprintf(out, "files: %d; new dossiers: %d, replaced: %d; files added: %d, changed: %d, there already: %d\n", u.Report.Files, len(c.New), len(c.Replaced), len(c.Added), len(c.Changed), len(c.Same))
	for _, k := range u.Report.Kinds {
		fmt.Fprintf(out, "  %s: %d records, %d rejected\n", k.Kind, k.Records, k.Rejected)
	}
	for _, p := range u.Report.Problems {
		at := p.Input
		if p.Line > 0 {
			at += ":" + strconv.Itoa(p.Line)
		}
		fmt.Fprintf(out, "  %s: %s\n", at, p.Says)
	}
	if u.Report.More > 0 {
		fmt.Fprintf(out, "  and %d more that cannot be used\n", u.Report.More)
	}
}

// begin gives the upload of this file that was begun and did not get whole, or begins one.
func (c *client) begin(ctx context.Context, kind, name string, size int64) (string, error) {
	for next := "/api/v1/imports?limit=200"; next != ""; {
		var page struct {
			Items []anImport
			Next  string
		}
		if err := c.call(ctx, http.MethodGet, next, nil, nil, &page); err != nil {
			return "", err
		}
		for _, u := range page.Items {
			if u.State == "coming" && u.Kind == kind && u.Name == name && u.Size == size {
				return u.ID, nil
			}
		}
		if next = ""; page.Next != "" {
			next = "/api/v1/imports?limit=200&cursor=" + url.QueryEscape(page.Next)
		}
	}
	var begun struct{ ID string }
	err := c.post(ctx, "/api/v1/imports", map[string]any{"kind": kind, "name": name, "size": size}, &begun)
	return begun.ID, err
}

// sendParts asks how many bytes are there and sends those that follow, until all are.
func (c *client) sendParts(ctx context.Context, id string, file io.ReaderAt, size, part int64, out io.Writer) error {
	path, at := "/api/v1/imports/"+id+"/parts", int64(-1)
	for try := 0; ; {
		before := at
		res, err := c.send(ctx, http.MethodHead, path, nil, nil)
		if err == nil {
			res.Body.Close()
			if at, err = strconv.ParseInt(res.Header.Get("Upload-Offset"), 10, 64); err != nil {
				return err
			}
			if at != before {
				fmt.Fprintf(out, "%d of %d bytes are there\n", at, size)
			}
			for err == nil && at < size {
				res, err = c.send(ctx, http.MethodPatch, path, map[string]string{
					"Tus-Resumable": "1.0.0", "Content-Type": "application/offset+octet-stream", "Upload-Offset": strconv.FormatInt(at, 10),
				}, io.NewSectionReader(file, at, min(part, size-at)))
				if err == nil {
					res.Body.Close()
					at, try = at+min(part, size-at), 0
				}
			}
			if err == nil {
				return nil
			}
		}
		if lasting(err) || try == maxTries {
			return err
		}
		fmt.Fprintln(out, "it broke off:", err)
		if err := pause(ctx, try, res); err != nil {
			return err
		}
		try++
	}
}

// looked waits until the server has looked at the upload, or refused it.
func (c *client) looked(ctx context.Context, id string) (*anImport, error) {
	for {
		u := new(anImport)
		if err := c.call(ctx, http.MethodGet, "/api/v1/imports/"+id, nil, nil, u); err != nil {
			return nil, err
		}
		if u.State == "looked" || u.State == "refused" {
			return u, nil
		}
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(2 * time.Second):
		}
	}
}
