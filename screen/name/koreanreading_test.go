package name

import (
	"slices"
	"testing"
)

func TestNamesInOtherScriptsAreReadAsKoreanOnes(t *testing.T) {
	for s, want := range map[string]string{
		"金正恩": "김정은", "金 正 恩": "김정은", "朴槿惠": "박근혜", "Ким Чен Ын": "김정은", "КИМ ЧЕН ИР": "김정일", "Ким Чен-ын": "김정은",
		"Пак Пон Чжу": "박봉주", "Чхве Рён Хэ": "최룡해", "Чо Мён Рок": "조명록",
	} {
		if got := KoreanReadings(s); !slices.Contains(got, want) {
			t.Errorf("%s: %v, want %s among them", s, got, want)
		}
	}
	for _, s := range []string{"", "Kim Jong Un", "김정은", "李明", "习近平", "毛泽东主席", "Владимир Владимирович Путин", "Иван Иванов", "Ким", "Иван Ким Петров", "田中花子"} {
		if got := KoreanReadings(s); len(got) > 0 {
			t.Errorf("%q is read as %v", s, got)
		}
	}
}
