package windows

import (
	"testing"

	"github.com/taupier-eu/taupier/internal/observe/observetest"
	"github.com/taupier-eu/taupier/sigma"
)

func flatten(t *testing.T, line string) (string, bool) {
	t.Helper()
	var e sigma.Event
	if err := e.Parse([]byte(line)); err != nil {
		t.Fatal(err)
	}
	out, changed := Event{}.Normalise(e.Root(), nil)
	return string(out), changed
}

func TestNormalise(t *testing.T) {
	t.Run("a flat Sysmon record is left as it is", func(t *testing.T) {
		if out, changed := flatten(t, `{"EventID":1,"Channel":"Microsoft-Windows-Sysmon/Operational","SourceName":"x","Image":"a"}`); changed {
			t.Errorf("became %s", out)
		}
	})
	t.Run("a record of somebody else is left as it is", func(t *testing.T) {
		if out, changed := flatten(t, `{"eventType":"user.session.start"}`); changed {
			t.Errorf("became %s", out)
		}
	})
	t.Run("a process of Security gets the names of Sysmon", func(t *testing.T) {
		out, _ := flatten(t, `{"EventID":4688,"Channel":"Security","NewProcessName":"C:\\a.exe","ParentProcessName":"C:\\b.exe","ProcessCommandLine":"a -x","SubjectUserName":"p1","SubjectDomainName":"EXAMPLE","TargetUserName":"-","MandatoryLabel":"S-1-16-12288"}`)
		want := `{"EventID":"4688","Channel":"Security","NewProcessName":"C:\\a.exe","ParentProcessName":"C:\\b.exe","ProcessCommandLine":"a -x","SubjectUserName":"p1","SubjectDomainName":"EXAMPLE","TargetUserName":"-","MandatoryLabel":"S-1-16-12288","Image":"C:\\a.exe","ParentImage":"C:\\b.exe","CommandLine":"a -x","IntegrityLevel":"S-1-16-12288","User":"EXAMPLE\\p1"}`
		if out != want {
			t.Errorf("got  %s\nwant %s", out, want)
		}
	})
	t.Run("what is flat once stays as it is", func(t *testing.T) {
		for _, s := range shapes {
			once, changed := flatten(t, s.line)
			if !changed {
				continue
			}
			if twice, again := flatten(t, once); again {
				t.Errorf("%s: changed again into %s", s.name, twice)
			}
		}
	})
	t.Run("a provider under another name is given its own", func(t *testing.T) {
		rec := observetest.Parse(t, Event{}, `{"EventID":7045,"Channel":"System","SourceName":"Service Control Manager","Hostname":"a"}`).Root()
		if got := rec.Get("Provider_Name").Text(); got != "Service Control Manager" {
			t.Errorf("got %q", got)
		}
	})
	t.Run("data without names is kept together", func(t *testing.T) {
		rec := observetest.Parse(t, Event{}, `{"Event":{"System":{"EventID":{"#attributes":{"Qualifiers":0},"#text":400},"Channel":"Windows PowerShell"},"EventData":{"Data":["one",{"#text":"two"}]}}}`).Root()
		if rec.Get("EventID").Text() != "400" || rec.Get("Data", "0").Text() != "one" || rec.Get("Data", "1").Text() != "two" {
			t.Errorf("got %s", rec.Get("Data", "0").Text())
		}
	})
	t.Run("a field cannot pretend to be the event's id", func(t *testing.T) {
		rec := observetest.Parse(t, Event{}, `{"Event":{"System":{"EventID":104,"Channel":"System"},"EventData":{"Channel":"Security","EventID":"4624"}}}`).Root()
		if src, _ := (Event{}).Source(rec); src.Service != "system" || rec.Get("EventID").Text() != "104" {
			t.Errorf("source %+v", src)
		}
	})
}
