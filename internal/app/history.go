package app

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/lists"
	"github.com/taupier-eu/taupier/internal/reuse"
)

// openHistory opens the index of past applications below a data folder. Official lists are asked from the same folder where
// it holds some.
func (c *cli) openHistory(dataDir string, now time.Time) (*reuse.Past, error) {
	if _, err := os.Stat(lists.Dir(dataDir, c.env)); err == nil {
		c.data = dataDir
	}
	p, err := reuse.OpenPast(filepath.Join(dataDir, "applications"), reuse.DayOf(now))
	if err != nil {
		return nil, &exitError{exitIO, err}
	}
	return p, nil
}

// keep adds the applications of a scan to the past, as long as the company allows, and says so when
// they are on disk.
func (c *cli) keep(res *Result, set settings) error {
	past := set.opt.Past
	if past == nil {
		return nil
	}
	days := res.Company.Retention.ApplicationDays
	said := core.Text{
		EN: "nothing was kept for later: company.yaml sets no retention.application_days",
		FR: "rien n'a été conservé pour la suite : company.yaml ne fixe pas retention.application_days",
	}
	args := core.Args{}
	if days > 0 {
		gone, err := past.Shorten(days, reuse.DayOf(set.opt.Now))
		if err != nil {
			return &exitError{exitIO, err}
		}
		kept, err := past.Keep(res.Remembered, reuse.DayOf(set.opt.Now))
		if err != nil {
			return &exitError{exitIO, err}
		}
		said = core.Text{
			EN: "past applications: {kept} new or changed were kept for {days} days each, {gone} were removed",
			FR: "candidatures passées : {kept} nouvelles ou modifiées conservées {days} jours chacune, {gone} effacées",
		}
		args = core.Args{"kept": strconv.Itoa(kept), "days": strconv.Itoa(days), "gone": strconv.Itoa(gone)}
	}
	for _, n := range past.Notes() {
		fmt.Fprintln(c.err, n)
	}
	if !set.quiet {
		fmt.Fprintln(c.err, said.Render(set.lang, args))
	}
	return nil
}
