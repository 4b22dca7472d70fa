package parse

import (
	"fmt"
	"path"
	"strings"
	"unicode"

	"github.com/taupier-eu/taupier/internal/core"
)

// What is read of the files inside one file, over all depths.
const (
	maxInside      = 32       // files that are read as documents of their own
	maxInsideBytes = 48 << 20 // unpacked
	maxInsideText  = 1 << 20  // of all their texts
	maxInsideDepth = 2        // a file in a file in a file is named, not read
)

// room is what is left for the files inside one file of the folder.
type room struct {
	files, bytes, text int
}

// inside reads a file inside this one as a document of its own, while there is room, and names it in
// any case. Nothing is written to disk, and of its name only the last part is used.
func (d *document) inside(name string, data []byte) {
	d.attach(baseName(name), data, 0)
	if d.room == nil {
		d.room = &room{files: maxInside, bytes: maxInsideBytes, text: maxInsideText}
	}
	switch {
	case len(data) == 0:
		return
	case d.depth >= maxInsideDepth:
		d.problem("files are packed in it more than %d deep: the innermost were named and not read; unpack them", maxInsideDepth)
		return
	case d.room.files <= 0 || d.room.bytes < len(data):
		d.problem("more than %d files or %d MiB are packed in it: the rest was named and not read; unpack it", maxInside, maxInsideBytes>>20)
		return
	}
	d.room.files--
	d.room.bytes -= len(data)
	inner := newDocument(d.Input+"/"+d.unique(baseName(name)), data)
	inner.room, inner.depth = d.room, d.depth+1
	inner.read(data)
	inner.Text = clip(inner.Text, max(d.room.text, 0))
	d.room.text -= len(inner.Text)
	d.Inside = append(d.Inside, inner.Paper)
	for _, deeper := range inner.Inside {
		d.Inside = append(d.Inside, deeper)
	}
	d.Inside[len(d.Inside)-1-len(inner.Inside)].Inside = nil
}

// baseName is the last part of a name from outside, without what could mislead a reader of the report.
func baseName(name string) string {
	name = path.Base(strings.ReplaceAll(strings.ToValidUTF8(name, ""), "\\", "/"))
	name = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) {
			return -1
		}
		return r
	}, name)
	if name = clip(name, 120); name == "" || strings.Trim(name, "./") == "" {
		return "unnamed"
	}
	return name
}

// unique is a name that no other file inside this one has.
func (d *document) unique(name string) string {
	for n := 1; ; n++ {
		try := name
		if n > 1 {
			try = fmt.Sprintf("%s (%d)%s", strings.TrimSuffix(name, path.Ext(name)), n, path.Ext(name))
		}
		taken := false
		for i := range d.Inside {
			taken = taken || d.Inside[i].Input == d.Input+"/"+try
		}
		if !taken {
			return try
		}
	}
}

// Papers lists a paper and those inside it.
func Papers(p core.Paper) []core.Paper {
	inner := p.Inside
	p.Inside = nil
	return append([]core.Paper{p}, inner...)
}
