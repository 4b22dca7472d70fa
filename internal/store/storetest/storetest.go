// Package storetest says what a store is: one suite that every engine passes.
package storetest

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/taupier-eu/taupier/internal/access"
	"github.com/taupier-eu/taupier/internal/casework"
	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/internal/ledger"
	"github.com/taupier-eu/taupier/internal/store"
)

// Now is when the suite plays.
var Now = time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)

// Keys makes the keys of a ledger.
func Keys(t testing.TB) (store.Key, string) {
	t.Helper()
	private, public, err := ledger.GenerateKey(rand.Reader, "taupier.example")
	if err != nil {
		t.Fatal(err)
	}
	return store.Key{Origin: "taupier.example/ledger", Private: private}, public
}

// Run holds an engine against the suite. place gives the place of an empty store.
func Run(t *testing.T, place func(t *testing.T) string) {
	for name, test := range map[string]func(*bench, *testing.T){
		"AnActAndItsEntryAreOne":                        (*bench).oneAct,
		"TheClockOfTheLedgerNeverRunsBack":              (*bench).clock,
		"ManyAtOnceStandInARow":                         (*bench).many,
		"T27AnErasedDetailLeavesTheLedgerValid":         (*bench).erase,
		"ASecondProcessIsRefused":                       (*bench).second,
		"WhatWasWrittenIsThereAfterReopening":           (*bench).reopen,
		"ALinkWorksOnceAndASessionEnds":                 (*bench).sessions,
		"AProofAgesAndGivesANewSecret":                  (*bench).proof,
		"OnesOwnSessionsCanBeEnded":                     (*bench).ends,
		"WhoIsDisabledIsOutAtOnce":                      (*bench).disabled,
		"ATokenMayNoMoreThanItsUserAndScopes":           (*bench).tokens,
		"OnlyAPersonMakesATokenForHimself":              (*bench).makeTokens,
		"AnAccountAtAProviderIsOneUsers":                (*bench).single,
		"TheLastWayToSignInStays":                       (*bench).lastWay,
		"WhoeverHasAWayThatWentIsOut":                   (*bench).goneWithIt,
		"APasswordAndACodeOpenOnce":                     (*bench).password,
		"APasskeyOpensForItsUserAndCountsOn":            (*bench).passkeys,
		"T19RefusedPasskeysDoNotFillTheLedger":          (*bench).refusals,
		"ARecoveryCodeOpensOnce":                        (*bench).recovery,
		"T19AHundredThousandGuessesAreFew":              (*bench).guesses,
		"TheWallHidesACaseAndItsCount":                  (*bench).wall,
		"ACaseGoesItsWay":                               (*bench).way,
		"TheFeedTellsInOrderAndThroughTheWall":          (*bench).feed,
		"AWitnessRemembersWhatItSaw":                    (*bench).witness,
		"AStampStandsUnderItsCheckpoint":                (*bench).stamps,
		"CasesAreListedThroughTheWall":                  (*bench).caseList,
		"AQuestionGoesItsWay":                           (*bench).tasks,
		"AnAnswerIsKeptWithItsAct":                      (*bench).answers,
		"EvidenceAndItsCustodyStandTogether":            (*bench).evidence,
		"T23BytesWhoseEntryIsUnsureStay":                (*bench).unsure,
		"SealedEvidenceIsFoundWithAProof":               (*bench).sealedProof,
		"EvidenceIsFoundByItsSum":                       (*bench).sums,
		"WhatIsDueIsListedUntilItIsDone":                (*bench).deadlines,
		"PayStaysHeldAfterTheNextReading":               (*bench).payments,
		"ChangesOfAccountComePageByPage":                (*bench).paymentPages,
		"OneActsFailureLeavesTheOthers":                 (*bench).together,
		"AViewThatWritesIsDoneOnceAllTheSame":           (*bench).viewWrites,
		"AnActThatPanicsLeavesNothing":                  (*bench).panics,
		"AReminderIsToldOnceAndKept":                    (*bench).outbox,
		"T02TwoTrusteesCanActWhenITIsInConflict":        (*bench).trusteesAct,
		"T07BreakGlassIsSeenAndEnds":                    (*bench).glass,
		"T08TheSecondPersonIsSomebodyElse":              (*bench).approvals,
		"T08WhatChangesAfterItWasShownVoidsIt":          (*bench).toctou,
		"T08ARaceOfSecondPersonsIsWonOnce":              (*bench).race,
		"WhoIsNamedLosesSightAtOnceAndComesBackByTwo":   (*bench).conflicts,
		"ASealedCaseIsItsMembersOnly":                   (*bench).seal,
		"AProofAgesWhileNobodyActs":                     (*bench).quiet,
		"MergedCasesAreKeptFromWhomEitherConcerns":      (*bench).merge,
		"AnAnswerIsReviewedBySomebodyElse":              (*bench).contests,
		"PeopleAreListedByFilterThroughTheWall":         (*bench).queue,
		"TwoWithOneTurnAreBothListed":                   (*bench).tie,
		"WhoIsAsBeforeHasNotChanged":                    (*bench).changed,
		"AReadingInPartsIsAsOneInOneAct":                (*bench).inParts,
		"WhoeverLooksDoesNotWaitForWhoeverWrites":       (*bench).readsBeside,
		"NobodyWaitsForAWholeReading":                   (*bench).between,
		"T05NothingPersonalStandsInClear":               (*bench).clear,
		"WhatPeopleShareIsSeenThroughTheWall":           (*bench).links,
		"AChainIsThatOfTheGraphOneMaySee":               (*bench).paths,
		"NobodyWaitsForAWholeReadingOfLinks":            (*bench).linksInParts,
		"AKilledReadingLeavesNoHalfLink":                (*bench).linksKilled,
		"WhoIsErasedIsInNoLink":                         (*bench).linksErased,
		"WhoIsReadNoMoreIsInNoLink":                     (*bench).linksLeft,
		"WhatIsNoTextIsNotThere":                        (*bench).noText,
		"KeysAreChanged":                                (*bench).keys,
		"WhatWasAcknowledgedOutlivesKills":              (*bench).killed,
		"KeysAreChangedUnderKills":                      (*bench).keysKilled,
		"T23ACopyIsTheStoreAtOneMoment":                 (*bench).copy,
		"ARestorationIsToldOnceAndEndsSessions":         (*bench).restored,
		"BackupsAreWrittenDown":                         (*bench).backups,
		"T23ADamagedCopyIsFound":                        (*bench).torn,
		"WhatIsImportedIsStagedFirst":                   (*bench).imports,
		"ViewsDraftsAndVisitsAreOnesOwn":                (*bench).lists,
		"WhoIsOutByTheTimeOfHisActDoesNothing":          (*bench).standing,
		"T01WhoeverWritesHimselfOutOfTheLineSeesNoCase": (*bench).line,
		"T01WhoIsGoneIsThereForHisCaseAlone":            (*bench).left,
		"ManyAreDoneOnceAlsoAfterAStop":                 (*bench).bulk,
		"WhoIsOutHasNothingMoreDoneForMany":             (*bench).bulkOut,
		"WhoLostHisRoleHasNothingMoreDoneForMany":       (*bench).bulkRoleOut,
		"WhoLostHisRoleHasNothingUndoneForMany":         (*bench).bulkUndoOut,
		"WhoIsNewsIsNotSetAsideWithMany":                (*bench).bulkNews,
		"AJobThatIsStoppedDoesNothingMore":              (*bench).stopping,
		"T27WhatIsPastItsTimeIsErased":                  (*bench).retention,
		"T27AnApplicantGoesWithWhatHangsOnHim":          (*bench).applications,
		"T27APassThatIsKilledGoesOn":                    (*bench).retainKilled,
		"T27NothingGoesThatCouldNotBeSeen":              (*bench).unannounced,
		"T27AHeldDossierKeepsItsCases":                  (*bench).heldDossier,
		"T27AJobGoesWithItsLastCase":                    (*bench).jobsGo,
		"T27WordsByWhichSomebodyWasLookedForGo":         (*bench).wordsGo,
		"T27WhatALaterCaseSaysStays":                    (*bench).laterCase,
		"T27AKeptAnswerGoesWithWhatItNames":             (*bench).answersGo,
		"T27AReportNamesNoFileOfWhoWent":                (*bench).partOfAnUpload,
	} {
		t.Run(name, func(t *testing.T) {
			b := &bench{place: place(t), fresh: place, keyFile: filepath.Join(t.TempDir(), "master.key")}
			b.key, b.public = Keys(t)
			b.open(t)
			t.Cleanup(func() { b.db.Close() })
			test(b, t)
		})
	}
}

