package sigma_test

import (
	"fmt"
	"time"

	"github.com/taupier-eu/taupier/sigma"
)

// A correlation joins the hits of rules: here, an authenticator that is added within an hour after a
// sign-in through a tunnel, by the same account.
func ExampleCorrelator() {
	docs, err := sigma.ParseAll("takeover.yml", []byte(`
title: A sign-in through a tunnel
name: tunnel
logsource: {product: okta}
detection:
  selection: {eventType: user.session.start, tunnel: true}
  condition: selection
---
title: An authenticator is added
name: factor
logsource: {product: okta}
detection:
  selection: {eventType: user.mfa.factor.activate}
  condition: selection
---
title: An authenticator is added after a sign-in through a tunnel
correlation:
  type: temporal_ordered
  rules: [tunnel, factor]
  group-by: [user]
  timespan: 1h
`))
	if err != nil {
		fmt.Println(err)
		return
	}
	set, err := sigma.Compile(docs.Rules)
	if err != nil {
		fmt.Println(err)
		return
	}
	correlator, err := sigma.NewCorrelator(docs.Rules, docs.Correlations, sigma.CorrelatorOptions{Lateness: time.Minute})
	if err != nil {
		fmt.Println(err)
		return
	}
	tell := func(a sigma.Alert) { fmt.Println(a.Correlation.Title+":", a.Group[0].Value, a.Refs) }
	matcher := set.NewMatcher()
	var event sigma.Event
	for line, record := range []string{
		`{"at":"2026-05-01T09:00:00Z","user":"p1@example.com","eventType":"user.session.start","tunnel":true}`,
		`{"at":"2026-05-01T09:05:00Z","user":"p2@example.com","eventType":"user.mfa.factor.activate"}`,
		`{"at":"2026-05-01T09:10:00Z","user":"p1@example.com","eventType":"user.mfa.factor.activate"}`,
	} {
		if err := event.Parse([]byte(record)); err != nil {
			fmt.Println(err)
			continue
		}
		at, err := time.Parse(time.RFC3339, event.Root().Get("at").Text())
		if err != nil {
			fmt.Println(err)
			continue
		}
		field := func(name string) (string, bool) {
			v := event.Root().Get(name)
			return v.Text(), v.Exists()
		}
		matcher.Match(sigma.LogSource{Product: "okta"}, &event, func(m sigma.Match) {
			correlator.Add(sigma.Hit{Rule: m.Rule, At: at, Source: "okta", Field: field, Ref: line + 1}, tell)
		})
	}
	correlator.Flush(tell)
	// Output:
	// An authenticator is added after a sign-in through a tunnel: p1@example.com [1 3]
}

// A pipeline says what the fields of rules are called in the logs at hand.
func ExamplePipeline() {
	pipeline, err := sigma.ParsePipeline("ecs.yml", []byte(`
name: Elastic Common Schema
vars:
  Servers: ['srv-*']
transformations:
  - type: field_name_mapping
    mapping: {Image: process.executable}
`))
	if err != nil {
		fmt.Println(err)
		return
	}
	rules, err := pipeline.Reader().ParseRules("r.yml", []byte(`
title: A program that should not run on servers
logsource: {product: windows}
detection:
  selection: {Image|endswith: '\rclone.exe', host|expand: '%Servers%'}
  condition: selection
`))
	if err != nil {
		fmt.Println(err)
		return
	}
	if rules, err = pipeline.Apply(rules); err != nil {
		fmt.Println(err)
		return
	}
	set, err := sigma.Compile(rules)
	if err != nil {
		fmt.Println(err)
		return
	}
	var event sigma.Event
	if err := event.Parse([]byte(`{"host":"SRV-7","process":{"executable":"C:\\Tools\\rclone.exe"}}`)); err != nil {
		fmt.Println(err)
		return
	}
	set.NewMatcher().Match(sigma.LogSource{Product: "windows"}, &event, func(m sigma.Match) {
		for _, f := range m.Fields {
			fmt.Println(f.Name, "is", f.Value)
		}
	})
	// Output:
	// process.executable is C:\Tools\rclone.exe
	// host is SRV-7
}
