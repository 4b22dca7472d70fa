package api

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/casework"
	"github.com/taupier-eu/taupier/internal/casework/task"
)

func stepRows(id string) map[string]example {
	at := "/api/v1/cases/" + id
	return map[string]example{
		"propose-case":      {at + "/proposals", `{"text":"no reason","outcome":"suspend_access","hypothesis":"A journey","trial":"fails"}`, 422, people},
		"suppose-case":      {at + "/hypotheses", `{"text":"A journey","ordinary":true}`, 409, people},
		"weigh-case":        {at + "/weighings", `{"hypothesis":"A journey","trial":"fails","text":"no"}`, 422, people},
		"name-conflict":     {at + "/conflicts", `{"who":"u-it","text":"no"}`, 422, people},
		"withdraw-conflict": {at + "/conflicts/withdraw", `{"who":"u-it","text":"no"}`, 422, people},
		"seal-case":         {at + "/seal", `{"text":"no"}`, 422, people},
		"add-member":        {at + "/members", `{"who":"u-it","text":"no"}`, 422, people},
		"contest-case":      {at + "/contests", `{"text":"no"}`, 422, people},
		"review-answer":     {at + "/reviews", `{"text":"no","changed":false}`, 422, people},
		"merge-case":        {at + "/merge", `{"other":"c-none","text":"four words and more"}`, 404, people},
		"split-case":        {at + "/split", `{"other":"c-none","text":"four words and more"}`, 404, people},
	}
}

// deskRows are those of the desks beside the cases. The task is asked of personnel, so that whoever has nothing to do with it gets
// what is not there.
func deskRows(t testing.TB, w *world, id string) map[string]example {
	t.Helper()
	at, second, pay := "/api/v1/cases/"+id, []access.Role{access.CISO, access.Trustee}, []access.Role{access.CISO, access.Payroll}
	asked := w.askHR(t, id)
	item, err := w.evidence.Add(t.Context(), analyst, id, "note.txt", "What the office said", strings.NewReader("seen"), start)
	if err != nil {
		t.Fatal(err)
	}
	doers := []access.Role{access.CISO, access.Analyst, access.Trustee, access.Recruiter, access.HR, access.IT, access.Payroll}
	hash := strings.Repeat("0", 64)
	return map[string]example{
		"tasks":           {"/api/v1/tasks", "", 200, doers},
		"task":            {"/api/v1/tasks/" + asked, "", 200, []access.Role{access.HR}},
		"answer-task":     {"/api/v1/tasks/" + asked + "/answers", `{"text":" "}`, 422, []access.Role{access.HR}},
		"case-tasks":      {at + "/tasks", "", 200, people},
		"ask-task":        {at + "/tasks", `{"question":"too short","role":"hr","due":"2026-11-30"}`, 422, people},
		"withdraw-task":   {at + "/tasks/t-none/withdraw", "{}", 404, people},
		"deadlines":       {"/api/v1/deadlines", "", 200, people},
		"case-deadlines":  {at + "/deadlines", "", 200, people},
		"set-deadline":    {at + "/deadlines", `{"kind":"step","text":"Ask","day":"1999-01-01"}`, 422, people},
		"meet-deadline":   {at + "/deadlines/d-none/done", "{}", 404, people},
		"approvals":       {"/api/v1/approvals", "", 200, second},
		"approval":        {"/api/v1/approvals/a-none", "", 404, second},
		"answer-approval": {"/api/v1/approvals/a-none/answers", `{"approve":true,"hash":"` + hash + `","text":"four words and more"}`, 404, second},
		"evidence":        {at + "/evidence", "", 200, people},
		"add-evidence":    {at + "/evidence", "", 415, people},
		"custody":         {at + "/custody", "", 200, people},
		"take-bundle":     {at + "/bundle", `{"for":"legal"}`, 200, people},
		"evidence-bytes":  {at + "/evidence/" + item.ID + "/bytes?why=review", "", 200, people},
		"report":          {at + "/report?for=person&lang=fr", "", 200, people},
		"payments":        {"/api/v1/payments", "", 200, pay},
		"propose-payment": {"/api/v1/payments/a-1/moves", `{"act":"hold","text":"no"}`, 422, pay},
		"answer-payment":  {"/api/v1/payments/a-1/moves/m-none/answers", `{"agree":false}`, 409, pay},
		"start":           {"/api/v1/start", "", 200, []access.Role{access.HiringManager, access.HR}},
		"mark-start":      {"/api/v1/start/p-none", `{"manager":"","ask":true}`, 404, []access.Role{access.HR}},
		"signals":         {"/api/v1/signals", "", 200, []access.Role{access.CISO, access.Analyst, access.DPO, access.WorksCouncil, access.Auditor}},
		"accesses":        {"/api/v1/accesses", "", 200, []access.Role{access.CISO, access.DPO, access.Auditor}},
	}
}

