package fairness

import (
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing/fstest"

	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/intake/dossier"
)

// Folder is a company folder in memory, with what there is to change about its people.
type Folder struct {
	files  map[string][]byte
	people []person
}

type person struct {
	path, id string
	emails   []string
	lines    []string // street and postal code
	accounts []string // payroll
	town     core.Address
	oneTown  bool // nothing recorded lies in another town or country, and no logs say where
}

// Read takes a folder whose files all fit in memory.
func Read(fsys fs.FS) (*Folder, error) {
	f := &Folder{files: map[string][]byte{}}
	logs := false
	err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(fsys, name)
		if err != nil {
			return err
		}
		logs = logs || strings.HasPrefix(name, "logs/")
		f.files[name] = data
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read folder: %w", err)
	}
	for name, data := range f.files {
		if ok, _ := path.Match("people/*/person.yaml", name); ok {
			f.take(name, data, logs)
		}
	}
	own := map[string]bool{}
	for _, p := range f.people {
		for _, mail := range p.emails {
			own[mailbox(mail)] = true
		}
	}
	for i := range f.people {
		f.people[i].emails = addresses(f.files[f.people[i].path], own)
	}
	slices.SortFunc(f.people, func(a, b person) int { return strings.Compare(a.path, b.path) })
	return f, nil
}

// People is how many dossiers can be changed.
func (f *Folder) People() int { return len(f.people) }

// take notes one dossier; one that cannot be read stays as it is.
func (f *Folder) take(name string, data []byte, logs bool) {
	p, _, ok := dossier.ParsePerson(name, data)
	if !ok {
		return
	}
	d := &p.Dossier
	out := person{path: name, id: d.ID, emails: d.Stated.Emails, town: d.Stated.Residence}
	for _, m := range lines.FindAllSubmatch(data, -1) {
		if s := strings.Trim(strings.TrimSpace(string(m[2])), `"'`); len(s) > 3 && !slices.Contains(out.lines, s) {
			out.lines = append(out.lines, s)
		}
	}
	for _, pay := range d.Recorded.Payroll {
		if pay.Method == "bank" {
			out.accounts = append(out.accounts, pay.Account)
		}
	}
	out.oneTown = !logs && out.town.City != "" && oneValue(cities, data) && oneValue(countries, data) && !dialled.Match(data)
	f.people = append(f.people, out)
}

// addresses are all spellings in a dossier of the mailboxes that people of the folder stated as theirs.
func addresses(data []byte, own map[string]bool) []string {
	var out []string
	for _, m := range mails.FindAll(data, -1) {
		if s := string(m); own[mailbox(s)] && !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

var (
	mails     = regexp.MustCompile(`[\w.+-]+@[\w.-]+\w`)
	dialled   = regexp.MustCompile(`phone[s]?: *\[?["']?0`) // as dialled in the country of the home
	lines     = regexp.MustCompile(`\b(line|postcode): *("[^"]*"|'[^']*'|[^,}\n]*)`)
	cities    = regexp.MustCompile(`(?m)\bcity: *"?([^",}\n]+)`)
	countries = regexp.MustCompile(`(?m)\bcountry: *"?([A-Z]{2})`)
)

// oneValue tells whether everything that a pattern finds is the same.
func oneValue(re *regexp.Regexp, data []byte) bool {
	first := ""
	for _, m := range re.FindAllSubmatch(data, -1) {
		v := strings.TrimSpace(string(m[1]))
		if first == "" {
			first = v
		}
		if v != first {
			return false
		}
	}
	return first != ""
}

// With is the folder with its people changed, and the way back: what was put in place of what. Every person keeps every
// line where it was. changed counts the people of whom something was changed.
func (f *Folder) With(v Variant) (changed fstest.MapFS, back Back, people int) {
	out := fstest.MapFS{}
	for name, data := range f.files {
		out[name] = &fstest.MapFile{Data: data}
	}
	to := moves(f.people)
	back.moved = map[string]bool{}
	var all []string
	for _, p := range f.people {
		pairs := p.stand(v, to)
		if len(pairs) > 0 || v.Exact() {
			people++
		}
		back.moved[p.id] = v.stands == "home" && p.oneTown
		all = append(all, pairs...)
		text := strings.NewReplacer(pairs...).Replace(string(withIdentity(f.files[p.path], v.identity(p.id))))
		out[p.path] = &fstest.MapFile{Data: []byte(text)}
	}
	back.pairs = all
	if len(all) > 0 && v.stands != "home" {
		f.inLogs(out, all)
	}
	return out, back, people
}

// inLogs changes the values in the logs too, so that what was one thing stays one thing. Documents that people attached stay as
// they are: changing their bytes would change what is judged.
func (f *Folder) inLogs(out fstest.MapFS, pairs []string) {
	r := strings.NewReplacer(pairs...)
	for name, file := range out {
		if ext := path.Ext(name); strings.HasPrefix(name, "logs/") && ext != ".gz" && ext != ".zst" && ext != ".evtx" {
			file.Data = []byte(r.Replace(string(file.Data)))
		}
	}
}

// withIdentity puts an identity block of one line in place of what stands there, with comments for the lines it took, so that
// every line keeps its number.
func withIdentity(data []byte, block string) []byte {
	lines := strings.SplitAfter(string(data), "\n")
	for i, line := range lines {
		if !strings.HasPrefix(line, "identity:") {
			continue
		}
		lines[i] = block + "\n"
		for k := i + 1; k < len(lines) && (strings.HasPrefix(lines[k], " ") || strings.TrimSpace(lines[k]) == "" && k+1 < len(lines)); k++ {
			lines[k] = "#\n"
		}
		return []byte(strings.Join(lines, ""))
	}
	text := strings.TrimRight(string(data), "\n")
	return []byte(text + "\n" + block + "\n")
}
