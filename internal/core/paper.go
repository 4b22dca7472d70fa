package core

// Paper is what was read from one file of a dossier (CV, letter, photo), by the parser that runs
// in its own process. Facts only: nothing here is a judgement.
type Paper struct {
	Input    string   // path inside the company folder
	Kind     string   // pdf, docx, odt, rtf, json_resume, text, image, mail, archive, unknown
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
	Inside   []Paper  `json:",omitempty"` // documents inside: attachments of a mail, members of an archive

	Traces
}

// Traces is what a file tells of its own making. A trace is a fact of the file and often of a program
// or a borrowed computer: Languages and Fonts are kept to read the file by and are never judged.
type Traces struct {
	Programs    []string    `json:",omitempty"` // every program the file names, the first writer first
	Lineage     []string    `json:",omitempty"` // identifiers that copies of one file keep: PDF /ID, XMP document ids, Word's first save
	Revisions   int         `json:",omitempty"` // times it was saved again: PDF updates, Word's and OpenDocument's counters
	EditMinutes int         `json:",omitempty"` // editing time that an office program counted
	Fonts       []string    `json:",omitempty"`
	Languages   []string    `json:",omitempty"` // declared for spelling or speech, e.g. fr-FR
	Attached    []Attached  `json:",omitempty"` // files inside the file
	Links       []string    `json:",omitempty"` // addresses it links to
	Concealed   []Concealed `json:",omitempty"` // where Hidden comes from
	Active      bool        `json:",omitempty"` // holds macros or scripts; they are never run
	EXIF        bool        `json:",omitempty"`
	XMP         bool        `json:",omitempty"`
	C2PA        bool        `json:",omitempty"` // a signed provenance manifest is there; it is not verified
	Camera      string      `json:",omitempty"` // make and model that EXIF names
}

// Attached is a file inside a file.
type Attached struct {
	Name   string
	Kind   string // as Paper.Kind, by content; "unknown" when it was not opened
	Size   int64  // bytes
	SHA256 string `json:",omitempty"` // hex; "" when it was not opened
}

// Concealed is a passage that a reader cannot see.
type Concealed struct {
	Way  string  // white, tiny, off_page, no_ink, vanish, zero_width, tags
	Text string  // at most 300 bytes
	Page int     `json:",omitempty"` // of a PDF, from 1
	X    float64 `json:",omitempty"` // points from the left of the page
	Y    float64 `json:",omitempty"` // points from its bottom
	Size float64 `json:",omitempty"` // of the letters, in points
}
