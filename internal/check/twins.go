package check

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/taupier-eu/taupier/internal/core"
)

// common is how many dossiers make a text a template and a picture a stock picture.
const common = 6

// sameText raises A02 for a CV whose text is nearly that of another dossier.
func sameText(w *World, d *core.Dossier, out *core.Sink) {
	raiseTwins(w, d, "A02", "cv", core.TraitText, out)
}

// samePhoto raises A08 for a photo file that is nearly another dossier's: the file, never the face.
func samePhoto(w *World, d *core.Dossier, out *core.Sink) {
	raiseTwins(w, d, "A08", "photo", core.TraitPhoto, out)
}

// raiseTwins asks about the first paper of a role that has twins in dossiers that state no relation.
// Each pair is shared, so that it links the two.
func raiseTwins(w *World, d *core.Dossier, signal, role string, kind core.TraitKind, out *core.Sink) {
	for _, p := range sortedPapers(d) {
		if p.Role != role {
			continue
		}
		twins := w.nearness().twins(d.ID, p)
		if len(twins) >= common {
			continue
		}
		own, ev := fileOf(p), []core.Evidence{fileOf(p)}
		var others []string
		percent := 0
		for _, t := range twins {
			out.Share(core.Trait{Person: d.ID, Kind: kind, Value: pairOf(d.ID, t.person), Shown: strconv.Itoa(t.percent) + " %", Evidence: []core.Evidence{own}})
			if _, related := core.RelatedTo(d, w.People[t.person]); related {
				continue
			}
			others = append(others, t.person)
			ev = append(ev, fileOf(t.paper))
			percent = max(percent, t.percent)
		}
		if len(others) > 0 {
			out.Raise(signal, d.ID, time.Time{}, core.Args{"others": strings.Join(others, ", "), "percent": strconv.Itoa(percent)}, ev...)
			return
		}
	}
}

// fileOf points at a file by the beginning of its digest.
func fileOf(p *core.Paper) core.Evidence {
	const shown = 16
	return core.Evidence{Input: p.Input, Field: "sha256", Value: p.SHA256[:min(shown, len(p.SHA256))]}
}

func pairOf(a, b string) string {
	pair := []string{a, b}
	slices.Sort(pair)
	return strings.Join(pair, "+")
}
