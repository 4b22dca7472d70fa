package name

import "testing"

func BenchmarkParse(b *testing.B) {
	for _, c := range []struct{ name, in string }{
		{"usual Latin", "Maria Kowalska"}, {"three known", "Kim Yong Chol"}, {"joined", "Kim Yongchol"}, {"unknown", "Zbyrek Qvintarello"},
		{"marks", "Jürgen Großmann"}, {"Cyrillic", "Сергей Иванов"}, {"hangul", "김영철"}, {"Han", "王小明"}, {"Arabic", "خالد محمود"},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Parse(c.in, Person)
			}
		})
	}
}

func BenchmarkLoadTables(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		loadEast()
		loadLexicon()
		readFrequencies()
	}
}
