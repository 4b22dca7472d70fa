// Package parse turns hostile documents into plain facts (core.Paper): what a CV, a letter or a photo
// says of itself. Facts only; nothing here judges.
//
// File reads one document and never fails otherwise than by naming a problem of the file. It is meant
// to run in a process of its own: Serve is the loop of that process, which gives up files, network and
// most memory before it reads the first document, and Child is the parent's side, which replaces a
// process that crashes, hangs or answers nonsense.
package parse
