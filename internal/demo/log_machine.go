package demo

import (
	"strconv"
	"strings"
	"time"
)

func (p *person) prepareMachine() {
	f := &p.json
	host := p.hostname + ".armorel.test"
	f.winlog = []byte(`","host":{"name":"` + host + `","os":{"platform":"windows"}},"agent":{"type":"winlogbeat","version":"8.19.2"},"event":{"kind":"event","provider":"Microsoft-Windows-Security-Auditing","code":"`)
	f.nested = []byte(`"}},"EventRecordID":`)
	f.sysUser = []byte(`,"Channel":"Microsoft-Windows-Sysmon/Operational","Computer":"` + host + `"},"EventData":{"RuleName":"-","UtcTime":"`)
	f.osquery = []byte(`,"hostIdentifier":"` + p.hostname + `","calendarTime":"`)
}

// programs are started on everybody's machine.
var programs = []struct{ image, line, parent string }{
	{`C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe`, `\"chrome.exe\" --type=renderer`, `C:\\Windows\\explorer.exe`},
	{`C:\\Program Files\\Microsoft Office\\root\\Office16\\OUTLOOK.EXE`, `\"OUTLOOK.EXE\"`, `C:\\Windows\\explorer.exe`},
	{`C:\\Program Files\\Microsoft Office\\root\\Office16\\EXCEL.EXE`, `\"EXCEL.EXE\" /dde`, `C:\\Windows\\explorer.exe`},
	{`C:\\Program Files\\WindowsApps\\MSTeams\\ms-teams.exe`, `\"ms-teams.exe\"`, `C:\\Windows\\explorer.exe`},
	{`C:\\Program Files\\Zoom\\bin\\Zoom.exe`, `\"Zoom.exe\"`, `C:\\Windows\\explorer.exe`},
	{`C:\\Program Files\\Microsoft VS Code\\Code.exe`, `\"Code.exe\" --unity-launch`, `C:\\Windows\\explorer.exe`},
	{`C:\\Program Files\\Git\\cmd\\git.exe`, `git.exe status`, `C:\\Program Files\\Microsoft VS Code\\Code.exe`},
	{`C:\\Windows\\System32\\svchost.exe`, `C:\\Windows\\System32\\svchost.exe -k netsvcs -p`, `C:\\Windows\\System32\\services.exe`},
	{`C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe`, `powershell.exe -NoProfile -File C:\\ProgramData\\Armorel\\inventory.ps1`, `C:\\Windows\\System32\\svchost.exe`},
	{`C:\\Windows\\System32\\notepad.exe`, `notepad.exe`, `C:\\Windows\\explorer.exe`},
	{`C:\\Program Files\\7-Zip\\7zFM.exe`, `\"7zFM.exe\"`, `C:\\Windows\\explorer.exe`},
	{`C:\\Windows\\System32\\backgroundTaskHost.exe`, `backgroundTaskHost.exe`, `C:\\Windows\\System32\\svchost.exe`},
}

// attached are things people plug in.
var attached = []struct{ class, name, id, vendor string }{
	{"Keyboard", "HID Keyboard Device", `USB\\VID_413C&PID_2113\\6&2F3A1B`, `USB\\VID_413C&PID_2113&REV_0110`},
	{"Mouse", "HID-compliant mouse", `USB\\VID_17EF&PID_6019\\5&1A7C`, `USB\\VID_17EF&PID_6019&REV_6601`},
	{"USB", "USB Composite Device", `USB\\VID_17EF&PID_A391\\000000012`, `USB\\VID_17EF&PID_A391&REV_5014`},
	{"AudioEndpoint", "Headset (Jabra Evolve2 40)", `USB\\VID_0B0E&PID_0E41\\00A1`, `USB\\VID_0B0E&PID_0E41&REV_0131`},
	{"USB", "Dell Universal Dock WD19S", `USB\\VID_413C&PID_B06E\\D19S`, `USB\\VID_413C&PID_B06E&REV_0101`},
	{"Camera", "Logitech BRIO", `USB\\VID_046D&PID_085E\\4F2C`, `USB\\VID_046D&PID_085E&REV_0317`},
}

// record is the number of an event in its channel: it grows with time.
func (w *world) record(at int64, p *person) []byte {
	return strconv.AppendUint(nil, uint64(at/1000)%10_000_000*8+p.key%8, 10)
}

