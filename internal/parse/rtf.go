package parse

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/encoding/charmap"

	"github.com/taupier-eu/taupier/internal/core"
)

const (
	maxGroups = 1_000 // open at once
	maxWord   = 32    // letters of a control word
)

// rtfReader reads Rich Text Format. It never calls itself, so that depth costs memory only.
type rtfReader struct {
	*document
	concealer
	data    []byte
	pos     int
	state   rtfState
	groups  []rtfState
	colours []bool // of the colour table: white
	rgb     [3]int
	painted bool
	times   map[string]*[6]int

	fontName string
}

// rtfState is what a group saves.
type rtfState struct {
	to      string // where text goes: "" to the text, a destination, or "skip"
	white   bool
	halves  int // size of letters in half points
	hidden  bool
	unicode int // characters to skip after \u
}

// readRTF reads the properties and the text of a Rich Text file.
func (d *document) readRTF(data []byte) error {
	d.Kind = "rtf"
	r := rtfReader{document: d, data: data, state: rtfState{unicode: 1, halves: 24}, times: map[string]*[6]int{}}
	err := r.run()
	r.give(d, r.painted)
	r.dates()
	d.programs(d.Producer)
	if err == nil && !bytes.ContainsRune(data[max(0, len(data)-1024):], '}') {
		err = errors.New("the file is cut short; fetch it again")
	}
	return err
}

func (r *rtfReader) run() error {
	for r.pos < len(r.data) && r.text.Len() < 2*maxText {
		c := r.data[r.pos]
		r.pos++
		switch c {
		case '{':
			if len(r.groups) >= maxGroups {
				return fmt.Errorf("its groups nest deeper than %d: it was not read further; save it as PDF", maxGroups)
			}
			r.groups = append(r.groups, r.state)
		case '}':
			n := len(r.groups) - 1
			if n < 0 {
				return nil // what follows the last group is not of the file
			}
			r.cut()
			r.state, r.groups = r.groups[n], r.groups[:n]
		case '\\':
			r.control()
		case '\r', '\n':
		default:
			r.put(string(charmap.Windows1252.DecodeByte(c)))
		}
	}
	return nil
}

// control reads what follows a backslash.
func (r *rtfReader) control() {
	if r.pos >= len(r.data) {
		return
	}
	c := r.data[r.pos]
	switch {
	case c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z':
		r.word()
		return
	case c == '\'' && r.pos+3 <= len(r.data):
		if v, err := strconv.ParseUint(string(r.data[r.pos+1:r.pos+3]), 16, 8); err == nil {
			r.put(string(charmap.Windows1252.DecodeByte(byte(v))))
		}
		r.pos += 3
		return
	case c == '*':
		r.state.to = "skip" // until a word says that it is known
	case c == '~':
		r.put(" ")
	case c == '{' || c == '}' || c == '\\':
		r.put(string(rune(c)))
	case c == '\n' || c == '\r':
		r.put("\n")
	}
	r.pos++
}

func (r *rtfReader) word() {
	begin := r.pos
	for r.pos < len(r.data) && r.pos-begin < maxWord && (r.data[r.pos]|0x20 >= 'a' && r.data[r.pos]|0x20 <= 'z') {
		r.pos++
	}
	name := string(r.data[begin:r.pos])
	begin = r.pos
	for r.pos < len(r.data) && r.pos-begin < 11 && (r.data[r.pos] >= '0' && r.data[r.pos] <= '9' || r.pos == begin && r.data[r.pos] == '-') {
		r.pos++
	}
	n, err := strconv.Atoi(string(r.data[begin:r.pos]))
	given := err == nil
	if r.pos < len(r.data) && r.data[r.pos] == ' ' {
		r.pos++
	}
	r.obey(name, n, given)
}

// destinations are groups whose text is no text of the document; true are those that are read.
var destinations = map[string]bool{
	"fonttbl": true, "colortbl": true, "author": true, "operator": true, "company": true, "generator": true, "template": true, "creatim": true, "revtim": true,
	"stylesheet": false, "info": false, "pict": false, "objdata": false, "themedata": false, "colorschememapping": false, "datastore": false,
	"latentstyles": false, "listtable": false, "listoverridetable": false, "rsidtbl": false, "fldinst": true, "xmlnstbl": false, "title": false,
	"subject": false, "keywords": false, "doccomm": false, "header": false, "footer": false, "bkmkstart": false, "bkmkend": false,
}

