package app

import (
	"encoding/json"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

const module = "github.com/taupier-eu/taupier/"

// floors is the table of docs/design/house.md: a package may import packages of lower floors only.
// Packages below a room ("internal/observe/okta") belong to the room; the room's own list of them
// (observe/readers) stands above it.
var floors = map[string]int{
	"internal/core": 0, "internal/csvsafe": 0,

	"sigma": 1, "internal/assess": 1, "internal/ledger": 1, "internal/evaluation": 1, "internal/parse": 1, "internal/place": 1, "internal/contact": 1, "internal/access": 1, "internal/notify": 1,

	"internal/intake": 2, "internal/observe": 2, "internal/detect": 2, "internal/check": 2, "internal/link": 2, "internal/reuse": 2, "internal/demo": 2,
	"internal/casework": 2, "internal/setup": 2, "internal/ruleset": 2, "internal/vetting": 2, "internal/witness": 2, "internal/stamp": 2, "internal/lookup": 2, "internal/backup": 2, "internal/interview": 3,

	"screen/name": 0, "screen/wallet": 0, "screen/list": 0, "screen/list/formats": 1, "screen": 2, "screen/eval": 3,
	"internal/lists": 3, "internal/fairness": 3,

	"internal/store": 3,

	"internal/serve": 4, "internal/report": 4, "internal/load": 4,
	"internal/app": 5,
	"cmd/taupier":  6, "cmd/taupier-verify": 6,
	"examples": 6,
	"content":  0,
}

// homes gives each direct dependency the packages that may import it.
var homes = map[string][]string{
	"github.com/btcsuite/btcd/btcutil":    {"screen/wallet"},
	"filippo.io/age":                      {"internal/backup"},
	"golang.org/x/crypto":                 {"screen/wallet", "internal/access", "internal/backup"},
	"github.com/coreos/go-oidc/v3":        {"internal/access/oidc"},
	"golang.org/x/oauth2":                 {"internal/access/oidc"},
	"github.com/zitadel/oidc/v3":          {"internal/access/oidc/oidctest"},
	"github.com/go-jose/go-jose/v4":       {"internal/access/oidc/oidctest"},
	"github.com/pquerna/otp":              {"internal/access"},
	"github.com/boombuler/barcode":        {"internal/access"},
	"github.com/go-webauthn/webauthn":     {"internal/access/passkey"},
	"github.com/valyala/fastjson":         {"sigma"},
	"github.com/goccy/go-yaml":            {"sigma", "internal/intake/dossier", "internal/demo/worlds", "internal/lists", "internal/app"},
	"github.com/klauspost/compress":       {"internal/intake", "internal/demo"},
	"github.com/mozillazg/go-pinyin":      {"screen/name"},
	"github.com/nyaruka/phonenumbers":     {"internal/contact"},
	"golang.org/x/net":                    {"internal/contact", "internal/parse"},
	"github.com/bep/imagemeta":            {"internal/parse"},
	"github.com/richardlehane/mscfb":      {"internal/parse"},
	"github.com/elastic/go-seccomp-bpf":   {"internal/parse"},
	"github.com/danielgtaylor/huma/v2":    {"internal/serve/api"},
	"github.com/spf13/cobra":              {"internal/app"},
	"codeberg.org/go-pdf/fpdf":            {"internal/casework/report"},
	"github.com/ledongthuc/pdf":           {"internal/parse"},
	"github.com/rogpeppe/go-internal":     {"internal/lists"},
	"modernc.org/sqlite":                  {"internal/store"},
	"github.com/jackc/pgx/v5":             {"internal/store"},
	"golang.org/x/image":                  {"internal/parse", "internal/casework/report"},
	"golang.org/x/mod":                    {"internal/ledger", "internal/witness"},
	"github.com/transparency-dev/formats": {"internal/witness"},
	"github.com/digitorus/timestamp":      {"internal/stamp"},
	"github.com/digitorus/pkcs7":          {"internal/stamp"},
	"golang.org/x/sync":                   {"internal/app", "internal/load"},
	"golang.org/x/term":                   {"internal/app"},
	"golang.org/x/text":                   {"internal/casework", "internal/contact", "internal/intake", "internal/parse", "internal/place", "internal/observe", "screen/name", "screen/list"},
	"golang.org/x/time":                   {"internal/serve/api"},
	"golang.org/x/tools":                  {"internal/app"},

	"github.com/tus/tusd/v2": {"internal/serve/resumable"},
	"golang.org/x/exp":       {"internal/serve/resumable"},

	"code.dny.dev/ssrf":                                        {"internal/notify"},
	"github.com/wneessen/go-mail":                              {"internal/notify"},
	"github.com/standard-webhooks/standard-webhooks/libraries": {"internal/notify"},
}

type goPackage struct {
	ImportPath string
	Imports    []string
	Standard   bool
}

func packages(t *testing.T) []goPackage {
	t.Helper()
	out, err := exec.Command("go", "list", "-json=ImportPath,Imports,Standard", module+"...").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	var all []goPackage
	dec := json.NewDecoder(strings.NewReader(string(out)))
	for {
		var p goPackage
		if err := dec.Decode(&p); err == io.EOF {
			return all
		} else if err != nil {
			t.Fatal(err)
		}
		all = append(all, p)
	}
}

// room is the table's entry that a package belongs to.
func room(path string) (string, bool) {
	rel := strings.TrimPrefix(path, module)
	for name := rel; name != "."; {
		if _, ok := floors[name]; ok {
			return name, true
		}
		i := strings.LastIndex(name, "/")
		if i < 0 {
			return "", false
		}
		name = name[:i]
	}
	return "", false
}

func TestImportsGoDownOnly(t *testing.T) {
	for _, p := range packages(t) {
		from, ok := room(p.ImportPath)
		if !ok {
			t.Errorf("package %s has no floor: give it one in the table, here and in docs/design/house.md", p.ImportPath)
			continue
		}
		for _, imp := range p.Imports {
			if !strings.HasPrefix(imp, module) {
				continue
			}
			to, ok := room(imp)
			if ok && to != from && floors[to] >= floors[from] && !(from == "internal/app" || to == "content") {
				t.Errorf("%s (floor %d) imports %s (floor %d)", p.ImportPath, floors[from], imp, floors[to])
			}
		}
	}
}

// The pages and the API do the same through the same desk, and never through each other.
func TestThePagesAndTheAPIDoNotKnowEachOther(t *testing.T) {
	for _, p := range packages(t) {
		for _, imp := range p.Imports {
			if p.ImportPath == module+"internal/serve/api" && imp == module+"internal/serve/web" || p.ImportPath == module+"internal/serve/web" && imp == module+"internal/serve/api" {
				t.Errorf("%s imports %s", p.ImportPath, imp)
			}
		}
	}
}

func TestTheCoreNeedsTheStandardLibraryOnly(t *testing.T) {
	for _, p := range packages(t) {
		if p.ImportPath != module+"internal/core" {
			continue
		}
		for _, imp := range p.Imports {
			if strings.Contains(imp, ".") {
				t.Errorf("core imports %s", imp)
			}
		}
	}
}

func TestTheGeneratorSharesNoCodeWithTheDetectors(t *testing.T) {
	for _, p := range packages(t) {
		if !strings.HasPrefix(p.ImportPath, module+"internal/demo") {
			continue
		}
		for _, imp := range p.Imports {
			if strings.HasPrefix(imp, module) && !strings.HasPrefix(imp, module+"internal/demo") {
				t.Errorf("%s imports %s", p.ImportPath, imp)
			}
		}
	}
}

func TestEveryDependencyHasAHome(t *testing.T) {
	for _, p := range packages(t) {
		for _, imp := range p.Imports {
			if strings.HasPrefix(imp, module) || !strings.Contains(strings.Split(imp, "/")[0], ".") {
				continue
			}
			if !atHome(strings.TrimPrefix(p.ImportPath, module), imp) {
				t.Errorf("%s imports %s, whose home is elsewhere: see docs/design/dependencies.md", p.ImportPath, imp)
			}
		}
	}
}

func atHome(pkg, imp string) bool {
	for mod, rooms := range homes {
		if imp == mod || strings.HasPrefix(imp, mod+"/") {
			return slices.ContainsFunc(rooms, func(r string) bool { return pkg == r || strings.HasPrefix(pkg, r+"/") })
		}
	}
	return false
}
