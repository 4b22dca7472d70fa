package core

import "testing"

func TestASignOfFrenchStaysOnTheLineOfItsWord(t *testing.T) {
	got := Text{EN: "a : b", FR: "Qui a signé ? « Lui » : 86 % ; oui !"}.Typeset()
	if want := "Qui a signé\u00a0? «\u00a0Lui\u00a0»\u00a0: 86\u00a0%\u00a0; oui\u00a0!"; got.FR != want {
		t.Errorf("%q, want %q", got.FR, want)
	}
	if got.EN != "a : b" {
		t.Errorf("the English became %q", got.EN)
	}
}