func (r *rtfReader) obey(name string, n int, given bool) {
	if known, ok := destinations[name]; ok {
		switch {
		case known && r.state.to != "pict":
			r.state.to = name
		default:
			r.state.to = "skip"
		}
		r.painted = r.painted || name == "pict"
		return
	}
	switch name {
	case "bin":
		r.pos = min(len(r.data), r.pos+max(n, 0))
	case "u":
		r.put(string(rune(uint16(n))))
		r.skip(r.state.unicode)
	case "uc":
		r.state.unicode = min(max(n, 0), 8)
	case "par", "line", "row", "sect", "page":
		r.cut()
		r.put("\n")
	case "tab", "cell":
		r.put("\t")
	case "v":
		r.state.hidden = !given || n != 0
	case "fs":
		r.state.halves = n
	case "plain":
		r.state.hidden, r.state.white, r.state.halves = false, false, 24
	case "cf":
		r.state.white = n > 0 && n < len(r.colours) && r.colours[n]
	case "cb", "highlight", "chcbpat", "cbpat", "clcbpat", "shpinst":
		r.painted = r.painted || !given || n > 0
	case "red", "green", "blue":
		if r.state.to == "colortbl" {
			r.rgb[map[string]int{"red": 0, "green": 1, "blue": 2}[name]] = n
		}
	case "yr", "mo", "dy", "hr", "min":
		if t := r.times[r.state.to]; t != nil || r.state.to == "creatim" || r.state.to == "revtim" {
			if t == nil {
				t = &[6]int{}
				r.times[r.state.to] = t
			}
			t[map[string]int{"yr": 0, "mo": 1, "dy": 2, "hr": 3, "min": 4}[name]] = n
		}
	case "version":
		r.Revisions = max(n, 0)
	case "edmins":
		r.EditMinutes = max(n, 0)
	case "rsidroot":
		r.Lineage = addTo(r.Lineage, fmt.Sprintf("rsid:%08X", uint32(n)))
	case "object":
		r.attach("object", nil, 0)
	}
}

// skip passes over the characters that stand for one of Unicode in old readers.
func (r *rtfReader) skip(n int) {
	for ; n > 0 && r.pos < len(r.data); n-- {
		switch {
		case bytes.HasPrefix(r.data[r.pos:], []byte("\\'")):
			r.pos = min(len(r.data), r.pos+4)
		case r.data[r.pos] == '\\' || r.data[r.pos] == '{' || r.data[r.pos] == '}':
			return
		default:
			r.pos++
		}
	}
}

func (r *rtfReader) put(s string) {
	switch r.state.to {
	case "":
		r.body(s)
	case "fonttbl", "generator", "template", "author", "operator", "company", "fldinst":
		r.field(r.state.to, s)
	case "colortbl":
		if s == ";" {
			r.colours = append(r.colours[:min(len(r.colours), 1000)], min(r.rgb[0], r.rgb[1], r.rgb[2]) >= 0xfa)
			r.rgb = [3]int{}
		}
	}
}

func (r *rtfReader) body(s string) {
	switch {
	case r.state.hidden:
		r.keep("vanish", s)
	case r.state.halves < 2*tinyPoints:
		r.keep("tiny", s)
	case r.state.white:
		r.keep("white", s)
	default:
		r.cut()
		r.write(s)
	}
}

// field adds a character to a property.
func (r *rtfReader) field(name, s string) {
	add := func(to *string) {
		if len(*to) < maxField {
			*to += s
		}
	}
	switch name {
	case "author":
		add(&r.Author)
	case "operator":
		add(&r.Editor)
	case "company":
		add(&r.Company)
	case "generator":
		if s != ";" {
			add(&r.Producer)
		}
	case "template":
		add(&r.Template)
	case "fonttbl":
		r.font(s)
	}
}

// font gathers the names of fonts, which end with a semicolon.
func (r *rtfReader) font(s string) {
	if s != ";" {
		if len(r.fontName) < maxField {
			r.fontName += s
		}
		return
	}
	r.Fonts, r.fontName = addTo(r.Fonts, r.fontName), ""
}

// dates takes the times of the information group, which state no zone.
func (r *rtfReader) dates() {
	for name, to := range map[string]*core.Date{"creatim": &r.Created, "revtim": &r.Modified} {
		if t := r.times[name]; t != nil && t[0] >= 1970 && t[0] <= 2100 {
			*to = core.Date{Time: time.Date(t[0], time.Month(max(t[1], 1)), max(t[2], 1), t[3], t[4], 0, 0, time.UTC)}
		}
	}
	r.Author, r.Company = strings.TrimSpace(r.Author), strings.TrimSpace(r.Company)
}
