// Package report says what a scan found, in the form of the output contract (taupier.report/1), and
// writes it as a table, JSON, JSON lines, CSV or one self-contained page.
package report

// Schema names the version of the contract.
const Schema = "taupier.report/1"

// Report is the whole answer of one scan. Weights and scores are whole hundredths of natural-log
// odds, so that the terms of a person sum exactly to the score.
type Report struct {
	Schema     string          `json:"schema" doc:"Version of this contract."`
	Inputs     []Input         `json:"inputs" doc:"Every file of the folder and what became of it."`
	People     []Person        `json:"people" doc:"Every dossier, the most pressing first."`
	Links      []Link          `json:"links" doc:"What two people share."`
	Clusters   []Cluster       `json:"clusters" doc:"Groups held together by links."`
	Screening  []Screening     `json:"screening" doc:"Hits on official lists; a procedure of its own, never part of a score."`
	Screened   ScreenedAgainst `json:"screened" doc:"What people were compared with."`
	Unassigned Unassigned      `json:"unassigned" doc:"Events of accounts and devices that no dossier names."`
}

// Input is one file.
type Input struct {
	Path     string    `json:"path" doc:"Path inside the company folder."`
	Kind     string    `json:"kind" doc:"What it was recognised as."`
	Records  int       `json:"records" doc:"Records read."`
	Rejected int       `json:"rejected" doc:"Records that could not be used."`
	Problems []Problem `json:"problems,omitempty" doc:"The first problems, with their line and what to do."`
}

// Problem is one thing that could not be used.
type Problem struct {
	Line int    `json:"line,omitempty" doc:"1-based line; absent when the file has none."`
	Says string `json:"says" doc:"What is wrong and what to do."`
}

// Person is one dossier. It holds no name: who the person is stays in the company's own folder.
type Person struct {
	ID       string    `json:"id" doc:"Dossier id."`
	Stage    string    `json:"stage" doc:"application, interview, hired, employed or leaving."`
	Role     string    `json:"role,omitempty" doc:"Title of the post."`
	Level    string    `json:"level" doc:"none, ask, review or urgent."`
	Score    int       `json:"score" doc:"Sum of what the terms count, in hundredths of log odds."`
	Terms    []Term    `json:"terms" doc:"The parts of the sum."`
	Findings []Finding `json:"findings" doc:"Questions, each with its evidence."`
	Unknown  []string  `json:"unknown" doc:"What could not be checked."`
	Verify   []Task    `json:"verify" doc:"What remains to be verified before the contract; never part of the sum."`
	First    *Answer   `json:"first,omitempty" doc:"The question whose ordinary explanation would change most."`
}

// Answer is what is left when one question is answered by an ordinary explanation. It is found by counting again without
// the signal's findings.
type Answer struct {
	Finding string `json:"finding" doc:"The finding whose question to put."`
	Ask     string `json:"ask" doc:"The question, and what to ask or check."`
	Score   int    `json:"score" doc:"The sum that would be left."`
	Level   string `json:"level" doc:"The level that would be left."`
}

// Task is something to verify, with whom and how. It says nothing about the person.
type Task struct {
	Key    string   `json:"key" doc:"employer, employer_present, education, reference, phone, email, address or identity."`
	Title  string   `json:"title" doc:"What to verify."`
	Who    string   `json:"who" doc:"Whom to ask, and where the contact comes from."`
	Before string   `json:"before" doc:"What to know or to say first."`
	Ask    []string `json:"ask" doc:"What to ask."`
	Notes  []string `json:"notes" doc:"Facts to know first."`
	Record string   `json:"record" doc:"What to write under recorded in the dossier once it is done."`
	About  Evidence `json:"about" doc:"Where the dossier states it."`
}

// Term is what one finding adds to the sum.
type Term struct {
	Finding string `json:"finding"`
	Family  string `json:"family"`
	Full    int    `json:"full" doc:"Hundredths of log odds when it was seen."`
	Weight  int    `json:"weight" doc:"What is left of it today, before the family's cap."`
	Basis   string `json:"basis" doc:"Where the weight comes from: strength (a judgement) or company (its own policy)."`
	Counted int    `json:"counted" doc:"Hundredths of log odds that count."`
}

// Finding is one question.
type Finding struct {
	ID       string     `json:"id"`
	Signal   string     `json:"signal" doc:"Entry of the catalogue; see taupier signals show."`
	Family   string     `json:"family"`
	Strength string     `json:"strength"`
	Title    string     `json:"title"`
	At       string     `json:"at,omitempty" doc:"RFC 3339, UTC."`
	Says     string     `json:"says" doc:"What was seen."`
	Question string     `json:"question" doc:"The question it raises."`
	Evidence []Evidence `json:"evidence"`
	Innocent []string   `json:"innocent" doc:"Ordinary explanations."`
	Ask      []string   `json:"ask" doc:"What to ask or check next."`
}

// Evidence is one field of one record.
type Evidence struct {
	Input string `json:"input"`
	Line  int    `json:"line,omitempty"`
	Field string `json:"field"`
	Value string `json:"value"`
}

// Link is something that two people share.
type Link struct {
	A       string     `json:"a"`
	B       string     `json:"b"`
	Kind    string     `json:"kind"`
	Value   string     `json:"value"`
	Stated  string     `json:"stated,omitempty" doc:"The relation they stated."`
	Because []Evidence `json:"because"`
}

// Cluster is a group held together by links; because is a path that connects its members.
type Cluster struct {
	ID      string   `json:"id"`
	People  []string `json:"people"`
	Because []Link   `json:"because"`
}

// Screening is one hit on an official list.
type Screening struct {
	Person  string   `json:"person" doc:"Dossier id."`
	List    string   `json:"list" doc:"Short name of the list."`
	Entry   string   `json:"entry" doc:"The list's own reference."`
	Name    string   `json:"name" doc:"Name of the entry, as published."`
	Version string   `json:"version" doc:"Version of the entry; a closing names it."`
	Level   string   `json:"level" doc:"check or near-certain."`
	Score   int      `json:"score" doc:"Probability that they are one, in percent. It is no term of any sum."`
	Why     string   `json:"why" doc:"What agrees."`
	Differs []string `json:"differs" doc:"What tells them apart."`
	Close   []string `json:"close" doc:"What to compare to close the question."`
	Closed  *Closed  `json:"closed,omitempty" doc:"The answer a human gave."`
}

// Closed is a human's answer to a hit.
type Closed struct {
	Outcome string `json:"outcome" doc:"other_person or same_person."`
	Reason  string `json:"reason"`
	On      string `json:"on"`
}

// ScreenedAgainst says what people were compared with.
type ScreenedAgainst struct {
	People  int            `json:"people" doc:"How many people were compared."`
	Lists   []ScreenedList `json:"lists"`
	Warning string         `json:"warning,omitempty" doc:"Why the comparison says less than it should."`
}

// ScreenedList is one list.
type ScreenedList struct {
	Name      string `json:"name"`
	Title     string `json:"title"`
	Published string `json:"published,omitempty" doc:"Day of this version."`
	Entries   int    `json:"entries"`
}

// Unassigned counts what belongs to no dossier.
type Unassigned struct {
	Events   int `json:"events" doc:"Events of accounts or devices that no dossier names."`
	Accounts int `json:"accounts" doc:"How many such accounts and devices were seen (at most 10000 are told apart)."`
}
