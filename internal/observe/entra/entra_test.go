package entra

import (
	"strings"
	"testing"

	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/observe/observetest"
)

const signin = `{"id":"1","createdDateTime":"2026-10-05T08:00:00Z","userPrincipalName":"P1@example.com","appDisplayName":"Office 365","ipAddress":"2001:db8::5","userAgent":"Chrome",` +
	`"autonomousSystemNumber":64500,"status":{"errorCode":0},"deviceDetail":{"deviceId":"d1","displayName":"EX-1","isManaged":true},` +
	`"location":{"city":"Rennes","countryOrRegion":"FR","geoCoordinates":{"latitude":48.1,"longitude":-1.7}}}`

const audit = `{"id":"1","activityDateTime":"2026-10-05T08:00:00Z","activityDisplayName":"User registered security info","result":"success",` +
	`"initiatedBy":{"user":{"userPrincipalName":"p1@example.com","ipAddress":"2001:db8::5"}},"targetResources":[{"userPrincipalName":"p1@example.com","modifiedProperties":[]}]}`

func TestASignIn(t *testing.T) {
	o := observetest.One(t, SignIn{}, signin)
	if o.Kind != core.KindSignin || o.Account != "p1@example.com" || o.Managed != core.Yes || o.Device != "ex-1" || o.Place.City != "Rennes" || o.ASN != 64500 {
		t.Errorf("read as %+v", o)
	}
	if o := observetest.One(t, SignIn{}, strings.Replace(signin, `"errorCode":0`, `"errorCode":50126`, 1)); o.Kind != core.KindDenied {
		t.Errorf("a refused sign-in is %s", o.Kind)
	}
	unknown := strings.Replace(signin, `{"deviceId":"d1","displayName":"EX-1","isManaged":true}`, `{"deviceId":"","displayName":"","isManaged":false}`, 1)
	if o := observetest.One(t, SignIn{}, unknown); o.Managed != core.Unstated {
		t.Error("a device that Entra does not know was taken for an unmanaged one")
	}
}

func TestADiagnosticExport(t *testing.T) {
	wrapped := `{"time":"2026-10-05T08:00:00Z","category":"SignInLogs","properties":` + strings.Replace(signin, `"createdDateTime":"2026-10-05T08:00:00Z",`, "", 1) + `}`
	if o := observetest.One(t, SignIn{}, wrapped); o.Account != "p1@example.com" || o.At.Hour() != 8 {
		t.Errorf("read as %+v", o)
	}
}

func TestAudits(t *testing.T) {
	if o := observetest.One(t, Audit{}, audit); o.Kind != core.KindMFAEnrol || o.Other != "p1@example.com" || o.IP.String() != "2001:db8::5" {
		t.Errorf("an enrolment is %+v", o)
	}
	role := strings.Replace(audit, "User registered security info", "Add member to role", 1)
	role = strings.Replace(role, `"modifiedProperties":[]`, `"modifiedProperties":[{"displayName":"Role.DisplayName","newValue":"\"Global Administrator\""}]`, 1)
	if o := observetest.One(t, Audit{}, role); o.Kind != core.KindGrant || o.Target != "Global Administrator" {
		t.Errorf("a role is %+v", o)
	}
	if o := observetest.One(t, Audit{}, strings.Replace(role, `"success"`, `"failure"`, 1)); o.Kind != core.KindActivity {
		t.Errorf("a role that was not given is %s", o.Kind)
	}
}

func TestSignIns(t *testing.T)   { observetest.Golden(t, SignIn{}, "signins") }
func TestAuditLogs(t *testing.T) { observetest.Golden(t, Audit{}, "audits") }

func TestIntunesAuditLogIsAnother(t *testing.T) {
	e := observetest.Parse(t, Audit{}, `{"category":"AuditLogs","operationName":"Create MobileApp","time":"2026-10-05T08:00:00Z","properties":{"ActivityDate":"10/5/2026","Actor":{"UPN":"p1@example.com"}}}`)
	if n := (Audit{}).Recognise(e.Root(), "logs/entra/audit.json"); n != 0 {
		t.Errorf("recognised with %d", n)
	}
}

