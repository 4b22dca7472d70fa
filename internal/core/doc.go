// Package core holds the words every other package speaks: what a person stated and what the
// company recorded (Dossier), one fact by one source at one time (Observation), a kind of thing
// worth a question (Signal), a signal that fired with its evidence (Finding), something that two
// people share (Trait, Link), and the sum that can be argued (Assessment).
//
// Three laws of the house are enforced by these types:
//
//  1. A finding is a question, never a verdict: NewFinding refuses one without evidence, and
//     NewSignal refuses a signal without an innocent explanation and something to ask.
//  2. A score never sees who a person is: name, birth, sex, nationality and language live in
//     Identity, and nothing that judges is handed an Identity.
//  3. Every weight can be argued: an Assessment is a list of terms and its score is their sum.
//
// The package imports the standard library only.
package core
