package name

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// word is a run of letters of the source, before it is a token.
type word struct {
	start, end int // its letters in reader.buf, as UTF-8: ASCII for Latin, the source's own letters otherwise
	script     Script
	letters    int
	upper      bool // all capitals, two letters or more
	hyphen     bool // bound to the word before
	comma      bool // a comma follows
	mixed      bool // letters of look-alike scripts
	dot        bool // a full stop or a slash follows at once
}

// reader cleans a name and cuts it into words.
type reader struct {
	buf     []byte
	words   []word
	space   [160]byte
	list    [10]word
	cur     word
	open    bool
	bound   bool // the next word is bound by a hyphen
	hidden  int
	dropped int
	cut     bool
	lower   int
	notes   []Note
}

func (r *reader) read(s string) {
	r.buf, r.words = r.space[:0], r.list[:0]
	if isASCII(s) {
		r.readASCII(s)
	} else {
		r.readRunes(s)
	}
	r.close()
	r.note(r.hidden, Invisible)
	r.note(r.dropped, Dropped)
	if r.cut {
		r.notes = append(r.notes, Note{Cut, strconv.Itoa(len(s)) + " bytes"})
	}
}

func (r *reader) note(n int, code NoteCode) {
	if n > 0 {
		r.notes = append(r.notes, Note{code, strconv.Itoa(n)})
	}
}

func isASCII(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

func (r *reader) readASCII(s string) {
	if len(s) > MaxRunes {
		s, r.cut = s[:MaxRunes], true
	}
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c >= 'a' && c <= 'z':
			r.letter(Latin)
			r.lower++
			r.buf = append(r.buf, c)
		case c >= 'A' && c <= 'Z':
			r.letter(Latin)
			r.buf = append(r.buf, c+'a'-'A')
		case c >= '0' && c <= '9':
			r.letter(Latin)
			r.buf = append(r.buf, c)
		default:
			r.sign(rune(c))
		}
	}
}

// readRunes reads any text: compatibility forms are brought to the plain ones (NFKC), full-width letters to letters.
func (r *reader) readRunes(s string) {
	if n := 0; len(s) > MaxRunes {
		for i := range s {
			if n++; n > MaxRunes {
				s, r.cut = s[:i], true
				break
			}
		}
	}
	s = strings.ToValidUTF8(s, " ")
	if norm.NFKC.IsNormalString(s) {
		for _, c := range s {
			r.rune(c)
		}
		return
	}
	var it norm.Iter
	it.InitString(norm.NFKC, s)
	for !it.Done() {
		for seg := it.Next(); len(seg) > 0; {
			c, n := utf8.DecodeRune(seg)
			seg = seg[n:]
			r.rune(c)
		}
	}
}

func (r *reader) rune(c rune) {
	switch {
	case c < utf8.RuneSelf:
		r.ascii(byte(c))
	case hidden(c):
		r.hidden++
	case c >= 0x2b0 && c <= 0x2ff || c == 'ـ': // letters that are apostrophes and marks (ʼ ʿ ʹ), and a stroke that only stretches
	case unicode.IsLetter(c) || unicode.Is(unicode.Mn, c) || unicode.Is(unicode.Mc, c):
		r.foreign(c)
	case unicode.IsDigit(c):
		r.letter(Latin)
		r.buf = append(r.buf, digit(c))
	default:
		r.sign(c)
	}
}

func (r *reader) ascii(c byte) {
	switch {
	case c >= 'a' && c <= 'z' || c >= '0' && c <= '9':
		r.letter(Latin)
		r.lower++
		r.buf = append(r.buf, c)
	case c >= 'A' && c <= 'Z':
		r.letter(Latin)
		r.buf = append(r.buf, c+'a'-'A')
	default:
		r.sign(rune(c))
	}
}

func (r *reader) foreign(c rune) {
	script := scriptOf(c)
	if unicode.Is(unicode.Mn, c) && (script == Latin || script == OtherScript) {
		return // a mark that no composed letter has
	}
	r.letter(script)
	if !unicode.IsUpper(c) {
		r.lower++
	}
	if script == Latin {
		r.latin(unicode.ToLower(c))
		return
	}
	r.buf = utf8.AppendRune(r.buf, c)
}

// letter opens a word when none is open, or when the script changes.
func (r *reader) letter(script Script) {
	if r.open && r.cur.script != script {
		if alike(r.cur.script, script) {
			r.cur.mixed = true
			r.cur.letters++
			return
		}
		r.close()
		r.bound = true
	}
	if !r.open {
		r.cur = word{start: len(r.buf), script: script, hyphen: r.bound}
		r.open, r.bound, r.lower = true, false, 0
	}
	r.cur.letters++
}

func (r *reader) close() {
	if !r.open {
		return
	}
	r.open = false
	r.cur.end = len(r.buf)
	r.cur.upper = r.lower == 0 && r.cur.letters > 1 && (r.cur.script == Latin || r.cur.script == Cyrillic || r.cur.script == Greek)
	if r.cur.mixed {
		r.unmix()
	}
	if len(r.words) == MaxTokens {
		r.cut = true
		return
	}
	r.words = append(r.words, r.cur)
}

// sign reads what is no letter: apostrophes bind, hyphens bind two words, the rest separates.
func (r *reader) sign(c rune) {
	switch {
	case c == '\'' || c == '’' || c == '‘' || c == 'ʼ' || c == '`' || c == '´' || c == '"' || c == 'ʹ' || c == 'ʿ' || c == 'ʾ':
		return
	case c == '-' || c == '‐' || c == '‑' || c == '–' || c == '·' || c == '・':
		r.bound = r.open
		r.close()
		return
	case c == '.' || c == '/':
		if r.open {
			r.close()
			r.words[len(r.words)-1].dot = true
		}
	case c == ',' || c == '،' || c == '，' || c == '、':
		r.close()
		if n := len(r.words); n > 0 {
			r.words[n-1].comma = true
		}
	case c < ' ' && c != '\t' && c != '\n' && c != '\r' || c == 0x7f:
		r.hidden++
		return
	case unicode.Is(unicode.So, c) || unicode.Is(unicode.Sk, c) || unicode.Is(unicode.Co, c):
		r.dropped++
		r.close()
	default:
		r.close()
	}
	r.bound = false
}

// hidden characters show nothing: zero-width, bidirectional controls, variation selectors, tags.
func hidden(c rune) bool {
	return unicode.Is(unicode.Cf, c) || unicode.Is(unicode.Cc, c) && c != 0x85 || unicode.Is(unicode.Variation_Selector, c) ||
		c == 0x34f || c == 0x115f || c == 0x1160 || c == 0x3164 || c == 0xffa0
}

// digit brings a decimal digit of any script to ASCII: they stand in blocks of ten.
func digit(c rune) byte {
	for _, block := range unicode.Nd.R16 {
		if c >= rune(block.Lo) && c <= rune(block.Hi) {
			return byte('0' + (c-rune(block.Lo))%10)
		}
	}
	for _, block := range unicode.Nd.R32 {
		if c >= rune(block.Lo) && c <= rune(block.Hi) {
			return byte('0' + (c-rune(block.Lo))%10)
		}
	}
	return '0'
}
