package detect

import (
	"testing"

	"github.com/taupier-eu/taupier/internal/core"
)

func TestKVMsOfTwoPeople(t *testing.T) {
	kvm := func(name, serial string) func(o *core.Observation) {
		return func(o *core.Observation) {
			o.Kind, o.Source, o.Target, o.Value = core.KindHardware, "windows", name, serial
		}
	}
	f := func(name, product, serial string, want ...string) {
		t.Run(name, func(t *testing.T) {
			seen := append(by("p1", 1, 0, kvm(product, serial)), by("p2", 1, 4, kvm(product, serial))...)
			sharedTraits(t, pair().world(t), core.TraitKVMSerial, seen, want...)
		})
	}
	f("a serial number of its own", "1d6b:0104 JetKVM USB Emulation Device", "4A1B77E0", "p1 4a1b77e0", "p2 4a1b77e0")
	f("the default of PiKVM", "1d6b:0104 PiKVM Composite Device", "CAFEBABE")
	f("the default of NanoKVM", "3346:1009 sipeed NanoKVM", "0123456789ABCDEF")
	f("a USB stick that went round", "0951:1666 DataTraveler", "E0D55EA574AA")
	f("Windows' own number of a port", "1d6b:0104 JetKVM", "6&2C1A&0&2")
}

func TestRemoteAccountsOfTwoPeople(t *testing.T) {
	run := func(image, command string) func(o *core.Observation) {
		return func(o *core.Observation) {
			o.Kind, o.Source, o.Target, o.Value = core.KindProcess, "windows", image, command
		}
	}
	f := func(name, image, command string, want ...string) {
		t.Run(name, func(t *testing.T) {
			seen := append(by("p1", 1, 0, run(image, command)), by("p2", 1, 4, run(image, command))...)
			sharedTraits(t, pair().world(t), core.TraitRemoteID, seen, want...)
		})
	}
	f("AnyDesk by number", `C:\Apps\AnyDesk.exe`, `"C:\Apps\AnyDesk.exe" 123456789`, "p1 anydesk 123456789", "p2 anydesk 123456789")
	f("AnyDesk by alias", `C:\Apps\AnyDesk.exe`, `AnyDesk.exe desk-42@ad --plain`, "p1 anydesk desk-42@ad", "p2 anydesk desk-42@ad")
	f("TeamViewer", `C:\Apps\TeamViewer.exe`, `TeamViewer.exe -i 987654321 --Password x`, "p1 teamviewer 987654321", "p2 teamviewer 987654321")
	f("RustDesk", "/usr/bin/rustdesk", "rustdesk --connect 445566778", "p1 rustdesk 445566778", "p2 rustdesk 445566778")
	f("RustDesk with a relay of its own", `C:\rustdesk-host=relay.example.net.exe`, `rustdesk-host=relay.example.net,key=x.exe`, "p1 rustdesk relay.example.net", "p2 rustdesk relay.example.net")
	f("Chrome Remote Desktop", `C:\remoting_start_host.exe`, `remoting_start_host --host-owner=desk@example.net --pin=1`, "p1 chrome remote desktop desk@example.net", "p2 chrome remote desktop desk@example.net")
	f("a tool that only starts", `C:\Apps\AnyDesk.exe`, `AnyDesk.exe --service`)
	f("another program with a long number", `C:\Apps\backup.exe`, `backup.exe 123456789`)
	t.Run("a tool that the company allows", func(t *testing.T) {
		w := pair().world(t)
		w.Company.RemoteTools = []string{"anydesk"}
		c := run(`C:\AnyDesk.exe`, `AnyDesk.exe 123456789`)
		sharedTraits(t, w, core.TraitRemoteID, append(by("p1", 1, 0, c), by("p2", 1, 4, c)...))
	})
}
