package parse

import (
	"encoding/xml"
	"errors"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"
)

// readODT reads the properties and the text of an OpenDocument text.
func (d *document) readODT(a *archive) error {
	mime, err := a.read("mimetype")
	if err != nil {
		return err
	}
	if !strings.HasPrefix(string(mime), "application/vnd.oasis.opendocument.text") {
		d.Kind = "unknown"
		return errForm
	}
	content, err := a.read("content.xml")
	if err == nil && content == nil {
		err = errors.New("the file holds no text; save it again")
	}
	if err == nil {
		o := openReader{document: d, unseen: map[string]string{}}
		if styles, e := a.read("styles.xml"); e == nil {
			_ = walkXML(styles, o.start, func(string) {}, func(string) {}) // the text can be read without them
			o.body, o.spans = false, nil
		}
		err = walkXML(content, o.start, o.chars, o.end)
		o.give(d, o.painted)
	}
	d.members(a, "ObjectReplacements/", "Object 1/", "media/")
	d.Active = slices.ContainsFunc(slices.Collect(maps.Keys(a.entries)), func(name string) bool {
		return strings.HasPrefix(name, "Basic/") && strings.HasSuffix(name, ".xml") && !strings.Contains(name, "script-l") || strings.HasPrefix(name, "Scripts/") && !strings.HasSuffix(name, "/")
	})
	return firstError([]error{d.openProperties(a), err})
}

func (d *document) openProperties(a *archive) error {
	data, err := a.read("meta.xml")
	if err != nil || data == nil {
		return err
	}
	p, err := leaves(data)
	d.Author, d.Editor, d.Producer = p["initial-creator"], p["creator"], p["generator"]
	d.Created, d.Zone = stamp(p["creation-date"])
	d.Modified, _ = stamp(p["date"])
	d.programs(d.Producer)
	d.Revisions, _ = strconv.Atoi(p["editing-cycles"])
	d.EditMinutes = minutes(p["editing-duration"])
	d.Languages = addTo(d.Languages, p["language"])
	return firstError([]error{err, walkXML(data, func(e xml.StartElement) {
		if e.Name.Local == "template" {
			d.Template = attr(e, "title")
		}
	}, func(string) {}, func(string) {})})
}

// minutes reads a duration of XML Schema, as P1DT2H3M4S.
func minutes(duration string) int {
	date, clock, _ := strings.Cut(strings.TrimPrefix(duration, "P"), "T")
	days, _ := strconv.Atoi(strings.TrimSuffix(date, "D"))
	t, err := time.ParseDuration(strings.ToLower(clock))
	if err != nil || days < 0 || days > 10_000 {
		return 0
	}
	return days*24*60 + int(t.Minutes())
}

// openReader follows paragraphs and spans.
type openReader struct {
	*document
	concealer
	style   string            // that is being described
	unseen  map[string]string // styles that are not seen, and how
	painted bool
	body    bool
	spans   []string // for each span and paragraph that is open: how it is kept from being seen
}

func (o *openReader) start(e xml.StartElement) {
	switch e.Name.Local {
	case "style":
		o.style = attr(e, "name")
	case "font-face":
		o.Fonts = addTo(o.Fonts, attr(e, "name"))
	case "text-properties", "paragraph-properties", "table-cell-properties", "graphic-properties":
		o.properties(e)
	case "frame", "custom-shape", "rect":
		o.painted = o.painted || o.body
	case "a":
		o.link(attr(e, "href"))
	case "text":
		o.body = o.body || strings.HasSuffix(e.Name.Space, ":office:1.0")
	case "p", "h", "span":
		o.spans = append(o.spans, first(o.hides(), o.unseen[attr(e, "style-name")]))
	case "s":
		n, _ := strconv.Atoi(attr(e, "c"))
		o.chars(strings.Repeat(" ", min(max(n, 1), 100)))
	case "tab":
		o.chars("\t")
	case "line-break":
		o.chars("\n")
	}
}

// properties reads what a style does to letters and to the ground they stand on.
func (o *openReader) properties(e xml.StartElement) {
	if ground := attr(e, "background-color"); ground != "" && ground != "transparent" && !whiteHex(ground) {
		o.painted = true
	}
	if e.Name.Local != "text-properties" {
		return
	}
	if lang := attr(e, "language"); lang != "" && lang != "none" && lang != "zxx" {
		o.Languages = addTo(o.Languages, strings.TrimSuffix(lang+"-"+attr(e, "country"), "-"))
	}
	size, isPoints := strings.CutSuffix(attr(e, "font-size"), "pt")
	points, err := strconv.ParseFloat(size, 64)
	switch {
	case attr(e, "display") == "none":
		o.unseen[o.style] = "vanish"
	case isPoints && err == nil && points < tinyPoints:
		o.unseen[o.style] = "tiny"
	case whiteHex(attr(e, "color")):
		o.unseen[o.style] = "white"
	}
}

func (o *openReader) hides() string {
	if len(o.spans) == 0 {
		return ""
	}
	return o.spans[len(o.spans)-1]
}

func (o *openReader) chars(s string) {
	switch {
	case !o.body || len(o.spans) == 0:
	case o.hides() != "":
		o.keep(o.hides(), s)
	default:
		o.write(s)
	}
}

func (o *openReader) end(name string) {
	switch name {
	case "p", "h", "span":
		if len(o.spans) > 0 {
			o.spans = o.spans[:len(o.spans)-1]
		}
		if name != "span" {
			o.cut()
			o.write("\n")
		}
	}
}
