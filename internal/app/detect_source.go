package app

import (
	"github.com/taupier-eu/taupier/sigma"
)

// publicSource is the log source of records that no reader knows and that public Sigma rules are
// written for, told by their shape; ok is false for all others.
func publicSource(rec sigma.Value) (src sigma.LogSource, ok bool) {
	for _, s := range publicShapes {
		if s.has(rec) {
			return s.source(rec), true
		}
	}
	return sigma.LogSource{}, false
}

// publicShape is a kind of record: the fields that tell it, as paths, and its log source.
type publicShape struct {
	fields [][]string
	from   sigma.LogSource
	named  []string // the path of the field that names the service, when one does
}

func (s *publicShape) has(rec sigma.Value) bool {
	for _, path := range s.fields {
		if !rec.Get(path...).Exists() {
			return false
		}
	}
	return true
}

func (s *publicShape) source(rec sigma.Value) sigma.LogSource {
	src := s.from
	if s.named != nil {
		src.Service = rec.Get(s.named...).Text()
	}
	return src
}

// publicShapes are asked in this order. The products and services are those of SigmaHQ's rules; the
// shapes are documented by the vendors: CloudTrail record contents, Zeek logs in JSON, the Kubernetes
// audit API, the Azure activity log, the Office 365 management activity API.
var publicShapes = []publicShape{
	{fields: [][]string{{"eventSource"}, {"eventName"}, {"awsRegion"}}, from: sigma.LogSource{Product: "aws", Service: "cloudtrail"}},
	{fields: [][]string{{"@stream"}, {"@proc"}}, from: sigma.LogSource{Product: "zeek"}, named: []string{"@stream"}},
	{fields: [][]string{{"_path"}, {"ts"}}, from: sigma.LogSource{Product: "zeek"}, named: []string{"_path"}},
	{fields: [][]string{{"auditID"}, {"verb"}, {"objectRef"}}, from: sigma.LogSource{Product: "kubernetes", Category: "application", Service: "audit"}},
	{fields: [][]string{{"operationName"}, {"resourceId"}, {"caller"}}, from: sigma.LogSource{Product: "azure", Service: "activitylogs"}},
	{fields: [][]string{{"Workload"}, {"Operation"}, {"CreationTime"}}, from: sigma.LogSource{Product: "m365", Service: "audit"}},
}