// security writes an event of the Windows Security channel in the shape of Winlogbeat.
func (w *world) security(b []byte, e *ev, x *extra) []byte {
	p := w.actor(e)
	code, action := "4624", "logged-in"
	switch e.act {
	case actProcess:
		code, action = "4688", "created-process"
	case actUSB:
		code, action = "6416", "New external device recognized"
	}
	b = append(b, `{"@timestamp":"`...)
	b = appendTime(b, e.at)
	b = append(b, p.json.winlog...)
	b = append(b, code...)
	b = append(b, `","action":"`...)
	b = append(b, action...)
	b = append(b, `"},"winlog":{"channel":"Security","provider_name":"Microsoft-Windows-Security-Auditing","event_id":"`...)
	b = append(b, code...)
	b = append(b, `","record_id":`...)
	b = append(b, w.record(e.at, p)...)
	b = append(b, `,"computer_name":"`...)
	b = append(b, p.hostname...)
	b = append(b, `.armorel.test","event_data":{"SubjectDomainName":"ARMOREL","SubjectUserName":"`...)
	b = append(b, p.user...)
	b = append(b, '"', ',')
	switch e.act {
	case actLogon:
		b = append(b, `"TargetUserName":"`...)
		b = append(b, p.user...)
		b = append(b, `","TargetDomainName":"ARMOREL","LogonType":"`...)
		b = append(b, []string{"2", "7", "11"}[e.n%3]...)
		b = append(b, `","IpAddress":"127.0.0.1","IpPort":"0","LogonProcessName":"User32","AuthenticationPackageName":"Negotiate","WorkstationName":"`...)
		b = append(b, p.hostname...)
		b = append(b, '"')
	case actProcess:
		image, line, parent := started(e, x)
		b = append(b, `"NewProcessName":"`...)
		b = append(b, image...)
		b = append(b, `","CommandLine":"`...)
		b = append(b, line...)
		b = append(b, `","ParentProcessName":"`...)
		b = append(b, parent...)
		b = append(b, `","NewProcessId":"0x`...)
		b = appendHex(b, uint64(e.n), 4)
		b = append(b, `","TokenElevationType":"%%1938","MandatoryLabel":"S-1-16-8192"`...)
	default:
		class, name, id, vendor := plugged(e, x)
		b = append(b, `"ClassName":"`...)
		b = append(b, class...)
		b = append(b, `","DeviceDescription":"`...)
		b = append(b, name...)
		b = append(b, `","DeviceId":"`...)
		b = append(b, id...)
		b = append(b, `","VendorIds":"`...)
		b = append(b, vendor...)
		b = append(b, `","CompatibleIds":"-","LocationInformation":"Port_#0002.Hub_#0001"`...)
	}
	return append(b, `}}}`+"\n"...)
}

func started(e *ev, x *extra) (image, line, parent string) {
	if x != nil {
		return escape(x.a), escape(x.b), escape(x.c)
	}
	g := &programs[e.n%uint32(len(programs))]
	return g.image, g.line, g.parent
}

func plugged(e *ev, x *extra) (class, name, id, vendor string) {
	if x != nil {
		return x.c, escape(x.a), escape(x.b), escape(x.agent)
	}
	g := &attached[e.n%uint32(len(attached))]
	return g.class, g.name, g.id, g.vendor
}

func escape(s string) string {
	return strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s)
}

// sysmon writes a Sysmon process creation as an XML export turned into JSON nests it.
func (w *world) sysmon(b []byte, e *ev, x *extra) []byte {
	p := w.actor(e)
	image, line, parent := started(e, x)
	b = append(b, `{"Event":{"System":{"Provider":{"#attributes":{"Name":"Microsoft-Windows-Sysmon","Guid":"5770385F-C22A-43E0-BF4C-06F5698FFBD9"}},"EventID":1,"Version":5,"Level":4,"Task":1,"TimeCreated":{"#attributes":{"SystemTime":"`...)
	b = appendTime(b, e.at)
	b = append(b, p.json.nested...)
	b = append(b, w.record(e.at, p)...)
	b = append(b, p.json.sysUser...)
	b = appendClock(b, e.at, ' ')
	b = append(b, `.000","ProcessGuid":"`...)
	b = appendUUID(b, mix(p.key^uint64(e.at)))
	b = append(b, `","ProcessId":`...)
	b = strconv.AppendUint(b, uint64(1000+e.n%60000), 10)
	b = append(b, `,"Image":"`...)
	b = append(b, image...)
	b = append(b, `","OriginalFileName":"-","CommandLine":"`...)
	b = append(b, line...)
	b = append(b, `","User":"ARMOREL\\`...)
	b = append(b, p.user...)
	b = append(b, `","IntegrityLevel":"Medium","ParentImage":"`...)
	b = append(b, parent...)
	b = append(b, `","ParentCommandLine":"`...)
	b = append(b, parent...)
	return append(b, `"}}}`+"\n"...)
}