type bench struct {
	fresh         func(t *testing.T) string // another empty place
	place, public string
	keyFile       string
	key           store.Key
	db            *store.DB
}

func (b *bench) open(t *testing.T) {
	t.Helper()
	var err error
	if b.db, err = store.Open(t.Context(), store.Options{Place: b.place, Random: rand.Reader, Key: b.key, KeyFile: b.keyFile}); err != nil {
		t.Fatal(err)
	}
}

// act writes a user under an entry.
func (b *bench) act(ctx context.Context, user string, at time.Time) error {
	return b.db.Act(ctx, ledger.Entry{At: at, Actor: "test", Act: "user.add", Object: user}, []byte("a detail"), func(t *store.Tx) error {
		return t.PutUser(access.Actor{User: user, Name: "Name of " + user, Person: "p-" + user, Roles: []access.Role{access.Analyst}})
	})
}

// verify signs and exports the ledger and has it verified.
func (b *bench) verify(t *testing.T) ledger.Verified {
	t.Helper()
	if _, err := b.db.Sign(t.Context(), Now); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := b.db.Export(t.Context(), &out); err != nil {
		t.Fatal(err)
	}
	got, err := ledger.Verify(&out, b.public)
	if err != nil {
		t.Fatal(err)
	}
	if got.Covered != got.Entries {
		t.Errorf("%d of %d entries are signed", got.Covered, got.Entries)
	}
	return got
}

