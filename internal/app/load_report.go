package app

import (
	"context"
	"fmt"
	"io"
	"os"
	"runtime"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/taupier-eu/taupier/internal/casework"
	"github.com/taupier-eu/taupier/internal/load"
)

// loadReport is what load run says. It is part of the interface.
type loadReport struct {
	Size     load.Size     `json:"size"`
	Cores    int           `json:"cores"`
	Load     [2]string     `json:"load_average"` // before and after; "" where the system does not say
	Pause    float64       `json:"pause_s"`
	For      float64       `json:"for_s"`
	Asked    int           `json:"asked"`
	Entries  int64         `json:"ledger_entries"`
	Engine   string        `json:"engine"`         // SQLite or PostgreSQL
	Database int64         `json:"database_bytes"` // 0: not measured
	First    float64       `json:"first_reading_s"`
	Second   float64       `json:"second_reading_s"`
	Waited   float64       `json:"longest_act_ms"`
	Start    float64       `json:"start_s"`
	StartOK  bool          `json:"start_ok"`
	Memory   int64         `json:"memory_bytes"` // 0: not measured
	MemoryOK bool          `json:"memory_ok"`
	Pages    []load.Figure `json:"pages"`
	Links    int           `json:"links"`
}

// The goals of the process.
const (
	loadStartGoal  = 5.0     // seconds
	loadMemoryGoal = 1 << 30 // bytes
)

// loadMeasure makes the state, starts the server, lets the users work and stops it.
func (c *cli) loadMeasure(ctx context.Context, f loadFlags) (loadReport, error) {
	r := loadReport{Size: f.size, Engine: "SQLite", Cores: runtime.NumCPU(), Pause: f.pause.Seconds(), For: f.last.Seconds()}
	if f.place.database != "" {
		r.Engine = "PostgreSQL"
	}
	l, err := c.loadState(ctx, f)
	if err != nil {
		return r, err
	}
	r.Entries, r.First, r.Second, r.Waited, r.Links = l.Entries, l.First, l.Second, l.Waited, l.Links
	users := load.Users(f.size)
	tokens, err := c.loadTokens(ctx, f.place, users)
	if err != nil {
		return r, err
	}
	people, err := c.loadPeople(f.size, l.Day)
	if err != nil {
		return r, err
	}
	r.Load[0] = loadAverage()
	s, err := startLoad(ctx, f.place, c.err)
	if err != nil {
		return r, err
	}
	d := load.Drive{Base: s.base, Size: f.size, Users: users, Tokens: tokens, People: people, Cases: l.Cases, Day: l.Day, Pause: f.pause, For: f.last}
	r.Pages, err = d.Run(ctx)
	r.Load[1] = loadAverage()
	r.Start, r.Memory = s.start, s.memory()
	r.StartOK, r.MemoryOK = r.Start <= loadStartGoal, r.Memory > 0 && r.Memory <= loadMemoryGoal
	for _, p := range r.Pages {
		r.Asked += p.Asked
	}
	for _, name := range []string{"taupier.db", "taupier.db-wal"} {
		if info, err := os.Stat(f.place.dir + "/" + name); err == nil {
			r.Database += info.Size()
		}
	}
	if stopped := s.stop(); err == nil {
		err = stopped
	}
	return r, err
}

// loadPeople are the people whom users look at: those with questions.
func (c *cli) loadPeople(s load.Size, day time.Time) ([]casework.Person, error) {
	k, err := c.knowledge()
	if err != nil {
		return nil, err
	}
	var out []casework.Person
	for _, p := range load.Reading(s, catalogueOf(k), day, true).People {
		if len(p.Questions) > 0 {
			out = append(out, p)
		}
	}
	return out, nil
}

// loadAverage is how busy the machine was in the last minute.
func loadAverage() string {
	data, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return ""
	}
	first, _, _ := strings.Cut(string(data), " ")
	return first
}

func okay(ok bool) string {
	if ok {
		return "ok"
	}
	return "missed"
}

func (r loadReport) table(out io.Writer) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "page\tasked\tp50 ms\tp95 ms\tp99 ms\tgoal ms\tlargest kB\tfailed\t\t")
	for _, p := range r.Pages {
		fmt.Fprintf(w, "%s\t%d\t%.0f\t%.0f\t%.0f\t%.0f\t%.0f\t%d\t%s\t\n", p.Page, p.Asked, p.P50, p.P95, p.P99, p.GoalMS, float64(p.Bytes)/1000, p.Failed, okay(p.OK))
	}
	if err := w.Flush(); err != nil {
		return fail(exitIO, "write: %w", err)
	}
	for _, p := range r.Pages {
		if p.Problem != "" {
			fmt.Fprintf(out, "%s: %s\n", p.Page, p.Problem)
		}
	}
	memory := "not measured"
	if r.Memory > 0 {
		memory = fmt.Sprintf("%d MiB (goal %d): %s", r.Memory>>20, loadMemoryGoal>>20, okay(r.MemoryOK))
	}
	size := ""
	if r.Database > 0 {
		size = fmt.Sprintf(" of %d MB", r.Database/1e6)
	}
	fmt.Fprintf(out, "start: %.1f s (goal %.0f): %s\nmemory at most: %s\n", r.Start, loadStartGoal, okay(r.StartOK), memory)
	fmt.Fprintf(out, "first reading: %.1f s; second: %.1f s, while which the longest act of somebody else took %.0f ms\n", r.First, r.Second, r.Waited)
	fmt.Fprintf(out, "%d people, %d links, %d cases, %d users for %.0f s with pauses of %.1f s: %d requests, %.0f a second; %d ledger entries, %s%s\n",
		r.Size.People, r.Links, r.Size.Cases, r.Size.Users, r.For, r.Pause, r.Asked, float64(r.Asked)/r.For, r.Entries, r.Engine, size)
	_, err := fmt.Fprintf(out, "%d cores, load average %s before and %s after; users and server share them\n", r.Cores, r.Load[0], r.Load[1])
	return err
}
