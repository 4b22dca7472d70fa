package osquery

import (
	"strings"

	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/observe"
	"github.com/taupier-eu/taupier/sigma"
)

// tables say what a row of each table is. Rows of other tables are activity named by their table.
var tables = map[string]func(row sigma.Value, k *observe.Keeper, o *core.Observation){
	"processes":          readProcess,
	"process_events":     readProcess,
	"es_process_events":  readProcess,
	"bpf_process_events": readProcess,
	"usb_devices":        readUSB,
	"connected_displays": readDisplay,
	"programs":           readNamed,
	"apps":               readNamed,
	"chrome_extensions":  readNamed,
	"firefox_addons":     readNamed,
	"safari_extensions":  readNamed,
	"vscode_extensions":  readNamed,
	"deb_packages":       readNamed,
	"rpm_packages":       readNamed,
	"homebrew_packages":  readNamed,
	"npm_packages":       readNamed,
	"python_packages":    readNamed,
	"services":           readNamed,
	"startup_items":      readNamed,
	"drivers":            readNamed,
	"arp_cache":          readARP,
	"logged_in_users":    readUser,
}

// others are tables that queries are often named after and that mean no more than activity. They
// are listed so that "process_open_sockets" is not taken for a table it is not.
var others = map[string]bool{
	"process_open_sockets": true, "listening_ports": true, "shell_history": true, "users": true, "launchd": true,
	"interface_addresses": true, "interface_details": true, "system_info": true, "os_version": true, "crontab": true,
	"kernel_extensions": true, "system_extensions": true, "wifi_networks": true, "dns_resolvers": true, "file_events": true,
	"mounts": true, "disk_encryption": true, "certificates": true, "scheduled_tasks": true, "registry": true,
	"pci_devices": true, "block_devices": true, "bluetooth_info": true, "screenlock": true, "video_info": true,
}

// table tells which table a query reads: by the end of its name, as packs name their queries, then
// by its columns, else the query's own name.
func table(query string, row sigma.Value) string {
	query = query[strings.LastIndexByte(query, '/')+1:]
	for rest := query; ; {
		if known(rest) {
			return rest
		}
		_, after, more := strings.Cut(rest, "_")
		if !more {
			break
		}
		rest = after
	}
	if t := byColumns(row); t != "" {
		return t
	}
	return query
}

func known(name string) bool {
	_, ok := tables[name]
	return ok || others[name]
}

// byColumns tells a table by columns that it alone has together.
func byColumns(row sigma.Value) string {
	switch {
	case observe.Has(row, "vendor_id", "model_id"):
		return "usb_devices"
	case observe.Has(row, "manufactured_week"), observe.Has(row, "display_id", "product_id"):
		return "connected_displays"
	case observe.Has(row, "pid", "cmdline"), observe.Has(row, "pid", "path", "parent"):
		return "processes"
	case observe.Has(row, "bundle_identifier"):
		return "apps"
	case observe.Has(row, "identifier", "browser_type"), observe.Has(row, "identifier", "permissions"), observe.Has(row, "identifier", "version", "profile"):
		return "chrome_extensions"
	case observe.Has(row, "mac", "address"):
		return "arp_cache"
	case observe.Has(row, "name", "install_location"):
		return "programs"
	case observe.Has(row, "user", "tty", "host"):
		return "logged_in_users"
	case observe.Has(row, "name", "maintainer", "arch"):
		return "deb_packages"
	}
	return ""
}

func readProcess(row sigma.Value, k *observe.Keeper, o *core.Observation) {
	o.Kind = core.KindProcess
	o.Target = k.Keep(observe.Text(row, "path", "name"))
	o.Value = k.Keep(observe.Text(row, "cmdline"))
}

// readUSB names a device as Windows records do: vendor and product number, then the words.
func readUSB(row sigma.Value, k *observe.Keeper, o *core.Observation) {
	o.Kind = core.KindHardware
	id := strings.ToLower(observe.Text(row, "vendor_id") + ":" + observe.Text(row, "model_id"))
	if id == ":" {
		id = ""
	}
	o.Target = k.Keep(strings.Join(strings.Fields(id+" "+observe.Text(row, "vendor")+" "+observe.Text(row, "model")), " "))
	o.Value = k.Keep(observe.Text(row, "serial"))
}

func readDisplay(row sigma.Value, k *observe.Keeper, o *core.Observation) {
	o.Kind = core.KindHardware
	o.Target = k.Keep(observe.Text(row, "name"))
	o.Value = k.Keep(observe.Text(row, "serial_number"))
}

func readNamed(row sigma.Value, k *observe.Keeper, o *core.Observation) {
	o.Target = k.Keep(observe.Text(row, "name", "identifier", "bundle_identifier"))
	o.Value = k.Keep(observe.Text(row, "version", "bundle_short_version"))
}

func readARP(row sigma.Value, k *observe.Keeper, o *core.Observation) {
	o.Target = k.Lower(observe.Text(row, "mac"))
	o.Value = k.Keep(observe.Text(row, "address"))
}

// readUser reads who is logged in; its host is an address when the login came over the network.
func readUser(row sigma.Value, k *observe.Keeper, o *core.Observation) {
	o.Target = k.Keep("logged_in_users")
	o.Value = k.Keep(observe.Text(row, "host"))
	o.IP = observe.Addr(observe.Text(row, "host"))
}
