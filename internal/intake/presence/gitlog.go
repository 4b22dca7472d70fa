package presence

import (
	"bufio"
	"bytes"
	"strings"

	"github.com/taupier-eu/taupier/internal/core"
)

// maxLine bounds one line of a git log or of a table.
const maxLine = 64 << 10

// gitLog reads the log of a cloned repository, one commit a line, under a line that names it:
//
//	# repo: one/two
//	git log --all --date=iso-strict --format='%H%x09%aI%x09%an'
func (r *reader) gitLog() {
	repo := ""
	lines := bufio.NewScanner(bytes.NewReader(r.data))
	lines.Buffer(nil, maxLine)
	n := 0
	for lines.Scan() {
		n++
		text := strings.TrimRight(lines.Text(), "\r")
		switch {
		case strings.TrimSpace(text) == "":
			continue
		case strings.HasPrefix(text, "#"):
			if name, ok := strings.CutPrefix(text, "# repo:"); ok {
				repo = strings.ToLower(strings.TrimSpace(name))
			}
			continue
		}
		if r.full(n) {
			return
		}
		if strings.Count(repo, "/") != 1 || len(repo) > maxWord {
			r.reject(n, "no line \"# repo: owner/name\" above the commits: say whose log it is, then read it again")
			return
		}
		r.logged(text, n, repo)
	}
	if lines.Err() != nil {
		r.in.Reject(n+1, "a line longer than 64 KiB: write the log with the format of the reference")
	}
}

func (r *reader) logged(text string, line int, repo string) {
	f := strings.Split(text, "\t")
	if len(f) < 3 {
		r.reject(line, "%d columns, not 3: sha, author date, author, parted by tabs", len(f))
		return
	}
	when := date(f[1])
	if !hexSHA.MatchString(f[0]) || !when.Given() {
		r.reject(line, "no full sha or no date in the form 2024-05-01T09:30:00+02:00")
		return
	}
	r.addCommit(repo, core.PublicCommit{SHA: strings.ToLower(f[0]), At: when, Author: digest(f[2]), See: r.see(line, "sha", f[0])})
}
