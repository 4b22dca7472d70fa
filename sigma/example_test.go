package sigma_test

import (
	"fmt"

	"github.com/taupier-eu/taupier/sigma"
)

func Example() {
	rules, err := sigma.ParseRules("remote.yml", []byte(`
title: A remote control program starts
logsource:
  product: windows
  category: process_creation
detection:
  selection:
    Image|endswith: '\AnyDesk.exe'
  filter_help_desk:
    User|startswith: 'EXAMPLE\helpdesk-'
  condition: selection and not 1 of filter_*
`))
	if err != nil {
		fmt.Println(err) // names the rules that cannot be used; the others are usable
	}
	set, err := sigma.Compile(rules)
	if err != nil {
		fmt.Println(err)
		return
	}

	matcher := set.NewMatcher() // one for each goroutine
	source := sigma.LogSource{Product: "windows", Category: "process_creation", Service: "sysmon"}
	var event sigma.Event // reused from record to record
	for _, record := range []string{
		`{"winlog":{"event_data":{"Image":"C:\\Tools\\anydesk.exe","User":"EXAMPLE\\p1"}}}`,
		`{"winlog":{"event_data":{"Image":"C:\\Tools\\anydesk.exe","User":"EXAMPLE\\helpdesk-2"}}}`,
	} {
		if err := event.Parse([]byte(record)); err != nil {
			fmt.Println(err)
			continue
		}
		event.LookIn(event.Root().Get("winlog", "event_data"), event.Root())
		matcher.Match(source, &event, func(m sigma.Match) {
			fmt.Println(m.Rule.Title)
			for _, f := range m.Fields {
				fmt.Printf("  %s is %s\n", f.Name, f.Value)
			}
		})
	}
	// Output:
	// A remote control program starts
	//   Image is C:\Tools\anydesk.exe
}

func ExampleError() {
	_, err := sigma.ParseRules("rules/servers.yml", []byte(`title: Logons on servers
logsource: {product: windows, service: security}
detection:
  selection:
    EventID: 4624
    Computer|expand: '%Servers%'
  condition: selection
`))
	fmt.Println(err)
	// Output:
	// rules/servers.yml:6: the modifier expand stands for values that only the reader of the rule knows: none are given for %Servers%
}
