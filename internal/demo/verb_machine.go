package demo

import "strings"

var programsByName = map[string]program{
	"anydesk": remoteTools[0], "rustdesk": remoteTools[1], "jump_desktop": remoteTools[2], "anyviewer": remoteTools[3],
	"chrome_remote_desktop": remoteDesktopByScript,
	"teamviewer":            {"TeamViewer", `C:\Program Files\TeamViewer\TeamViewer.exe`, `"C:\Program Files\TeamViewer\TeamViewer.exe"`, `C:\Windows\explorer.exe`, "/Applications/TeamViewer.app/Contents/MacOS/TeamViewer", "TeamViewer"},
	"rclone":                {"rclone", `C:\Users\Public\rclone.exe`, `rclone.exe copy D:\repos personal-drive:backup --transfers 32`, `C:\Windows\System32\cmd.exe`, "/usr/local/bin/rclone", "rclone copy /src personal-drive:backup --transfers 32"},
	"code_tunnel":           {"code-tunnel", `C:\Program Files\Microsoft VS Code\bin\code-tunnel.exe`, `code-tunnel.exe tunnel --accept-server-license-terms --name dev1`, `C:\Windows\System32\cmd.exe`, "/usr/local/bin/code", "code tunnel --accept-server-license-terms --name dev1"},
	"awake":                 {"PowerToys.Awake", `C:\Program Files\PowerToys\PowerToys.Awake.exe`, `PowerToys.Awake.exe --use-pt-config`, `C:\Program Files\PowerToys\PowerToys.exe`, "/Applications/Amphetamine.app/Contents/MacOS/Amphetamine", "Amphetamine"},
	"mouse_jiggler":         {"MouseJiggler", `C:\Users\Public\MouseJiggler.exe`, `MouseJiggler.exe -j`, `C:\Windows\explorer.exe`, "/Applications/Jiggler.app/Contents/MacOS/Jiggler", "Jiggler"},
	"astrill":               {"astrill", `C:\Program Files (x86)\Astrill\astrill.exe`, `"astrill.exe"`, `C:\Windows\explorer.exe`, "/usr/local/Astrill/astrill", "astrill"},
	"tailscale":             {"tailscaled", `C:\Program Files\Tailscale\tailscaled.exe`, `tailscaled.exe`, `C:\Windows\System32\services.exe`, "/usr/local/bin/tailscaled", "tailscaled"},
	"obs":                   {"obs64", `C:\Program Files\obs-studio\bin\64bit\obs64.exe`, `"obs64.exe" --startvirtualcam`, `C:\Windows\explorer.exe`, "/Applications/OBS.app/Contents/MacOS/OBS", "OBS --startvirtualcam"},
	"screen_reader":         {"nvda", `C:\Program Files (x86)\NVDA\nvda.exe`, `"nvda.exe" --config-path=C:\Users\user\nvda`, `C:\Windows\explorer.exe`, "/System/Library/CoreServices/VoiceOver.app/Contents/MacOS/VoiceOver", "VoiceOver"},
	"voice_control":         {"natspeak", `C:\Program Files (x86)\Nuance\NaturallySpeaking15\Program\natspeak.exe`, `"natspeak.exe"`, `C:\Windows\explorer.exe`, "/System/Library/PrivateFrameworks/SpeechRecognitionCommandAndControl", "SpeechRecognition"},
}

// disguised is a network KVM whose owner chose the strings of an ordinary keyboard (the vendor offers
// this in its settings), behind a screen whose identity was copied from a real monitor.
var gadgets = map[string]kvm{
	"pikvm": kvms[0], "tinypilot": kvms[1], "jetkvm": kvms[2], "nanokvm": kvms[3],
	"disguised":  {"disguised", "413c:2011", "Dell", "Multimedia Pro Keyboard", "", "Multimedia Pro Keyboard", `USB\VID_413C&PID_2011\5&1A2B3C`, `USB\VID_413C&PID_2011&REV_0100`, "DELL U2723QE", "10ac", "4279"},
	"office_kvm": {"office_kvm", "0557:2405", "ATEN", "CS1922 USB KVM Switch", "", "ATEN USB KVM Switch", `USB\VID_0557&PID_2405\6&11`, `USB\VID_0557&PID_2405&REV_0100`, "DELL U2723QE", "10ac", "4279"},
	"dock":       {"dock", "17ef:a391", "Lenovo", "ThinkPad Universal USB-C Dock", "", "USB Composite Device", `USB\VID_17EF&PID_A391\000000012`, `USB\VID_17EF&PID_A391&REV_5014`, "EIZO EV2795", "15c3", "2795"},
}

func run(s *scene) { s.w.run(s.p, s.time(s.d), programsByName[s.get("program", "anydesk")]) }

func process(s *scene) {
	s.w.run(s.p, s.time(s.d), program{s.get("name", "program"), s.get("image", `C:\Windows\System32\cmd.exe`), s.get("line", "cmd.exe"), s.get("parent", `C:\Windows\explorer.exe`),
		s.get("path", "/usr/local/bin/program"), s.get("line", "program")})
}

func plug(s *scene) {
	k := gadgets[s.get("device", "pikvm")]
	k.name, k.serial = s.get("device", "pikvm"), s.once("serial"+k.name, func() string {
		if k.name == "jetkvm" {
			return s.r.hex(16)
		}
		return k.serial
	})
	s.w.plugIn(s.p, k, k.serial, max(0, s.d), s.number("hour", 9))
}

func usb(s *scene) {
	at := s.time(s.d)
	ids := s.get("ids", "046d:c52b")
	vendor, model, serial := s.get("vendor", "Example"), s.get("model", "USB Device"), s.get("serial", "")
	if s.p.os != windows {
		s.w.extra(s.p, at, actOsUSB, s.p.home, vendor, model, serial).agent = ids
		return
	}
	path := `USB\VID_` + upper(ids[:4]) + "&PID_" + upper(ids[5:])
	s.w.extra(s.p, at, actUSB, s.p.home, strings.TrimSpace(vendor+" "+model), path+`\`+serial, "USB").agent = path + "&REV_0100"
}

// writeCV writes the file: the text of an own career, one that members share, or a template that many
// applicants use; and what the file says of itself.
func writeCV(s *scene) {
	lines := experience(s.r)
	switch s.get("text", "own") {
	case "shared":
		s.once("cv", func() string { return strings.Join(lines, "\n") })
		lines = strings.Split(s.words["cv"], "\n")
	case "template": // a heading that thousands use, and own lines below
		lines = append([]string{"Motivated professional with a proven record of delivering results in cross-functional teams.",
			"Strong communication skills, attention to detail, able to work independently and in a team."}, lines...)
	}
	meta := docxMeta{author: s.p.name.full()}
	switch a := s.get("author", "own"); a {
	case "shared":
		meta.author = s.once("author", func() string { return drawName(s.r).full() })
	case "own":
	default:
		meta.author = a
	}
	if n := s.act.With["created"]; n != "" {
		meta.created = s.w.day(s.d + s.number("created", 0))
	}
	if n := s.act.With["modified"]; n != "" {
		meta.modified = s.w.day(s.d + s.number("modified", 0))
	}
	s.p.papers = []paper{{"cv.docx", docxWith(meta, strings.Split(s.p.markdown(lines), "\n"))}}
}
