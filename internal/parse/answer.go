package parse

import (
	"errors"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strings"

	"github.com/taupier-eu/taupier/internal/core"
)

// answer is what the child found.
type answer struct {
	Paper  core.Paper
	Stated *core.Stated
}

var (
	kinds     = []string{"pdf", "docx", "odt", "rtf", "doc", "json_resume", "text", "image", "mail", "archive", "unknown"}
	inner     = append([]string{"ole", "program"}, kinds...)
	roleNames = []string{"cv", "letter", "photo", "other"}
	ways      = []string{"white", "tiny", "off_page", "no_ink", "vanish", "zero_width", "tags"}

	digest = regexp.MustCompile(`^[0-9a-f]{64}$`)
)

// check holds an answer against what File may say of a path. A document may have taken the child over:
// what breaks a bound is no answer.
func (a *answer) check(path string) error {
	if a.Paper.Input != path {
		return errors.New("it answered for another file")
	}
	if len(a.Paper.Inside) > maxInside {
		return errors.New("it tells of more files inside than are read")
	}
	if err := checkPaper(&a.Paper); err != nil {
		return err
	}
	seen := map[string]bool{path: true}
	for i := range a.Paper.Inside {
		p := &a.Paper.Inside[i]
		if !strings.HasPrefix(p.Input, path+"/") || seen[p.Input] || len(p.Inside) > 0 {
			return fmt.Errorf("it tells of a file inside that cannot be: %.80q", p.Input)
		}
		seen[p.Input] = true
		if err := checkPaper(p); err != nil {
			return err
		}
	}
	if s := a.Stated; s != nil && max(len(s.Work), len(s.Education), len(s.Accounts), len(s.Emails), len(s.Phones)) > maxStated {
		return errors.New("it tells of more jobs than a life holds")
	}
	return nil
}

// maxStated is how many jobs, studies and accounts a CV may state.
const maxStated = 1_000

func checkPaper(p *core.Paper) error {
	switch {
	case !slices.Contains(kinds, p.Kind) || !slices.Contains(roleNames, p.Role):
		return fmt.Errorf("it tells of a kind %.40q and a role %.40q that are not known", p.Kind, p.Role)
	case p.SHA256 != "" && !digest.MatchString(p.SHA256):
		return errors.New("it gives a digest that is none")
	case len(p.Text) > maxText || len(p.Hidden) > maxHidden:
		return errors.New("it gives more text than is kept")
	case p.Revisions < 0 || p.EditMinutes < 0:
		return errors.New("it counts below nothing")
	case len(p.PHash) > maxTraces || len(p.Attached) > maxAttached || len(p.Concealed) > maxTraces:
		return errors.New("it gives longer lists than are kept")
	}
	for _, s := range []string{p.Author, p.Editor, p.Company, p.Producer, p.Template, p.Problem, p.Camera, p.Zone} {
		if len(s) > maxField {
			return errors.New("it gives longer properties than are kept")
		}
	}
	for _, list := range [][]string{p.Programs, p.Lineage, p.Fonts, p.Languages, p.Links} {
		if len(list) > maxTraces || slices.ContainsFunc(list, func(s string) bool { return len(s) > maxField }) {
			return errors.New("it gives longer lists than are kept")
		}
	}
	return checkParts(p)
}

func checkParts(p *core.Paper) error {
	for _, a := range p.Attached {
		if len(a.Name) > maxField || !slices.Contains(inner, a.Kind) || a.Size < 0 || a.SHA256 != "" && !digest.MatchString(a.SHA256) {
			return fmt.Errorf("it tells of an attachment that cannot be: %.80q", a.Name)
		}
	}
	for _, c := range p.Concealed {
		if len(c.Text) > maxField || !slices.Contains(ways, c.Way) || c.Page < 0 || math.Abs(c.X)+math.Abs(c.Y)+math.Abs(c.Size) > 1e7 {
			return errors.New("it tells of a hidden passage that cannot be")
		}
	}
	return nil
}
