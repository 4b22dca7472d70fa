package api

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/casework"
	"github.com/taupier-eu/taupier/internal/casework/bulk"
	"github.com/taupier-eu/taupier/internal/casework/task"
	"github.com/taupier-eu/taupier/internal/ledger"
)

// Job is one act for many people: planned, then done one by one, then perhaps undone.
type Job struct {
	ID       string         `json:"id"`
	Act      bulk.Act       `json:"act,omitempty"`
	State    bulk.State     `json:"state,omitempty" enum:"draft,planned,running,done,undoing,undone,stopped" doc:"draft: the words are missing"`
	Question string         `json:"question,omitempty"`
	Role     access.Role    `json:"role,omitempty" doc:"that is asked"`
	Due      time.Time      `json:"due,omitzero"`
	Class    casework.Class `json:"class,omitempty"`
	Text     string         `json:"text,omitempty" doc:"why it is set aside"`
	At       time.Time      `json:"at,omitzero"`
	Started  time.Time      `json:"started,omitzero"`
	Ended    time.Time      `json:"ended,omitzero"`
}

// JobWhole is a job with how far it is, and what names it in a confirmation.
type JobWhole struct {
	Job
	Shown string    `json:"shown" doc:"of exactly what is shown here and for whom: send it with the confirmation"`
	Count JobCounts `json:"count" doc:"of the people whom you may see"`
}

// JobCounts says with how many people what happened.
type JobCounts struct {
	Chosen  int `json:"chosen"`
	Waiting int `json:"waiting" doc:"for whom it would be done, or is still to be done"`
	Made    int `json:"made" doc:"for whom it was done"`
	Left    int `json:"left" doc:"left out; each says why"`
	Back    int `json:"back" doc:"for whom it was undone"`
	Kept    int `json:"kept" doc:"for whom it could not be undone; each says why"`
}

// JobPerson is one of the people of a job.
type JobPerson struct {
	ID    string         `json:"id"`
	Name  string         `json:"name,omitempty"`
	Case  string         `json:"case,omitempty"`
	State bulk.ItemState `json:"state,omitempty" enum:"waiting,made,left,back,kept"`
	Why   string         `json:"why,omitempty" doc:"why somebody is left out, as a code of problems" example:"many_held"`
}

type (
	manyAct    string
	asideClass string
)

// Schema lists the acts (huma.SchemaProvider).
func (manyAct) Schema(huma.Registry) *huma.Schema { return oneOf(bulk.Acts) }

// Schema lists the classes with which questions are set aside (huma.SchemaProvider).
func (asideClass) Schema(huma.Registry) *huma.Schema { return oneOf(casework.AsideClasses) }

// What is written about a job.
type (
	// Plan says what and for whom: everybody whom the filter matches, or those who are named.
	Plan struct {
		Act    manyAct     `json:"act"`
		All    bool        `json:"all,omitempty" doc:"everybody whom the filter matches"`
		Filter *ListFilter `json:"filter,omitempty" doc:"with all"`
		People []string    `json:"people,omitempty" nullable:"false" maxItems:"2000" doc:"ids, without all"`
	}
	// JobWords are those of a question, or of why somebody is set aside.
	JobWords struct {
		Question string     `json:"question,omitempty" maxLength:"4096" doc:"to ask: in plain words, with nothing of a case"`
		Role     askable    `json:"role,omitempty" doc:"to ask"`
		Due      string     `json:"due,omitempty" format:"date" doc:"to ask: day"`
		Class    asideClass `json:"class,omitempty" doc:"to set aside"`
		Text     string     `json:"text,omitempty" maxLength:"8192" doc:"to set aside: the reason, at least four words"`
	}
	// Confirmation says what was read before a job is started.
	Confirmation struct {
		Shown string `json:"shown" minLength:"64" maxLength:"64" doc:"of the job as you read it"`
		Count int    `json:"count" minimum:"0" doc:"for how many it is"`
	}
)

type planIn struct {
	Keyed
	Body Plan
}

type wordsIn struct {
	Keyed
	ID   string `path:"id"`
	Body JobWords
}

type confirmIn struct {
	Keyed
	ID   string `path:"id"`
	Body Confirmation
}

type turnIn struct {
	Keyed
	ID   string `path:"id"`
	Body Nothing
}

func (a *API) manyOperations() {
	add(a, operation{id: "many", method: get, path: "/many", need: access.WorkCases, tag: "many", says: "What you did for many people in the last thirty days, the newest first"}, a.jobs)
	write(a, operation{id: "plan-many", method: post, path: "/many", need: access.WorkCases, tag: "many", status: http.StatusCreated,
		says: "Say for whom an act would be done and for whom not; nothing is done yet",
		more: "To ask and to set aside need words next, then all is looked at again. A plan may be started within an hour. It is for 2,000 people at most. A job names people: its operations need people.see too."}, a.planMany)
	add(a, operation{id: "many-job", method: get, path: "/many/{id}", need: access.WorkCases, tag: "many", says: "One of your jobs: what it would do, and how far it is", more: "That you looked is written into the ledger."}, a.job)
	add(a, operation{id: "many-people", method: get, path: "/many/{id}/people", need: access.WorkCases, tag: "many", says: "The people of one of your jobs, and what became of each"}, a.jobPeople)
	write(a, operation{id: "word-many", method: post, path: "/many/{id}/words", need: access.WorkCases, tag: "many", status: http.StatusCreated,
		says: "Give a plan its words"}, a.wordMany)
	write(a, operation{id: "start-many", method: post, path: "/many/{id}/start", need: access.WorkCases, tag: "many", status: http.StatusCreated,
		says: "Have exactly what was shown done, one by one, under the rules that hold for one", more: "409 many_moved when it is not what was shown."}, a.startMany)
	a.turning("stop-many", "stop", "Stop a job: nobody else's turn comes. What was done stands, and can be undone", a.Many.Stop)
	a.turning("undo-many", "undo", "Have what a job did undone, where nobody went on with it", a.Many.Undo)
}

