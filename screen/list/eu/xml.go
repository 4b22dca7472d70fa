package eu

import (
	"fmt"
	"io"
	"time"

	"github.com/taupier-eu/taupier/screen/list"
	"github.com/taupier-eu/taupier/screen/list/source"
)

// Root is the name of the element that holds the list, in the name space Space.
const (
	Root  = "export"
	Space = "http://eu.europa.ec/fpi/fsd/export"
)

// ReadXML reads the list entry by entry. Entries that cannot be used are in Rejected; an error means that the file is no
// list, or is cut.
func ReadXML(in io.Reader, file string) (*list.List, error) {
	c := &collector{list: empty(), file: file, at: map[string]int{}}
	err := source.XML(in, file, Root, func(e *source.Element) error {
		switch e.Name.Local {
		case Root:
			if err := e.InSpace(Space); err != nil {
				return err
			}
			c.list.Published, _ = time.Parse(time.RFC3339, e.Attribute("generationDate")) // zero when it is written otherwise
			return nil
		case "sanctionEntity":
			var raw entity
			if err := e.Decode(&raw); err != nil {
				return err
			}
			c.take(&raw, e.Line)
			return nil
		}
		return e.Skip()
	})
	if err != nil {
		return nil, err
	}
	return c.done()
}

// collector gathers entries and what is wrong with them.
type collector struct {
	list *list.List
	file string
	at   map[string]int
}

func (c *collector) take(raw *entity, line int) {
	e := raw.entry(line)
	_, twice := c.at[e.ID]
	switch {
	case e.ID == "" || len(e.Names) == 0:
		c.reject(line, "entry %q without a reference or a name", e.ID)
	case twice:
		c.reject(line, "entry %s stands twice: the first counts", e.ID)
	default:
		c.at[e.ID] = len(c.list.Entries)
		c.list.Entries = append(c.list.Entries, e)
	}
}

func (c *collector) reject(line int, format string, args ...any) {
	c.list.Rejected = append(c.list.Rejected, list.Problem{File: c.file, Line: line, Reason: fmt.Sprintf(format, args...)})
}

func (c *collector) done() (*list.List, error) {
	if len(c.list.Entries) == 0 {
		return nil, fmt.Errorf("%s: no entry in it: fetch it again", c.file)
	}
	return c.list, nil
}
