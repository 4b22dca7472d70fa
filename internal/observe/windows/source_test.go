package windows

import (
	"testing"

	"github.com/taupier-eu/taupier/internal/observe/observetest"
	"github.com/taupier-eu/taupier/sigma"
)

func TestSource(t *testing.T) {
	for _, c := range []struct {
		name, line        string
		category, service string
	}{
		{"Security 4688", `{"EventID":4688,"Channel":"Security","NewProcessName":"a"}`, "process_creation", "security"},
		{"Security 6416", `{"EventID":"6416","Channel":"Security"}`, "", "security"},
		{"a channel in lower case", `{"EventID":4624,"Channel":"security"}`, "", "security"},
		{"Sysmon by its provider", `{"EventID":3,"SourceName":"Microsoft-Windows-Sysmon"}`, "network_connection", "sysmon"},
		{"Sysmon 11", `{"EventID":11,"Channel":"Microsoft-Windows-Sysmon/Operational"}`, "file_event", "sysmon"},
		{"Sysmon 12, made", `{"EventID":12,"Channel":"Microsoft-Windows-Sysmon/Operational","EventType":"CreateKey"}`, "registry_add", "sysmon"},
		{"Sysmon 12, deleted", `{"EventID":12,"Channel":"Microsoft-Windows-Sysmon/Operational","EventType":"DeleteValue"}`, "registry_delete", "sysmon"},
		{"Sysmon 13", `{"EventID":13,"Channel":"Microsoft-Windows-Sysmon/Operational"}`, "registry_set", "sysmon"},
		{"Sysmon 22", `{"EventID":22,"Channel":"Microsoft-Windows-Sysmon/Operational"}`, "dns_query", "sysmon"},
		{"a script block", `{"EventID":4104,"Channel":"Microsoft-Windows-PowerShell/Operational"}`, "ps_script", "powershell"},
		{"PowerShell's old log", `{"EventID":400,"Channel":"Windows PowerShell"}`, "ps_classic_start", "powershell-classic"},
		{"an unknown channel", `{"EventID":1,"Channel":"Example/Operational","Provider_Name":"Microsoft-Windows-Sysmon"}`, "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, ok := Event{}.Source(observetest.Parse(t, Event{}, c.line).Root())
			if want := (sigma.LogSource{Product: "windows", Category: c.category, Service: c.service}); !ok || got != want {
				t.Errorf("got %+v, want %+v", got, want)
			}
		})
	}
}

// What a glance says is what a long look says.
func TestAGlanceSaysWhatALookSays(t *testing.T) {
	glanced := 0
	for _, line := range append(glances(), flatShapes()...) {
		var e sigma.Event
		if err := e.Parse([]byte(line)); err != nil {
			t.Fatal(err)
		}
		src, ok := Event{}.Glance(e.Root())
		if !ok {
			continue
		}
		glanced++
		if n := (Event{}).Recognise(e.Root(), ""); n < 90 {
			t.Errorf("recognised with %d: %s", n, line)
		}
		if _, changed := (Event{}).Normalise(e.Root(), nil); changed {
			t.Errorf("not flat: %s", line)
		}
		if want, _ := (Event{}).Source(e.Root()); src != want {
			t.Errorf("%+v, want %+v: %s", src, want, line)
		}
	}
	if glanced != 4 {
		t.Errorf("%d records were told at a glance, want 4", glanced)
	}
}

func glances() []string {
	var out []string
	for _, channel := range []string{"Security", "System", "Microsoft-Windows-Sysmon/Operational", "Windows PowerShell", "Somebody's"} {
		for _, id := range []string{"4688", "400"} {
			out = append(out, `{"Channel":"`+channel+`","EventID":`+id+`,"SourceName":"x"}`)
		}
	}
	return out
}

func flatShapes() []string {
	var out []string
	for _, s := range shapes {
		out = append(out, s.line)
	}
	return out
}