// askHR puts a question to personnel and gives its id.
func (w *world) askHR(t testing.TB, id string) string {
	t.Helper()
	desk := task.Desk{Store: w.db.Tasks(), Random: w.desk.Random}
	err := desk.Ask(t.Context(), analyst, id, task.Task{Question: "Where does the contract say?", To: task.To{Role: access.HR}, Due: start.Add(48 * time.Hour)}, start)
	if err != nil {
		t.Fatal(err)
	}
	all, err := desk.OfCase(t.Context(), analyst, id)
	if err != nil || len(all) == 0 {
		t.Fatal(all, err)
	}
	return all[len(all)-1].ID
}

// send posts and wants a status.
func (w *world) send(t *testing.T, user, path, body string, want int) answer {
	t.Helper()
	got := w.do(t, ask{method: "POST", path: path, body: body, header: written(t), session: w.session(t, user)})
	if got.status != want {
		t.Fatalf("%s by %s: %d, want %d: %s", path, user, got.status, want, got.body)
	}
	return got
}

func (w *world) see(t *testing.T, user, path string) answer {
	t.Helper()
	got := w.do(t, ask{method: "GET", path: path, session: w.session(t, user)})
	if got.status != 200 {
		t.Fatalf("%s by %s: %d: %s", path, user, got.status, got.body)
	}
	return got
}

func TestAQuestionGoesToPersonnelAndComesBackIntoTheCase(t *testing.T) {
	w := newWorld(t)
	id := w.caseAboutNadia(t)
	w.send(t, "u-analyst", "/api/v1/cases/"+id+"/tasks", `{"question":"Where does the contract say?","role":"hr","due":"`+start.AddDate(0, 0, 2).Format(time.DateOnly)+`"}`, 201)
	slips := read[Page[Slip]](t, w.see(t, "u-hr", "/api/v1/tasks"))
	if len(slips.Items) != 1 || slips.Items[0].Question != "Where does the contract say?" {
		t.Fatalf("%+v", slips)
	}
	if body := w.see(t, "u-hr", "/api/v1/tasks/"+slips.Items[0].ID).body; strings.Contains(body, id) || strings.Contains(body, "p-1") {
		t.Errorf("the slip shows the case: %s", body)
	}
	key := written(t)
	again := func() answer {
		return w.do(t, ask{method: "POST", path: "/api/v1/tasks/" + slips.Items[0].ID + "/answers", body: `{"text":"From Porto, says annex 2"}`, header: key, session: w.session(t, "u-hr")})
	}
	if first, second := again(), again(); first.status != 201 || second.status != 201 || second.header.Get("Idempotency-Replayed") != "true" {
		t.Errorf("%+v\n%+v", first, second)
	}
	tasks := read[Page[Task]](t, w.see(t, "u-analyst", "/api/v1/cases/"+id+"/tasks"))
	if len(tasks.Items) != 1 || tasks.Items[0].Answer != "From Porto, says annex 2" || tasks.Items[0].Who != "u-hr" {
		t.Errorf("%+v", tasks)
	}
	events := read[Page[Event]](t, w.see(t, "u-analyst", "/api/v1/cases/"+id+"/events"))
	if n := len(events.Items); events.Items[n-1].Text != "From Porto, says annex 2" {
		t.Errorf("%+v", events.Items[n-1])
	}
}

