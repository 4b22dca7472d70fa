package parse

import (
	"encoding/xml"
	"path"
	"slices"
	"strings"
)

// wordTraces reads what a Word file tells of its making beside its properties.
func (d *document) wordTraces(a *archive) {
	d.relations(a, "word/_rels/document.xml.rels")
	d.relations(a, "word/_rels/settings.xml.rels")
	if settings, err := a.read("word/settings.xml"); err == nil {
		_ = walkXML(settings, func(e xml.StartElement) {
			switch e.Name.Local {
			case "rsidRoot":
				d.Lineage = addTo(d.Lineage, "rsid:"+strings.ToUpper(attr(e, "val")))
			case "themeFontLang":
				d.Languages = addTo(d.Languages, attr(e, "val"))
			}
		}, func(string) {}, func(string) {})
	}
	d.members(a, "word/embeddings/", "word/activeX/")
	d.Active = d.Active || a.entries["word/vbaProject.bin"] != nil
}

// relations reads the addresses that a part points to, and the template the file was begun from.
func (d *document) relations(a *archive, name string) {
	rels, err := a.read(name)
	if err != nil {
		return
	}
	_ = walkXML(rels, func(e xml.StartElement) {
		switch kind := path.Base(attr(e, "Type")); {
		case kind == "hyperlink" && attr(e, "TargetMode") == "External":
			d.link(attr(e, "Target"))
		case kind == "attachedTemplate":
			target := attr(e, "Target")
			if i := strings.LastIndexAny(target, "/\\"); i >= 0 {
				target = target[i+1:] // the folder may hold the name of a person
			}
			if d.Template == "" || d.Template == "Normal.dotm" {
				d.Template = target
			}
		case kind == "vbaProject":
			d.Active = true
		}
	}, func(string) {}, func(string) {})
}

// members names the files inside an office file that stand in one of the folders.
func (d *document) members(a *archive, folders ...string) {
	var names []string
	for name := range a.entries {
		if slices.ContainsFunc(folders, func(f string) bool { return strings.HasPrefix(name, f) && len(name) > len(f) }) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	for _, name := range names[:min(len(names), maxAttached)] {
		data, err := a.read(name)
		if err != nil {
			data = nil
		}
		d.attach(path.Base(name), data, int64(a.entries[name].UncompressedSize64))
	}
}
