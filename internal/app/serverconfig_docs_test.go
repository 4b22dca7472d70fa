package app

import (
	"os"
	"reflect"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
)

// TestEveryKeyOfServerYamlIsOnItsPage holds the example of docs/reference/server-yaml.md against the parser, both ways.
func TestEveryKeyOfServerYamlIsOnItsPage(t *testing.T) {
	page, err := os.ReadFile("../../docs/reference/server-yaml.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(page), "```yaml\n")
	example, _, _ := strings.Cut(rest, "```")
	var c serverConfig
	if err := yaml.UnmarshalWithOptions([]byte(example), &c, yaml.Strict()); err != nil {
		t.Fatalf("the page shows what the server refuses: %v", err)
	}
	var shown any
	if err := yaml.Unmarshal([]byte(example), &shown); err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, missing := range keysNotShown(reflect.TypeFor[serverConfig](), shown, "", &n) {
		t.Errorf("%s is read and not on the page", missing)
	}
	if n < 40 {
		t.Errorf("only %d keys were looked at", n)
	}
}

// keysNotShown are the keys of a type that no part of a document has. Of a list or a map, its items together have to show all.
func keysNotShown(of reflect.Type, shown any, at string, n *int) (missing []string) {
	switch of.Kind() {
	case reflect.Slice, reflect.Map:
		return keysNotShown(of.Elem(), together(shown), at, n)
	case reflect.Struct:
	default:
		return nil
	}
	have, _ := shown.(map[string]any)
	for f := range of.Fields() {
		key := f.Tag.Get("yaml")
		*n++
		if v, ok := have[key]; !ok {
			missing = append(missing, at+key)
		} else {
			missing = append(missing, keysNotShown(f.Type, v, at+key+".", n)...)
		}
	}
	return missing
}

// together is one map of all items of a list or of a map.
func together(shown any) any {
	all := map[string]any{}
	add := func(item any) {
		m, _ := item.(map[string]any)
		for k, v := range m {
			all[k] = v
		}
	}
	switch s := shown.(type) {
	case []any:
		for _, item := range s {
			add(item)
		}
	case map[string]any:
		for _, item := range s {
			add(item)
		}
	}
	return all
}
