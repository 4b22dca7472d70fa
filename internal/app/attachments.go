package app

import (
	"context"
	"fmt"
	"runtime"

	"golang.org/x/sync/errgroup"

	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/intake"
	"github.com/taupier-eu/taupier/internal/parse"
)

// maxAttachments is how many files of one dossier are read. Their texts are held until the end of a run,
// so that this bounds memory; an honest dossier holds a handful.
const maxAttachments = 200

// documents reads the files people attached. It is parse.Pool, which opens them in other processes.
type documents interface {
	Read(ctx context.Context, path string, data []byte) (core.Paper, *core.Stated)
}

// attachment is one document of a dossier: a file, or a document inside one.
type attachment struct {
	paper  core.Paper
	stated *core.Stated
}

// readAttachments reads the files of all dossiers, several at a time, and accounts for each in the order
// in which they stand. It returns them by folder.
func (f *folder) readAttachments(ctx context.Context, files []intake.File, opt ScanOptions) (map[string][]attachment, error) {
	papers := map[string][]attachment{}
	if len(files) == 0 {
		return papers, nil
	}
	pool, err := parse.NewPool(ctx, opt.Parser, runtime.GOMAXPROCS(0))
	if err != nil {
		return nil, fmt.Errorf("start the document reader: %w", err)
	}
	defer pool.Close()
	read := make([][]attachment, len(files))
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	perPerson := map[string]int{}
	for i, file := range files {
		opt.Progress.Step(file.Path)
		if perPerson[file.Person]++; perPerson[file.Person] > maxAttachments {
			read[i] = unread(file.Path, fmt.Sprintf("the dossier holds more than %d files: this one was not read; keep what is needed to decide", maxAttachments))
			continue
		}
		group.Go(func() error {
			read[i] = f.readAttachment(ctx, pool, file)
			return ctx.Err()
		})
	}
	if err := group.Wait(); err != nil {
		return nil, err
	}
	for i, file := range files {
		for _, a := range read[i] {
			f.inputs = append(f.inputs, accountOf(&a.paper))
		}
		papers[file.Person] = append(papers[file.Person], read[i]...)
	}
	return papers, nil
}

func unread(path, why string) []attachment {
	return []attachment{{paper: core.Paper{Input: path, Kind: "unknown", Problem: why}}}
}

// readAttachment has one file read in a child process: the file, and the documents inside it.
func (f *folder) readAttachment(ctx context.Context, pool documents, file intake.File) []attachment {
	data, err := f.readAll(file, maxDocument)
	if err != nil {
		return unread(file.Path, err.Error())
	}
	paper, stated := pool.Read(ctx, file.Path, data)
	var out []attachment
	for _, p := range parse.Papers(paper) {
		out = append(out, attachment{paper: p})
	}
	out[0].stated = stated
	return out
}

// accountOf accounts for a document in the report.
func accountOf(p *core.Paper) core.Input {
	in := core.Input{Path: p.Input, Kind: p.Kind, Records: 1}
	if p.Role == "cv" || p.Role == "letter" || p.Role == "photo" {
		in.Kind = p.Role + "." + p.Kind
	}
	if p.Problem != "" {
		in.Records = 0
		in.Reject(0, p.Problem)
	}
	return in
}
