package google

import (
	"fmt"
	"strings"
	"testing"

	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/observe/observetest"
)

func activity(app, events string) string {
	return fmt.Sprintf(`{"kind":"admin#reports#activity","id":{"time":"2026-10-05T08:00:00.000Z","applicationName":%q},"actor":{"email":"P1@example.com"},"ipAddress":"2001:db8::5","networkInfo":{"ipAsn":[64500],"regionCode":"FR"},"events":[%s]}`, app, events)
}

func TestWhatEventsMean(t *testing.T) {
	param := func(name, value string) string { return fmt.Sprintf(`{"name":%q,"value":%q}`, name, value) }
	for _, c := range []struct {
		name, app, event string
		kind             core.Kind
		target           string
	}{
		{"a sign-in", "login", `{"type":"login","name":"login_success"}`, core.KindSignin, "login_success"},
		{"a failed one", "login", `{"type":"login","name":"login_failure"}`, core.KindDenied, "login_failure"},
		{"a second factor", "login", `{"type":"2sv_change","name":"2sv_enroll"}`, core.KindMFAEnrol, "2sv_enroll"},
		{"a download", "drive", `{"type":"access","name":"download","parameters":[` + param("doc_title", "Plan") + `]}`, core.KindDownload, "Plan"},
		{"a file given outside", "drive", `{"type":"acl_change","name":"change_user_access","parameters":[` + param("doc_title", "Plan") + `,` + param("visibility", "shared_externally") + `]}`, core.KindUpload, "Plan"},
		{"a file given inside", "drive", `{"type":"acl_change","name":"change_user_access","parameters":[` + param("visibility", "private") + `]}`, core.KindActivity, "change_user_access"},
		{"a file made public", "drive", `{"type":"acl_change","name":"change_document_visibility","parameters":[` + param("doc_title", "Plan") + `,` + param("visibility", "public_on_the_web") + `]}`, core.KindPublish, "Plan"},
		{"a role", "admin", `{"type":"DELEGATED_ADMIN_SETTINGS","name":"ASSIGN_ROLE","parameters":[` + param("ROLE_NAME", "Super") + `,` + param("USER_EMAIL", "p2@example.com") + `]}`, core.KindGrant, "Super"},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := observetest.One(t, Activity{}, activity(c.app, c.event))
			if o.Kind != c.kind || o.Target != c.target || o.Account != "p1@example.com" || o.Place.Country != "FR" || o.ASN != 64500 {
				t.Errorf("read as %+v", o)
			}
		})
	}
}

func TestAnActivityOfSeveralEvents(t *testing.T) {
	got, err := observetest.Read(t, Activity{}, activity("drive", `{"name":"view"},{"name":"download"}`))
	if err != nil || len(got) != 2 {
		t.Errorf("%d observations, %v; want 2", len(got), err)
	}
}

func TestAFlattenedActivity(t *testing.T) {
	o := observetest.One(t, Activity{}, `{"id":{"time":"2026-10-05 08:00:00.000000000","applicationName":"drive"},"actor":{"email":"p1@example.com"},"type":"access","name":"download","parameters":{"doc_title":"Plan"}}`)
	if o.Kind != core.KindDownload || o.Target != "Plan" {
		t.Errorf("read as %+v", o)
	}
}

func TestActivities(t *testing.T) { observetest.Golden(t, Activity{}, "activities") }

func TestTheServiceIsTheApplication(t *testing.T) {
	for _, app := range []string{"login", "admin", "drive"} {
		src, ok := Activity{}.Source(observetest.Parse(t, Activity{}, activity(app, "")).Root())
		if !ok || src.Product != "gcp" || src.Service != "google_workspace."+app {
			t.Errorf("%s is %+v", app, src)
		}
	}
}

func TestBrokenRecordsSayWhatIsMissing(t *testing.T) {
	const good = `{"kind":"admin#reports#activity","id":{"time":"2026-10-05T08:00:00Z","applicationName":"drive"},"actor":{"email":"p1@example.com"},"events":[{"name":"view"}]}`
	for _, c := range []struct{ name, old, new, says string }{
		{"no time", `"time":"2026-10-05T08:00:00Z",`, ``, "id: no time"},
		{"a time that is a word", `2026-10-05T08:00:00Z`, `soon`, `"soon" is not a time`},
		{"an id that is a text", `{"time":"2026-10-05T08:00:00Z","applicationName":"drive"}`, `"1"`, "id: no time"},
		{"no actor", `"actor":{"email":"p1@example.com"},`, ``, "actor.email"},
		{"an actor without a name", `{"email":"p1@example.com"}`, `{"callerType":"USER"}`, "actor.email"},
		{"an actor whose address is empty", `"p1@example.com"`, `""`, "actor.email"},
	} {
		t.Run(c.name, func(t *testing.T) { observetest.Refuses(t, Activity{}, strings.Replace(good, c.old, c.new, 1), c.says) })
	}
}

func FuzzRead(f *testing.F) {
	observetest.Fuzz(f, Activity{}, activity("drive", `{"name":"download","parameters":[{"name":"doc_id","value":"1"}]}`),
		activity("drive", `{"name":"change_user_access","parameters":[{"name":"visibility","value":"shared_externally"},{"name":"target_user","multiValue":["x"]}]}`),
		activity("admin", `{"name":"ASSIGN_ROLE","parameters":{"USER_EMAIL":["A"]}}`))
}

func BenchmarkRead(b *testing.B) {
	observetest.Bench(b, Activity{}, activity("login", `{"type":"login","name":"login_success"}`))
}
