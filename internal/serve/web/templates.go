package web

import (
	"fmt"
	"html/template"
	"io/fs"
	"path"
	"strings"
	"sync"
)

// templates are those of all pages by the name of their file. They are the program's own and the same for every site: read once.
var templates = sync.OnceValues(readTemplates)

func readTemplates() (map[string]*template.Template, error) {
	parts, err := template.New("").Option("missingkey=error").ParseFS(templateFiles, "templates/parts/*.html")
	if err != nil {
		return nil, fmt.Errorf("parts of templates: %w", err)
	}
	files, err := fs.Glob(templateFiles, "templates/*.html")
	if err != nil {
		return nil, fmt.Errorf("list templates: %w", err)
	}
	out := map[string]*template.Template{}
	for _, file := range files {
		page, err := parts.Clone()
		if err == nil {
			page, err = page.ParseFS(templateFiles, file)
		}
		if err != nil {
			return nil, fmt.Errorf("template %s: %w", file, err)
		}
		out[strings.TrimSuffix(path.Base(file), ".html")] = page
	}
	return out, nil
}
