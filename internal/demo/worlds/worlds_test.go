package worlds

import (
	"io/fs"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
	"time"
)

var end = time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC)

const fine = `about: {en: One, fr: Un}
people: 10
days: 40
stories:
  - kind: some_story
    is: infiltration
    post: contractor
    begins: 20
    hired: 0
    acts:
      - {on: 0, do: plug, device: pikvm}
`

func read(text string) ([]World, []Problem) {
	return Read(fstest.MapFS{"a.yaml": {Data: []byte(text)}, "fine.yaml": {Data: []byte(strings.ReplaceAll(fine, "some_story", "fine_story"))}})
}

func TestAMistakeIsNamedWithItsLineAndTheRestIsRead(t *testing.T) {
	for _, c := range []struct {
		name, old, new string
		line           int
		says           string
	}{
		{"not YAML", "people: 10", "people: [10", 3, "not YAML"},
		{"an unknown key", "people: 10", "poeple: 10", 2, `no key "poeple"`},
		{"an unknown verb", "do: plug", "do: plugg", 11, `"plugg" is no verb`},
		{"an unknown key of a verb", "device: pikvm", "devise: pikvm", 11, `plug has no key "devise"`},
		{"a value that is not allowed", "device: pikvm", "device: toaster", 11, "it can be"},
		{"a number that is a word", "device: pikvm", "hour: late", 11, "whole number from 0 to 23"},
		{"a place that is none", "do: plug, device: pikvm", "do: factor, from: moon", 11, "it can be home"},
		{"half a USB id", "do: plug, device: pikvm", "do: usb, ids: 1d", 11, "1d6b:0104"},
		{"an unknown post", "post: contractor", "post: pirate", 0, "posts are"},
		{"neither infiltration nor innocence", "is: infiltration", "is: bad", 5, "infiltration or innocence"},
		{"a member that is not there", "{on: 0,", "{on: 0, member: 3,", 11, "the story has 1"},
		{"no stories", fine[strings.Index(fine, "stories:"):], "stories: []\n", 1, "at least one"},
		{"too few days", "days: 40", "days: 4", 3, "20 to 400"},
		{"a story used that nobody tells", "kind: some_story\n    is: infiltration", "use: nowhere", 5, "no world tells"},
	} {
		t.Run(c.name, func(t *testing.T) {
			list, problems := read(strings.Replace(fine, c.old, c.new, 1))
			if len(list) != 1 || list[0].Name != "fine" {
				t.Errorf("the other world was not read: %v", list)
			}
			if len(problems) == 0 || problems[0].File != "a.yaml" || problems[0].Line != c.line || !strings.Contains(problems[0].Says, c.says) {
				t.Errorf("got %v, want a.yaml:%d with %q", problems, c.line, c.says)
			}
		})
	}
}

func TestALaterFolderReplacesAWorldOfTheSameName(t *testing.T) {
	list, problems := Read(fstest.MapFS{"a.yaml": {Data: []byte(fine)}}, fstest.MapFS{"a.yaml": {Data: []byte(strings.Replace(fine, "people: 10", "people: 12", 1))}})
	if len(problems) > 0 || len(list) != 1 || list[0].People != 12 {
		t.Errorf("got %v, %v", list, problems)
	}
}

func TestOneSeedGivesOneFolder(t *testing.T) {
	list, _ := read(fine)
	files := func() fstest.MapFS {
		c, err := list[0].Build(7, end)
		if err != nil {
			t.Fatal(err)
		}
		f, err := c.AsOf(30)
		if err != nil {
			t.Fatal(err)
		}
		return f.(fstest.MapFS)
	}
	a, b := files(), files()
	if len(a) != len(b) {
		t.Fatalf("%d files, then %d", len(a), len(b))
	}
	for name := range a {
		if string(a[name].Data) != string(b[name].Data) {
			t.Errorf("%s differs", name)
		}
	}
}

var anyDay = regexp.MustCompile(`\b20[0-9]{2}-[0-9]{2}-[0-9]{2}\b`)

// What a company knows on a day holds nothing of the days after it, but for what is agreed or announced
// ahead: tickets and stays.
func TestNothingOfTheFutureIsInTheFolder(t *testing.T) {
	list, _ := read(fine)
	c, err := list[0].Build(1, end)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range []int{0, 15, 25} {
		f, err := c.AsOf(d)
		if err != nil {
			t.Fatal(err)
		}
		last := c.Day(d).AddDate(0, 0, 1).Format(time.DateOnly) // a night in another zone
		seen := 0
		err = fs.WalkDir(f, ".", func(path string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() || strings.HasSuffix(path, ".gz") || strings.HasSuffix(path, ".zst") || strings.HasPrefix(path, "company") {
				return err
			}
			data, err := fs.ReadFile(f, path)
			for _, line := range strings.Split(string(data), "\n") {
				for _, day := range anyDay.FindAllString(line, -1) {
					seen++
					if day > last && !strings.HasPrefix(strings.TrimSpace(line), "to:") && !strings.HasPrefix(strings.TrimSpace(line), "from:") {
						t.Errorf("day %d: %s says %s", d, path, line)
					}
				}
			}
			return err
		})
		if err != nil || seen < 100 {
			t.Fatalf("%d days seen, %v", seen, err)
		}
	}
}

// Whatever the bytes, a file is usable or says why not, and what is usable can be told.
func FuzzRead(f *testing.F) {
	f.Add([]byte(fine))
	f.Add([]byte(strings.Replace(fine, "do: plug, device: pikvm", "do: usb, ids: 1d6b:0104", 1)))
	f.Add([]byte("stories: [{use: a}, {kind: b}]"))
	f.Add([]byte("people: [\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		list, problems := Read(fstest.MapFS{"a.yaml": {Data: data}})
		if len(list) == 0 && len(problems) == 0 {
			t.Error("refused without a reason")
		}
		for _, w := range list {
			if w.People > 40 || w.Days > 60 {
				continue
			}
			if _, err := w.Build(1, end); err != nil {
				t.Error(err)
			}
		}
	})
}
