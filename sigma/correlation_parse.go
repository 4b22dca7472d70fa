package sigma

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
)

const (
	maxCorrelated = 64 // rules of one correlation
	maxTimespan   = 100 * 365 * 24 * time.Hour
)

func parseCorrelation(top *yamlNode) (*Correlation, error) {
	c := &Correlation{Line: top.line, Window: Sliding, parsed: true}
	for _, p := range top.pairs {
		if err := c.readHead(p); err != nil {
			return nil, err
		}
	}
	if c.Title == "" {
		return nil, refuse(top.line, "correlation has no title")
	}
	body := top.get("correlation")
	if body.kind != yamlMap {
		return nil, refuse(body.line, "correlation is a map, not %s", body.kind)
	}
	for _, p := range body.pairs {
		if err := c.readBody(p); err != nil {
			return nil, err
		}
	}
	return c, c.check(body)
}

func (c *Correlation) readHead(p yamlPair) error {
	switch p.key {
	case "title":
		return readText(p, &c.Title)
	case "id":
		return readText(p, &c.ID)
	case "name":
		return readText(p, &c.Name)
	case "description":
		return readText(p, &c.Description)
	case "author":
		return readText(p, &c.Author)
	case "date":
		return readText(p, &c.Date)
	case "modified":
		return readText(p, &c.Modified)
	case "level":
		return readChoice(p, &c.Level, levels)
	case "status":
		return readChoice(p, &c.Status, statuses)
	case "taxonomy":
		var t string
		return readChoice(p, &t, []string{"sigma"})
	case "tags":
		return readTexts(p, &c.Tags)
	case "falsepositives":
		return readTexts(p, &c.FalsePositives)
	case "references":
		return readTexts(p, &c.References)
	case "generate": // the schema has it here, the examples of converters within the correlation
		return readYes(p, &c.Generate)
	case "detection", "logsource", "filter", "action":
		return refuse(p.line, "a correlation has no %s", p.key)
	case "correlation", "related", "license", "scope":
		return nil
	}
	if c.Custom == nil {
		c.Custom = map[string]any{}
	}
	c.Custom[p.key] = p.value.plain()
	return nil
}

func (c *Correlation) readBody(p yamlPair) error {
	switch p.key {
	case "type":
		return readChoice(p, (*string)(&c.Type), correlationTypes)
	case "rules":
		return readNames(p, &c.Rules)
	case "group-by":
		return readNames(p, &c.GroupBy)
	case "timespan":
		return readTimespan(p, &c.Timespan)
	case "condition", "aliases", "taupier":
		return nil // after the others
	case "generate":
		return readYes(p, &c.Generate)
	}
	return refuse(p.line, "correlation: the key %q is not known, and to leave it out would change what is meant", p.key)
}

var correlationTypes = []string{
	string(EventCount), string(ValueCount), string(ValueSum), string(ValueAvg), string(ValuePercentile), string(ValueMedian),
	string(Temporal), string(TemporalOrdered), string(TemporalExtended), string(TemporalOrderedExtended),
}

// check reads what depends on the type, and says what is missing.
func (c *Correlation) check(body *yamlNode) error {
	switch {
	case c.Type == "":
		return refuse(body.line, "correlation %q has no type", c.Title)
	case c.Timespan == 0:
		return refuse(body.line, "correlation %q has no timespan", c.Title)
	}
	if err := c.readCondition(body); err != nil {
		return err
	}
	switch n := len(c.Rules); {
	case n == 0:
		return refuse(body.line, "correlation %q names no rules", c.Title)
	case n > maxCorrelated:
		return refuse(body.line, "correlation %q names %d rules; at most %d are read", c.Title, n, maxCorrelated)
	}
	if a := body.get("aliases"); a != nil {
		if err := c.readAliases(a); err != nil {
			return err
		}
	}
	if x := body.get("taupier"); x != nil {
		return c.readExtension(x)
	}
	return nil
}

func (c *Correlation) readAliases(n *yamlNode) error {
	if n.kind != yamlMap {
		return refuse(n.line, "aliases is a map, not %s", n.kind)
	}
	c.Aliases = map[string][]Naming{}
	for _, p := range n.pairs {
		if p.value.kind != yamlMap {
			return refuse(p.line, "alias %q is a map of rules to fields, not %s", p.key, p.value.kind)
		}
		for _, f := range p.value.pairs {
			if f.value.kind != yamlString || f.value.text == "" {
				return refuse(f.line, "alias %q: the field of %q is a text", p.key, f.key)
			}
			c.Aliases[p.key] = append(c.Aliases[p.key], Naming{f.key, f.value.text})
		}
	}
	return nil
}

// readExtension reads what the specification does not know, in a namespace of its own.
func (c *Correlation) readExtension(n *yamlNode) error {
	if n.kind != yamlMap {
		return refuse(n.line, "taupier is a map, not %s", n.kind)
	}
	for _, p := range n.pairs {
		var err error
		switch p.key {
		case "window":
			err = readChoice(p, (*string)(&c.Window), []string{string(Sliding), string(Tumbling), string(Session)})
		case "absent":
			if err = readText(p, &c.Absent); err == nil && c.Absent == "" {
				err = refuse(p.line, "absent names no rule")
			}
		default:
			err = refuse(p.line, "taupier: the key %q is not known; there are window and absent", p.key)
		}
		if err != nil {
			return err
		}
	}
	switch {
	case c.Absent != "" && c.Window != Sliding:
		return refuse(n.line, "absent goes with a sliding window only")
	case slices.Contains(c.Rules, c.Absent):
		return refuse(n.line, "rule %q is both expected and to be absent", c.Absent)
	case c.share && c.Window != Sliding:
		return refuse(n.line, "value_percentile without percentile goes with a sliding window only")
	}
	return nil
}

func readTimespan(p yamlPair, to *time.Duration) error {
	units := map[string]time.Duration{
		"s": time.Second, "m": time.Minute, "h": time.Hour, "d": 24 * time.Hour, "w": 7 * 24 * time.Hour,
		"M": 2629746 * time.Second, "y": 31556952 * time.Second, // means of the Gregorian calendar, as pySigma has them
	}
	var text string
	if err := readText(p, &text); err != nil {
		return err
	}
	if len(text) > 1 {
		unit, known := units[text[len(text)-1:]]
		n, err := strconv.ParseUint(text[:len(text)-1], 10, 32)
		if known && err == nil && n > 0 && n <= uint64(maxTimespan/unit) {
			*to = time.Duration(n) * unit
			return nil
		}
	}
	return refuse(p.line, "timespan is %q; want a number and one of s, m, h, d, w, M, y, not more than 100 years", text)
}

func readYes(p yamlPair, to *bool) error {
	if p.value.kind != yamlBool {
		return refuse(p.line, "%s is true or false, not %s", p.key, p.value.kind)
	}
	*to = p.value.yes
	return nil
}

// readNames reads texts none of which is empty or stands twice.
func readNames(p yamlPair, to *[]string) error {
	if err := readTexts(p, to); err != nil {
		return err
	}
	seen := map[string]bool{}
	for _, s := range *to {
		switch {
		case strings.TrimSpace(s) == "":
			return refuse(p.line, "%s: an empty name", p.key)
		case seen[s]:
			return refuse(p.line, "%s: %q stands twice", p.key, s)
		}
		seen[s] = true
	}
	return nil
}

func finite(f float64) bool { return !math.IsNaN(f) && !math.IsInf(f, 0) }
