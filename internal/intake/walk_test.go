package intake

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

// tree makes a folder: a path ends in "/" for a folder, and holds " -> " for a link.
func tree(t *testing.T, paths ...string) (string, fs.FS) {
	t.Helper()
	dir := t.TempDir()
	for _, p := range paths {
		name, target, link := strings.Cut(p, " -> ")
		at := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(at), 0o755); err != nil {
			t.Fatal(err)
		}
		var err error
		switch {
		case link:
			err = os.Symlink(target, at)
		case strings.HasSuffix(p, "/"):
			err = os.MkdirAll(at, 0o755)
		default:
			err = os.WriteFile(at, []byte("x"), 0o644)
		}
		if err != nil {
			t.Skipf("this system cannot hold %q: %v", p, err)
		}
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { root.Close() })
	return dir, root.FS()
}

// walked lists files as "role person path" and problems as "path: first words".
func walked(t *testing.T, fsys fs.FS) (files, problems []string) {
	t.Helper()
	fs, ps, err := Walk(t.Context(), fsys)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range fs {
		files = append(files, strings.TrimSpace(fmt.Sprintf("%s %s %s", f.Role, f.Person, f.Path)))
	}
	for _, p := range ps {
		problems = append(problems, p.Input+": "+p.Says)
	}
	return files, problems
}

func TestWalk(t *testing.T) {
	cases := []struct {
		name     string
		paths    []string
		files    []string
		problems []string // each is the beginning of a problem
	}{
		{
			name: "every place has its role, in a fixed order",
			paths: []string{
				"logs/b.jsonl", "logs/deep/a.csv", "lists/eu.csv", "people/p2/person.yaml", "people/p2/files/a/cv.pdf", "people/p2/files/README.md",
				"people/p10/person.yaml", "company.yaml", "notes.txt",
			},
			files: []string{
				"company  company.yaml", "person p10 people/p10/person.yaml", "person p2 people/p2/person.yaml",
				"attachment p2 people/p2/files/README.md", "attachment p2 people/p2/files/a/cv.pdf",
				"log  logs/b.jsonl", "log  logs/deep/a.csv", "list  lists/eu.csv", "other  notes.txt",
			},
			problems: []string{"notes.txt: not read: nothing is expected here"},
		},
		{
			name:     "files next to their place say how to mend it",
			paths:    []string{"company.yml", "people/p1/person.yml", "people/p2/person.yaml", "people/p2/cv.pdf", "people/p3.yaml"},
			files:    []string{"person p2 people/p2/person.yaml", "other  company.yml", "other  people/p1/person.yml", "other  people/p2/cv.pdf", "other  people/p3.yaml"},
			problems: []string{"company.yml: not read: rename it to company.yaml", "people/p1: no person.yaml here", "people/p1/person.yml: not read: rename it", "people/p2/cv.pdf: not read: put papers", "people/p3.yaml: not read: a person has a folder"},
		},
		{
			name:  "dot files and what file managers leave behind are ignored",
			paths: []string{".git/config", "logs/.DS_Store", "logs/Thumbs.db", "README.md", "people/README", "__MACOSX/logs/a", "logs/~$a.csv", "logs/a.csv"},
			files: []string{"log  logs/a.csv"},
		},
		{
			name:     "a link that leads back to itself",
			paths:    []string{"logs/a -> b", "logs/b -> a", "logs/c -> c"},
			problems: []string{"logs/a: this link is not followed: it leads back to itself", "logs/b: this link is not followed: it leads back", "logs/c: this link is not followed: it leads back"},
		},
		{
			name:     "a link to a folder above",
			paths:    []string{"logs/a.csv", "logs/up -> ..", "logs/deep/self -> ../deep"},
			files:    []string{"log  logs/a.csv"},
			problems: []string{"logs/deep/self: this link is not followed: logs/deep is read already", "logs/up: this link is not followed: the company folder itself is read already"},
		},
		{
			name:     "links that lead out",
			paths:    []string{"logs/abs -> /etc/hosts", "logs/up -> ../../x", "logs/sly -> deep/../../../x", "logs/deep/", "logs/gone -> nothing"},
			problems: []string{"logs/abs: this link is not followed: it leads out", "logs/gone: this link is not followed: nothing stands", "logs/sly: this link is not followed: it leads out", "logs/up: this link is not followed: it leads out"},
		},
		{
			name:     "links inside the folder, each content once",
			paths:    []string{"company.yaml", ".store/a.csv", ".store/d/b.csv", "logs/a -> ../.store/a.csv", "logs/again -> ../.store/a.csv", "logs/d -> ../.store/d", "logs/to -> to2", "logs/to2 -> ../company.yaml"},
			files:    []string{"company  company.yaml", "log  logs/a", "log  logs/d/b.csv"},
			problems: []string{"logs/again: the same file as logs/a", "logs/to: the same file as company.yaml", "logs/to2: the same file as company.yaml"},
		},
		{
			name:     "a name that is not UTF-8",
			paths:    []string{"logs/caf\xe9.csv", "logs/café.csv"},
			files:    []string{"log  logs/café.csv"},
			problems: []string{`logs/caf` + "\uFFFD" + `.csv: the name "caf\xe9.csv" is not UTF-8`},
		},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			_, fsys := tree(t, tc.paths...)
			files, problems := walked(t, fsys)
			if diff := cmp.Diff(tc.files, files); diff != "" {
				t.Errorf("files (-want +got):\n%s", diff)
			}
			if len(problems) != len(tc.problems) {
				t.Fatalf("problems = %q", problems)
			}
			for i, p := range problems {
				if !strings.HasPrefix(p, tc.problems[i]) {
					t.Errorf("problem %q, want %q", p, tc.problems[i])
				}
			}
		})
	}
}