func (a *API) turning(id, name, says string, turn func(context.Context, access.Actor, string, time.Time) error) {
	write(a, operation{id: id, method: post, path: "/many/{id}/" + name, need: access.WorkCases, tag: "many", says: says, status: http.StatusCreated},
		func(ctx context.Context, c *call, in *turnIn) (*doneOut, error) {
			out := done(in.ID)
			return out, turn(a.keep(ctx, c, func() any { return out }), c.actor, in.ID, c.now)
		})
}

func jobOf(j bulk.Job) Job {
	return Job{j.ID, j.Order.Act, j.State, j.Order.Question, j.Order.To.Role, j.Order.Due, j.Order.Class, j.Order.Reason, j.At, j.Started, j.Ended}
}

func (a *API) jobs(ctx context.Context, c *call, in *struct{ Paging }) (*paged[Job], error) {
	found, err := a.Many.List(ctx, c.actor, c.now)
	if err != nil {
		return nil, err
	}
	all := make([]Job, 0, len(found))
	for _, j := range found {
		all = append(all, jobOf(j))
	}
	return pageOf(a, c, &in.Paging, all, func(j Job) string { return j.ID })
}

func (a *API) job(ctx context.Context, c *call, in *caseIn) (*body[JobWhole], error) {
	j, err := a.Many.Show(ctx, c.actor, in.ID, c.now)
	if err != nil {
		return nil, err
	}
	n := func(s bulk.ItemState) int { return len(j.Of(s)) }
	return &body[JobWhole]{JobWhole{jobOf(j), j.Shown(),
		JobCounts{len(j.Items), n(bulk.Waiting), n(bulk.Made), n(bulk.Left), n(bulk.Back), n(bulk.Kept)}}}, nil
}

func (a *API) jobPeople(ctx context.Context, c *call, in *listIn) (*paged[JobPerson], error) {
	j, err := a.Many.Show(ctx, c.actor, in.ID, c.now)
	if err != nil {
		return nil, err
	}
	all := make([]JobPerson, 0, len(j.Items))
	for _, i := range j.Items {
		all = append(all, JobPerson{i.Person, i.Name, i.Case, i.State, i.Why})
	}
	return pageOf(a, c, &in.Paging, all, func(p JobPerson) string { return p.ID })
}

func (a *API) planMany(ctx context.Context, c *call, in *planIn) (*doneOut, error) {
	if in.Body.All && len(in.Body.People) > 0 {
		return nil, problem(http.StatusUnprocessableEntity, "invalid", Wrong{Pointer: "/people", Detail: "name people, or say all, not both"})
	}
	if !in.Body.All && in.Body.Filter != nil {
		return nil, problem(http.StatusUnprocessableEntity, "invalid", Wrong{Pointer: "/filter", Detail: "a filter is for all whom it matches"})
	}
	s := bulk.Selection{All: in.Body.All, People: in.Body.People}
	if in.Body.Filter != nil {
		var err error
		if s.Filter, err = in.Body.Filter.parse("/filter/"); err != nil {
			return nil, err
		}
	}
	out := done("")
	desk := a.Many
	desk.Store = planned{desk.Store, &out.Body.ID}
	_, err := desk.Plan(a.keep(ctx, c, func() any { return out }), c.actor, bulk.Act(in.Body.Act), s, c.now)
	return out, err
}

func (a *API) wordMany(ctx context.Context, c *call, in *wordsIn) (*doneOut, error) {
	o := bulk.Order{Question: in.Body.Question, To: task.To{Role: access.Role(in.Body.Role)}, Class: casework.Class(in.Body.Class), Reason: in.Body.Text}
	if in.Body.Due != "" {
		var err error
		if o.Due, err = task.DayEnd(in.Body.Due); err != nil {
			return nil, err
		}
	}
	out := done(in.ID)
	return out, a.Many.Word(a.keep(ctx, c, func() any { return out }), c.actor, in.ID, o, c.now)
}

func (a *API) startMany(ctx context.Context, c *call, in *confirmIn) (*doneOut, error) {
	out := done(in.ID)
	yes := bulk.Confirmation{Shown: in.Body.Shown, Typed: strconv.Itoa(in.Body.Count)}
	return out, a.Many.Start(a.keep(ctx, c, func() any { return out }), c.actor, in.ID, yes, c.now)
}

// planned is a store of jobs that says which one was put.
type planned struct {
	bulk.Store
	id *string
}

// Act acts (bulk.Store).
func (s planned) Act(ctx context.Context, e ledger.Entry, detail []byte, do func(bulk.Writer) error) error {
	return s.Store.Act(ctx, e, detail, func(w bulk.Writer) error { return do(planning{w, s.id}) })
}

type planning struct {
	bulk.Writer
	id *string
}

// PutMany keeps a new job (bulk.Writer).
func (w planning) PutMany(j bulk.Job) error {
	*w.id = j.ID
	return w.Writer.PutMany(j)
}
