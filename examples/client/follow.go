package main

import (
	"bufio"
	"context"
	"net/http"
	"strings"
	"time"
)

// event is a server-sent event.
type event struct{ ID, Name, Data string }

// follow opens the stream, and goes on from the last event when it breaks off. A "gap" says that more was missed than is told:
// whoever keeps a copy of the cases lists them again then (updated_since).
func (c *client) follow(ctx context.Context) (<-chan event, error) {
	res, err := c.open(ctx, "")
	if err != nil {
		return nil, err
	}
	out := make(chan event)
	go func() {
		defer close(out)
		last := ""
		for ctx.Err() == nil {
			if res != nil {
				last = listen(ctx, res, last, out)
			}
			time.Sleep(time.Second)
			if res, err = c.open(ctx, last); err != nil {
				res = nil
			}
		}
	}()
	return out, nil
}

func (c *client) open(ctx context.Context, last string) (*http.Response, error) {
	return c.send(ctx, http.MethodGet, "/api/v1/events", map[string]string{"Last-Event-ID": last}, nil)
}

// listen hands on the events of one stream until it ends, and gives the last id.
func listen(ctx context.Context, res *http.Response, last string, out chan<- event) string {
	defer res.Body.Close()
	var e event
	for lines := bufio.NewScanner(res.Body); lines.Scan(); {
		name, value, _ := strings.Cut(lines.Text(), ": ")
		switch {
		case name == "id":
			e.ID = value
		case name == "event":
			e.Name = value
		case name == "data":
			e.Data = value
		case lines.Text() == "" && e.Name != "":
			last = e.ID
			if e.Name != "start" {
				select {
				case out <- e:
				case <-ctx.Done():
					return last
				}
			}
			e = event{}
		}
	}
	return last
}