func TestWalkOfWhatCannotBeRead(t *testing.T) {
	t.Run("an empty file", func(t *testing.T) {
		files, problems := walked(t, fstest.MapFS{"logs/a": {}})
		if len(files) != 0 || len(problems) != 1 || !strings.Contains(problems[0], "the file is empty") {
			t.Errorf("%q %q", files, problems)
		}
	})
	t.Run("a file without the right to read it", func(t *testing.T) {
		if os.Geteuid() <= 0 {
			t.Skip("this account may read everything")
		}
		dir, fsys := tree(t, "logs/a", "logs/b")
		if err := os.Chmod(filepath.Join(dir, "logs", "a"), 0); err != nil {
			t.Fatal(err)
		}
		files, problems := walked(t, fsys)
		if len(files) != 1 || len(problems) != 1 || !strings.Contains(problems[0], "permission denied") {
			t.Errorf("%q %q", files, problems)
		}
	})
	t.Run("a file that a folder refuses", func(t *testing.T) {
		files, problems := walked(t, refusing{fstest.MapFS{"logs/a": {Data: []byte("x")}, "logs/b": {Data: []byte("x")}}, "logs/a"})
		if len(files) != 1 || len(problems) != 1 || !strings.HasPrefix(problems[0], "logs/a: this file cannot be read (permission denied") {
			t.Errorf("%q %q", files, problems)
		}
	})
	t.Run("no folder at all", func(t *testing.T) {
		if _, _, err := Walk(t.Context(), os.DirFS(filepath.Join(t.TempDir(), "nothing"))); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("err = %v", err)
		}
	})
	t.Run("a walk that is stopped", func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if _, _, err := Walk(ctx, fstest.MapFS{"logs/a": {Data: []byte("x")}}); !errors.Is(err, context.Canceled) {
			t.Errorf("err = %v", err)
		}
	})
}

// refusing is a folder with one file that may not be opened.
type refusing struct {
	fstest.MapFS
	name string
}

func (f refusing) Open(name string) (fs.File, error) {
	if name == f.name {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
	}
	return f.MapFS.Open(name)
}

func TestOpenFollowsTheLinkThatWalkFollowed(t *testing.T) {
	_, fsys := tree(t, ".store/a.jsonl", "logs/a -> ../.store/a.jsonl")
	files, _, err := Walk(t.Context(), fsys)
	if err != nil || len(files) != 1 {
		t.Fatal(files, err)
	}
	c, err := Open(fsys, files[0])
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if data, err := io.ReadAll(c); string(data) != "x" || err != nil {
		t.Errorf("read %q, %v", data, err)
	}
	if c.Bytes() != 1 || c.Stored() != 1 {
		t.Errorf("%d bytes, %d stored", c.Bytes(), c.Stored())
	}
}
