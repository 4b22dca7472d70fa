// Package name turns names as people write them into comparable tokens: cleaned of what is invisible,
// brought to Latin letters with the spellings that people really use, and given the keys under which
// spellings of one name meet. It knows nothing of lists or scores.
//
// docs/explanation/names.md says why each step is as it is, and what is known not to work.
package name

// Kind is what bears the name. It decides which words count as titles, particles or legal forms.
type Kind uint8

// The kinds of bearers.
const (
	Person Kind = iota
	Company
	Vessel
)

// MaxRunes is how much of a name is read, in runes; the rest is left out and noted.
const MaxRunes = 512

// MaxTokens bounds the tokens of one name; the rest is left out and noted.
const MaxTokens = 64

// MaxForms bounds Token.Forms.
const MaxForms = 12

// Parsed is a name made comparable.
type Parsed struct {
	Tokens  []Token
	Scripts []Script // in order of first appearance, without repetition
	Notes   []Note   // what was odd, so that nothing is silently unmatched
	Comma   bool     // written "FAMILY, Given"
	Kind    Kind     // as what it was read
}

// Token is one comparable part of a name.
type Token struct {
	Text  string   // lower-case ASCII letters and digits, the most usual Latin spelling
	Forms []string // other Latin spellings in use and folds of other readings, at most MaxForms, without Text (unless another reading folds to it)
	Fold  string   // spellings of one name coincide under it
	Sound string   // coarse phonetic key, to find candidates; never to decide
	Parts []Token  // the syllables or members of a joined part ("jongun": jong, un), nil when it is one; no Parts themselves
	Short []string // folds of the full names that this may be a short form of ("sasha": aleksandr, aleksandra)
	Role  Role
	From  int // index of the word of the source that it stems from

	Native bool // read from another script than Latin
}

// Role is what a token does in its name, as far as the writing tells.
type Role uint8

// The roles of tokens. Unknown is frequent and means no more than that.
const (
	Unknown Role = iota
	Family
	Given
	Patronymic // Ivanovich, and the name after ibn or bint
	Initial    // one letter
	Particle   // bin, al, van, de
	Title      // dr, haji, general; dropped unless nothing else is left
	LegalForm  // gmbh, co, ltd
	Generic    // trading, corporation, bank
)

var roleNames = [...]string{"unknown", "family", "given", "patronymic", "initial", "particle", "title", "legal-form", "generic"}

func (r Role) String() string { return roleNames[r] }

// NoteCode names what was odd about a name.
type NoteCode string

// What may be odd about a name.
const (
	Invisible    NoteCode = "invisible"     // zero-width, bidirectional or control characters removed
	MixedScripts NoteCode = "mixed-scripts" // look-alike letters of another script inside one word
	Cut          NoteCode = "cut"           // longer than MaxRunes or MaxTokens
	Dropped      NoteCode = "dropped"       // emoji and other signs that are no letters
	Unreadable   NoteCode = "unreadable"    // letters of a script that this package cannot read
	Consonants   NoteCode = "consonants"    // a script without vowels, read without them
	Empty        NoteCode = "empty"         // no token is left
)

// Note is one oddity. Detail is what was seen, in a form safe to print.
type Note struct {
	Code   NoteCode
	Detail string
}

// Parse cleans a name and cuts it into tokens. It never fails: Notes say what was odd.
func Parse(s string, kind Kind) Parsed {
	var r reader
	r.read(s)
	p := r.parsed(kind)
	return p
}
