package name

// georgian follows the national system of 2002; aspirated and ejective consonants are one in Latin.
var georgian = scheme{
	'ა': "a", 'ბ': "b", 'გ': "g", 'დ': "d", 'ე': "e", 'ვ': "v", 'ზ': "z", 'თ': "t", 'ი': "i", 'კ': "k", 'ლ': "l", 'მ': "m", 'ნ': "n",
	'ო': "o", 'პ': "p", 'ჟ': "zh", 'რ': "r", 'ს': "s", 'ტ': "t", 'უ': "u", 'ფ': "p", 'ქ': "k", 'ღ': "gh", 'ყ': "q", 'შ': "sh",
	'ჩ': "ch", 'ც': "ts", 'ძ': "dz", 'წ': "ts", 'ჭ': "ch", 'ხ': "kh", 'ჯ': "j", 'ჰ': "h",
}

// armenian follows the BGN/PCGN table of 1981 (eastern pronunciation).
var armenian = scheme{
	'ա': "a", 'բ': "b", 'գ': "g", 'դ': "d", 'ե': "e", 'զ': "z", 'է': "e", 'ը': "y", 'թ': "t", 'ժ': "zh", 'ի': "i", 'լ': "l", 'խ': "kh",
	'ծ': "ts", 'կ': "k", 'հ': "h", 'ձ': "dz", 'ղ': "gh", 'ճ': "ch", 'մ': "m", 'յ': "y", 'ն': "n", 'շ': "sh", 'ո': "o", 'չ': "ch",
	'պ': "p", 'ջ': "j", 'ռ': "r", 'ս': "s", 'վ': "v", 'տ': "t", 'ր': "r", 'ց': "ts", 'ւ': "u", 'փ': "p", 'ք': "k", 'և': "ev", 'օ': "o", 'ֆ': "f",
}

var (
	otherGeorgian = []scheme{{'ყ': "k", 'ღ': "g", 'ხ': "h"}, {'ფ': "f", 'ყ': "kh", 'ჯ': "dj"}}
	otherArmenian = []scheme{{'բ': "p", 'պ': "b", 'գ': "k", 'կ': "g", 'դ': "t", 'տ': "d", 'ճ': "j", 'ջ': "ch"}, {'խ': "h", 'ղ': "g", 'ջ': "dj"}}
)

// letterToken reads a word of an alphabet that is spelt letter by letter.
func letterToken(s string, usual scheme, others []scheme) Token {
	text := spell(s, usual)
	var forms []string
	for _, o := range others {
		forms = append(forms, spell(s, o, usual))
	}
	t := find(text)
	t.Forms = bounded(append(forms, t.Forms...), text)
	return t
}
