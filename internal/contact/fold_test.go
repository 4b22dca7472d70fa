package contact

import "testing"

func TestAStreetLineIsFoldedWordByWord(t *testing.T) {
	if got := FoldLine("12,Rue des Écoles. Bât/B"); got != "12 rue des ecoles bat b" {
		t.Errorf("%q", got)
	}
	if got := FoldLine("Łódzka 1 – Straße"); got != "łodzka 1 straße" {
		t.Errorf("%q", got)
	}
}

func TestContactsForEmergencies(t *testing.T) {
	for relation, want := range map[string]bool{
		"Emergency contact": true, "contact en cas d'urgence": true, "Notfallkontakt": true, "former manager": false, "": false,
	} {
		if ForEmergencies(relation) != want {
			t.Errorf("%q: want %v", relation, want)
		}
	}
}
