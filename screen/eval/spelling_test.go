package eval

import (
	"math/rand/v2"
	"testing"
)

func TestNamesAreSpeltAsOtherSystemsWriteThem(t *testing.T) {
	first := func(int) int { return 0 }
	korean := koreanSpellings(parts{[]string{"kim"}, []string{"jong", "un"}}, first)
	chinese := chineseSpellings(parts{[]string{"zhang"}, []string{"xiaoming"}}, first)
	russian := cyrillicSpellings(parts{[]string{"shcherbakov"}, []string{"dmitry"}})
	arabic := arabicSpellings(Arabic, parts{[]string{"al", "iraqi"}, []string{"abd", "al", "rahman"}}, first)
	for got, want := range map[string]string{
		korean["korean-revised"]: "Gim Jeong-un", korean["korean-reischauer"]: "Kim Chong-un", korean["korean-south"]: "Jungeun Kim", korean["korean-habit"]: "Kim Jung Eun",
		chinese["chinese-wade-giles"]: "Chang Hsiao-ming", chinese["chinese-family-hong-kong"]: "Cheung Xiaoming", chinese["chinese-apart"]: "Zhang Xiao Ming",
		russian["cyrillic-letters"]: "Дмитрий Щербаков", russian["cyrillic-german"]: "Dmitrii Schtscherbakow", russian["cyrillic-french"]: "Dmitrii Chtcherbakov", russian["cyrillic-passport"]: "Dmitrii Shcherbakov",
		arabic["arabic-abdul"]: "Abdul Rahman Al Iraqi",
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestASlipIsOneEdit(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	for range 200 {
		words := []string{"zawahiri", "ayman"}
		got, ok := typo(words, r)
		if !ok {
			continue
		}
		if d := distance(words[0]+words[1], got[0]+got[1]); d == 0 || d > 2 || got[0][0] != 'z' || got[1][0] != 'a' {
			t.Fatalf("%v is %d edits away", got, d)
		}
	}
	if _, ok := typo([]string{"kim"}, r); ok {
		t.Error("a short word was mistyped")
	}
}

func TestNamesNearByLettersAreNotTakenForSpellings(t *testing.T) {
	for _, c := range []struct {
		a, b string
		same bool
	}{
		{"Mohammed HUSSEIN", "HUSAYN, Muhammad", true}, {"Kim Yong-chol", "KIM, Young Chul", true}, {"Abdel Rahman Omar", "OMAR, Abdulrahman", true}, {"Idrissa DJALÓ", "Diallo Idrissa", true},
		{"Ivan Petrov", "Igor Petrov", false}, {"Kim Yong-chol", "Kim Yong-il", false}, {"Hassan Ali", "Hussein Ali", false},
	} {
		if (bag(c.a, "person") == bag(c.b, "person")) != c.same {
			t.Errorf("%s, %s: %q, %q", c.a, c.b, bag(c.a, "person"), bag(c.b, "person"))
		}
	}
}

func TestAKoreanNameIsAlsoReadAsTheSouthWritesIt(t *testing.T) {
	for name, want := range map[string]string{"chun yong": "jun yong", "chunryong": "jun yong", "zawahiri": ""} {
		if got := southern(fields(name)); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}