func TestRulesSeeUnfoldedColumns(t *testing.T) {
	e := observetest.Parse(t, SignIn{}, `{"UserPrincipalName":"p1","TimeGenerated":"x","UserAgent":"{\"not\":\"folded\"}","DeviceDetail":"{\"trustType\":\"Azure AD joined\",\"isManaged\":true}"}`)
	if got := e.Root().Get("DeviceDetail", "trustType").Text(); got != "Azure AD joined" {
		t.Errorf("trustType is %q", got)
	}
	if got := e.Root().Get("UserAgent").Text(); got != `{"not":"folded"}` {
		t.Errorf("a text that looks like JSON became %q", got)
	}
}

func TestBrokenRecordsSayWhatIsMissing(t *testing.T) {
	const time, account = `"createdDateTime":"2026-10-05T08:00:00Z"`, `"userPrincipalName":"P1@example.com"`
	for _, c := range []struct{ name, old, new, says string }{
		{"an empty time", time, `"createdDateTime":""`, "createdDateTime"},
		{"a time that is a word", time, `"createdDateTime":"today"`, `"today" is not a time`},
		{"a time that is an object", time, `"createdDateTime":{"a":1}`, "createdDateTime"},
		{"no account", account + ",", ``, "userPrincipalName"},
		{"an account that is null", account, `"userPrincipalName":null`, "userPrincipalName"},
	} {
		t.Run(c.name, func(t *testing.T) {
			observetest.Refuses(t, SignIn{}, strings.Replace(signin, c.old, c.new, 1), c.says)
		})
	}
	observetest.Refuses(t, SignIn{}, `{"Date (UTC)":"","Username":"p1","IP address":"192.0.2.7","Client app":"Browser"}`, "createdDateTime")
	observetest.Refuses(t, SignIn{}, `{"Date (UTC)":"2026-10-05T08:00:00Z","Username":"","IP address":"192.0.2.7","Client app":"Browser"}`, "userPrincipalName")
	for _, c := range []struct{ name, old, new, says string }{
		{"no time", `"activityDateTime":"2026-10-05T08:00:00Z",`, ``, "activityDateTime"},
		{"nobody acted", `"initiatedBy"`, `"by"`, "initiatedBy"},
		{"somebody without a name", `"userPrincipalName":"p1@example.com","ipAddress"`, `"ipAddress"`, "initiatedBy"},
	} {
		t.Run(c.name, func(t *testing.T) {
			observetest.Refuses(t, Audit{}, strings.Replace(audit, c.old, c.new, 1), c.says)
		})
	}
}

func FuzzSignIn(f *testing.F) {
	observetest.Fuzz(f, SignIn{}, signin, `{"Date (UTC)":"2026-10-05T08:00:00Z","Username":"p1","IP address":"192.0.2.7","Client app":"Browser","Location":"a, b, FR","Managed":"Yes"}`, `{"TimeGenerated":"2026-10-05T08:00:00Z","UserPrincipalName":"p1","ResultType":"0","DeviceDetail":"{}","LocationDetails":"[{\"a\":\"\\u0000\"}]"}`)
}

func FuzzAudit(f *testing.F) {
	observetest.Fuzz(f, Audit{}, audit, strings.Replace(strings.Replace(audit, "User registered security info", "Update user", 1), `"modifiedProperties":[]`,
		`"modifiedProperties":[{"displayName":"StrongAuthenticationPhoneAppDetail","oldValue":"[]","newValue":"[{\"Id\":\"1\",\"DeviceToken\":\"t\"}]"}]`, 1))
}

func BenchmarkSignIn(b *testing.B) { observetest.Bench(b, SignIn{}, signin) }
func BenchmarkAudit(b *testing.B)  { observetest.Bench(b, Audit{}, audit) }
