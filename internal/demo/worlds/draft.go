package worlds

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"github.com/taupier-eu/taupier/internal/demo"
)

// draft is a world file being read.
type draft struct {
	World
	problems             []Problem
	uses                 []string // of each story, the kind it takes over
	lines                []int    // of each story
	peopleLine, daysLine int
}

func (d *draft) refuse(line int, format string, args ...any) {
	d.problems = append(d.problems, Problem{d.File, line, fmt.Sprintf(format, args...)})
}

var yamlPlace = regexp.MustCompile(`^\[(\d+):\d+\] ([^\n]*)`)

func (d *draft) read(data []byte) {
	file, err := parser.ParseBytes(data, 0)
	if err != nil {
		line, says := 0, err.Error()
		var e yaml.Error
		if errors.As(err, &e) && e.GetToken() != nil {
			line, says = e.GetToken().Position.Line, e.GetMessage()
		} else if m := yamlPlace.FindStringSubmatch(says); m != nil {
			line, _ = strconv.Atoi(m[1])
			says = m[2]
		}
		d.refuse(line, "this is not YAML: %s", says)
		return
	}
	if len(file.Docs) != 1 || file.Docs[0].Body == nil {
		d.refuse(0, "a world file is one YAML document with the keys %s", strings.Join(worldKeys, ", "))
		return
	}
	d.Scenario.Name = d.Name
	d.entries(file.Docs[0].Body, "the world", worldKeys, func(key string, n ast.Node) {
		switch key {
		case "about":
			d.About = d.text(n)
		case "people":
			d.People, d.peopleLine = d.whole(n), lineOf(n)
		case "days":
			d.Days, d.daysLine = d.whole(n), lineOf(n)
		case "missing":
			d.Missing = d.words(n)
		case "stories":
			for _, s := range d.list(n) {
				d.story(s)
			}
		}
	})
	if len(d.Stories) == 0 && len(d.problems) == 0 {
		d.refuse(1, "stories: give at least one")
	}
}

var (
	worldKeys = []string{"about", "people", "days", "missing", "stories"}
	storyKeys = []string{"kind", "is", "evasive", "about", "sources", "post", "members", "copies", "begins", "hired", "acts", "use"}
	kindForm  = regexp.MustCompile(`^[a-z][a-z0-9_]{2,40}$`)
)

func (d *draft) story(n ast.Node) {
	s, use, is := demo.Story{Begins: -1, Post: "contractor"}, "", ""
	about, origin := Text{}, ""
	d.entries(n, "a story", storyKeys, func(key string, n ast.Node) {
		switch key {
		case "kind":
			s.Kind = d.word(n)
		case "use":
			use = d.word(n)
		case "is":
			is = d.word(n)
		case "evasive":
			s.Evasive = d.word(n) == "true"
		case "about":
			about = d.text(n)
		case "sources":
			origin = strings.Join(d.words(n), "; ")
		case "post":
			s.Post = d.word(n)
		case "members":
			s.Members = d.whole(n)
		case "copies":
			s.Copies = d.whole(n)
		case "begins":
			s.Begins = d.whole(n)
		case "hired":
			s.Hired = d.whole(n)
		case "acts":
			for _, a := range d.list(n) {
				s.Acts = append(s.Acts, d.act(a))
			}
		}
	})
	line := lineOf(n)
	switch {
	case use != "":
		s.Kind = use
	case !kindForm.MatchString(s.Kind):
		d.refuse(line, "kind: %q; write a word in small letters such as laptop_farm", s.Kind)
	case is != "infiltration" && is != "innocence":
		d.refuse(line, "is: %q; write infiltration or innocence", is)
	case len(s.Acts) == 0:
		d.refuse(line, "acts: give at least one")
	case s.Members < 0 || s.Members > 20 || s.Copies < 0 || s.Copies > 200:
		d.refuse(line, "members can be 1 to 20, copies 1 to 200")
	}
	if s.Begins < 0 && use == "" {
		s.Begins = 14
	}
	s.Innocent = is == "innocence"
	d.Stories, d.uses, d.lines = append(d.Stories, s), append(d.uses, use), append(d.lines, line)
	if use == "" {
		d.Places[s.Kind], d.Origin[s.Kind] = about, origin
	}
}

func (d *draft) act(n ast.Node) demo.Act {
	a := demo.Act{Line: lineOf(n), With: map[string]string{}}
	d.entries(n, "an act", nil, func(key string, n ast.Node) {
		switch key {
		case "do":
			a.Do = d.word(n)
		case "on":
			a.On = d.whole(n)
		case "until":
			a.Until = d.whole(n)
		case "member":
			a.Member = d.whole(n)
		case "clue":
			a.Quiet = d.word(n) == "false" || d.word(n) == "no"
		default:
			a.With[key] = d.word(n)
		}
	})
	return a
}

// entries calls f for each key of a mapping; keys outside the list are refused.
func (d *draft) entries(n ast.Node, what string, keys []string, f func(string, ast.Node)) {
	var values []*ast.MappingValueNode
	switch m := n.(type) {
	case *ast.MappingNode:
		values = m.Values
	case *ast.MappingValueNode:
		values = []*ast.MappingValueNode{m}
	default:
		d.refuse(lineOf(n), "%s is a mapping of keys and values", what)
		return
	}
	for _, v := range values {
		key := v.Key.String()
		if keys != nil && !slices.Contains(keys, key) {
			d.refuse(lineOf(v.Key), "%s has no key %q; its keys are %s", what, key, strings.Join(keys, ", "))
			continue
		}
		f(key, v.Value)
	}
}

func (d *draft) list(n ast.Node) []ast.Node {
	s, ok := n.(*ast.SequenceNode)
	if !ok {
		d.refuse(lineOf(n), "this is a list: begin each entry with a dash")
		return nil
	}
	return s.Values
}

func (d *draft) words(n ast.Node) []string {
	var out []string
	for _, v := range d.list(n) {
		out = append(out, d.word(v))
	}
	return out
}

// word is a single value as it is written.
func (d *draft) word(n ast.Node) string {
	switch v := n.(type) {
	case *ast.StringNode:
		return v.Value
	case *ast.LiteralNode:
		return strings.TrimRight(v.Value.Value, "\n")
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode:
		return n.GetToken().Value
	}
	d.refuse(lineOf(n), "a single value is wanted here")
	return ""
}

func (d *draft) whole(n ast.Node) int {
	i, err := strconv.Atoi(d.word(n))
	if err != nil || i < -1000 || i > 100_000 {
		d.refuse(lineOf(n), "%q; write a whole number", d.word(n))
	}
	return i
}

func (d *draft) text(n ast.Node) Text {
	var t Text
	d.entries(n, "a text", []string{"en", "fr"}, func(key string, n ast.Node) {
		if key == "en" {
			t.EN = d.word(n)
		} else {
			t.FR = d.word(n)
		}
	})
	return t
}

func lineOf(n ast.Node) int {
	if n == nil || n.GetToken() == nil {
		return 0
	}
	return n.GetToken().Position.Line
}
