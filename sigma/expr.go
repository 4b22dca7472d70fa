package sigma

type exprOp uint8

const (
	exprTest exprOp = iota
	exprAnd
	exprOr
	exprNot
)

// expr is the logic of a rule, before tests are shared between rules.
type expr struct {
	op   exprOp
	kids []*expr
	test *test
}

func allOf(kids []*expr) *expr { return join(exprAnd, kids) }
func anyOf(kids []*expr) *expr { return join(exprOr, kids) }
func not(e *expr) *expr        { return &expr{op: exprNot, kids: []*expr{e}} }

func join(op exprOp, kids []*expr) *expr {
	if len(kids) == 1 {
		return kids[0]
	}
	return &expr{op: op, kids: kids}
}

// size is the number of tests.
func (e *expr) size() int {
	if e.op == exprTest {
		return 1
	}
	n := 0
	for _, k := range e.kids {
		n += k.size()
	}
	return n
}
