package name

import "strings"

// German and French letters stand for other sounds than English ones. Each pair brings a word that may be spelt by ear in
// one of them to English spelling.
var (
	germanSounds = strings.NewReplacer("tsch", "ch", "dsch", "j", "sch", "sh", "ch", "kh", "w", "v", "z", "ts", "j", "y")
	frenchSounds = strings.NewReplacer("tch", "ch", "dj", "j", "ch", "sh", "j", "zh", "ou", "u", "gu", "g")
)

// slavicSounds reads the scholarly spelling without its marks: Kuznecov is Kuznetsov.
var slavicSounds = strings.NewReplacer("sc", "shch", "ch", "ch", "kh", "kh", "sh", "sh", "zh", "zh", "c", "ts", "j", "y", "h", "kh")

func slavicEnding(text string) bool {
	for _, e := range [...]string{"ov", "ova", "ev", "eva", "ij", "enko", "uk", "vic"} {
		if strings.HasSuffix(text, e) {
			return true
		}
	}
	return false
}

// readings are the folds of a word read as German, French or scholars write names of other alphabets: Jakubez is Yakubets, Chabib
// is Shabib, Loujkov is Luzhkov. Short words would be read as too many others.
func readings(text, fold string) []string {
	if len(text) < 5 {
		return nil
	}
	var out []string
	var b [96]byte
	if strings.Contains(text, "sch") || strings.ContainsAny(text, "wz") || text[0] == 'j' {
		out = append(out, string(foldLatin(b[:0], germanSounds.Replace(text))))
	}
	if strings.Contains(text, "ch") || strings.Contains(text, "ou") || strings.IndexByte(text, 'j') >= 0 {
		out = append(out, string(foldLatin(b[:0], frenchSounds.Replace(text))))
	}
	if slavicEnding(text) && strings.ContainsAny(text, "cjh") {
		out = append(out, string(foldLatin(b[:0], slavicSounds.Replace(text))))
	}
	return bounded(out, fold)
}
