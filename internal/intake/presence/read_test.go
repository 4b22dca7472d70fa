package presence

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/taupier-eu/taupier/internal/core"
)

const sha1 = "0123456789abcdef0123456789abcdef01234567"

func merged(t *testing.T, files ...[2]string) core.Presence {
	t.Helper()
	var exports []Export
	for _, f := range files {
		e, in := Read("people/p1/presence/"+f[0], []byte(f[1]))
		if in.Rejected > 0 {
			t.Fatalf("%s: %v", f[0], in.Problems)
		}
		exports = append(exports, e)
	}
	return Merge(exports)
}

func commitOf(repo, sha, name, login string) string {
	return fmt.Sprintf(`{"sha":%q,"url":"https://api.github.com/repos/%s/commits/%s","commit":{"author":{"name":%q,"email":"one@example.org","date":"2021-01-10T10:00:00Z"}},"author":{"login":%q}}`, sha, repo, sha, name, login)
}

func TestSeveralFilesMakeOnePicture(t *testing.T) {
	p := merged(t,
		[2]string{"user.json", `{"login":"One-Dev","id":7,"created_at":"2025-02-01T10:00:00Z","updated_at":"2026-10-02T10:00:00Z","followers":4,"following":2}`},
		[2]string{"repos.json", "[\n" + `{"full_name":"One-Dev/Alpha","fork":true,"stargazers_count":3}` + "\n]"},
		[2]string{"commits.json", "[\n" + commitOf("one-dev/alpha", sha1, "One Dev", "One-Dev") + ",\n" + commitOf("one-dev/alpha", sha1, "One Dev", "One-Dev") + "\n]"},
		[2]string{"contributors.json", `{"request":"GET /repos/one-dev/alpha/contributors?per_page=100","answer":[{"login":"Two","contributions":3},{"login":"two","contributions":1},{"contributions":9}]}`},
		[2]string{"search.json", `{"total_count":1,"items":[{"sha":"` + sha1 + `","repository":{"full_name":"Other/Work"}},{"sha":"` + sha1 + `","repository":{"full_name":"one-dev/copy"}}]}`},
		[2]string{"log.tsv", "# repo: one-dev/beta\n" + sha1 + "\t2020-04-01T10:00:00+02:00\tOne Dev\n"},
	)
	if len(p.Accounts) != 1 || p.Accounts[0].Login != "one-dev" || p.Accounts[0].ID != 7 || p.Accounts[0].At.Line != 1 {
		t.Errorf("%+v", p.Accounts)
	}
	if len(p.Repos) != 2 {
		t.Fatalf("%+v", p.Repos)
	}
	alpha, beta := p.Repos[0], p.Repos[1]
	if !alpha.Fork || alpha.Stars != 3 || len(alpha.Commits) != 1 || alpha.Commits[0].Login != "one-dev" || alpha.Commits[0].See.Line != 2 {
		t.Errorf("%+v", alpha)
	}
	if diff := cmp.Diff([]string{"two"}, alpha.Contributors); diff != "" {
		t.Error(diff)
	}
	if len(alpha.Elsewhere) != 1 || alpha.Elsewhere[0].Value != "Other/Work" {
		t.Errorf("%+v", alpha.Elsewhere)
	}
	if beta.Name != "one-dev/beta" || beta.Commits[0].At.Format("15:04") != "08:00" || beta.Commits[0].See.Line != 2 || beta.Commits[0].Author != alpha.Commits[0].Author {
		t.Errorf("%+v", beta)
	}
}

func TestNamesAndAddressesOfAuthorsStayOutside(t *testing.T) {
	p := merged(t, [2]string{"commits.json", commitOf("one-dev/alpha", sha1, "Sylvie Example", "one-dev")})
	if all := fmt.Sprintf("%+v", p); strings.Contains(all, "Sylvie") || strings.Contains(all, "one@example.org") {
		t.Error(all)
	}
}

func TestACareerIsReadFromWhereItIsTold(t *testing.T) {
	p := merged(t,
		[2]string{"Positions.csv", "Company Name,Title,Description,Location,Started On,Finished On\nExample Ltd,Developer,\"two\nlines\",,Jan 2014,\nWidget,Tester,,,2010,2013-05\n"},
		[2]string{"resume.json", `{"basics":{},"work":[{"name":"Example Ltd","startDate":"2015-01","endDate":"2018-06"},{"name":""}],"education":[{"institution":"School","studyType":"BSc"}]}`},
	)
	if len(p.Tellings) != 2 {
		t.Fatalf("%+v", p.Tellings)
	}
	positions, resume := p.Tellings[0], p.Tellings[1]
	if len(positions.Work) != 2 || positions.Work[0].From.Format("2006-01") != "2014-01" || positions.Work[0].To.Given() || positions.Lines[1] != 4 {
		t.Errorf("%+v", positions)
	}
	if len(resume.Work) != 1 || len(resume.Education) != 1 || resume.Education[0].Degree != "BSc" {
		t.Errorf("%+v", resume)
	}
}

