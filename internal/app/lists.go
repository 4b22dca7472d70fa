package app

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/taupier-eu/taupier/content"
	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/lists"
	"github.com/taupier-eu/taupier/screen"
	"github.com/taupier-eu/taupier/screen/list"
	"github.com/taupier-eu/taupier/screen/list/formats"
)

// shippedLists is the snapshot inside the program: the entries of the programmes on North Korea.
const shippedLists = "lists/dprk.jsonl.gz"

// officialLists are the lists to compare with, and why they say less than they should.
type officialLists struct {
	lists     []list.List
	installed []lists.Installed // the first of lists, in their order; none when they were given or shipped
	problems  []list.Problem
	warning   core.Text // empty when nothing needs to be said
	index     string    // file in which installed lists are kept ready to be asked; empty for others
}

// indexFile is the name of that file, in the store.
const indexFile = "screen.index"

// screener makes the lists ready to be asked. Installed ones are indexed once for each set of versions: a file that cannot
// be written, for example because the store is another user's, costs the time of indexing and nothing else.
func (o *officialLists) screener() (*screen.Screener, error) {
	if o.index == "" {
		s, err := screen.New(o.lists)
		if err != nil {
			return nil, &exitError{exitIO, err}
		}
		return s, nil
	}
	s, _, err := screen.Cached(o.index, o.source(), func() ([]list.List, error) { return o.lists, nil })
	if err != nil {
		return nil, &exitError{exitIO, err}
	}
	return s, nil
}

// source tells one set of versions of the installed lists, and of those that ship and stand in, from every other.
func (o *officialLists) source() string {
	h := sha256.New()
	for i := range o.lists {
		fmt.Fprintln(h, o.lists[i].Name, o.lists[i].Published.UnixNano(), len(o.lists[i].Entries))
	}
	for _, in := range o.installed {
		fmt.Fprintln(h, in.Version.List, in.Version.Installed.UnixNano(), in.Version.Entries)
		for _, f := range in.Version.Files {
			fmt.Fprintln(h, f.SHA256)
		}
	}
	return hex.EncodeToString(h.Sum(nil))
}

// openLists reads the lists of a folder; without one those installed on this machine; without any the shipped snapshot.
func (c *cli) openLists(dir string, now time.Time) (*officialLists, error) {
	if dir != "" {
		return givenLists(dir, now)
	}
	installed, problems, err := c.store().Open()
	if err != nil {
		return nil, &exitError{exitIO, err}
	}
	if len(installed) > 0 {
		o := installedLists(installed, problems, now)
		o.index = filepath.Join(lists.Dir(c.data, c.env), indexFile)
		return o, o.fillIn()
	}
	o, err := shippedSnapshot(now)
	if err != nil {
		return nil, err
	}
	o.problems = problems
	return o, nil
}

// store is the folder of the lists installed on this machine.
func (c *cli) store() *lists.Store { return lists.At(lists.Dir(c.data, c.env)) }

func givenLists(dir string, now time.Time) (*officialLists, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, fail(exitIO, "open lists: %w", err)
	}
	defer root.Close()
	return listsIn(root.FS(), now)
}

// listsIn reads every list in a folder. None is an error: a comparison with nothing must not look like one.
func listsIn(folder fs.FS, now time.Time) (*officialLists, error) {
	lists, problems, err := formats.Open(folder)
	if err != nil {
		return nil, &exitError{exitIO, err}
	}
	o := &officialLists{lists: lists, problems: problems}
	if len(lists) == 0 {
		var why []string
		for _, p := range problems {
			why = append(why, problemText(p))
		}
		return nil, fail(exitNothing, "no official list could be read: %s", strings.Join(append(why, "put the published files there"), "; "))
	}
	o.warning = aged(oldest(lists, now))
	return o, nil
}

func problemText(p list.Problem) string {
	if p.File == "" {
		return p.Reason
	}
	return where(p.File, p.Line) + ": " + p.Reason
}

