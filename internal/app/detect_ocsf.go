package app

import (
	"encoding/json"
	"fmt"
	"io"
	"net/netip"
	"slices"
	"strings"
	"time"
)

// ocsfDetections writes one Detection Finding of OCSF 1.5.0 on each line.
type ocsfDetections struct {
	enc *json.Encoder
	now func() time.Time // stands for the time of events that have none
}

func newOCSF(w io.Writer) *ocsfDetections {
	return &ocsfDetections{enc: newLineEncoder(w), now: time.Now}
}

type ocsfFinding struct {
	Class       int              `json:"class_uid"`
	Category    int              `json:"category_uid"`
	Activity    int              `json:"activity_id"`
	Type        int              `json:"type_uid"`
	Severity    int              `json:"severity_id"`
	Time        int64            `json:"time"` // milliseconds since 1970
	Start       int64            `json:"start_time,omitempty"`
	End         int64            `json:"end_time,omitempty"`
	Count       int              `json:"count,omitempty"`
	Message     string           `json:"message"`
	Finding     ocsfInfo         `json:"finding_info"`
	Metadata    ocsfMetadata     `json:"metadata"`
	Evidences   []ocsfEvidence   `json:"evidences"`
	Observables []ocsfObservable `json:"observables"`
}

type ocsfInfo struct {
	UID      string       `json:"uid"`
	Title    string       `json:"title"`
	Desc     string       `json:"desc,omitempty"`
	Types    []string     `json:"types"`
	Analytic ocsfAnalytic `json:"analytic"`
}

type ocsfAnalytic struct {
	UID    string `json:"uid"`
	Name   string `json:"name"`
	TypeID int    `json:"type_id"` // 1 is a rule
}

type ocsfMetadata struct {
	Version string      `json:"version"`
	Product ocsfProduct `json:"product"`
}

type ocsfProduct struct {
	Name   string `json:"name"`
	Vendor string `json:"vendor_name"`
}

type ocsfEvidence struct {
	Data ocsfData `json:"data"`
}

type ocsfData struct {
	Input   string      `json:"input"`
	Line    int         `json:"line"`
	Matched fieldValues `json:"matched,omitempty"`
	Group   fieldValues `json:"group,omitempty"`
	Refs    []string    `json:"refs,omitempty"`
}

type ocsfObservable struct {
	Name   string `json:"name"`
	TypeID int    `json:"type_id"`
	Value  string `json:"value"`
}

func (o *ocsfDetections) write(d *detection) error {
	at := d.at
	if at.IsZero() {
		at = o.now()
	}
	f := ocsfFinding{
		Class: 2004, Category: 2, Activity: 1, Type: 200401, Severity: ocsfSeverity(d.Level), Time: at.UnixMilli(), Count: d.Count, Message: d.Title,
		Finding: ocsfInfo{
			UID: fmt.Sprintf("%s:%s:%d", d.Rule, d.Input, d.Line), Title: d.Title, Desc: d.about.description,
			Types: append([]string{"Sigma"}, d.about.tags...), Analytic: ocsfAnalytic{d.Rule, d.Title, 1},
		},
		Metadata:    ocsfMetadata{"1.5.0", ocsfProduct{"Taupier", "Taupier"}},
		Evidences:   []ocsfEvidence{{ocsfData{d.Input, d.Line, d.Matched, d.Group, d.Refs}}},
		Observables: observables(d),
	}
	for text, to := range map[string]*int64{d.First: &f.Start, d.Last: &f.End} {
		if t, err := time.Parse(time.RFC3339Nano, text); err == nil {
			*to = t.UnixMilli()
		}
	}
	return o.enc.Encode(f)
}

func (*ocsfDetections) close() error { return nil }

func ocsfSeverity(level string) int {
	return 1 + slices.Index([]string{"informational", "low", "medium", "high", "critical"}, level)
}

// observables are the values that were matched or that group a correlation, each where it stands in
// the finding.
func observables(d *detection) []ocsfObservable {
	out := []ocsfObservable{}
	for prefix, fields := range map[string]fieldValues{"matched": d.Matched, "group": d.Group} {
		for _, f := range fields {
			for _, v := range f.values {
				if v != "" {
					out = append(out, ocsfObservable{"evidences[0].data." + prefix + "." + f.name, observableType(v), v})
				}
			}
		}
	}
	return out
}

// observableType is an address (2), an e-mail address (5) or something else (99).
func observableType(v string) int {
	if _, err := netip.ParseAddr(v); err == nil {
		return 2
	}
	if name, domain, ok := strings.Cut(v, "@"); ok && name != "" && strings.Contains(domain, ".") && !strings.ContainsAny(v, " \\/") {
		return 5
	}
	return 99
}
