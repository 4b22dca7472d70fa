package app

import (
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/cobra"
)

// pages are the texts of the repository, by path.
func pages(t *testing.T) map[string]string {
	t.Helper()
	out := map[string]string{}
	root := os.DirFS("../..")
	err := fs.WalkDir(root, ".", func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || path.Ext(file) != ".md" || file != "README.md" && !strings.HasPrefix(file, "docs/") {
			return err
		}
		data, err := fs.ReadFile(root, file)
		out[file] = string(data)
		return err
	})
	if err != nil || len(out) < 10 {
		t.Fatalf("%d pages, %v", len(out), err)
	}
	return out
}

var (
	linked  = regexp.MustCompile(`\]\(([^)#\s]+)[^)]*\)`)
	called  = regexp.MustCompile("(?m)(?:^|[`$| ])(?:go run ./cmd/)?taupier ((?:[a-z-]+ ?)[^`|>#\n]*)")
	aPlace  = regexp.MustCompile("`((?:docs|content|internal|screen|sigma)/[a-z/_-]+\\.(?:md|go|yaml|csv))`")
	spoken  = regexp.MustCompile(`^[a-z][a-z-]*$`)
	aFlag   = regexp.MustCompile(`^--?([a-z][a-z-]*)`)
	fence   = regexp.MustCompile("(?ms)^```.*?^```")
	inline  = regexp.MustCompile("`[^`\n]+`")
	mention = regexp.MustCompile(`docs/[a-z/_-]+\.md`)
)

func TestEveryLinkOfThePagesLeadsSomewhere(t *testing.T) {
	for file, text := range pages(t) {
		for _, m := range linked.FindAllStringSubmatch(text, -1) {
			if strings.Contains(m[1], "://") || strings.HasPrefix(m[1], "mailto:") {
				continue
			}
			if _, err := os.Stat(filepath.Join("../..", path.Dir(file), m[1])); err != nil {
				t.Errorf("%s links to %s, which is not there", file, m[1])
			}
		}
		for _, m := range aPlace.FindAllStringSubmatch(text, -1) {
			if _, err := os.Stat(filepath.Join("../..", m[1])); err != nil {
				t.Errorf("%s names %s, which is not there", file, m[1])
			}
		}
	}
}

func TestEveryPageThatTheProgramNamesIsThere(t *testing.T) {
	var walk func(c *cobra.Command)
	walk = func(c *cobra.Command) {
		for _, p := range mention.FindAllString(c.Long+c.Example, -1) {
			if _, err := os.Stat(filepath.Join("../..", p)); err != nil {
				t.Errorf("%s --help names %s, which is not there", c.CommandPath(), p)
			}
		}
		for _, sub := range c.Commands() {
			walk(sub)
		}
	}
	walk((&cli{}).root())
}

func TestEveryCommandThatIsShownCanBeCalled(t *testing.T) {
	texts := pages(t)
	var help func(c *cobra.Command)
	help = func(c *cobra.Command) {
		texts[c.CommandPath()+" --help"] = "```\n" + c.Example + "\n```\n" + c.Long
		for _, sub := range c.Commands() {
			help(sub)
		}
	}
	help((&cli{}).root())
	n := 0
	for where, text := range texts {
		code := strings.Join(append(fence.FindAllString(text, -1), inline.FindAllString(text, -1)...), "\n")
		for _, m := range called.FindAllStringSubmatch(code, -1) {
			if says := uncallable(strings.Fields(m[1])); says != "" {
				t.Errorf("%s: taupier %s: %s", where, m[1], says)
			}
			n++
		}
	}
	if n < 50 {
		t.Errorf("only %d commands were found: the pattern has lost them", n)
	}
}

// uncallable says which command or flag of a line does not exist.
func uncallable(words []string) string {
	c := (&cli{}).root()
	for len(words) > 0 && c.HasSubCommands() && spoken.MatchString(words[0]) {
		i := slices.IndexFunc(c.Commands(), func(s *cobra.Command) bool { return s.Name() == words[0] })
		if i < 0 {
			if c.Runnable() && c.HasParent() && strings.Contains(c.Use, " ") {
				break
			}
			return "no command " + words[0]
		}
		c, words = c.Commands()[i], words[1:]
	}
	for _, w := range words {
		m := aFlag.FindStringSubmatch(w)
		if m == nil || m[1] == "help" || m[1] == "h" {
			continue
		}
		known := c.Flags().ShorthandLookup(m[1][:1]) != nil
		if strings.HasPrefix(w, "--") {
			known = c.Flags().Lookup(m[1]) != nil || c.InheritedFlags().Lookup(m[1]) != nil
		}
		if !known {
			return c.CommandPath() + " has no flag " + w
		}
	}
	return ""
}
