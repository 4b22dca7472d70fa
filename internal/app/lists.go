package app

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"time"

	"github.com/taupier-eu/taupier/content"
	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/screen/list"
	"github.com/taupier-eu/taupier/screen/list/formats"
)

// shippedLists is the snapshot inside the program: the entries of the programmes on North Korea.
const shippedLists = "lists/dprk.jsonl.gz"

// officialLists are the lists to compare with, and why they say less than they should.
type officialLists struct {
	lists    []list.List
	problems []list.Problem
	warning  core.Text // empty when nothing needs to be said
}

// openLists reads the lists of a folder, or the shipped snapshot when dir is empty.
func openLists(dir string, now time.Time) (*officialLists, error) {
	if dir == "" {
		return shippedSnapshot(now)
	}
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
	o.warning = aged(lists, now)
	return o, nil
}

func problemText(p list.Problem) string {
	if p.File == "" {
		return p.Reason
	}
	return where(p.File, p.Line) + ": " + p.Reason
}

func shippedSnapshot(now time.Time) (*officialLists, error) {
	data, err := fs.ReadFile(content.FS, shippedLists)
	if err != nil {
		return nil, fail(exitIO, "read shipped lists: %w", err)
	}
	lists, err := list.ReadCompiled(bytes.NewReader(data))
	if err != nil {
		return nil, fail(exitIO, "shipped lists: %w", err)
	}
	days := oldest(lists, now)
	return &officialLists{lists: lists, warning: core.Text{
		EN: fmt.Sprintf("Only the entries of the programmes on North Korea that ship with the program were asked, %d days old: give the lists in force with --lists, or put them into the folder's lists/.", days),
		FR: fmt.Sprintf("Seules ont été consultées les entrées des régimes visant la Corée du Nord livrées avec le programme, vieilles de %d jours : donnez les listes en vigueur avec --lists, ou placez-les dans lists/.", days),
	}}, nil
}

// staleAfter is the age from which a list is called old: lists change every few days.
const staleAfter = 14

func aged(lists []list.List, now time.Time) core.Text {
	days := oldest(lists, now)
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
			days = max(days, int(now.Sub(l.Published).Hours()/24))
		}
	}
	return days
}
