// Package readers lists the readers of logs and tells which one a record belongs to.
package readers

import (
	"github.com/taupier-eu/taupier/internal/observe"
	"github.com/taupier-eu/taupier/internal/observe/access"
	"github.com/taupier-eu/taupier/internal/observe/ats"
	"github.com/taupier-eu/taupier/internal/observe/entra"
	"github.com/taupier-eu/taupier/internal/observe/github"
	"github.com/taupier-eu/taupier/internal/observe/google"
	"github.com/taupier-eu/taupier/internal/observe/hr"
	"github.com/taupier-eu/taupier/internal/observe/mdm"
	"github.com/taupier-eu/taupier/internal/observe/okta"
	"github.com/taupier-eu/taupier/internal/observe/osquery"
	"github.com/taupier-eu/taupier/internal/observe/shipment"
	"github.com/taupier-eu/taupier/internal/observe/slack"
	"github.com/taupier-eu/taupier/internal/observe/windows"
	"github.com/taupier-eu/taupier/internal/observe/zoom"
)

// All lists every reader. The order decides between equals.
func All() []observe.Reader { return all }

var all = []observe.Reader{
	okta.SystemLog{},
	entra.SignIn{},
	entra.Audit{},
	google.Activity{},
	github.Audit{},
	slack.Access{},
	slack.Audit{},
	zoom.Meeting{},
	zoom.Operation{},
	windows.Event{},
	osquery.Result{},
	hr.Change{},
	hr.Signature{},
	shipment.Event{},
	mdm.CheckIn{},
	ats.Application{},
	access.CSV{},
}
