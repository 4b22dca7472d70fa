package screen

import (
	"testing"

	"github.com/taupier-eu/taupier/screen/list"
)

func TestSpellingsOfOneNameAreOneAndOthersAreNot(t *testing.T) {
	for _, c := range []struct {
		a, b string
		one  bool
	}{
		{"Kim Jong Un", "Kim Chong-un", true}, {"김정은", "Kim Jong Un", true}, {"金正恩", "Kim Jong Un", true}, {"Kim Jongun", "KIM, Jong Un", true},
		{"Владимир Путин", "Vladimir Putin", true}, {"محمد علي", "Mohamed Ali", true}, {"أحمد حسن", "Ahmed Hassan", true}, {"Иван Иванов", "Ivan Ivanov", true},
		{"Дмитрий Медведев", "Dmitry Medvedev", true}, {"习近平", "Xi Jinping", true}, {"王伟", "Wang Wei", true}, {"李明", "Li Ming", true}, {"박지성", "Park Ji Sung", true},
		{"이민호", "Lee Min Ho", true}, {"山田太郎", "Yamada Taro", true}, {"Αλέξανδρος", "Alexander", true}, {"משה", "Moshe", true}, {"สมชาย", "Somchai", true},
		{"عبد الله", "Abdullah", true}, {"خالد محمود", "Khaled Mahmoud", true},
		{"Kim Min-jun", "Kim Jong-un", false}, {"Nguyen Van An", "Nguyen Van Anh", false}, {"Wang Wei", "Wang Fang", false}, {"Mohamed Ali", "Mohamed Hassan", false},
		{"Kim", "Kim Jong Un", false}, {"Jean Dupont", "Jean Durand", false}, {"Ri Yong Ho", "Ri Yong Mu", false},
	} {
		got := Pair(c.a, c.b, list.Person)
		if (got.Probability >= CheckAt) != c.one {
			t.Errorf("%s and %s: %.3f", c.a, c.b, got.Probability)
		}
	}
}
