package app

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/taupier-eu/taupier/internal/casework"
	"github.com/taupier-eu/taupier/internal/core"
)

// accountChanges lists the changes of payroll accounts that the dossiers record, without the accounts, for payroll's gate. A first
// account is listed when it raises a question of its own.
func accountChanges(r *Result) []casework.AccountChange {
	paid := map[string][]string{} // people by account
	for _, d := range r.People {
		for _, p := range d.Recorded.Payroll {
			if a := plainAccount(p.Account); a != "" && !slices.Contains(paid[a], d.ID) {
				paid[a] = append(paid[a], d.ID)
			}
		}
	}
	related := map[[2]string]bool{} // pairs who state a relation
	for _, l := range r.Links {
		if l.Stated != "" {
			related[[2]string{l.A, l.B}] = true
		}
	}
	var out []casework.AccountChange
	for _, d := range r.People {
		for _, c := range changesOf(d) {
			for _, other := range paid[c.account] {
				if other != d.ID && !related[[2]string{min(d.ID, other), max(d.ID, other)}] {
					c.Shared++
				}
			}
			if !c.First || c.Asks() {
				out = append(out, c.AccountChange)
			}
		}
	}
	return out
}

type accountChange struct {
	casework.AccountChange
	account string
}

// changesOf are the accounts of one person in the order used, each beside the one before.
func changesOf(d *core.Dossier) []accountChange {
	list := slices.Clone(d.Recorded.Payroll)
	slices.SortStableFunc(list, func(a, b core.Payee) int { return cmp.Compare(a.From.Unix(), b.From.Unix()) })
	var out []accountChange
	before := ""
	for i, p := range list {
		a := plainAccount(p.Account)
		if a == "" || a == before {
			continue
		}
		c := accountChange{casework.AccountChange{
			ID: changeID(d.ID, p.From.Time, i), Person: d.ID, At: p.From.Time, First: before == "", Before: tail(before), Tail: tail(a), Holder: p.HolderCheck, Method: p.Method,
		}, a}
		if c.At.IsZero() {
			c.At = d.Start()
		}
		out, before = append(out, c), a
	}
	return out
}

// changeID is the same at each reading of one change. It is made of the place of the change alone: of an account, a hash could be
// guessed.
func changeID(person string, at time.Time, n int) string {
	sum := sha256.Sum256([]byte(person + "\x00" + at.UTC().Format(time.RFC3339) + "\x00" + strconv.Itoa(n)))
	return "a-" + hex.EncodeToString(sum[:16])
}

func plainAccount(s string) string { return strings.ToUpper(strings.Join(strings.Fields(s), "")) }

// tail is the end of an account, as payroll looks it up; nothing of one that is hardly longer.
func tail(account string) string {
	const shown = 4
	a := []rune(account)
	if account == "" {
		return ""
	}
	if len(a) <= 2*shown {
		return "••••"
	}
	return "••••" + string(a[len(a)-shown:])
}
