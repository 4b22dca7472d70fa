package parse

import (
	"encoding/xml"
	"errors"
	"path"
	"slices"
	"strconv"
	"strings"
)

// readDOCX reads the properties and the text of a Word document.
func (d *document) readDOCX(a *archive) error {
	errs := []error{d.coreProperties(a), d.appProperties(a)}
	d.guardPart(func() { d.wordTraces(a) })
	for _, name := range wordTexts(a) {
		data, err := a.read(name)
		if err == nil {
			err = d.wordText(data)
		}
		errs = append(errs, err)
	}
	return firstError(errs)
}

// firstError is what is reported of several: the file has one line in the report.
func firstError(errs []error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// wordTexts are the parts with text, the body first.
func wordTexts(a *archive) []string {
	names := []string{"word/document.xml"}
	var more []string
	for name := range a.entries {
		base := path.Base(name)
		if path.Dir(name) == "word" && path.Ext(name) == ".xml" && (strings.HasPrefix(base, "header") ||
			strings.HasPrefix(base, "footer") || base == "footnotes.xml" || base == "endnotes.xml") {
			more = append(more, name)
		}
	}
	slices.Sort(more)
	return append(names, more...)
}

func (d *document) coreProperties(a *archive) error {
	data, err := a.read("docProps/core.xml")
	if err != nil || data == nil {
		return err
	}
	p, err := leaves(data)
	d.Author, d.Editor = p["creator"], p["lastModifiedBy"]
	d.Created, d.Zone = stamp(p["created"])
	d.Modified, _ = stamp(p["modified"])
	d.Revisions, _ = strconv.Atoi(p["revision"])
	d.Languages = addTo(d.Languages, p["language"])
	return err
}

func (d *document) appProperties(a *archive) error {
	data, err := a.read("docProps/app.xml")
	if err != nil || data == nil {
		return err
	}
	p, err := leaves(data)
	d.Company, d.Template = p["Company"], p["Template"]
	d.Producer = strings.TrimSpace(p["Application"] + " " + p["AppVersion"])
	d.programs(d.Producer)
	d.EditMinutes, _ = strconv.Atoi(p["TotalTime"])
	return err
}

// wordText reads the text of one part.
func (d *document) wordText(data []byte) error {
	if data == nil {
		return errors.New("the file holds no text; save it again")
	}
	w := wordReader{document: d}
	err := walkXML(data, w.start, w.chars, w.end)
	w.give(d, w.painted)
	return err
}

// wordReader follows runs. White text is set apart until the end of the part is known: on a shaded
// ground or over a drawing it is there to be read.
type wordReader struct {
	*document
	concealer
	inText, inRun bool
	way           string // how the run is kept from being seen
	painted       bool
}

func (w *wordReader) start(e xml.StartElement) {
	switch e.Name.Local {
	case "r":
		w.inRun, w.way = true, ""
	case "t":
		w.inText = true
	case "tab":
		w.put("\t")
	case "br", "cr":
		w.put("\n")
	case "vanish", "webHidden":
		if w.inRun && on(attr(e, "val")) {
			w.way = "vanish"
		}
	case "sz":
		if half, err := strconv.Atoi(attr(e, "val")); err == nil && half < 2*tinyPoints && w.inRun && w.way == "" {
			w.way = "tiny"
		}
	case "color":
		if w.inRun && w.way == "" && whiteHex(attr(e, "val")) && attr(e, "themeColor") == "" {
			w.way = "white"
		}
	case "shd":
		fill := strings.ToLower(attr(e, "fill"))
		w.painted = w.painted || fill != "" && fill != "auto" && fill != "ffffff" || attr(e, "themeFill") != ""
	case "drawing", "pict", "highlight":
		w.painted = true
	case "lang":
		w.Languages = addTo(w.Languages, attr(e, "val"))
	case "rFonts":
		w.Fonts = addTo(w.Fonts, attr(e, "ascii"))
	}
}

// whiteHex reports whether a colour written as RRGGBB is white or so near that paper shows no letters.
func whiteHex(colour string) bool {
	v, err := strconv.ParseUint(strings.TrimPrefix(colour, "#"), 16, 32)
	return err == nil && len(strings.TrimPrefix(colour, "#")) == 6 && v>>16 >= 0xfa && v>>8&0xff >= 0xfa && v&0xff >= 0xfa
}

func (w *wordReader) chars(s string) {
	if w.inText {
		w.put(s)
	}
}

func (w *wordReader) put(s string) {
	switch {
	case !w.inRun:
	case w.way != "":
		w.keep(w.way, s)
	default:
		w.write(s)
	}
}

func (w *wordReader) end(name string) {
	switch name {
	case "t":
		w.inText = false
	case "r":
		w.inRun = false
	case "p":
		w.cut()
		w.write("\n")
	case "tc":
		w.write("\t")
	}
}

// on reads a switch of Word, which is on unless it says otherwise.
func on(val string) bool { return val != "0" && val != "false" && val != "off" }
