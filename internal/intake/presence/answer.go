package presence

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"regexp"
	"strings"

	"github.com/taupier-eu/taupier/internal/core"
)

// account reads GET /users/{login}.
func (r *reader) account(raw []byte, line int) {
	var u struct {
		Login     string `json:"login"`
		ID        int64  `json:"id"`
		Created   string `json:"created_at"`
		Updated   string `json:"updated_at"`
		Followers int    `json:"followers"`
		Following int    `json:"following"`
	}
	if err := json.Unmarshal(raw, &u); err != nil {
		r.reject(line, "a user that cannot be read (%s)", plainError(err))
		return
	}
	created := date(u.Created)
	if !created.Given() || len(u.Login) > maxWord {
		r.reject(line, "a user without a usable login or created_at: record the answer as it was received")
		return
	}
	r.out.accounts = append(r.out.accounts, core.PublicAccount{
		Login: strings.ToLower(u.Login), ID: u.ID, Created: created, Updated: date(u.Updated), Followers: u.Followers, Following: u.Following,
		At: r.see(line, "created_at", u.Created),
	})
}

// repo reads an element of GET /users/{login}/repos, or GET /repos/{owner}/{name}.
func (r *reader) repo(raw []byte, line int) {
	var p struct {
		FullName string `json:"full_name"`
		Fork     bool   `json:"fork"`
		Stars    int    `json:"stargazers_count"`
	}
	if err := json.Unmarshal(raw, &p); err != nil || len(p.FullName) > maxWord || strings.Count(p.FullName, "/") != 1 {
		r.reject(line, "a repository without a usable full_name: record the answer as it was received")
		return
	}
	r.out.repos = append(r.out.repos, core.PublicRepo{Name: strings.ToLower(p.FullName), Fork: p.Fork, Stars: p.Stars, At: r.see(line, "full_name", p.FullName)})
}

// commit reads an element of GET /repos/{owner}/{name}/commits. The host writes the dates in UTC.
func (r *reader) commit(raw []byte, line int, repo string) {
	var c struct {
		SHA     string `json:"sha"`
		URL     string `json:"url"`
		HTMLURL string `json:"html_url"`
		Commit  struct {
			Author struct {
				Name string `json:"name"`
				Date string `json:"date"`
			} `json:"author"`
		} `json:"commit"`
		Author *struct {
			Login string `json:"login"`
		} `json:"author"`
	}
	if err := json.Unmarshal(raw, &c); err != nil {
		r.reject(line, "a commit that cannot be read (%s)", plainError(err))
		return
	}
	for _, address := range []string{c.URL, c.HTMLURL} {
		if of := repoOf(address); of != "" {
			repo = of
		}
	}
	when := date(c.Commit.Author.Date)
	if repo == "" || !when.Given() || !hexSHA.MatchString(c.SHA) {
		r.reject(line, "a commit without a usable sha, author date or url: record the answer as it was received, or wrap it with its request")
		return
	}
	login := ""
	if c.Author != nil && len(c.Author.Login) <= maxWord {
		login = strings.ToLower(c.Author.Login)
	}
	r.addCommit(repo, core.PublicCommit{SHA: strings.ToLower(c.SHA), At: when, Login: login, Author: digest(c.Commit.Author.Name), See: r.see(line, "sha", c.SHA)})
}

var hexSHA = regexp.MustCompile(`^([0-9a-fA-F]{40}|[0-9a-fA-F]{64})$`)

// addCommit adds to the repository that was read last when it is the same.
func (r *reader) addCommit(repo string, c core.PublicCommit) {
	if n := len(r.out.repos); n == 0 || r.out.repos[n-1].Name != repo {
		r.out.repos = append(r.out.repos, core.PublicRepo{Name: repo})
	}
	last := &r.out.repos[len(r.out.repos)-1]
	last.Commits = append(last.Commits, c)
}

// contributor reads an element of GET /repos/{owner}/{name}/contributors, which does not say of what.
func (r *reader) contributor(s shape, line int, repo string) {
	if repo == "" {
		r.reject(line, `a contributor of an unknown repository: wrap the answer, {"request": "GET /repos/one/two/contributors", "answer": […]}`)
		return
	}
	if s.Login == "" || len(s.Login) > maxWord {
		return // without an account
	}
	r.out.repos = append(r.out.repos, core.PublicRepo{Name: repo, Contributors: []string{strings.ToLower(s.Login)}, At: r.see(line, "login", s.Login)})
}

// search reads the items of GET /search/commits?q=hash:….
func (r *reader) search(items json.RawMessage, line int) {
	var list []struct {
		SHA        string `json:"sha"`
		Repository struct {
			FullName string `json:"full_name"`
		} `json:"repository"`
	}
	if err := json.Unmarshal(items, &list); err != nil {
		r.reject(line, "a search whose items cannot be read (%s)", plainError(err))
		return
	}
	for _, f := range list {
		if hexSHA.MatchString(f.SHA) && f.Repository.FullName != "" && len(f.Repository.FullName) <= maxWord {
			r.out.found = append(r.out.found, found{strings.ToLower(f.SHA), strings.ToLower(f.Repository.FullName), r.see(line, "items.repository.full_name", f.Repository.FullName)})
		}
	}
}

// archived reads users_*.json and repositories_*.json of the archive that the host makes for a user.
func (r *reader) archived(raw []byte, s shape, line int) {
	name := strings.TrimPrefix(strings.TrimPrefix(s.URL, "https://github.com/"), "http://github.com/")
	switch created := date(s.Created); {
	case name == s.URL || name == "" || len(name) > maxWord:
		r.reject(line, "a %s of an archive without its url on the host", s.Type)
	case s.Type == "user" && created.Given() && !strings.Contains(name, "/"):
		r.out.accounts = append(r.out.accounts, core.PublicAccount{Login: strings.ToLower(name), Created: created, At: r.see(line, "created_at", s.Created)})
	case s.Type == "user": // others who commented; their pages carry no date
	case strings.Count(name, "/") == 1:
		r.out.repos = append(r.out.repos, core.PublicRepo{Name: strings.ToLower(name), At: r.see(line, "url", s.URL)})
	}
}

// digest stands for a name: equal names have one digest, and no name can be read from it by eye.
func digest(name string) string {
	name = strings.ToLower(strings.Join(strings.Fields(name), " "))
	if name == "" {
		return ""
	}
	sum := sha256.Sum256([]byte(name))
	return hex.EncodeToString(sum[:8])
}
