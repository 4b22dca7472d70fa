package fairness

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
)

// Back is the way back from what was put in place.
type Back struct {
	pairs []string        // from, to, from, to
	moved map[string]bool // people whose home was moved: their findings are compared without words
}

// Differing gives the ids of the people whose part of two reports differs, and what differs of the first of them. Reports
// are JSON as the scan writes it; screening is left out: it is a procedure about identity.
func Differing(base, other []byte, v Variant, back Back) (ids []string, first string, err error) {
	if v.Exact() && bytes.Equal(base, other) {
		return nil, "", nil
	}
	a, err := parts(base)
	if err != nil {
		return nil, "", err
	}
	if !v.Exact() {
		other = back.undo(other)
	}
	b, err := parts(other)
	if err != nil {
		return nil, "", err
	}
	if !v.Exact() {
		a, b = back.plain(a), back.plain(b)
	}
	for id, was := range a {
		if is := b[id]; is != was {
			ids = append(ids, id)
		}
	}
	for id := range b {
		if _, ok := a[id]; !ok {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	if len(ids) > 0 {
		first = firstDifference(a[ids[0]], b[ids[0]])
	}
	return ids, first, nil
}

// undo puts back what was changed; longer values first, so that none hides in another.
func (b Back) undo(report []byte) []byte {
	type pair struct{ from, to string }
	var pairs []pair
	for i := 0; i+1 < len(b.pairs); i += 2 {
		if len(b.pairs[i]) > 0 && !strings.Contains(b.pairs[i], ": ") {
			pairs = append(pairs, pair{b.pairs[i+1], b.pairs[i]})
		}
	}
	slices.SortFunc(pairs, func(a, b pair) int { return len(b.from) - len(a.from) })
	var flat []string
	for _, p := range pairs {
		flat = append(flat, p.from, p.to)
	}
	return []byte(strings.NewReplacer(flat...).Replace(string(report)))
}

var digests = regexp.MustCompile(`(fnd_|"value": ")[0-9a-f]{16}\b`)

// plain leaves out what a changed value changes by design: digests, the order of lists that are sorted by value, and where a
// home was moved the words that name the town.
func (b Back) plain(people map[string]string) map[string]string {
	out := map[string]string{}
	for id, text := range people {
		text = digests.ReplaceAllString(text, "$1")
		if b.moved[id] || id == "" && slices.Contains(slices.Collect(maps.Values(b.moved)), true) {
			text = withoutWords(text)
		}
		lines := strings.Split(strings.ReplaceAll(text, ",\n", "\n"), "\n")
		slices.Sort(lines)
		out[id] = strings.Join(lines, "\n")
	}
	return out
}

var words = regexp.MustCompile(`"(says|value|unknown)": *"[^"]*"`)

func withoutWords(text string) string { return words.ReplaceAllString(text, `"$1": ""`) }

// parts are the people of a report, each as indented JSON, and what stands outside of people under "".
func parts(report []byte) (map[string]string, error) {
	var all map[string]json.RawMessage
	if err := json.Unmarshal(report, &all); err != nil {
		return nil, fmt.Errorf("read report: %w", err)
	}
	var people []json.RawMessage
	if err := json.Unmarshal(all["people"], &people); err != nil {
		return nil, fmt.Errorf("read people: %w", err)
	}
	out := map[string]string{}
	for _, p := range people {
		var who struct{ ID string }
		if err := json.Unmarshal(p, &who); err != nil {
			return nil, fmt.Errorf("read person: %w", err)
		}
		out[who.ID] = indented(p)
	}
	delete(all, "people")
	delete(all, "screening")
	delete(all, "screened")
	rest, err := json.Marshal(all)
	if err != nil {
		return nil, err
	}
	out[""] = indented(rest)
	return out, nil
}

func indented(raw []byte) string {
	var b bytes.Buffer
	if err := json.Indent(&b, raw, "", " "); err != nil {
		return string(raw)
	}
	return b.String()
}

func firstDifference(a, b string) string {
	x, y := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := range max(len(x), len(y)) {
		l, r := "", ""
		if i < len(x) {
			l = strings.TrimSpace(x[i])
		}
		if i < len(y) {
			r = strings.TrimSpace(y[i])
		}
		if l != r {
			return fmt.Sprintf("%s became %s", l, r)
		}
	}
	return ""
}