func (b *bench) users(t *testing.T) (n int) {
	t.Helper()
	if err := b.db.View(t.Context(), func(v *store.View) error {
		all, err := v.Users()
		n = len(all)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return n
}

func (b *bench) oneAct(t *testing.T) {
	if err := b.act(t.Context(), "a", Now); err != nil {
		t.Fatal(err)
	}
	stop := errors.New("stop")
	err := b.db.Act(t.Context(), ledger.Entry{At: Now, Actor: "test", Act: "user.add"}, nil, func(x *store.Tx) error {
		if err := x.PutUser(access.Actor{User: "b", Name: "B"}); err != nil {
			t.Error(err)
		}
		return stop
	})
	if !errors.Is(err, stop) {
		t.Errorf("%v", err)
	}
	err = b.db.Act(t.Context(), ledger.Entry{At: Now, Actor: "", Act: "user.add"}, nil, func(x *store.Tx) error {
		t.Error("something was done under an entry that names nobody")
		return nil
	})
	if !errors.Is(err, core.ErrInvalid) {
		t.Errorf("%v", err)
	}
	if got := b.verify(t); got.Entries != 1 || got.Details != 1 || b.users(t) != 1 {
		t.Errorf("%+v and %d users, want one of each", got, b.users(t))
	}
}

func (b *bench) clock(t *testing.T) {
	for i, at := range []time.Time{Now, Now.Add(900 * time.Nanosecond), Now.Add(-24 * time.Hour), Now.Add(time.Second)} {
		if err := b.act(t.Context(), string(rune('a'+i)), at); err != nil {
			t.Fatal(err)
		}
	}
	if got := b.verify(t); !got.Last.Equal(Now.Add(time.Second)) {
		t.Errorf("%+v", got)
	}
}

func (b *bench) many(t *testing.T) {
	var wait sync.WaitGroup
	for w := range 4 {
		wait.Go(func() {
			for i := range 10 {
				if err := b.act(t.Context(), string(rune('a'+w))+string(rune('a'+i)), Now); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wait.Wait()
	if got := b.verify(t); got.Entries != 40 || b.users(t) != 40 {
		t.Errorf("%+v and %d users, want 40", got, b.users(t))
	}
}

func (b *bench) erase(t *testing.T) {
	if err := b.act(t.Context(), "a", Now); err != nil {
		t.Fatal(err)
	}
	err := b.db.Act(t.Context(), ledger.Entry{At: Now, Actor: "dpo", Act: "detail.erase", Object: "0"}, nil, func(x *store.Tx) error { return x.EraseDetail(0) })
	if err != nil {
		t.Fatal(err)
	}
	if got := b.verify(t); got.Erased != 1 || got.Entries != 2 {
		t.Errorf("%+v", got)
	}
}

func (b *bench) second(t *testing.T) {
	if _, err := store.Open(t.Context(), store.Options{Place: b.place, Random: rand.Reader, Key: b.key, KeyFile: b.keyFile}); !errors.Is(err, core.ErrUnavailable) {
		t.Errorf("a second one was let in: %v", err)
	}
	beside, err := store.OpenToReadWith(t.Context(), store.Options{Place: b.place, KeyFile: b.keyFile})
	if err != nil {
		t.Fatal(err)
	}
	defer beside.Close()
	if _, err := beside.Head(t.Context()); err != nil {
		t.Errorf("reading beside it: %v", err)
	}
}

func (b *bench) reopen(t *testing.T) {
	if err := b.act(t.Context(), "a", Now); err != nil {
		t.Fatal(err)
	}
	if err := b.db.Close(); err != nil {
		t.Fatal(err)
	}
	b.open(t)
	if err := b.db.Ready(t.Context(), Now); err != nil {
		t.Error(err)
	}
	if b.users(t) != 1 || b.verify(t).Entries != 1 {
		t.Error("not there any more")
	}
}

func (b *bench) sessions(t *testing.T) {
	ctx := t.Context()
	if err := b.act(ctx, "a", Now); err != nil {
		t.Fatal(err)
	}
	if err := b.db.PutLink(ctx, access.Link{Hash: "l", User: "a", Ends: Now.Add(access.LinkLife)}, Now); err != nil {
		t.Fatal(err)
	}
	if err := b.db.SignIn(ctx, "l", "s0", Now.Add(access.LinkLife)); !errors.Is(err, core.ErrNotFound) {
		t.Errorf("a link too old: %v", err)
	}
	if err := b.db.SignIn(ctx, "l", "s", Now); err != nil {
		t.Fatal(err)
	}
	if err := b.db.SignIn(ctx, "l", "s2", Now); !errors.Is(err, core.ErrNotFound) {
		t.Errorf("a link twice: %v", err)
	}
	if a, err := b.db.Who(ctx, "s", Now.Add(20*time.Minute)); err != nil || a.User != "a" || a.Person != "p-a" || len(a.Roles) != 1 {
		t.Errorf("%+v %v", a, err)
	}
	if _, err := b.db.Who(ctx, "s", Now.Add(45*time.Minute)); err != nil {
		t.Errorf("the use after 20 minutes was not kept: %v", err)
	}
	if _, err := b.db.Who(ctx, "s", Now.Add(45*time.Minute+access.Idle)); !errors.Is(err, core.ErrNotFound) {
		t.Errorf("idle: %v", err)
	}
	if err := b.db.SignOut(ctx, "s", "a", Now); err != nil {
		t.Fatal(err)
	}
	if _, err := b.db.Who(ctx, "s", Now.Add(46*time.Minute)); !errors.Is(err, core.ErrNotFound) {
		t.Errorf("after the end: %v", err)
	}
}

// company is three people in a line, of whom p-1 has a question.
func (b *bench) company(t *testing.T) {
	t.Helper()
	q := casework.Question{ID: "f-1", Signal: "X01", Title: core.Text{EN: "A question", FR: "Une question"}}
	in := casework.Intake{
		Company: casework.Company{Name: "Example", Fictional: true, Read: Now.UnixMicro(), Sources: []casework.Source{{Kind: "dossier", Files: 3, Records: 3}}},
		People: []casework.Person{
			{ID: "p-1", Name: "One", Stage: core.Employed, Level: core.LevelReview, Score: 300, Manager: "p-2", Questions: []casework.Question{q}},
			{ID: "p-2", Name: "Two", Stage: core.Employed, Level: core.LevelNone, Manager: "p-3"},
			{ID: "p-3", Name: "Three", Stage: core.Application, Level: core.LevelNone},
		},
		Superiors: casework.Line(map[string]string{"p-1": "p-2", "p-2": "p-3", "p-3": "p-1"}),
	}
	if err := b.db.Act(t.Context(), ledger.Entry{At: Now, Actor: "server", Act: "company.read"}, nil, func(x *store.Tx) error { return x.Replace(in) }); err != nil {
		t.Fatal(err)
	}
}

func analyst(user, person string) access.Actor {
	return access.Actor{User: user, Person: person, Roles: []access.Role{access.Analyst}}
}

func (b *bench) wall(t *testing.T) {
	b.company(t)
	ctx, desk := t.Context(), casework.Desk{Store: b.db.Cases(), Random: rand.Reader}
	u1 := analyst("u-1", "")
	id, err := desk.FirstView(ctx, u1, "p-1", "This may be a short trip", "a journey", Now)
	if err != nil {
		t.Fatal(err)
	}
	if err := b.db.Act(ctx, ledger.Entry{At: Now, Actor: "u-1", Act: "case.conflict", Object: id}, nil, func(x *store.Tx) error { return x.NameConflict(id, "u-friend") }); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		who       access.Actor
		sees      bool // the case
		seesInRow bool // the person
	}{
		"a colleague":         {analyst("u-2", ""), true, true},
		"the person":          {analyst("u-p1", "p-1"), false, false},
		"his manager":         {analyst("u-p2", "p-2"), false, false},
		"the manager's":       {analyst("u-p3", "p-3"), false, false},
		"a named ally":        {analyst("u-friend", ""), false, true},
		"another role's user": {access.Actor{User: "u-4", Roles: []access.Role{access.Administrator}}, false, false},
	} {
		_, _, err := desk.Case(ctx, c.who, id, Now)
		if (err == nil) != c.sees || err != nil && !errors.Is(err, core.ErrNotFound) {
			t.Errorf("%s: %v", name, err)
		}
		rows, _ := desk.Queue(ctx, c.who, Now)
		if (len(rows) == 1) != c.seesInRow || len(rows) == 1 && (rows[0].Case != "") != c.sees {
			t.Errorf("%s: queue %+v", name, rows)
		}
		s, err := desk.Person(ctx, c.who, "p-1", Now)
		if (err == nil) != c.seesInRow || (len(s.Cases) == 1) != c.sees {
			t.Errorf("%s: person %+v, %v", name, s.Cases, err)
		}
	}
}

func (b *bench) way(t *testing.T) {
	b.company(t)
	ctx, desk := t.Context(), casework.Desk{Store: b.db.Cases(), Random: rand.Reader}
	u := analyst("u-1", "")
	id, err := desk.FirstView(ctx, u, "p-1", "This may be a short trip", "a journey", Now)
	if err != nil {
		t.Fatal(err)
	}
	decide := casework.Event{Kind: casework.Deciding, Outcome: casework.Ask, Hypothesis: "a journey", Trial: casework.Unclear, Text: "Ask where he was that week"}
	end := casework.Event{Kind: casework.Closing, Class: casework.Ordinary, Text: "He was at a wedding"}
	if err := desk.Do(ctx, u, id, end, Now); !errors.Is(err, core.ErrConflict) {
		t.Errorf("closed without a decision: %v", err)
	}
	if err := desk.Do(ctx, analyst("u-2", ""), id, decide, Now); !errors.Is(err, core.ErrConflict) {
		t.Errorf("decided by somebody else: %v", err)
	}
	for _, e := range []casework.Event{{Kind: casework.Noting, Text: "<b>called</b>"}, decide, end} {
		if err := desk.Do(ctx, u, id, e, Now); err != nil {
			t.Fatal(err)
		}
	}
	c, _, err := desk.Case(ctx, u, id, Now)
	if err != nil || c.State != casework.Closed || c.Closing != casework.Ordinary || len(c.Events) != 5 {
		t.Errorf("%+v %v", c, err)
	}
	if rows, err := desk.Mine(ctx, u, Now); err != nil || len(rows) != 0 {
		t.Errorf("%+v %v", rows, err)
	}
	b.verify(t)
}
