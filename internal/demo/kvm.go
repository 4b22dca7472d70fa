package demo

// A kvm is what a network KVM says of itself by default (vendors' own sources).
type kvm struct {
	name                       string
	vidPid, vendor, model      string
	serial                     string
	description, id, ids       string // as Windows logs it
	screen, screenBy, screenNo string // as the attached display
}

var kvms = []kvm{
	{"PiKVM", "1d6b:0104", "PiKVM", "PiKVM Composite Device", "CAFEBABE", "PiKVM Composite Device", `USB\VID_1D6B&PID_0104\CAFEBABE`, `USB\VID_1D6B&PID_0104&REV_0100`, "PiKVM V4 Plus", "31d8", "7773"},
	{"TinyPilot", "1d6b:0104", "tinypilot", "Multifunction USB Device", "6b65796d696d6570690", "tinypilot Multifunction USB Device", `USB\VID_1D6B&PID_0104\6b65796d696d6570690`, `USB\VID_1D6B&PID_0104&REV_0100`, "TinyPilot", "5262", "9876"},
	{"JetKVM", "1d6b:0104", "JetKVM", "USB Emulation Device", "", "JetKVM USB Emulation Device", `USB\VID_1D6B&PID_0104\`, `USB\VID_1D6B&PID_0104&REV_0100`, "JetKVM v1", "28b4", "0001"},
	{"NanoKVM", "3346:1009", "sipeed", "NanoKVM", "0123456789ABCDEF", "NanoKVM", `USB\VID_3346&PID_1009\0123456789ABCDEF`, `USB\VID_3346&PID_1009&REV_0100`, "NanoKVM", "4c04", "3301"},
}

// plugIn records that a network KVM was attached to the person's laptop.
func (w *world) plugIn(p *person, k kvm, serial string, d, hour int) {
	if serial == "" {
		serial = k.serial
	}
	at := w.at(d, hour, 12, p.city)
	if p.os == windows {
		x := w.extra(p, at, actUSB, p.home, k.description, k.id, "USB")
		x.agent = k.ids
		return
	}
	x := w.extra(p, at, actOsUSB, p.home, k.vendor, k.model, serial)
	x.agent = k.vidPid
	w.extra(p, at+60_000, actOsDisplay, p.home, k.screen, k.screenBy, k.screenNo)
}

// run records that a program started on the person's laptop: in the log of its system.
func (w *world) run(p *person, at int64, g program) {
	if p.os == windows {
		w.extra(p, at, actSysmon, p.home, g.image, g.line, g.parent)
		return
	}
	w.extra(p, at, actOsProcess, p.home, g.name, g.path, g.command)
}

// program is a program as Windows and as Unix machines log it.
type program struct {
	name                string
	image, line, parent string
	path, command       string
}

var remoteTools = []program{
	{"AnyDesk", `C:\Program Files (x86)\AnyDesk\AnyDesk.exe`, `"C:\Program Files (x86)\AnyDesk\AnyDesk.exe" --service`, `C:\Windows\System32\services.exe`, "/Applications/AnyDesk.app/Contents/MacOS/AnyDesk", "AnyDesk --service"},
	{"rustdesk", `C:\Program Files\RustDesk\rustdesk.exe`, `"C:\Program Files\RustDesk\rustdesk.exe" --service`, `C:\Windows\System32\services.exe`, "/usr/bin/rustdesk", "rustdesk --service"},
	{"JumpConnect", `C:\Program Files\Phase Five Systems\Jump Desktop Connect\JumpConnect.exe`, `"JumpConnect.exe" --start`, `C:\Windows\System32\services.exe`, "/Applications/Jump Desktop Connect.app/Contents/MacOS/Jump Desktop Connect", "JumpConnect"},
	{"AnyViewer", `C:\Program Files (x86)\AnyViewer\AnyViewer.exe`, `"AnyViewer.exe" -autorun`, `C:\Windows\explorer.exe`, "/usr/bin/anyviewer", "anyviewer"},
}

var remoteDesktopByScript = program{"start-host", `C:\Windows\System32\WindowsPowerShell\v1.0\powershell.exe`,
	`powershell.exe -ExecutionPolicy Bypass -Command "& 'C:\Program Files (x86)\Google\Chrome Remote Desktop\CurrentVersion\remoting_start_host.exe' --code=4/0Ab --redirect-url=https://remotedesktop.google.com/_/oauthredirect --name=%COMPUTERNAME% --pin=123456"`,
	`C:\Windows\explorer.exe`, "/opt/google/chrome-remote-desktop/start-host", "/opt/google/chrome-remote-desktop/start-host --code=4/0Ab --redirect-url=https://remotedesktop.google.com/_/oauthredirect --name=laptop --pin=123456 remoting_start_host"}
