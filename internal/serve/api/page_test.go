package api

import (
	"crypto/rand"
	"errors"
	"net/url"
	"slices"
	"strings"
	"testing"
)

type listItem struct {
	ID string `json:"id"`
}

func listOf(ids string) (out []listItem) {
	for _, id := range strings.Fields(ids) {
		out = append(out, listItem{id})
	}
	return out
}

// pager goes through a list as one user.
type pager struct {
	a  *API
	at url.URL
}

func newPager(t *testing.T, at string) pager {
	t.Helper()
	s, err := newSeal(rand.Reader)
	u, err2 := url.Parse(at)
	if err := errors.Join(err, err2); err != nil {
		t.Fatal(err)
	}
	return pager{&API{seal: s}, *u}
}

// page gives so many of a list from a cursor on.
func (p pager) page(list []listItem, limit int, cursor string) (*paged[listItem], error) {
	return pageOf(p.a, &call{}, &Paging{Limit: limit, Cursor: cursor, at: p.at}, list, func(i listItem) string { return i.ID })
}

func ids(list []listItem) string {
	var out []string
	for _, i := range list {
		out = append(out, i.ID)
	}
	return strings.Join(out, " ")
}

// Whatever comes and goes between two pages, the second gives everything that stood behind the first, or says that it cannot.
func TestBetweenTwoPagesNothingIsPassedOver(t *testing.T) {
	p := newPager(t, "/api/v1/tasks")
	first, err := p.page(listOf("a b c d e f g h"), 3, "")
	if err != nil || ids(first.Body.Items) != "a b c" {
		t.Fatalf("%v %v", first, err)
	}
	for name, c := range map[string]struct{ list, want string }{
		"as it was":                        {"a b c d e f g h", "d e f"},
		"all that was given is done":       {"d e f g h", "d e f"},
		"the last that was given is gone":  {"a b d e f g h", "d e f"},
		"others came before":               {"x y a b c d e f g h", "d e f"},
		"others came before, and it went":  {"x y z a b d e f g h", "d e f"},
		"what stood behind it is gone too": {"a b c g h", "g h"},
		"nothing is left to go on from":    {"a b e f g h", "cursor_invalid"},
		"the list is empty":                {"", ""},
	} {
		got, err := p.page(listOf(c.list), 3, first.Body.Next)
		if err != nil {
			if err.Error() != c.want {
				t.Errorf("%s: %v, want %s", name, err, c.want)
			}
			continue
		}
		if ids(got.Body.Items) != c.want {
			t.Errorf("%s: %q, want %q", name, ids(got.Body.Items), c.want)
		}
	}
}

// Two that nothing tells apart, such as looks while the clock stands still, are two, and the list comes to its end.
func TestWhatIsTwiceInAListIsGivenTwice(t *testing.T) {
	p := newPager(t, "/api/v1/accesses")
	list := listOf("a b b b b c b b a a")
	for limit := 1; limit < 12; limit++ {
		var got []listItem
		for cursor, more := "", true; more; more = cursor != "" {
			page, err := p.page(list, limit, cursor)
			if err != nil {
				t.Fatal(err)
			}
			if got = append(got, page.Body.Items...); len(got) > len(list) {
				break
			}
			cursor = page.Body.Next
		}
		if !slices.Equal(got, list) {
			t.Errorf("%d at once: %q", limit, ids(got))
		}
	}
}

// The address of the next page is one, whatever is in the ids of its path.
func TestTheAddressOfTheNextPageIsAnAddress(t *testing.T) {
	p := newPager(t, "/api/v1/people/a%2Fb%3E%20%C5%BE%3F/links?kind=phone")
	page, err := p.page(listOf("a b"), 1, "")
	if err != nil {
		t.Fatal(err)
	}
	address, _, _ := strings.Cut(strings.TrimPrefix(page.Link, "<"), ">")
	next, err := url.Parse(address)
	if err != nil || next.EscapedPath() != p.at.EscapedPath() || next.Query().Get("cursor") != page.Body.Next || next.Query().Get("kind") != "phone" {
		t.Errorf("%s: %v", page.Link, err)
	}
}
