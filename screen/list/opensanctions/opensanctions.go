// Package opensanctions reads the data of OpenSanctions (https://www.opensanctions.org), for those who have a licence for
// it: targets.simple.csv and entities.ftm.json, which holds FollowTheMoney entities as JSON lines. Only what is under
// sanctions is used: their data also holds people in public office and others, who are on no official list.
package opensanctions

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/taupier-eu/taupier/screen/list"
	"github.com/taupier-eu/taupier/screen/list/source"
)

const short = "opensanctions"

// collector gathers entries and what is wrong with them.
type collector struct {
	list    *list.List
	file    string
	at      map[string]int // entry by its id
	without int            // targets that are under no sanctions
}

func newCollector(file string) *collector {
	return &collector{list: &list.List{Name: short, Title: "OpenSanctions: sanctioned entities", Publisher: "OpenSanctions"}, file: file, at: map[string]int{}}
}

func (c *collector) reject(line int, format string, args ...any) {
	c.list.Rejected = append(c.list.Rejected, list.Problem{File: c.file, Line: line, Reason: fmt.Sprintf(format, args...)})
}

func (c *collector) take(e list.Entry) {
	_, twice := c.at[e.ID]
	switch {
	case e.ID == "" || len(e.Names) == 0:
		c.reject(e.Line, "entity %q without an id or a name", e.ID)
	case twice:
		c.reject(e.Line, "entity %s stands twice: the first counts", e.ID)
	default:
		c.at[e.ID] = len(c.list.Entries)
		c.list.Entries = append(c.list.Entries, e)
	}
}

// seen keeps the latest day on which the data was checked against its sources.
func (c *collector) seen(last string) {
	for _, layout := range []string{"2006-01-02T15:04:05", time.RFC3339, time.DateOnly} {
		if t, err := time.Parse(layout, last); err == nil {
			if t.After(c.list.Published) {
				c.list.Published = t
			}
			return
		}
	}
}

func (c *collector) done() (*list.List, error) {
	if c.without > 0 {
		c.list.Title = fmt.Sprintf("%s (%d targets of other kinds are not used)", c.list.Title, c.without)
	}
	if len(c.list.Entries) == 0 {
		return nil, fmt.Errorf("%s: no entity under sanctions in it: fetch the collection \"sanctions\", whole", c.file)
	}
	return c.list, nil
}

// kinds are those of FollowTheMoney that lists know.
var kinds = map[string]list.Kind{
	"Person": list.Person, "Company": list.Company, "Organization": list.Company, "LegalEntity": list.Company, "PublicBody": list.Company,
	"Vessel": list.Vessel, "Airplane": list.Aircraft, "CryptoWallet": list.Wallet,
}

func kindOf(schema string) list.Kind {
	if k, ok := kinds[schema]; ok {
		return k
	}
	return list.Other
}

// addBirth reads "1962-03-09", "1962-03" and "1962".
func addBirth(e *list.Entry, s string) {
	p := strings.Split(s, "-")
	var got [3]int
	for i := range min(len(p), 3) {
		n, err := strconv.Atoi(p[i])
		if err != nil || n < 1 || i == 1 && n > 12 || i == 2 && n > 31 || i == 0 && n > 9999 {
			e.Remarks = source.Sentences(e.Remarks, "born "+s)
			return
		}
		got[i] = n
	}
	e.Births = source.Add(e.Births, list.Birth{Year: got[0], Month: got[1], Day: got[2]})
}

// addNation takes codes of countries that are in force; the data also has "suhh" for the Soviet Union.
func addNation(e *list.Entry, code string) {
	if len(code) == 2 {
		e.Nations = source.Add(e.Nations, strings.ToUpper(code))
	}
}