// installedLists says how long ago somebody last asked whether the lists are in force.
func installedLists(installed []lists.Installed, problems []list.Problem, now time.Time) *officialLists {
	o := &officialLists{installed: installed, problems: problems}
	var old []string
	days := 0
	for i := range installed {
		in := &installed[i]
		o.lists = append(o.lists, in.List)
		if in.Problem != "" {
			o.problems = append(o.problems, list.Problem{Reason: in.Problem})
		}
		if d := daysSince(in.Checked, now); d > staleAfter {
			old, days = append(old, in.List.Name), max(days, d)
		}
	}
	if len(old) > 0 {
		slices.Sort(old)
		names := strings.Join(old, ", ")
		o.warning = core.Text{
			EN: fmt.Sprintf("Not compared with the publisher for up to %d days: %s. Run taupier lists update, or import the lists in force.", days, names),
			FR: fmt.Sprintf("Sans comparaison avec l'éditeur depuis %d jours au plus : %s. Lancez taupier lists update, ou importez les listes en vigueur.", days, names),
		}
	}
	return o
}

// fillIn asks what ships with the program of lists that are not installed, and says which lists are not asked in full: one list
// installed must not look like all of them.
func (o *officialLists) fillIn() error {
	shipped, err := readShipped()
	if err != nil {
		return err
	}
	have := map[string]bool{}
	for _, l := range o.lists {
		have[l.Name] = true
	}
	for _, l := range shipped {
		if !have[l.Name] {
			o.lists = append(o.lists, l)
		}
	}
	data, err := fs.ReadFile(content.FS, shippedSources)
	if err != nil {
		return fail(exitIO, "read sources of lists: %w", err)
	}
	sources, err := lists.ReadSources(data, shippedSources)
	if err != nil {
		return &exitError{exitIO, err}
	}
	var missing []string
	for _, s := range sources {
		if !s.OnRequest && !have[s.List] {
			missing = append(missing, s.List)
		}
	}
	o.warn(missing)
	return nil
}

func (o *officialLists) warn(missing []string) {
	if len(missing) == 0 {
		return
	}
	names := strings.Join(missing, ", ")
	o.warning.EN = strings.TrimSpace(o.warning.EN + " Not installed: " + names + "; of these, only what ships with the program was asked. Run taupier lists update.")
	o.warning.FR = strings.TrimSpace(o.warning.FR + " Non installées : " + names + " ; pour celles-ci, seul ce qui est livré avec le programme a été consulté. Lancez taupier lists update.")
}

func readShipped() ([]list.List, error) {
	data, err := fs.ReadFile(content.FS, shippedLists)
	if err != nil {
		return nil, fail(exitIO, "read shipped lists: %w", err)
	}
	lists, err := list.ReadCompiled(bytes.NewReader(data))
	if err != nil {
		return nil, fail(exitIO, "shipped lists: %w", err)
	}
	return lists, nil
}

func shippedSnapshot(now time.Time) (*officialLists, error) {
	lists, err := readShipped()
	if err != nil {
		return nil, err
	}
	days := oldest(lists, now)
	return &officialLists{lists: lists, warning: core.Text{
		EN: fmt.Sprintf("Only the entries of the programmes on North Korea that ship with the program were asked, %d days old: install the lists in force with taupier lists update, or give them with --lists or in the folder's lists/.", days),
		FR: fmt.Sprintf("Seules ont été consultées les entrées des régimes visant la Corée du Nord livrées avec le programme, vieilles de %d jours : installez les listes en vigueur par taupier lists update, ou donnez-les par --lists ou dans lists/.", days),
	}}, nil
}

// staleAfter is the age from which a list is called old: lists change every few days.
const staleAfter = 14

func aged(days int) core.Text {
	if days <= staleAfter {
		return core.Text{}
	}
	return core.Text{
		EN: fmt.Sprintf("The oldest list is %d days old: fetch the lists in force.", days),
		FR: fmt.Sprintf("La liste la plus ancienne a %d jours : récupérez les listes en vigueur.", days),
	}
}

// oldest is the age in days of the oldest list that says when it was published.
func oldest(lists []list.List, now time.Time) int {
	days := 0
	for _, l := range lists {
		if !l.Published.IsZero() {
			days = max(days, daysSince(l.Published, now))
		}
	}
	return days
}

func daysSince(t, now time.Time) int { return int(now.Sub(t).Hours() / 24) }
