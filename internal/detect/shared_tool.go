package detect

import (
	"regexp"
	"slices"
	"strings"

	"github.com/taupier-eu/taupier/internal/core"
)

// kvmTraits shares serial numbers of network KVMs (L14). The defaults that makers ship say nothing.
type kvmTraits struct{ seen holders }

// kvmNames are what network KVMs call themselves on the USB bus, and defaultSerials what several
// makers ship in every unit (both from the vendors' sources, catalogue 3.1).
var (
	kvmNames       = []string{"pikvm", "glkvm", "glinet", "jetkvm", "nanokvm", "sipeed", "tinypilot", "blikvm", "aurga", "composite kvm device", "3346:1009", "38eb:"}
	defaultSerials = []string{"cafebabe", "0123456789abcdef", "6b65796d696d6570690", "000000000001", "123456789", "0"}
)

func newKVMTraits() Detector { return &kvmTraits{seen: holders{}} }

func (t *kvmTraits) Feed(d *core.Dossier, o *core.Observation) {
	if o.Kind != core.KindHardware || o.Value == "" || strings.Contains(o.Value, "&") { // an "&" is Windows' own number of a port
		return
	}
	name, serial := strings.ToLower(o.Target), strings.ToLower(o.Value)
	if slices.Contains(defaultSerials, serial) || !slices.ContainsFunc(kvmNames, func(k string) bool { return strings.Contains(name, k) }) {
		return
	}
	if !d.Explained("network_kvm", o.At, "") {
		t.seen.add(d, o, serial, o.Value, "serial", o.Value)
	}
}

func (t *kvmTraits) Raise(out *core.Sink) { t.seen.share(core.TraitKVMSerial, out) }

// remoteTraits shares the accounts of remote-control tools that stand in command lines (L11): the
// number or name to connect to, or the account to which a host is given. An account of a tool that
// the company allows, or that a ticket explains, is the helpdesk's.
type remoteTraits struct {
	w    *World
	seen holders
}

// remoteAccounts finds the account in a command line, by a word of the image's name.
var remoteAccounts = []struct {
	image, tool string
	account     *regexp.Regexp
}{
	{"anydesk", "AnyDesk", regexp.MustCompile(`(?i)(?:--(?:id|alias|set-alias|connect)[= ]+"?|\s"?)(\d{9,10}|[\w.-]+@ad)\b`)},
	{"teamviewer", "TeamViewer", regexp.MustCompile(`(?i)\s(?:-i|--id)[= ]+"?(\d{8,10})\b`)},
	{"rustdesk", "RustDesk", regexp.MustCompile(`(?i)(?:--(?:connect|id|set-id|file-transfer|port-forward)[= ]+"?(\d{6,12})\b|host=([\w.-]+\.[a-z]{2,}))`)},
	{"remoting_start_host", "Chrome Remote Desktop", regexp.MustCompile(`(?i)--(?:user-email|host-owner|corp-user)[= ]+"?([\w.+-]+@[\w.-]+)`)},
}

func newRemoteTraits(w *World) Detector { return &remoteTraits{w: w, seen: holders{}} }

func (t *remoteTraits) Feed(d *core.Dossier, o *core.Observation) {
	if o.Kind != core.KindProcess {
		return
	}
	tool, account := remoteAccount(o.Target, o.Value)
	if account == "" || d.Explained("remote_tool", o.At, tool) {
		return
	}
	if slices.ContainsFunc(t.w.Company.RemoteTools, func(allowed string) bool { return strings.EqualFold(allowed, tool) }) {
		return
	}
	shown := tool + " " + account
	t.seen.add(d, o, strings.ToLower(shown), shown, "command_line", shown)
}

// remoteAccount is the tool and the account that a process names, or nothing.
func remoteAccount(image, command string) (tool, account string) {
	base := strings.ToLower(image[strings.LastIndexAny(image, `/\`)+1:])
	for _, r := range remoteAccounts {
		if !strings.Contains(base, r.image) {
			continue
		}
		found := r.account.FindStringSubmatch(command)
		if i := slices.IndexFunc(found[min(1, len(found)):], func(group string) bool { return group != "" }); i >= 0 {
			return r.tool, strings.ToLower(found[i+1])
		}
	}
	return "", ""
}

func (t *remoteTraits) Raise(out *core.Sink) { t.seen.share(core.TraitRemoteID, out) }
