// Package intake is the door through which a company folder comes in. Walk lists the folder, Open
// gives the plain UTF-8 content of one file, Stream cuts a log into records.
//
// Three promises hold for any input, however large or broken:
//
//   - memory is bounded: by Options.MaxRecord and a few blocks per file, never by the file;
//   - nothing is skipped in silence: what could not be used is counted and named by file and line,
//     in words that say how to mend it, and the rest goes on;
//   - what comes out depends on the bytes of the files only, not on how they were read in pieces.
package intake
