package windows

import "testing"

func TestIdentify(t *testing.T) {
	for _, c := range []struct{ name, in, identity, serial string }{
		{"a USB device with a serial number", `USB\VID_1D6B&PID_0104\CAFEBABE`, "1d6b:0104", "CAFEBABE"},
		{"a USB device numbered by Windows", `USB\VID_046D&PID_C52B\5&1d2a&0&2`, "046d:c52b", ""},
		{"one interface of a composite device", `USB\VID_1D6B&PID_0104&MI_00\6&1&0&0000`, "1d6b:0104", ""},
		{"storage with its unit number", `USBSTOR\CDROM&VEN_GLINET&PROD_FLASH_DRIVE&REV_1.00\0123456789&0`, "CDROM&VEN_GLINET&PROD_FLASH_DRIVE&REV_1.00", "0123456789"},
		{"a display", `DISPLAY\LNX7771\5&2c1a&0&UID4352`, "LNX7771", ""},
		{"a name with hashes, as in an interface path", `USB#VID_1D6B&PID_0104#CAFEBABE`, "1d6b:0104", "CAFEBABE"},
		{"cut off after the id", `USB\VID_1D6B&PID_0104`, "1d6b:0104", ""},
		{"cut off inside the id", `USB\VID_1D&PID_0`, "VID_1D&PID_0", ""},
		{"one word", "x", "x", ""},
		{"nothing", "", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			if identity, serial := identify(c.in); identity != c.identity || serial != c.serial {
				t.Errorf("got %q %q, want %q %q", identity, serial, c.identity, c.serial)
			}
		})
	}
}
