package app

import (
	"fmt"
	"io/fs"
	"path"
	"slices"

	"github.com/taupier-eu/taupier/internal/detect"
	"github.com/taupier-eu/taupier/sigma"
)

// ruleMeta is the key "taupier" of a shipped Sigma rule: which signal a match raises, about what
// product, and what explains it.
type ruleMeta struct {
	Signal  string
	What    string
	Unless  []string
	Allowed bool
	NewHire bool
	Count   int
}

// The rules that raise no signal: those for a SIEM or for taupier detect.
var unjudged = map[string]bool{"rules/pack": true, "rules/correlations": true}

// readRules compiles every rule under rules/ that raises a signal, and gathers per signal what explains a match.
func (k *Knowledge) readRules(fsys fs.FS) error {
	k.RuleTerms = map[string]detect.RuleTerms{}
	k.RuleMeta = map[*sigma.Rule]ruleMeta{}
	err := fs.WalkDir(fsys, "rules", func(name string, d fs.DirEntry, err error) error {
		if unjudged[name] {
			return fs.SkipDir
		}
		if err != nil || d.IsDir() || path.Ext(name) != ".yml" {
			return err
		}
		data, err := fs.ReadFile(fsys, name)
		if err != nil {
			return err
		}
		rules, err := sigma.ParseRules(name, data)
		if err != nil {
			return err
		}
		for _, r := range rules {
			if err := k.admit(r); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("read rules: %w", err)
	}
	if k.Rules, err = sigma.Compile(k.RuleList); err != nil {
		return fmt.Errorf("compile rules: %w", err)
	}
	return nil
}

func (k *Knowledge) admit(r *sigma.Rule) error {
	m := metaOf(r)
	if _, ok := k.Catalogue[m.Signal]; !ok {
		return fmt.Errorf("%s: rule %q raises signal %q, which is not in the catalogue", r.File, r.Title, m.Signal)
	}
	k.RuleList = append(k.RuleList, r)
	k.RuleMeta[r] = m
	t := k.RuleTerms[m.Signal]
	for _, u := range m.Unless {
		if !slices.Contains(t.Unless, u) {
			t.Unless = append(t.Unless, u)
		}
	}
	t.Allowed = t.Allowed || m.Allowed
	t.NewHire = t.NewHire || m.NewHire
	t.Count = max(t.Count, m.Count)
	k.RuleTerms[m.Signal] = t
	return nil
}

// metaOf reads the key "taupier" of a rule; what is missing is empty.
func metaOf(r *sigma.Rule) ruleMeta {
	custom, _ := r.Custom["taupier"].(map[string]any)
	text := func(key string) string { s, _ := custom[key].(string); return s }
	flag := func(key string) bool { b, _ := custom[key].(bool); return b }
	m := ruleMeta{Signal: text("signal"), What: text("what"), Allowed: flag("allowed"), NewHire: flag("new_hire")}
	if n, ok := custom["count"].(int64); ok {
		m.Count = int(n)
	}
	if list, ok := custom["unless"].([]any); ok {
		for _, v := range list {
			if s, ok := v.(string); ok {
				m.Unless = append(m.Unless, s)
			}
		}
	}
	return m
}
