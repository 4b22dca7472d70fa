package web

import (
	"net/http"
	"strconv"

	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/intake/upload"
)

// removalView says what the company would be without an import.
type removalView struct {
	base
	U       upload.Upload
	R       upload.Removal
	Shown   string
	Changes []importChange
}

func (s *site) importRemove(r *request) error { return s.importRemoval(r, http.StatusOK, "") }

func (s *site) importRemoval(r *request, status int, problem string) error {
	if s.Imports == nil {
		return core.ErrNotFound
	}
	u, removal, err := s.Imports.WouldRemove(r.Context(), r.actor, r.PathValue("id"))
	if status, word := refusal(err); word != "" {
		return s.importShow(r, status, word)
	}
	if err != nil {
		return err
	}
	if err := s.Looked(r.Context(), r.actor, "import.view", u.ID, r.now); err != nil {
		return err
	}
	v := removalView{base: s.base(r, "import_remove"), U: u, R: removal, Shown: removal.Shown(u.ID)}
	v.Problem, v.Path = problem, "/import/remove/"+u.ID
	for _, x := range []struct {
		word  string
		names []string
	}{{"import_leave", removal.Leave}, {"import_back_again", removal.Back}, {"import_logs_go", removal.Logs}, {"import_files_go", removal.Files}, {"import_files_under", removal.Under}} {
		v.Changes = v.with(v.Changes, x.word, x.names)
	}
	return s.show(r, status, "importremove", v)
}

// with adds a kind of change, when there is any.
func (b base) with(list []importChange, word string, names []string) []importChange {
	if len(names) == 0 {
		return list
	}
	line := importChange{Says: words[word].Render(b.Lang, core.Args{"n": strconv.Itoa(len(names))}), Names: names[:min(len(names), shownNames)]}
	if more := len(names) - len(line.Names); more > 0 {
		line.More = words["problems_more"].Render(b.Lang, core.Args{"n": strconv.Itoa(more)})
	}
	return append(list, line)
}
