package mdm

import (
	"testing"

	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/observe/observetest"
)

const (
	houseLine  = `{"type":"mdm.checkin","time":"2026-10-05T08:00:00Z","device":"SER0001","hostname":"TPR-0001","user":"p1@example.com","ip":"2001:db8:1:1::5","country":"FR","city":"Rennes","asn":64500,"as_org":"Example Access","os":"Windows 11","managed":true}`
	intuneLine = `{"id":"11111111-2222-3333-4444-555555555555","deviceName":"TPR-0001","managedDeviceOwnerType":"company","enrolledDateTime":"2026-01-06T08:00:00Z","lastSyncDateTime":"2026-10-05T08:00:00Z","operatingSystem":"Windows","complianceState":"compliant","isEncrypted":true,"userPrincipalName":"P1@example.com","serialNumber":"SER0001","model":"Example 14","manufacturer":"Example"}`
	jamfLine   = `{"id":"7","udid":"0F","general":{"name":"TPR-0001.example.com","lastIpAddress":"203.0.113.5","lastReportedIp":"10.0.0.5","lastContactTime":"2026-10-05T08:00:00.000Z","reportDate":"2026-10-05T07:00:00Z","remoteManagement":{"managed":true}},"hardware":{"serialNumber":"SER0001","model":"Example"},"userAndLocation":{"username":"p1","email":"p1@example.com"}}`
)

func TestCheckIns(t *testing.T) {
	t.Run("the house format", func(t *testing.T) {
		got := observetest.One(t, CheckIn{}, houseLine)
		if got.Kind != core.KindDeviceSeen || got.Device != "ser0001" || got.Account != "p1@example.com" || got.Managed != core.Yes || got.ASN != 64500 || got.Place != (core.Place{Country: "FR", City: "Rennes"}) || got.IP.String() != "2001:db8:1:1::5" {
			t.Errorf("got %+v", got)
		}
	})
	t.Run("a CSV row says false in words", func(t *testing.T) {
		got := observetest.One(t, CheckIn{}, `{"time":"2026-10-05","device":"SER0001","hostname":"","user":"p1","ip":"","country":"","city":"","asn":"AS64500","as_org":"","os":"","managed":"false"}`)
		if got.Managed != core.No || got.ASN != 64500 || got.IP.IsValid() {
			t.Errorf("got %+v", got)
		}
	})
	t.Run("an Intune device", func(t *testing.T) {
		got := observetest.One(t, CheckIn{}, intuneLine)
		if got.Device != "ser0001" || got.Account != "p1@example.com" || got.Managed != core.Yes || got.At.Hour() != 8 {
			t.Errorf("got %+v", got)
		}
	})
	t.Run("a row of Intune's portal", func(t *testing.T) {
		got := observetest.One(t, CheckIn{}, `{"Device ID":"1","Device name":"TPR-0001","Last check-in":"2026-10-05 08:00:00.0000000","Serial number":"SER0001","Primary user UPN":"P1@example.com"}`)
		if got.Device != "ser0001" || got.Account != "p1@example.com" || got.At.Hour() != 8 {
			t.Errorf("got %+v", got)
		}
	})
	t.Run("a Jamf computer", func(t *testing.T) {
		got := observetest.One(t, CheckIn{}, jamfLine)
		if got.Device != "ser0001" || got.Account != "p1@example.com" || got.IP.String() != "203.0.113.5" || got.Managed != core.Yes {
			t.Errorf("got %+v", got)
		}
	})
	t.Run("without a serial number the host name", func(t *testing.T) {
		got := observetest.One(t, CheckIn{}, `{"type":"mdm.checkin","time":"2026-10-05","device":"To be filled by O.E.M.","hostname":"TPR-0001.example.com"}`)
		if got.Device != "tpr-0001" {
			t.Errorf("got %q", got.Device)
		}
	})
}

func TestBrokenCheckIns(t *testing.T) {
	for _, c := range []struct{ name, line, says string }{
		{"without a time", `{"type":"mdm.checkin","device":"SER0001"}`, `"time"`},
		{"without a device", `{"type":"mdm.checkin","time":"2026-10-05","user":"p1"}`, "serial number"},
		{"an Intune device that never synced", `{"deviceName":"TPR-0001","lastSyncDateTime":null,"serialNumber":"SER0001"}`, "lastSyncDateTime"},
		{"a Jamf computer with a broken time", `{"general":{"name":"TPR-0001","lastContactTime":"never"},"hardware":{"serialNumber":"SER0001"}}`, "never"},
	} {
		t.Run(c.name, func(t *testing.T) { observetest.Refuses(t, CheckIn{}, c.line, c.says) })
	}
}

func FuzzRead(f *testing.F) { observetest.Fuzz(f, CheckIn{}, houseLine, intuneLine, jamfLine) }

func BenchmarkHouse(b *testing.B)  { observetest.Bench(b, CheckIn{}, houseLine) }
func BenchmarkIntune(b *testing.B) { observetest.Bench(b, CheckIn{}, intuneLine) }
func BenchmarkJamf(b *testing.B)   { observetest.Bench(b, CheckIn{}, jamfLine) }
