package intake

import (
	"path"
	"slices"
	"strings"
)

// PlaceOf tells what a file of a company folder is for by its path, and for RoleOther where it belongs. An empty role is for what
// nobody means as input.
func PlaceOf(p string) (role Role, person, mend string) {
	if slices.ContainsFunc(above(p), ignored) {
		return "", "", ""
	}
	return place(p)
}

// above is a path and the folders that it stands in.
func above(p string) []string {
	out := []string{p}
	for p != "." && strings.Contains(p, "/") {
		p = path.Dir(p)
		out = append(out, p)
	}
	return out
}

// place tells the role of a path, and for RoleOther how to mend it.
func place(p string) (role Role, person, mend string) {
	parts := strings.Split(p, "/")
	switch {
	case p == "company.yaml":
		return RoleCompany, "", ""
	case p == "same.ndjson":
		return RoleSame, "", ""
	case parts[0] == "logs" && len(parts) > 1:
		return RoleLog, "", ""
	case parts[0] == "lists" && len(parts) > 1:
		return RoleList, "", ""
	case parts[0] == "people" && len(parts) == 3 && parts[2] == "person.yaml":
		return RolePerson, parts[1], ""
	case parts[0] == "people" && len(parts) > 3 && parts[2] == "files":
		return RoleAttachment, parts[1], ""
	case parts[0] == "people" && len(parts) > 3 && parts[2] == "presence":
		return RolePresence, parts[1], ""
	}
	return RoleOther, "", misplaced(parts)
}

// misplaced says where a file should have been.
func misplaced(parts []string) string {
	name := strings.ToLower(parts[len(parts)-1])
	stem := strings.TrimSuffix(name, path.Ext(name))
	yaml := slices.Contains([]string{".yaml", ".yml", ".json"}, path.Ext(name))
	switch {
	case len(parts) == 1 && stem == "company" && yaml:
		return "rename it to company.yaml"
	case parts[0] == "people" && len(parts) == 3 && stem == "person" && yaml:
		return "rename it to person.yaml"
	case parts[0] == "people" && len(parts) == 3:
		return "put papers of this person in people/" + parts[1] + "/files/"
	case parts[0] == "people":
		return "a person has a folder of their own, people/<id>/, with person.yaml, files/ and presence/"
	}
	return "nothing is expected here; logs go in logs/, official lists in lists/, papers in people/<id>/files/"
}

// lookups is the log of what was asked of public services (internal/lookup): a record, no input.
const lookups = "lookups.jsonl"

// ignored reports what nobody means as input: dot files, what file managers and archivers leave
// behind, and README files outside a person's papers.
func ignored(p string) bool {
	if p == lookups {
		return true
	}
	name := path.Base(p)
	switch name {
	case "Thumbs.db", "ehthumbs.db", "desktop.ini", "Desktop.ini", "__MACOSX", "lost+found", "Icon\r":
		return true
	case "README", "README.md", "README.txt":
		role, _, _ := place(p)
		return role != RoleAttachment
	}
	return strings.HasPrefix(name, ".") || strings.HasPrefix(name, "~$")
}
