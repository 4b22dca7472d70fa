package upload

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/intake"
)

// Removal is what the company would be without an import. What the import had replaced does not come back, unless it stands in the operator's
// folder.
type Removal struct {
	Leave []string `json:"leave,omitempty"` // dossiers that are nowhere else, by id
	Back  []string `json:"back,omitempty"`  // dossiers that are read from the operator's folder again
	Logs  []string `json:"logs,omitempty"`
	Files []string `json:"files,omitempty"` // other files that are nowhere else
	Under []string `json:"under,omitempty"` // other files whose place the operator's takes again
	Bytes int64    `json:"bytes"`
	Empty bool     `json:"empty,omitempty"` // nobody's dossier would be left
}

// Shown names what somebody was shown of it.
func (r Removal) Shown(id string) string {
	text, err := json.Marshal(r)
	if err != nil {
		panic("BUG: a removal without a form: " + err.Error())
	}
	sum := sha256.Sum256(append([]byte("remove "+id+"\x00"), text...))
	return hex.EncodeToString(sum[:])
}

// Nothing reports whether the company stays as it is: everything of the import was replaced since.
func (r Removal) Nothing() bool {
	return len(r.Leave)+len(r.Back)+len(r.Logs)+len(r.Files)+len(r.Under) == 0
}

// removalOf is a function of its arguments alone, whatever their order: what goes of the live files, of which those of an upload go, and what of the operator's
// folder counts again.
func removalOf(id string, live []File, there Present) (r Removal, gone []string) {
	people := map[string]bool{}
	others := 0
	for _, f := range live {
		if f.Upload != id {
			if f.Role == intake.RolePerson {
				others++
			}
			continue
		}
		gone = append(gone, f.Blob)
		r.Bytes += f.Size
		_, covered := there.Files[f.Path]
		switch {
		case f.Person != "":
			people[f.Person] = true
		case f.Role == intake.RoleLog:
			r.Logs = append(r.Logs, f.Path)
		case covered:
			r.Under = append(r.Under, f.Path)
		default:
			r.Files = append(r.Files, f.Path)
		}
	}
	for _, p := range sortedKeys(people) {
		if there.People[p] {
			r.Back = append(r.Back, p)
		} else {
			r.Leave = append(r.Leave, p)
		}
	}
	for _, list := range [][]string{r.Logs, r.Files, r.Under} {
		slices.Sort(list)
	}
	r.Empty = len(people) > 0 && others == 0 && len(there.People) == 0
	return r, gone
}

// WouldRemove says what the company would be without one of the actor's own imports. Somebody else's is not there.
func (d *Desk) WouldRemove(ctx context.Context, who access.Actor, id string) (Upload, Removal, error) {
	u, live, there, err := d.removable(ctx, who, id)
	if err != nil {
		return u, Removal{}, err
	}
	r, _ := removalOf(id, live, there)
	return u, r, nil
}

func (d *Desk) removable(ctx context.Context, who access.Actor, id string) (u Upload, live []File, there Present, err error) {
	if !access.May(who, access.ConfirmData) {
		return u, nil, there, core.ErrNotFound
	}
	if u, err = d.Get(ctx, who, id); err != nil {
		return u, nil, there, err
	}
	if u.State != Imported {
		return u, nil, there, fmt.Errorf("%w: import_state", core.ErrConflict)
	}
	if live, err = d.Live(ctx); err != nil {
		return u, nil, there, err
	}
	folder, done, err := d.Folder()
	if err != nil {
		return u, nil, there, err
	}
	defer done() //nolint:errcheck // it only read
	there, err = presentIn(folder, ofUpload(live, id))
	return u, live, there, err
}

func ofUpload(all []File, id string) (out []File) {
	for _, f := range all {
		if f.Upload == id {
			out = append(out, f)
		}
	}
	return out
}

// Remove takes an import out of the company, in one act: all of it, and exactly what was shown, or nothing: then it is core.ErrConflict. Its files leave the
// disk, and the company is read again; cases stay, with whom they are about. Were the server killed in between, files that nothing names any more
// are removed at its start. Nobody takes out his own dossier.
func (d *Desk) Remove(ctx context.Context, who access.Actor, id, shown string, now time.Time) error {
	u, live, there, err := d.removable(ctx, who, id)
	if err != nil {
		return err
	}
	for _, f := range ofUpload(live, id) {
		if f.Person != "" && f.Person == who.Person {
			return fmt.Errorf("%w: import_remove_own", core.ErrConflict)
		}
	}
	r, _ := removalOf(id, live, there)
	if shown != r.Shown(id) {
		return fmt.Errorf("%w: import_remove_moved", core.ErrConflict)
	}
	var gone []string
	err = d.act(ctx, who.User, "import.remove", u, now, r, func(w Writer) error {
		all, err := w.ImportFiles()
		if err != nil {
			return err
		}
		live := slices.DeleteFunc(all, func(f File) bool { return !f.Live })
		var again Removal
		if again, gone = removalOf(id, live, there); again.Shown(id) != shown {
			return fmt.Errorf("%w: import_remove_moved", core.ErrConflict)
		}
		for _, blob := range gone {
			if err := w.DropFile(blob); err != nil {
				return err
			}
		}
		return w.RemoveUpload(id, r.Empty)
	})
	if err != nil {
		return err
	}
	if err := d.Shelf.Erase(gone); err != nil {
		return err
	}
	return d.Imported(ctx, who)
}
