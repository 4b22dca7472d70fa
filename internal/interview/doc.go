// Package interview makes the sheet with which somebody leads an interview: a script that is the same for
// every candidate of a post, byte for byte, and cards that come from the open questions, the unknowns and
// the unconfirmed statements of one dossier. It shows no sum, no level and no strength, and it knows
// nothing of who the person is.
package interview