func TestAnArchiveOfTheHostIsRead(t *testing.T) {
	p := merged(t,
		[2]string{"users_000001.json", `[{"type":"user","url":"https://github.com/One-Dev","login":"One-Dev","created_at":"2025-02-01T10:00:00Z"}]`},
		[2]string{"repositories_000001.json", `[{"type":"repository","url":"https://github.com/One-Dev/Alpha","created_at":"2025-03-01T10:00:00Z"}]`},
	)
	if len(p.Accounts) != 1 || p.Accounts[0].Login != "one-dev" || len(p.Repos) != 1 || p.Repos[0].Name != "one-dev/alpha" {
		t.Errorf("%+v", p)
	}
}

func TestWhatCannotBeReadIsToldWithItsLine(t *testing.T) {
	for _, c := range []struct {
		name, file, data string
		records          int
		want             string
	}{
		{"a cut answer", "a.json", "[\n" + commitOf("a/b", sha1, "x", "y") + ",\n{\"sha\":", 1, "3: not valid JSON"},
		{"no JSON", "a.json", "hello", 0, "1: not an answer of a code host"},
		{"an answer of another kind", "a.json", "{\"message\":\"Not Found\"}", 0, "1: no answer that is known"},
		{"one bad element among good ones", "a.json", "[\n{\"full_name\":\"a/b\"},\n{\"full_name\":7},\n{\"full_name\":\"a/c\"}\n]", 2, "3: not an answer of a code host (the value of \"full_name\" is a number)"},
		{"contributors of what?", "a.json", `[{"login":"x","contributions":1}]`, 0, `1: a contributor of an unknown repository: wrap the answer`},
		{"a commit of what?", "a.json", `{"sha":"` + sha1 + `","commit":{"author":{"date":"2021-01-10T10:00:00Z"}}}`, 0, "1: a commit without a usable sha, author date or url"},
		{"a user without a date", "a.json", `{"login":"x","created_at":"soon"}`, 0, "1: a user without a usable login or created_at"},
		{"a log of what?", "a.tsv", sha1 + "\t2020-04-01T10:00:00Z\tx\n", 0, "1: no line \"# repo: owner/name\""},
		{"a log with spaces for tabs", "a.tsv", "# repo: a/b\n" + sha1 + " 2020-04-01T10:00:00Z x\n" + sha1 + "\t2020-04-01T10:00:00Z\tx\n", 1, "2: 1 columns, not 3"},
		{"a log of short shas", "a.tsv", "# repo: a/b\n0123456\t2020-04-01T10:00:00Z\tx\n", 0, "2: no full sha"},
		{"an endless line", "a.tsv", "# repo: a/b\n" + strings.Repeat("x", 100<<10), 0, "2: a line longer than 64 KiB"},
		{"another table", "a.csv", "a,b\n1,2\n", 0, "1: no columns \"Company Name\""},
		{"a quote that is never closed", "a.csv", "Company Name,Started On\nExample,Jan 2014\n\"Widget,Jan 2010\n", 1, "3: a row that cannot be read"},
		{"a position of nobody", "a.csv", "Company Name,Started On\n,Jan 2014\n", 0, "2: a position without a company"},
		{"no text", "a.json", "\xff\xfe{}", 0, "0: not UTF-8"},
		{"another form", "a.html", "<p>", 0, "0: \".html\" is no form of an export"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, in := Read(c.file, []byte(c.data))
			if len(in.Problems) != 1 || in.Records != c.records {
				t.Fatalf("%d records, %+v", in.Records, in.Problems)
			}
			if got := fmt.Sprintf("%d: %s", in.Problems[0].Line, in.Problems[0].Says); !strings.HasPrefix(got, c.want) {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
}

func FuzzRead(f *testing.F) {
	for _, s := range []string{
		commitOf("a/b", sha1, "x", "y"), "[" + commitOf("a/b", sha1, "x", "y") + ",3,null,[]]", `{"request":"GET /repos/a/b/contributors","answer":[{"login":"x","contributions":1}]}`,
		`{"items":[{"sha":"` + sha1 + `","repository":{"full_name":"a/b"}}]}`, `{"login":"x","created_at":"2025-02-01T10:00:00Z"}`, `{"work":[{"name":"x","startDate":"2020"}]}`,
		`{"type":"user","url":"https://github.com/x","created_at":"2025-02-01T10:00:00Z"}`, "# repo: a/b\n" + sha1 + "\t2020-04-01T10:00:00+02:00\tx\n",
		"Company Name,Title,Started On,Finished On\nExample,x,Jan 2014,\n", "[[[[[[[[", "{\"request\":\"x\",\"answer\":\"\"}", `[{"sha":"\ud800"}`,
	} {
		for kind := range 3 {
			f.Add([]byte(s), kind)
		}
	}
	f.Fuzz(func(t *testing.T, data []byte, kind int) {
		name := "people/p1/presence/x" + []string{".json", ".tsv", ".csv"}[uint(kind)%3]
		e, in := Read(name, data)
		if in.Records < 0 || len(in.Problems) > core.MaxProblems {
			t.Fatalf("%+v", in)
		}
		lines := 1 + strings.Count(string(data), "\n")
		for _, p := range in.Problems {
			if p.Line < 0 || p.Line > lines+1 || p.Says == "" {
				t.Fatalf("%+v in %d lines", p, lines)
			}
		}
		for _, r := range Merge([]Export{e, e}).Repos {
			for _, c := range r.Commits {
				if c.See.Line < 1 || c.See.Line > lines {
					t.Fatalf("%+v in %d lines", c.See, lines)
				}
			}
		}
	})
}
