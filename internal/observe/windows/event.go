// Package windows reads Windows event logs: Security, System, TerminalServices, Sysmon and whatever
// else a rule asks for, in the shapes that collectors and converters give them.
package windows

import (
	"strings"

	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/observe"
	"github.com/taupier-eu/taupier/sigma"
)

// Event reads one Windows event. Normalise brings every shape into the flat one that rules know.
type Event struct{}

// Name is "windows.event".
func (Event) Name() string { return "windows.event" }

// Recognise goes by the shape; a flat record needs its channel, its provider or its computer beside
// the event id.
func (Event) Recognise(rec sigma.Value, _ string) int {
	switch shape(rec) {
	case nested, winlog, beats6, extra:
		return 95
	case flat:
		if observe.HasAny(rec, "Channel", "SourceName", "Provider_Name", "ProviderName", "EventSourceName") {
			return 90
		}
		return 60
	}
	return 0
}

// Read maps a normalised record: a process that started, hardware that was attached, a sign-in, a
// right that was given, or an activity.
func (Event) Read(rec sigma.Value, k *observe.Keeper, emit func(core.Observation)) error {
	id, err := observe.Need(rec, "EventID", "4688")
	if err != nil {
		return err
	}
	at, err := observe.Time(rec, "TimeCreated", "@timestamp", "SystemTime", "UtcTime", "EventTime", "TimeGenerated", "p_event_time")
	if err != nil {
		return err
	}
	o := core.Observation{Kind: core.KindActivity, At: at, Source: "windows"}
	o.Device = host(k, observe.Text(rec, "Computer", "Hostname", "ComputerName", "computer_name", "host"))
	o.Account = account(k, observe.Text(rec, "SubjectUserName", "User", "SourceUser", "AccountName", "UserName"))
	if read := acts[act{service(rec), id}]; read != nil {
		read(rec, k, &o)
	} else {
		o.Target = k.Keep(observe.Text(rec, "Image", "SourceImage", "ProcessName"))
	}
	emit(o)
	return nil
}

// host is the first label of a computer's name in lower case; an address stays whole.
func host(k *observe.Keeper, s string) string {
	if s != "" && s[0] <= '9' && observe.Addr(s).IsValid() {
		return k.Keep(s)
	}
	s, _, _ = strings.Cut(s, ".")
	return k.Lower(s)
}

// account is a person's account without its domain, in lower case. The machine's own accounts are
// nobody's: their events belong to whoever has the device.
func account(k *observe.Keeper, s string) string {
	if i := strings.LastIndexByte(s, '\\'); i >= 0 {
		if authority(s[:i]) {
			return ""
		}
		s = s[i+1:]
	}
	if s == "" || s == "-" || s[len(s)-1] == '$' || strings.HasPrefix(s, "DWM-") || strings.HasPrefix(s, "UMFD-") {
		return ""
	}
	s = k.Lower(s)
	switch s {
	case "system", "local service", "network service", "anonymous logon", "localsystem", "n/a":
		return ""
	}
	return s
}

// authority reports whether a domain is the system's own, in the languages Windows has names for.
func authority(domain string) bool {
	domain = strings.ToUpper(domain)
	return strings.HasPrefix(domain, "NT ") || strings.HasPrefix(domain, "NT-") || strings.HasPrefix(domain, "AUTORIT") ||
		domain == "WINDOW MANAGER" || domain == "FONT DRIVER HOST"
}
