package app

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/goccy/go-yaml"
)

// configName is the server's configuration in its data directory. Without the file, every choice has its default.
const configName = "server.yaml"

// serverConfig is what a company chooses for its server. docs/reference/server-yaml.md explains the keys.
type serverConfig struct {
	// URL is how people reach the server, for links in reminders: https://taupier.example.com.
	URL      string         `yaml:"url"`
	Mail     mailConfig     `yaml:"mail"`
	Webhooks webhooksConfig `yaml:"webhooks"`
	Payroll  payrollConfig  `yaml:"payroll"`

	Browsing browsingConfig `yaml:"browsing"`

	OIDC oidcConfig `yaml:"oidc"`

	KeyFile string `yaml:"key_file"` // of the master key; "" is master.key in the data directory

	Witnesses  []witnessTo `yaml:"witnesses"`   // of this ledger, besides the one of the set-up
	WitnessFor []witnessOf `yaml:"witness_for"` // other ledgers that this server witnesses

	Stamps stampConfig `yaml:"stamps"` // of the ledger, by an authority of time

	Backup backupConfig `yaml:"backup"`
	Import importConfig `yaml:"import"`

	Company companyConfig           `yaml:"company"`
	Sources map[string]sourceConfig `yaml:"sources"` // by kind, such as okta.system_log
}

// browsingConfig bounds how many different people one user looks at within an hour; 0 is no bound.
type browsingConfig struct {
	Tell int `yaml:"tell"` // beyond it the data protection officer and the CISOs are told
	Most int `yaml:"most"` // beyond it nobody else is shown
}

// companyConfig says where the company's folder is and how often it is looked at. It is read when something in it has changed,
// and after Whole in any case, because findings age.
type companyConfig struct {
	Folder string        `yaml:"folder"` // "": DIR/company
	Look   time.Duration `yaml:"look"`
	Whole  time.Duration `yaml:"whole"`
}

// sourceConfig says how long a source of logs may be silent before it counts as blind.
type sourceConfig struct {
	Every time.Duration `yaml:"every"`
}

// mailConfig is the mail server that takes reminders. Without a server, none are mailed.
type mailConfig struct {
	Server       string              `yaml:"server"` // host:port; the connection is encrypted with STARTTLS, or not used
	From         string              `yaml:"from"`
	User         string              `yaml:"user"`
	PasswordFile string              `yaml:"password_file"`
	To           map[string][]string `yaml:"to"` // addresses of a user id or of everybody of a role
}

// oidcConfig is the company's own provider of sign-ins. Without an issuer there is none.
type oidcConfig struct {
	Issuer      string   `yaml:"issuer"`
	ClientID    string   `yaml:"client_id"`
	SecretFile  string   `yaml:"client_secret_file"`
	Name        string   `yaml:"name"`
	Hosts       []string `yaml:"hosts"` // asked besides the issuer's own
	RequiredACR []string `yaml:"required_acr"`
	RequiredAMR []string `yaml:"required_amr"`
}

// webhooksConfig are the receivers of reminders.
type webhooksConfig struct {
	Hosts     []string        `yaml:"hosts"` // the only ones that are ever asked
	Receivers []webhookConfig `yaml:"receivers"`
}

// webhookConfig is one receiver. Secrets are read from files, one line each: two may be valid while one is replaced.
type webhookConfig struct {
	URL         string   `yaml:"url"`
	SecretFiles []string `yaml:"secret_files"`
}

// payrollConfig says when a change of account no longer reaches the next pay.
type payrollConfig struct {
	CutoffDay int `yaml:"cutoff_day"` // day of the month; the last working day up to it
}

// defaultConfig is what holds without a file.
func defaultConfig() serverConfig {
	return serverConfig{Company: companyConfig{Look: time.Minute, Whole: 12 * time.Hour}, Payroll: payrollConfig{CutoffDay: 27}, Browsing: browsingConfig{Tell: 60, Most: 200},
		Backup: backupConfig{Every: 24 * time.Hour, Keep: 14}, Stamps: stampConfig{Every: time.Hour}, Import: importConfig{MaxBytes: maxImport}}
}

// readConfig reads the configuration of a data directory. What it does not know is a mistake: a key that is misspelt would
// otherwise be a choice that does not hold.
func readConfig(dir string) (serverConfig, error) {
	c := defaultConfig()
	data, err := os.ReadFile(filepath.Join(dir, configName))
	if errors.Is(err, fs.ErrNotExist) {
		return c, nil
	}
	if err != nil {
		return c, fmt.Errorf("read the server's configuration: %w", err)
	}
	if err := yaml.NewDecoder(bytes.NewReader(data), yaml.Strict()).Decode(&c); err != nil {
		return c, fmt.Errorf("%s: %s", configName, yaml.FormatError(err, false, true))
	}
	return c, c.check()
}

func (c serverConfig) check() error {
	var errs []error
	need := func(ok bool, text string, args ...any) {
		if !ok {
			errs = append(errs, fmt.Errorf(configName+": "+text, args...))
		}
	}
	need(c.Payroll.CutoffDay >= 1 && c.Payroll.CutoffDay <= 31, "payroll.cutoff_day is %d: want a day of the month, 1 to 31", c.Payroll.CutoffDay)
	need(c.Company.Look >= time.Second && c.Company.Whole >= c.Company.Look, "company: look %s and whole %s: want at least 1s, and whole no shorter than look", c.Company.Look, c.Company.Whole)
	need(c.Browsing.Tell >= 0 && c.Browsing.Most >= 0, "browsing: tell %d and most %d: want a number of people, or 0 for no bound", c.Browsing.Tell, c.Browsing.Most)
	need(c.Import.MaxBytes >= 1<<20, "import.max_bytes is %d: want at least 1048576", c.Import.MaxBytes)
	for kind, source := range c.Sources {
		need(source.Every >= time.Minute, "sources.%s.every is %s: want at least 1m", kind, source.Every)
	}
	need(c.Mail.Server == "" || c.Mail.From != "" && c.URL != "", "mail.server needs mail.from and url")
	need(c.OIDC.Issuer != "" || c.OIDC.ClientID == "" && c.OIDC.SecretFile == "" && c.OIDC.Name == "", "oidc needs issuer")
	need(c.OIDC.Issuer == "" || c.OIDC.ClientID != "" && c.OIDC.SecretFile != "" && c.OIDC.Name != "" && c.URL != "", "oidc needs client_id, client_secret_file and name, and url at the top: the provider sends people back there")
	for _, w := range c.Webhooks.Receivers {
		need(len(w.SecretFiles) == 1 || len(w.SecretFiles) == 2, "webhooks: %s needs one secret file, or two while one is replaced", w.URL)
	}
	for _, w := range c.Witnesses {
		if err := w.check(); err != nil {
			need(false, "%w", err)
		}
	}
	if err := c.Stamps.check(); err != nil {
		need(false, "%w", err)
	}
	if err := c.Backup.check(); err != nil {
		need(false, "%w", err)
	}
	for _, w := range c.WitnessFor {
		need(w.Origin != "" && w.Key != "", "witness_for needs origin and key of the other ledger")
	}
	return errors.Join(errs...)
}
