package name

import "strings"

// German and French letters stand for other sounds than English ones. Each pair brings a word that may be spelt by ear in
// one of them to English spelling.
var (
	germanSounds = strings.NewReplacer("tsch", "ch", "dsch", "j", "sch", "sh", "ch", "kh", "w", "v", "z", "ts", "j", "y")
	frenchSounds = strings.NewReplacer("tch", "ch", "dj", "j", "ch", "sh", "j", "zh", "ou", "u", "gu", "g")
)

// readings are the folds of a word read as German or French writes names of other alphabets: Jakubez is Yakubets, Chabib
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
	return bounded(out, fold)
}
