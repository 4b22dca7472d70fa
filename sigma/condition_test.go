package sigma

import "testing"

func TestConditions(t *testing.T) {
	const abc = "\na: {A: x}\nb: {B: x}\nc: {C: x}"
	const named = "\nsel_a: {A: x}\nsel_b: {B: x}\n_hidden: {C: x}"
	runDetections(t, []detectionCase{
		{"and", "condition: a and b" + abc, `{"A":"x","B":"x"}`, true},
		{"and, one missing", "condition: a and b" + abc, `{"A":"x"}`, false},
		{"or", "condition: a or b" + abc, `{"B":"x"}`, true},
		{"or, none there", "condition: a or b" + abc, `{"C":"x"}`, false},
		{"not", "condition: a and not b" + abc, `{"A":"x","B":"x"}`, false},
		{"not of what is absent", "condition: a and not b" + abc, `{"A":"x"}`, true},
		{"not not", "condition: not not a" + abc, `{"A":"x"}`, true},
		{"words in capitals", "condition: a AND NOT b OR c" + abc, `{"C":"x"}`, true},
		{"and binds closer than or", "condition: a or b and c" + abc, `{"A":"x"}`, true},
		{"not binds closer than and", "condition: not a and b" + abc, `{"B":"x"}`, true},
		{"not binds closer than or", "condition: not a or b" + abc, `{"A":"x","B":"x"}`, true},
		{"parentheses", "condition: (a or b) and c" + abc, `{"A":"x"}`, false},
		{"parentheses without blanks", "condition: not(a or(b))and(c)" + abc, `{"C":"x"}`, true},
		{"not of parentheses", "condition: not (a and b)" + abc, `{"A":"x"}`, true},
		{"1 of a pattern", "condition: 1 of sel_*" + named, `{"B":"x"}`, true},
		{"1 of a pattern, none there", "condition: 1 of sel_*" + named, `{"C":"x"}`, false},
		{"any of a pattern", "condition: any of sel_*" + named, `{"B":"x"}`, true},
		{"all of a pattern", "condition: all of sel_*" + named, `{"A":"x"}`, false},
		{"all of a pattern, all there", "condition: all of sel_*" + named, `{"A":"x","B":"x"}`, true},
		{"a star within", "condition: 1 of *l_b" + named, `{"B":"x"}`, true},
		{"a pattern without a star", "condition: 1 of sel_b" + named, `{"B":"x"}`, true},
		{"a pattern can name what is hidden", "condition: 1 of _*" + named, `{"C":"x"}`, true},
		{"all of them leaves underscores out", "condition: all of them" + named, `{"A":"x","B":"x"}`, true},
		{"1 of them leaves underscores out", "condition: 1 of them" + named, `{"C":"x"}`, false},
		{"not 1 of", "condition: sel_a and not 1 of sel_b*" + named, `{"A":"x","B":"x"}`, false},
		{"of binds closer than and", "condition: 1 of sel_* and _hidden" + named, `{"A":"x","C":"x"}`, true},
		{"a list of conditions is any of", "condition: [a, b and c]" + abc, `{"B":"x","C":"x"}`, true},
		{"a list of conditions, none holds", "condition: [a, b and c]" + abc, `{"B":"x"}`, false},
		{"a selection named like a word of the condition", "condition: all and 1\nall: {A: x}\n1: {B: x}", `{"A":"x","B":"x"}`, true},
	})
}