func TestAProposalWaitsForAFreshProofOfSomebodyElse(t *testing.T) {
	w := newWorld(t)
	id := w.caseAboutNadia(t)
	at := "/api/v1/cases/" + id
	w.send(t, "u-analyst", at+"/decisions", `{"text":"He says he never left","outcome":"suspend_access","hypothesis":"A journey","trial":"fails"}`, 422)
	w.send(t, "u-analyst", at+"/proposals", `{"text":"He says he never left","outcome":"suspend_access","hypothesis":"A journey","trial":"fails"}`, 201)
	waits := read[Page[Pending]](t, w.see(t, "u-trustee", "/api/v1/approvals"))
	if len(waits.Items) != 1 || waits.Items[0].Outcome != casework.SuspendAccess {
		t.Fatalf("%+v", waits)
	}
	one := read[Approval](t, w.see(t, "u-trustee", "/api/v1/approvals/"+waits.Items[0].ID))
	if one.View == "" || one.Stale || one.Subject.Score != nil || len(one.Subject.Questions) != 1 {
		t.Errorf("%+v", one)
	}
	verdict := fmt.Sprintf(`{"approve":true,"hash":%q,"text":"I see the same facts"}`, one.Hash)
	w.stale(t, "u-trustee", "/api/v1/approvals/"+one.ID+"/answers", verdict)
	w.send(t, "u-trustee", "/api/v1/approvals/"+one.ID+"/answers", strings.Replace(verdict, one.Hash[:4], "ffff", 1), 409)
	w.send(t, "u-trustee", "/api/v1/approvals/"+one.ID+"/answers", verdict, 201)
	if c := read[CaseWhole](t, w.see(t, "u-analyst", at)); c.State != casework.Decided {
		t.Errorf("%+v", c.Case)
	}
}

// stale sends what needs a proof in a session whose proof is too old.
func (w *world) stale(t *testing.T, user, path, body string) {
	t.Helper()
	session := w.session(t, user)
	w.later(access.ProofLife)
	got := w.do(t, ask{method: "POST", path: path, body: body, header: written(t), session: session})
	if got.status != 403 || !strings.Contains(got.body, "proof_needed") {
		t.Errorf("%s by %s after ten minutes: %d: %s", path, user, got.status, got.body)
	}
}

func TestEvidenceIsGivenWithItsDigestAndItsCustody(t *testing.T) {
	w := newWorld(t)
	id := w.caseAboutNadia(t)
	item, err := w.evidence.Add(t.Context(), analyst, id, "note.txt", "What the office said", strings.NewReader("seen at the door"), start)
	if err != nil {
		t.Fatal(err)
	}
	at := "/api/v1/cases/" + id + "/evidence"
	if got := w.do(t, ask{method: "GET", path: at + "/" + item.ID + "/bytes", session: w.session(t, "u-analyst")}); got.status != 422 {
		t.Errorf("without a reason: %d", got.status)
	}
	got := w.see(t, "u-analyst", at+"/"+item.ID+"/bytes?why=review")
	digest, err := reprDigest(item.SHA256)
	if got.body != "seen at the door" || got.header.Get("Repr-Digest") != digest || got.header.Get("Content-Disposition") != "attachment" || err != nil {
		t.Errorf("%+v %v", got, err)
	}
	f, err := w.evidence.Look(t.Context(), analyst, id, start)
	if err != nil || len(f.Custody) != 2 {
		t.Errorf("%+v %v", f.Custody, err)
	}
	if items := read[Page[Item]](t, w.see(t, "u-analyst", at)); len(items.Items) != 1 || items.Items[0].SHA256 != item.SHA256 {
		t.Errorf("%+v", items)
	}
}

func TestTheReportForThePersonSaysNoWeightInEitherLanguage(t *testing.T) {
	w := newWorld(t)
	id := w.caseAboutNadia(t)
	for _, lang := range []string{"en", "fr"} {
		body := w.see(t, "u-analyst", "/api/v1/cases/"+id+"/report?for=person&lang="+lang).body
		var doc struct{ Sections []any }
		if err := json.Unmarshal([]byte(body), &doc); err != nil || len(doc.Sections) == 0 || strings.Contains(body, "3.21") || strings.Contains(body, "3,21") {
			t.Errorf("%v %s", err, body)
		}
	}
}

func TestAPaymentIsHeldByTwo(t *testing.T) {
	w := newWorld(t)
	w.send(t, "u-payroll", "/api/v1/payments/a-1/moves", `{"act":"hold","text":"Nobody was called back yet"}`, 201)
	list := read[Page[Payment]](t, w.see(t, "u-ciso", "/api/v1/payments"))
	i := slices.IndexFunc(list.Items, func(p Payment) bool { return p.ID == "a-1" })
	if i < 0 || len(list.Items[i].Moves) != 1 {
		t.Fatalf("%+v", list)
	}
	at := "/api/v1/payments/a-1/moves/" + list.Items[i].Moves[0].ID + "/answers"
	w.stale(t, "u-ciso", at, `{"agree":true}`)
	w.send(t, "u-ciso", at, `{"agree":true}`, 201)
	if list = read[Page[Payment]](t, w.see(t, "u-ciso", "/api/v1/payments")); !list.Items[i].Held {
		t.Errorf("%+v", list.Items[i])
	}
}
