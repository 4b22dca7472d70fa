package eval

import "strings"

// Cyrillic: the spelling of the list (BGN/PCGN habit) is read back into Russian letters, and written in the other systems.
var fromLatin = []struct{ latin, cyrillic string }{
	{"shch", "щ"}, {"yevich", "евич"}, {"iy$", "ий"}, {"yy$", "ый"}, {"skii$", "ский"}, {"skiy$", "ский"}, {"sky$", "ский"}, {"ey$", "ей"}, {"ei$", "ей"}, {"ay$", "ай"}, {"ai$", "ай"},
	{"zh", "ж"}, {"kh", "х"}, {"ts", "ц"}, {"ch", "ч"}, {"sh", "ш"}, {"yu", "ю"}, {"ya", "я"}, {"ye", "е"}, {"yo", "ё"}, {"iu", "ю"}, {"ia", "ия"}, {"x", "кс"},
	{"y$", "ий"}, {"a", "а"}, {"b", "б"}, {"v", "в"}, {"g", "г"}, {"d", "д"}, {"^e", "э"}, {"e", "е"}, {"z", "з"}, {"i", "и"}, {"k", "к"}, {"l", "л"}, {"m", "м"}, {"n", "н"}, {"o", "о"}, {"p", "п"},
	{"r", "р"}, {"s", "с"}, {"t", "т"}, {"u", "у"}, {"f", "ф"}, {"y", "ы"}, {"h", "х"}, {"c", "к"}, {"w", "в"}, {"j", "дж"},
}

// russianWhole are given names that the rule above would misread, in the writing of Russia.
var russianWhole = map[string]string{
	"alexander": "александр", "aleksandr": "александр", "alexei": "алексей", "alexey": "алексей", "aleksey": "алексей", "aleksei": "алексей", "sergei": "сергей", "sergey": "сергей",
	"dmitry": "дмитрий", "dmitri": "дмитрий", "dmitriy": "дмитрий", "andrei": "андрей", "andrey": "андрей", "yuri": "юрий", "yury": "юрий", "yuriy": "юрий", "igor": "игорь",
	"evgeny": "евгений", "yevgeny": "евгений", "yevgeniy": "евгений", "evgeniy": "евгений", "nikolai": "николай", "nikolay": "николай", "vasily": "василий", "vasiliy": "василий",
	"anatoly": "анатолий", "anatoliy": "анатолий", "gennady": "геннадий", "gennadiy": "геннадий", "valery": "валерий", "valeriy": "валерий", "vitaly": "виталий", "vitaliy": "виталий",
	"arkady": "аркадий", "arkadiy": "аркадий", "maxim": "максим", "maksim": "максим", "ekaterina": "екатерина", "elena": "елена", "yelena": "елена", "natalia": "наталия",
	"natalya": "наталья", "tatiana": "татьяна", "tatyana": "татьяна", "olga": "ольга", "mikhail": "михаил", "michail": "михаил", "pyotr": "пётр", "petr": "пётр", "viktor": "виктор",
	"victor": "виктор", "eduard": "эдуард", "edward": "эдуард", "konstantin": "константин", "ilya": "илья", "ivan": "иван", "oleg": "олег", "pavel": "павел", "boris": "борис",
	"vladimir": "владимир", "artem": "артём", "artyom": "артём", "fedor": "фёдор", "fyodor": "фёдор", "leonid": "леонид", "grigory": "григорий", "grigoriy": "григорий",
}

type alphabet map[rune]string

var (
	russianPassport = letters("а a б b в v г g д d е e ё e ж zh з z и i й i к k л l м m н n о o п p р r с s т t у u ф f х kh ц ts ч ch ш sh щ shch ъ ie ы y ь - э e ю iu я ia")
	russianScholar  = letters("а a б b в v г g д d е e ё e ж z з z и i й j к k л l м m н n о o п p р r с s т t у u ф f х h ц c ч c ш s щ sc ъ - ы y ь - э e ю ju я ja")
	russianGerman   = letters("а a б b в w г g д d е e ё jo ж sch з s и i й i к k л l м m н n о o п p р r с s т t у u ф f х ch ц z ч tsch ш sch щ schtsch ъ - ы y ь - э e ю ju я ja")
	russianFrench   = letters("а a б b в v г g д d е e ё io ж j з z и i й i к k л l м m н n о o п p р r с s т t у ou ф f х kh ц ts ч tch ш ch щ chtch ъ - ы y ь - э e ю iou я ia")
	russianEnglish  = letters("а a б b в v г g д d е e ё yo ж zh з z и i й y к k л l м m н n о o п p р r с s т t у u ф f х kh ц ts ч ch ш sh щ shch ъ - ы y ь - э e ю yu я ya")
)

func letters(s string) alphabet {
	f := strings.Fields(s)
	a := alphabet{}
	for i := 0; i < len(f); i += 2 {
		a[[]rune(f[i])[0]] = strings.TrimPrefix(f[i+1], "-")
	}
	return a
}

func (a alphabet) write(s string) string {
	var b strings.Builder
	for _, r := range s {
		b.WriteString(a[r])
	}
	return b.String()
}

// russian reads a Latin word back into Cyrillic.
func russian(word string) string {
	if w, ok := russianWhole[word]; ok {
		return w
	}
	var b strings.Builder
	for i := 0; i < len(word); {
		n := 0
		for _, k := range fromLatin {
			latin, start := strings.CutPrefix(k.latin, "^")
			latin, end := strings.CutSuffix(latin, "$")
			if start && i > 0 || end && i+len(latin) != len(word) || !strings.HasPrefix(word[i:], latin) {
				continue
			}
			b.WriteString(k.cyrillic)
			n = len(latin)
			break
		}
		i += max(n, 1)
	}
	return b.String()
}

func cyrillicSpellings(p parts) map[string]string {
	if len(p.family) != 1 || len(p.given) == 0 {
		return nil
	}
	out := map[string]string{}
	words := append(append([]string{}, p.given...), p.family...)
	native := make([]string, len(words))
	for i, w := range words {
		if native[i] = russian(w); len(native[i]) < 2*len(w)*2/3 {
			return nil
		}
	}
	out["cyrillic-letters"] = title(native)
	out["cyrillic-family-first"] = title(append([]string{native[len(native)-1]}, native[:len(native)-1]...))
	for name, a := range map[string]alphabet{"cyrillic-passport": russianPassport, "cyrillic-scholarly": russianScholar, "cyrillic-german": russianGerman, "cyrillic-french": russianFrench, "cyrillic-english": russianEnglish} {
		written := make([]string, len(native))
		for i, w := range native {
			written[i] = a.write(w)
		}
		out[name] = title(written)
	}
	return out
}
