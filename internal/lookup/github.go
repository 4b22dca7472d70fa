package lookup

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"strings"
)

// maxRepos is of how many own repositories the commits are asked.
const maxRepos = 15

var login = regexp.MustCompile(`^[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})$`)

// Requests lists in words what Account asks about a login, for whoever has to agree.
func Requests(name string) []string {
	return []string{
		"GET /users/" + name,
		"GET /users/" + name + "/repos?per_page=100&type=owner",
		fmt.Sprintf("GET /repos/%s/…/commits?per_page=100, first and last page, for each of at most %d repositories that are no fork", name, maxRepos),
		fmt.Sprintf("GET /repos/%s/…/contributors?per_page=100, likewise", name),
	}
}

// Account asks a GitHub-like service for an account, its repositories, and commits and contributors of those
// that are no fork. It returns what ended it early; what was answered until then is kept.
func (c *Client) Account(ctx context.Context, name string) error {
	if !login.MatchString(name) {
		return fmt.Errorf("%q is no name of an account: write it under stated.accounts as the host does", name)
	}
	if _, err := c.get(ctx, "/users/"+name); err != nil {
		return err
	}
	answer, err := c.get(ctx, "/users/"+name+"/repos?per_page=100&type=owner")
	if err != nil {
		return err
	}
	var repos []struct {
		FullName string `json:"full_name"`
		Fork     bool   `json:"fork"`
	}
	if err := json.Unmarshal(answer.Answer, &repos); err != nil {
		return fmt.Errorf("the list of repositories cannot be read: %w", err)
	}
	asked := 0
	for _, r := range repos {
		if r.Fork || asked == maxRepos || !ownRepo.MatchString(r.FullName) {
			continue
		}
		asked++
		if err := c.repository(ctx, r.FullName); err != nil {
			return err
		}
	}
	return nil
}

var ownRepo = regexp.MustCompile(`^[A-Za-z0-9-]{1,39}/[A-Za-z0-9._-]{1,100}$`)

func (c *Client) repository(ctx context.Context, name string) error {
	commits, err := c.get(ctx, "/repos/"+name+"/commits?per_page=100")
	if errors.Is(err, ErrAbsent) {
		return nil
	}
	if err != nil {
		return err
	}
	if last := c.lastPage(commits.Link); last != "" {
		if _, err := c.get(ctx, last); err != nil && !errors.Is(err, ErrAbsent) {
			return err
		}
	}
	if _, err := c.get(ctx, "/repos/"+name+"/contributors?per_page=100"); err != nil && !errors.Is(err, ErrAbsent) {
		return err
	}
	return nil
}

// lastPage is the path of the last page of a list by its Link header (RFC 8288), when it is on the same
// host; "" when there is one page only.
func (c *Client) lastPage(link string) string {
	for _, part := range strings.Split(link, ",") {
		address, rest, ok := strings.Cut(strings.TrimSpace(part), ">")
		if !ok || !strings.Contains(rest, `rel="last"`) {
			continue
		}
		u, err := url.Parse(strings.TrimPrefix(address, "<"))
		if err == nil && u.Host == c.base.Host {
			return strings.TrimPrefix(u.RequestURI(), strings.TrimSuffix(c.base.Path, "/"))
		}
	}
	return ""
}
