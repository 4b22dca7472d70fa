// Command client shows how a program works with Taupier's API, with nothing but the standard library: it lists the queue, reads
// the first case, adds a note to it once, and follows what changes until it has seen as many events as it was asked to.
//
//	TAUPIER_TOKEN=taupier_… go run ./examples/client -server http://127.0.0.1:8787 -note "Read by the nightly job." -events 1
//
// The token needs the scopes people.see and case.work. Its user makes it on the page Service tokens; with the server stopped:
//
//	taupier token create --data-dir DIR --user ID --name "nightly job" --scope people.see --scope case.work
//
// The program writes no first view: that is what somebody thinks, and a
// program thinks nothing. Without a first view of the token's user, no level and no sum are in what it reads.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
)

func main() {
	server := flag.String("server", "http://127.0.0.1:8787", "address of the server")
	note := flag.String("note", "", "note to add to the first case")
	events := flag.Int("events", 0, "end after so many events")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	c := &client{server: *server, token: os.Getenv("TAUPIER_TOKEN")}
	if err := run(ctx, c, *note, *events, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "client:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, c *client, note string, events int, out io.Writer) error {
	people, err := c.queue(ctx)
	if err != nil {
		return fmt.Errorf("list the queue: %w", err)
	}
	fmt.Fprintf(out, "%d people are listed\n", len(people))
	first := ""
	for _, p := range people {
		if first = p.Case; first != "" {
			break
		}
	}
	if first == "" {
		fmt.Fprintln(out, "no case is open: somebody writes a first view, and there is one")
		return nil
	}
	seen, err := c.follow(ctx) // before the note, so that its event is not missed
	if err != nil {
		return fmt.Errorf("follow: %w", err)
	}
	if err := c.read(ctx, first, note, out); err != nil {
		return err
	}
	for range events {
		e, ok := <-seen
		if !ok {
			return errors.New("the stream ended")
		}
		fmt.Fprintf(out, "event %s %s\n", e.Name, e.Data)
	}
	return nil
}

// read shows a case and adds the note, when there is one.
func (c *client) read(ctx context.Context, id, note string, out io.Writer) error {
	whole, tag, err := c.oneCase(ctx, id)
	if err != nil {
		return fmt.Errorf("read case %s: %w", id, err)
	}
	fmt.Fprintf(out, "case %s about %s is %s and has %d events\n", id, whole.Subject, whole.State, len(whole.Events))
	if note == "" {
		return nil
	}
	version, err := c.addNote(ctx, id, tag, note)
	if err != nil {
		return fmt.Errorf("add a note to case %s: %w", id, err)
	}
	fmt.Fprintf(out, "the note is in: version %d\n", version)
	return nil
}
