package core

// Paper is what was read from one file of a dossier (CV, letter, photo), by the parser that runs
// in its own process. Facts only: nothing here is a judgement.
type Paper struct {
	Input    string   // path inside the company folder
	Kind     string   // pdf, docx, odt, json_resume, text, image, mail, unknown
	Role     string   // cv, letter, photo, other; from the file name
	SHA256   string   // of the bytes, hex
	Text     string   // plain text, at most 256 KiB
	Author   string   // metadata: who wrote it
	Editor   string   // metadata: who edited it last
	Company  string   // metadata
	Producer string   // metadata: program
	Template string   // metadata
	Created  Date     // metadata, with the zone the file states
	Zone     string   // UTC offset the metadata states, e.g. +09:00; "" when none
	Modified Date     // metadata
	Hidden   string   // text a reader cannot see, at most 1 KiB
	DHash    uint64   // difference hash of an image (Neal Krawetz, 2013); 0 when not an image
	PHash    []uint64 // frequency hashes of an image (Zauner, 2010), whole and without a rim of 3 to 9 %; none when not an image
	Problem  string   // why it could not be read; "" when it was
}
