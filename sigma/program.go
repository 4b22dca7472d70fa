package sigma

// step asks one test and says where to go on.
type step struct{ test, yes, no int32 }

// Where a program ends.
const (
	endTrue  int32 = -1
	endFalse int32 = -2
)

// program lays the logic of a node out as steps, appended to code, and returns the first. It is emitted
// from its end, so that every step knows the ones after it. Steps in a row are read several times faster
// than nodes all over the memory.
func program(code []step, n *node, yes, no int32) ([]step, int32) {
	switch n.op {
	case exprTest:
		return append(code, step{n.test, yes, no}), int32(len(code))
	case exprNot:
		return program(code, n.kids[0], no, yes)
	}
	next := yes
	if n.op == exprOr {
		next = no
	}
	for i := len(n.kids) - 1; i >= 0; i-- {
		if n.op == exprAnd {
			code, next = program(code, n.kids[i], next, no)
		} else {
			code, next = program(code, n.kids[i], yes, next)
		}
	}
	return code, next
}

// run follows a program to its end.
func (m *Matcher) run(at int32) bool {
	code := m.set.code
	for at >= 0 {
		s := &code[at]
		if at = s.no; m.answer(s.test).yes {
			at = s.yes
		}
	}
	return at == endTrue
}
