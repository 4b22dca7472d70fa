package name

// Meeting is how two tokens are spellings of one name; a greater one is a better one.
type Meeting uint8

// The ways in which tokens meet.
const (
	Apart   Meeting = iota
	ByShort         // one may be a short form of the other
	ByForm          // one is, or folds like, a spelling that the other is also written in
	ByFold          // both fold alike
	Same            // written alike
)

// Meet tells how two tokens meet. It looks at whole tokens; Parts are the caller's to align.
func Meet(a, b *Token) Meeting {
	switch {
	case a.Text == b.Text:
		return Same
	case a.Fold == b.Fold:
		return ByFold
	case formed(a, b) || formed(b, a):
		return ByForm
	case shortened(a, b) || shortened(b, a):
		return ByShort
	}
	return Apart
}

func formed(a, b *Token) bool {
	for _, f := range a.Forms {
		if f == b.Text || f == b.Fold {
			return true
		}
	}
	return false
}

func shortened(a, b *Token) bool {
	for _, s := range a.Short {
		if s == b.Fold {
			return true
		}
	}
	return false
}
