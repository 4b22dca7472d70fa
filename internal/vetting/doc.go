// Package vetting says what remains to be verified about a dossier before the contract: with whom, what to
// ask, how to write it down. A task is no finding: it is the same for everybody whose dossier states the
// same things, it is never counted, and it says nothing about the person.
package vetting
