package windows

import (
	"strings"

	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/observe"
	"github.com/taupier-eu/taupier/sigma"
)

// act names a kind of event: a service and an event id.
type act struct{ service, id string }

// acts are the events that mean more than activity.
var acts = map[act]func(rec sigma.Value, k *observe.Keeper, o *core.Observation){
	{"sysmon", "1"}:                                readProcess,
	{"security", "4688"}:                           readProcess,
	{"security", "4697"}:                           readService,
	{"system", "7045"}:                             readService,
	{"security", "4624"}:                           readLogon,
	{"security", "4625"}:                           readDenied,
	{"security", "4728"}:                           readGrant,
	{"security", "4732"}:                           readGrant,
	{"security", "4756"}:                           readGrant,
	{"security", "6416"}:                           readAttached,
	{"terminalservices-localsessionmanager", "21"}: readSession,
	{"terminalservices-localsessionmanager", "25"}: readSession,
	{"kernel-pnp", "400"}:                          readConfigured,
	{"kernel-pnp", "410"}:                          readConfigured,
	{"driver-framework", "2003"}:                   readConfigured,
	{"driver-framework", "2010"}:                   readConfigured,
}

func readProcess(rec sigma.Value, k *observe.Keeper, o *core.Observation) {
	o.Kind = core.KindProcess
	o.Target = k.Keep(observe.Text(rec, "Image", "NewProcessName"))
	o.Value = k.Keep(observe.Text(rec, "CommandLine"))
	if o.Account == "" {
		o.Account = account(k, observe.Text(rec, "TargetUserName"))
	}
}

// readService reads an installed service.
func readService(rec sigma.Value, k *observe.Keeper, o *core.Observation) {
	o.Kind = core.KindProcess
	o.Value = k.Keep(observe.Text(rec, "ImagePath", "ServiceFileName"))
	o.Target = k.Keep(program(o.Value))
}

// program is the path at the start of a command line.
func program(line string) string {
	if rest, ok := strings.CutPrefix(line, `"`); ok {
		path, _, _ := strings.Cut(rest, `"`)
		return path
	}
	if i := indexFold(line, ".exe"); i >= 0 {
		return line[:i+len(".exe")]
	}
	path, _, _ := strings.Cut(line, " ")
	return path
}

func indexFold(s, part string) int {
	for i := 0; i+len(part) <= len(s); i++ {
		if strings.EqualFold(s[i:i+len(part)], part) {
			return i
		}
	}
	return -1
}

// readLogon reads a sign-in, Value the logon type. A service or a batch job that logs on is nobody's
// sign-in.
func readLogon(rec sigma.Value, k *observe.Keeper, o *core.Observation) {
	o.Account = account(k, observe.Text(rec, "TargetUserName"))
	o.IP = observe.Addr(rec.Get("IpAddress").Text())
	o.Value = k.Keep(observe.Text(rec, "LogonType"))
	switch o.Value {
	case "0", "4", "5":
		return
	}
	if o.Account != "" {
		o.Kind = core.KindSignin
	}
}

func readDenied(rec sigma.Value, k *observe.Keeper, o *core.Observation) {
	readLogon(rec, k, o)
	o.Kind = core.KindDenied
}

// remoteInteractive is the logon type of a remote desktop session.
const (
	interactive       = "2"
	remoteInteractive = "10"
)

// readSession reads a session that began or was taken up again; its address is LOCAL at the console.
func readSession(rec sigma.Value, k *observe.Keeper, o *core.Observation) {
	o.Kind, o.Value = core.KindSignin, interactive
	if from := observe.Text(rec, "Address"); from != "" && !strings.EqualFold(from, "LOCAL") {
		o.IP, o.Value = observe.Addr(from), remoteInteractive
	}
}

// readGrant reads a new member of a group: Target the group, Other the member.
func readGrant(rec sigma.Value, k *observe.Keeper, o *core.Observation) {
	o.Kind = core.KindGrant
	o.Target = k.Keep(observe.Text(rec, "TargetUserName", "GroupName"))
	sid := observe.Text(rec, "MemberSid")
	switch name := commonName(observe.Text(rec, "MemberName")); {
	case sid != "" && sid == observe.Text(rec, "SubjectUserSid"):
		o.Other = o.Account
	case name != "":
		o.Other = k.Lower(name)
	default:
		o.Other = k.Lower(sid)
	}
}

// commonName is the first value of a distinguished name, or the name after its domain.
func commonName(s string) string {
	if len(s) > 3 && strings.EqualFold(s[:3], "CN=") {
		s, _, _ = strings.Cut(s[3:], ",")
		return s
	}
	if i := strings.LastIndexByte(s, '\\'); i >= 0 {
		s = s[i+1:]
	}
	if s == "-" {
		return ""
	}
	return s
}
