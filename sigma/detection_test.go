package sigma

import "testing"

func TestSelections(t *testing.T) {
	runDetections(t, []detectionCase{
		{"a map asks for all of its fields", "condition: a\na: {A: x, B: y}", `{"A":"x","B":"y"}`, true},
		{"a map with one field wrong", "condition: a\na: {A: x, B: y}", `{"A":"x","B":"z"}`, false},
		{"a list of maps asks for any", field("- A: x\n  - B: y"), `{"B":"y"}`, true},
		{"a list of maps of which none holds", field("- A: x\n  - B: y"), `{"A":"y","B":"x"}`, false},
		{"a list of values asks for any", field("A: [x, foo]"), `{"A":"foo"}`, true},
		{"a list of values of which none holds", field("A: [x, foo]"), `{"A":"fo"}`, false},
		{"keywords look at every value", "condition: k\nk: [needle]", `{"A":{"B":["a needle here"]}}`, true},
		{"keywords do not look at names", "condition: k\nk: [needle]", `{"needle":"x"}`, false},
		{"a single keyword", "condition: k\nk: needle", `{"A":"NEEDLE"}`, true},
		{"a keyword that is a number", "condition: k\nk: [4625]", `{"A":{"B":4625}}`, true},
		{"a keyword with a wildcard", "condition: k\nk: ['n*dle']", `{"A":"my needles"}`, true},
		{"keywords ask for any", "condition: k\nk: [no, needle]", `{"A":"needle"}`, true},
		{"all of the keywords, in different fields", "condition: k\nk:\n  '|all': [a needle, hay]", `{"A":"a needle","B":"hay"}`, true},
		{"all of the keywords, one missing", "condition: k\nk:\n  '|all': [a needle, hay]", `{"A":"a needle"}`, false},
		{"a keyword as a regular expression", "condition: k\nk:\n  '|re': '^n.{4}e$'", `{"A":["x","needle"]}`, true},
		{"a list of keywords and maps", "condition: k\nk:\n  - needle\n  - A: x", `{"A":"x"}`, true},
	})
}
