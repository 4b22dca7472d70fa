package check

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/taupier-eu/taupier/internal/core"
)

func job(employer, from, to string, fullTime bool, technologies ...string) core.Job {
	return core.Job{Employer: employer, From: at(from), To: at(to), FullTime: fullTime, Technologies: technologies}
}

func TestDatesThatCannotAllBeTrue(t *testing.T) {
	for _, c := range []struct {
		name string
		work []core.Job
		want string // what the finding names; "" when there is none
	}{
		{"a technology in a job that ended before its release", []core.Job{job("A", "2010-03", "2012-06", false, "Kubernetes")}, "Kubernetes (2014) – A (2012)"},
		{"in a job that ended in the year of the release", []core.Job{job("A", "2010-03", "2014-02", false, "Kubernetes")}, ""},
		{"in a job that still runs", []core.Job{job("A", "2010-03", "", false, "Kubernetes")}, ""},
		{"written with other capitals and spaces", []core.Job{job("A", "2010-03", "2012-06", false, " kubernetes ")}, " kubernetes  (2014) – A (2012)"},
		{"a technology that nobody dated", []core.Job{job("A", "1980", "1985", false, "Abacus")}, ""},
		{"two full-time jobs for a year", []core.Job{job("B", "2020-03", "2022-06", true), job("A", "2021-02", "2022-02", true)}, "A / B"},
		{"exactly a quarter of a year", []core.Job{job("A", "2020-03", "2021-06-02", true), job("B", "2021-03-02", "2022-02", true)}, ""},
		{"a day more", []core.Job{job("A", "2020-03", "2021-06-03", true), job("B", "2021-03-02", "2022-02", true)}, "A / B"},
		{"one of them part-time", []core.Job{job("A", "2020-03", "2022-06", true), job("B", "2021-02", "2022-02", false)}, ""},
		{"both still running", []core.Job{job("A", "2020-03", "", true), job("B", "2021-02", "", true)}, "A / B"},
		{"a year alone is read as its last day", []core.Job{job("A", "2017", "2020-06", true), job("B", "2020", "2023-05", true)}, ""},
		{"years alone that overlap by a whole year", []core.Job{job("A", "2017", "2022", true), job("B", "2020", "2023", true)}, "A / B"},
		{"a version long before its release", []core.Job{job("A", "2015", "2019", false, "Java 21.0.2")}, "Java 21.0.2 (2022) – A (2019)"},
		{"a version written with a v", []core.Job{job("A", "2015", "2019", false, "Python v3.12")}, "Python v3.12 (2022) – A (2019)"},
		{"a version that nobody dated falls back to the name", []core.Job{job("A", "2015", "2019", false, "Java 8", "Java")}, ""},
		{"a name that ends in a figure", []core.Job{job("A", "2010", "2012", false, "ES6")}, "ES6 (2015) – A (2012)"},
		{"nothing but a figure", []core.Job{job("A", "2010", "2012", false, "21", "", "v")}, ""},
		{"a job that ended before it began", []core.Job{job("A", "2021-05", "2019-03", false)}, "A (2021-05 → 2019-03)"},
		{"an end written as a year alone", []core.Job{job("A", "2021-05", "2021", false)}, ""},
		{"an end written as the month of the beginning", []core.Job{job("A", "2021-05-17", "2021-05", false)}, ""},
		{"a job without a beginning", []core.Job{job("A", "", "2022-06", true), job("B", "2021-02", "2022-02", true)}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := &core.Dossier{ID: "p1", Input: "people/p1/person.yaml", Lines: map[string]int{"id": 1}, Stated: core.Stated{Work: c.work}}
			s := testSignal("A03")
			s.Says = core.Text{EN: "{what}", FR: "{what}"}
			out := core.NewSink(core.Catalogue{"A03": s})
			anachronism(&World{Now: at("2026-11-20").Time, Tech: map[string]int{"kubernetes": 2014, "java": 1995, "java 21": 2022, "python 3.12": 2022, "es6": 2015}}, d, out)
			got := ""
			for _, f := range out.Findings() {
				got += f.Says(core.English)
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestAStudyThatEndedBeforeItBegan(t *testing.T) {
	study := func(from, to string) *core.Dossier {
		return &core.Dossier{Stated: core.Stated{Education: []core.Study{{School: "S", From: at(from), To: at(to)}}}}
	}
	expect(t, anachronism, "A03", study("2015-09", "2012-07"), true)
	expect(t, anachronism, "A03", study("2012-09", "2015-07"), false)
	expect(t, anachronism, "A03", study("2012-09", "2012"), false)
}
