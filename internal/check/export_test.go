package check

import (
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/taupier-eu/taupier/internal/core"
)

func TestAHandleIsOneHoweverWritten(t *testing.T) {
	for written, want := range map[string]string{
		"One-Dev": "one-dev", "@one-dev": "one-dev", "https://github.com/One-Dev/": "one-dev", "github.com/one-dev": "one-dev", "": "",
	} {
		if got := handle(written); got != want {
			t.Errorf("%q is %q, want %q", written, got, want)
		}
	}
}

func TestWhoseAccountsTheExportHolds(t *testing.T) {
	logins := func(named string, accounts ...core.PublicAccount) []string {
		d := &core.Dossier{Stated: core.Stated{Accounts: []core.Handle{{Handle: named}}}, Presence: core.Presence{Accounts: accounts}}
		var out []string
		for _, a := range ownAccounts(d) {
			out = append(out, a.Login)
		}
		return out
	}
	one, two, renamed := core.PublicAccount{Login: "one", ID: 1}, core.PublicAccount{Login: "two", ID: 2}, core.PublicAccount{Login: "uno", ID: 1}
	for _, c := range []struct {
		name  string
		named string
		have  []core.PublicAccount
		want  []string
	}{
		{"the one that was named", "one", []core.PublicAccount{one, two}, []string{"one"}},
		{"the same under another name", "one", []core.PublicAccount{one, two, renamed}, []string{"one", "uno"}},
		{"the only one there is", "", []core.PublicAccount{two}, []string{"two"}},
		{"none of several that nobody named", "three", []core.PublicAccount{one, two}, nil},
		{"an account without a number is no other's", "one", []core.PublicAccount{{Login: "one"}, {Login: "two"}}, []string{"one"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, logins(c.named, c.have...)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestAnEvenCircleOfFollowers(t *testing.T) {
	for _, c := range []struct {
		followers, following, stars int
		want                        bool
	}{
		{200, 200, 0, true}, {199, 400, 0, false}, {400, 199, 0, false}, {400, 200, 9, true}, {401, 200, 0, false}, {200, 401, 0, false}, {400, 400, 10, false},
	} {
		t.Run(strconv.Itoa(c.followers)+" and "+strconv.Itoa(c.following), func(t *testing.T) {
			d := &core.Dossier{Presence: core.Presence{
				Accounts: []core.PublicAccount{{Login: "one", Followers: c.followers, Following: c.following, At: core.Evidence{Input: "x", Line: 1}}},
				Repos:    []core.PublicRepo{{Name: "one/alpha", Stars: c.stars}},
			}}
			expect(t, followsBack, "C04", d, c.want)
		})
	}
}

func TestTellingsOfOnePost(t *testing.T) {
	for _, c := range []struct {
		name   string
		stated []core.Job
		told   []core.Job
		want   bool
	}{
		{"the same years", []core.Job{job("A Ltd", "2015-01", "2018-06", false)}, []core.Job{job("A", "2015", "2018", false)}, false},
		{"thirteen months", []core.Job{job("A", "2015-01", "2018-06", false)}, []core.Job{job("A", "2016-02", "2018-06", false)}, false},
		{"fourteen months", []core.Job{job("A", "2015-01", "2018-06", false)}, []core.Job{job("A", "2016-03", "2018-06", false)}, true},
		{"an end that only one gives", []core.Job{job("A", "2015-01", "", false)}, []core.Job{job("A", "2015-01", "2018-06", false)}, false},
		{"another employer", []core.Job{job("A", "2015-01", "2018-06", false)}, []core.Job{job("B", "2005-01", "2008-06", false)}, false},
		{"two posts at one employer", []core.Job{job("A", "2005-01", "2006-06", false), job("A", "2015-01", "2018-06", false)}, []core.Job{job("A", "2015-01", "2018-06", false)}, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := &core.Dossier{Stated: core.Stated{Work: c.stated}, Presence: core.Presence{Tellings: []core.Telling{{Input: "x", Work: c.told}}}}
			expect(t, toldTwice, "A03b", d, c.want)
		})
	}
}
