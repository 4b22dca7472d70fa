package app

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestWithoutAFileEveryChoiceHasItsDefault(t *testing.T) {
	got, err := readConfig(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(defaultConfig(), got); diff != "" {
		t.Error(diff)
	}
}

func TestAConfigurationSaysWhatIsWrongWithIt(t *testing.T) {
	for text, want := range map[string]string{
		"payroll: {cutoff_day: 12}": "",
		"payrol: {cutoff_day: 12}":  "payrol",
		"payroll: {cutoff_day: 32}": "1 to 31",
		"oidc: {client_id: x}":      "oidc needs issuer",
		"oidc: {issuer: 'https://login.example.com', client_id: x, client_secret_file: y, name: z}": "url at the top",
		"mail: {server: 'mail.example.com:587'}":                                                    "mail.from and url",
		"webhooks: {receivers: [{url: 'https://hooks.example.com/in'}]}":                            "one secret file",
	} {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, configName), []byte(text+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		got, err := readConfig(dir)
		if want == "" && (err != nil || got.Payroll.CutoffDay != 12) {
			t.Errorf("%s: %+v, %v", text, got, err)
		}
		if want != "" && (err == nil || !strings.Contains(err.Error(), want)) {
			t.Errorf("%s: %v, want %q", text, err, want)
		}
	}
}
