package app

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/taupier-eu/taupier/internal/core"
)

const (
	inventedSDN = `900001,"RI, Exam Pyol","individual","DPRK",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"DOB 09 Mar 1962."
900002,"EXAMPLE NAVIGATION COMPANY",-0- ,"DPRK",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- 
900003,"EXAMPLE MIXER",-0- ,"DPRK",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"Digital Currency Address - ETH 0xde709f2102306220921060314715629080e2fb77."
`
	inventedAlt = `900001,1,"aka","RI, Example",-0- ` + "\n"
)

// screened scans a folder of one person with invented lists.
func screened(t *testing.T, identity, sdn string) core.Screening {
	t.Helper()
	r, err := shipped(t).Scan(context.Background(), fstest.MapFS{
		"company.yaml":          {Data: []byte("name: Example SAS\n")},
		"lists/sdn.csv":         {Data: []byte(sdn)},
		"lists/alt.csv":         {Data: []byte(inventedAlt)},
		"people/p/person.yaml":  {Data: []byte("id: p\nstage: employed\nrole: {contract: agency, agency: {name: Example Navigation Co. Ltd}}\nidentity: " + identity + "\n")},
		"people/p/files/cv.txt": {Data: []byte("Donations: 0xDE709F2102306220921060314715629080E2FB77")},
	}, ScanOptions{Now: time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC), Parser: parser(t)})
	if err != nil {
		t.Fatal(err)
	}
	if s := r.Assessments["p"].Score(); s != 0 {
		t.Errorf("the score is %d: screening is no part of it", s)
	}
	return r.Screening
}

func hitOn(t *testing.T, s core.Screening, entry string) core.ScreeningHit {
	t.Helper()
	for _, h := range s.Hits {
		if h.Entry == entry {
			return h
		}
	}
	t.Fatalf("no hit on %s in %+v", entry, s)
	return core.ScreeningHit{}
}

func TestAnAnswerHoldsWhileTheEntryStaysAsItWas(t *testing.T) {
	asked := screened(t, "{name: Exam Pyol Ri}", inventedSDN)
	hit := hitOn(t, asked, "900001")
	if hit.Closed != nil || asked.People != 1 {
		t.Fatalf("%+v", asked)
	}
	closing := fmt.Sprintf("{name: Exam Pyol Ri, screened: [{list: %s, entry: \"%s\", version: \"%s\", outcome: other_person, reason: born in another year, on: 2026-11-19}]}", hit.List, hit.Entry, hit.Version)
	again := hitOn(t, screened(t, closing, inventedSDN), "900001")
	if again.Closed == nil || again.Closed.Reason != "born in another year" {
		t.Errorf("asked again: %+v", again)
	}
	changed := inventedSDN[:len("900001,\"RI, Exam Pyol")] + " II" + inventedSDN[len("900001,\"RI, Exam Pyol"):]
	if h := hitOn(t, screened(t, closing, changed), "900001"); h.Closed != nil {
		t.Error("the entry changed and the old answer was kept")
	}
}

func TestTheAgencyThatSuppliesAPersonIsScreenedToo(t *testing.T) {
	h := hitOn(t, screened(t, "{name: Sylvie Example}", inventedSDN), "900002")
	if want := "The agency “Example Navigation Co. Ltd”: “example” agrees (not frequent)."; h.Why[0].EN != want {
		t.Errorf("%q, want %q", h.Why[0].EN, want)
	}
}

func TestListsThatCannotBeReadAreReportedAndTheRestIsJudged(t *testing.T) {
	r, err := shipped(t).Scan(context.Background(), fstest.MapFS{
		"lists/sdn.csv":        {Data: []byte("<html>not found</html>")},
		"people/p/person.yaml": {Data: []byte("id: p\nstage: employed\n")},
	}, ScanOptions{Now: time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC), Parser: parser(t)})
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Screening.Lists) != 0 || len(r.People) != 1 || !r.Partial() {
		t.Errorf("lists %d, people %d, partial %v", len(r.Screening.Lists), len(r.People), r.Partial())
	}
}

func TestAWalletInACVIsComparedWithTheLists(t *testing.T) {
	h := hitOn(t, screened(t, "{name: Sylvie Example}", inventedSDN), "900003")
	if h.Level != core.ScreeningNearCertain || !strings.Contains(h.Why[0].EN, "wallet") {
		t.Errorf("%+v", h)
	}
}
