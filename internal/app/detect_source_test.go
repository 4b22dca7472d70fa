package app

import (
	"testing"

	"github.com/taupier-eu/taupier/sigma"
)

func TestRecordsThatPublicRulesKnowFindTheirLogSource(t *testing.T) {
	for _, c := range []struct {
		name, record string
		want         sigma.LogSource
	}{
		{"CloudTrail", `{"eventSource":"iam.amazonaws.com","eventName":"CreateUser","awsRegion":"eu-west-3"}`, sigma.LogSource{Product: "aws", Service: "cloudtrail"}},
		{"Zeek of a stream writer", `{"@stream":"dns","@proc":"zeek","query":"example.com"}`, sigma.LogSource{Product: "zeek", Service: "dns"}},
		{"Zeek", `{"_path":"http","ts":1.5,"host":"example.com"}`, sigma.LogSource{Product: "zeek", Service: "http"}},
		{"Kubernetes", `{"auditID":"1","verb":"delete","objectRef":{"resource":"pods"}}`, sigma.LogSource{Product: "kubernetes", Category: "application", Service: "audit"}},
		{"Azure", `{"operationName":"MICROSOFT.COMPUTE/X","resourceId":"/x","caller":"p1@example.com"}`, sigma.LogSource{Product: "azure", Service: "activitylogs"}},
		{"Office 365", `{"Workload":"Exchange","Operation":"New-InboxRule","CreationTime":"2026-11-02T09:00:00"}`, sigma.LogSource{Product: "m365", Service: "audit"}},
		{"something else", `{"hello":"world"}`, sigma.LogSource{}},
		{"half of CloudTrail", `{"eventSource":"x","eventName":"y"}`, sigma.LogSource{}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var e sigma.Event
			if err := e.Parse([]byte(c.record)); err != nil {
				t.Fatal(err)
			}
			src, ok := publicSource(e.Root())
			if src != c.want || ok != (c.want != sigma.LogSource{}) {
				t.Errorf("got %+v, %v", src, ok)
			}
		})
	}
}