var unixPrograms = [2][]struct{ name, path, line string }{
	{
		{"Google Chrome", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", "Google Chrome"}, {"zoom.us", "/Applications/zoom.us.app/Contents/MacOS/zoom.us", "zoom.us"},
		{"Electron", "/Applications/Visual Studio Code.app/Contents/MacOS/Electron", "Electron ."}, {"Slack", "/Applications/Slack.app/Contents/MacOS/Slack", "Slack"},
		{"Mail", "/System/Applications/Mail.app/Contents/MacOS/Mail", "Mail"}, {"zsh", "/bin/zsh", "-zsh"},
	},
	{
		{"firefox", "/usr/lib/firefox/firefox", "/usr/lib/firefox/firefox"}, {"code", "/usr/share/code/code", "/usr/share/code/code --unity-launch"},
		{"slack", "/usr/lib/slack/slack", "/usr/lib/slack/slack"}, {"gnome-terminal-server", "/usr/libexec/gnome-terminal-server", "gnome-terminal-server"},
		{"dockerd", "/usr/bin/dockerd", "/usr/bin/dockerd -H fd://"}, {"psql", "/usr/bin/psql", "psql tides_dev"},
	},
}

var unixUSB = []struct{ vendor, vid, model, pid string }{
	{"Apple Inc.", "05ac", "Magic Keyboard", "029c"}, {"Dell Computer Corp.", "413c", "KB216 Wired Keyboard", "2113"}, {"Lenovo", "17ef", "Optical Mouse", "6019"},
	{"Lenovo", "17ef", "USB-C Dock Gen2", "a391"}, {"Jabra", "0b0e", "Jabra Evolve2 40", "0e41"}, {"Keychron", "3434", "Keychron K3", "0430"},
}

var screens = []struct{ name, vendor, product string }{
	{"DELL U2723QE", "10ac", "4279"}, {"LG HDR 4K", "1e6d", "7707"}, {"BenQ PD2705U", "09d1", "8051"}, {"EIZO EV2795", "15c3", "2795"},
}

// osquery writes one result of a scheduled query.
func (w *world) osquery(b []byte, e *ev, x *extra) []byte {
	p := w.actor(e)
	name := "pack_armorel_processes"
	switch e.act {
	case actOsUSB:
		name = "pack_armorel_usb_devices"
	case actOsDisplay:
		name = "pack_armorel_connected_displays"
	}
	b = append(b, `{"name":"`...)
	b = append(b, name...)
	b = append(b, '"')
	b = append(b, p.json.osquery...)
	b = time.UnixMilli(e.at).UTC().AppendFormat(b, "Mon Jan _2 15:04:05 2006")
	b = append(b, ` UTC","unixTime":`...)
	b = strconv.AppendInt(b, e.at/1000, 10)
	b = append(b, `,"epoch":0,"counter":`...)
	b = strconv.AppendUint(b, uint64(e.n%900), 10)
	b = append(b, `,"numerics":false,"decorations":{"username":"`...)
	b = append(b, p.user...)
	b = append(b, `","hostname":"`...)
	b = append(b, p.hostname...)
	b = append(b, `"},"columns":{`...)
	b = osColumns(b, e, x, p)
	return append(b, `},"action":"added"}`+"\n"...)
}

func osColumns(b []byte, e *ev, x *extra, p *person) []byte {
	set := func(key, value string) {
		if b[len(b)-1] != '{' {
			b = append(b, ',')
		}
		b = append(b, '"')
		b = append(b, key...)
		b = append(b, `":"`...)
		b = append(b, value...)
		b = append(b, '"')
	}
	switch e.act {
	case actOsUSB:
		u := unixUSB[e.n%uint32(len(unixUSB))]
		serial := ""
		if x != nil {
			u.vendor, u.model, u.vid, u.pid, serial = x.a, x.b, x.agent[:4], x.agent[5:], x.c
		}
		set("usb_address", "4")
		set("usb_port", "2")
		set("vendor", u.vendor)
		set("vendor_id", u.vid)
		set("version", "1.00")
		set("model", u.model)
		set("model_id", u.pid)
		set("serial", serial)
		set("class", "0")
		set("subclass", "0")
		set("protocol", "0")
		set("removable", "1")
	case actOsDisplay:
		s := screens[p.key%uint64(len(screens))]
		if x != nil {
			s.name, s.vendor, s.product = x.a, x.b, x.c
		}
		set("name", s.name)
		set("vendor_id", s.vendor)
		set("product_id", s.product)
		set("serial_number", strconv.FormatUint(p.key>>40, 16))
		set("main", "1")
		set("online", "1")
		set("connection_type", "")
	default:
		g := unixPrograms[btoi(p.os == linux)][e.n%6]
		if x != nil {
			g.name, g.path, g.line = x.a, x.b, escape(x.c)
		}
		set("name", g.name)
		set("path", g.path)
		set("cmdline", g.line)
		set("pid", strconv.FormatUint(uint64(300+e.n%60000), 10))
		set("uid", "501")
		set("state", "S")
	}
	return b
}
