package content_test

import (
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/taupier-eu/taupier/sigma"
)

func correlations(t *testing.T) []*sigma.Correlation {
	t.Helper()
	var out []*sigma.Correlation
	for _, name := range glob(t, "rules/correlations/*.yml") {
		docs, err := sigma.ParseAll(name, text(t, name))
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, docs.Correlations...)
	}
	return out
}

func TestEveryCorrelationIsComplete(t *testing.T) {
	for _, c := range correlations(t) {
		t.Run(c.Name, func(t *testing.T) {
			if c.Name+".yml" != path.Base(c.File) || !version4.MatchString(c.ID) {
				t.Errorf("name %q, id %q: want the file's name and a UUID of version 4", c.Name, c.ID)
			}
			if !strings.HasSuffix(c.Description, ".") || c.Status != "experimental" || c.Level == "" || c.Date == "" || c.Author == "" {
				t.Error("description, status, level, date or author is missing")
			}
			if len(c.FalsePositives) == 0 || len(c.References) == 0 || len(c.Tags) == 0 || len(c.GroupBy) == 0 {
				t.Error("no innocent explanation, no reference, no tag or nothing to group by")
			}
			for _, tag := range c.Tags {
				if !attackTag.MatchString(tag) {
					t.Errorf("tag %q", tag)
				}
			}
			if own, _ := c.Custom["taupier"].(map[string]any); own["pack"] != true {
				t.Errorf("taupier says %v, want pack: true", own)
			}
		})
	}
}

// Who somebody is and where they come from decide nothing, alone or together with others.
func TestNoCorrelationLooksAtPeople(t *testing.T) {
	people := regexp.MustCompile(`(?i)country|city|geo|region|language|locale|display_?name`)
	for _, c := range correlations(t) {
		for _, f := range slices.Concat(c.GroupBy, c.Fields) {
			if people.MatchString(f) {
				t.Errorf("%s: %s", c.Name, f)
			}
		}
	}
}

// Every correlation is asked about the records of every case: its own must fire it where they say so, and
// must not where they do not.
func TestEveryCorrelationIsMetByItsCase(t *testing.T) {
	rules, all := packRules(t), correlations(t)
	set, err := sigma.Compile(rules)
	if err != nil {
		t.Fatal(err)
	}
	for i := range all {
		one := all[i].Name
		t.Run(one, func(t *testing.T) {
			readCase(t, one).each(t, func(t *testing.T, expected bool, records []string) {
				c, err := sigma.NewCorrelator(rules, all, sigma.CorrelatorOptions{Lateness: time.Minute})
				if err != nil {
					t.Fatal(err)
				}
				alerts := 0
				count := func(a sigma.Alert) {
					if a.Correlation.Name == one {
						alerts++
					}
				}
				hits := 0
				for _, record := range records {
					hits += join(t, set, c, record, count)
				}
				c.Flush(count)
				if s := c.Stats(); s.Late+s.Untimed > 0 || hits == 0 {
					t.Fatalf("%d hits, %d late, %d without a time", hits, s.Late, s.Untimed)
				}
				if (alerts > 0) != expected {
					t.Errorf("%d alerts of %d hits", alerts, hits)
				}
			})
		})
	}
}

// join adds what a record hits to a correlator, and says how much.
func join(t *testing.T, set *sigma.Set, c *sigma.Correlator, record string, tell func(sigma.Alert)) (hits int) {
	t.Helper()
	err := observed(record, func(src sigma.LogSource, ev *sigma.Event) {
		set.NewMatcher().Match(src, ev, func(m sigma.Match) {
			hits++
			c.Add(sigma.Hit{Rule: m.Rule, At: timeOf(t, record), Source: src.Product, Field: ev.Field, Ref: hits}, tell)
		})
	})
	if err != nil {
		t.Fatalf("%v: %s", err, record)
	}
	return hits
}

// times are where the vendors' records say when.
var times = []string{"published", "createdDateTime", "activityDateTime", "created_at", "id.time", "date_create", "TimeCreated", "unixTime", "join_time", "Timestamp", "time"}

func timeOf(t *testing.T, record string) time.Time {
	t.Helper()
	var ev sigma.Event
	if err := ev.Parse([]byte(record)); err != nil {
		t.Fatal(err)
	}
	for _, field := range times {
		s, ok := ev.Field(field)
		if !ok {
			continue
		}
		if at, err := time.Parse(time.RFC3339, s); err == nil {
			return at
		}
		if n, err := strconv.ParseInt(s, 10, 64); err == nil && n > 1e11 {
			return time.UnixMilli(n)
		} else if err == nil {
			return time.Unix(n, 0)
		}
	}
	t.Fatalf("no time: %s", record)
	return time.Time{}
}
