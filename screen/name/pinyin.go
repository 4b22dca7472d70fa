package name

import (
	"strings"

	"github.com/mozillazg/go-pinyin"
)

// pinyinSyllables are the syllables of Mandarin in Hanyu Pinyin without tones (ISO 7098), by initial.
const pinyinSyllables = `a ai an ang ao e ei en er ou
ba bai ban bang bao bei ben beng bi bian biao bie bin bing bo bu
pa pai pan pang pao pei pen peng pi pian piao pie pin ping po pou pu
ma mai man mang mao mei men meng mi mian miao mie min ming miu mo mou mu
fa fan fang fei fen feng fo fou fu
da dai dan dang dao de dei deng di dian diao die ding diu dong dou du duan dui dun duo
ta tai tan tang tao te teng ti tian tiao tie ting tong tou tu tuan tui tun tuo
na nai nan nang nao nei nen neng ni nian niang niao nie nin ning niu nong nu nuan nuo nue
la lai lan lang lao le lei leng li lia lian liang liao lie lin ling liu long lou lu luan lun luo lue lv
ga gai gan gang gao ge gei gen geng gong gou gu gua guai guan guang gui gun guo
ka kai kan kang kao ke ken keng kong kou ku kua kuai kuan kuang kui kun kuo
ha hai han hang hao he hei hen heng hong hou hu hua huai huan huang hui hun huo
ji jia jian jiang jiao jie jin jing jiong jiu ju juan jue jun
qi qia qian qiang qiao qie qin qing qiong qiu qu quan que qun
xi xia xian xiang xiao xie xin xing xiong xiu xu xuan xue xun
zha zhai zhan zhang zhao zhe zhen zheng zhi zhong zhou zhu zhua zhuai zhuan zhuang zhui zhun zhuo
cha chai chan chang chao che chen cheng chi chong chou chu chuai chuan chuang chui chun chuo
sha shai shan shang shao she shen sheng shi shou shu shua shuai shuan shuang shui shun shuo
ran rang rao re ren reng ri rong rou ru ruan rui run ruo
za zai zan zang zao ze zei zen zeng zi zong zou zu zuan zui zun zuo
ca cai can cang cao ce cen ceng ci cong cou cu cuan cui cun cuo
sa sai san sang sao se sen seng si song sou su suan sui sun suo
ya yan yang yao ye yi yin ying yo yong you yu yuan yue yun
wa wai wan wang wei wen weng wo wu`

// wadeWhole are the Wade–Giles spellings that no rule of initial and final gives; marks and apostrophes are left out,
// as they are in passports and newspapers.
var wadeWhole = map[string]string{
	"zhi": "chih", "chi": "chih", "shi": "shih", "ri": "jih", "zi": "tzu", "ci": "tzu", "si": "ssu", "er": "erh", "yi": "i",
	"ye": "yeh", "yan": "yen", "you": "yu", "yong": "yung", "yue": "yueh", "ge": "ko", "ke": "ko", "he": "ho", "gui": "kuei",
	"kui": "kuei", "guo": "kuo", "kuo": "kuo", "huo": "huo", "shuo": "shuo", "e": "o", "lv": "lu", "lue": "lueh", "nue": "nueh", "you4": "",
}

var wadeInitials = []struct{ pinyin, wade string }{
	{"zh", "ch"}, {"ch", "ch"}, {"sh", "sh"}, {"b", "p"}, {"p", "p"}, {"d", "t"}, {"t", "t"}, {"g", "k"}, {"k", "k"}, {"j", "ch"},
	{"q", "ch"}, {"x", "hs"}, {"r", "j"}, {"z", "ts"}, {"c", "ts"},
}

var wadeFinals = []struct{ pinyin, wade string }{
	{"iong", "iung"}, {"ong", "ung"}, {"ian", "ien"}, {"ie", "ieh"}, {"ue", "ueh"}, {"uo", "o"},
}

// wade is the Wade–Giles spelling of a pinyin syllable, without marks.
func wade(pinyin string) string {
	if w, ok := wadeWhole[pinyin]; ok {
		return w
	}
	head, tail := "", pinyin
	for _, i := range wadeInitials {
		if rest, ok := strings.CutPrefix(pinyin, i.pinyin); ok {
			head, tail = i.wade, rest
			break
		}
	}
	if head == "" && pinyin[0] != 'w' && pinyin[0] != 'y' && len(pinyin) > 1 && !vowel(pinyin[0]) {
		head, tail = pinyin[:1], pinyin[1:]
	}
	for _, f := range wadeFinals {
		if tail == f.pinyin {
			tail = f.wade
			break
		}
	}
	return head + tail
}

// surnameReadings are characters whose reading as a family name is not their usual one.
var surnameReadings = map[rune]string{
	'单': "shan", '單': "shan", '解': "xie", '曾': "zeng", '仇': "qiu", '查': "zha", '朴': "piao", '任': "ren", '区': "ou", '區': "ou",
	'盖': "ge", '乐': "yue", '樂': "yue", '翟': "zhai", '尉': "wei", '缪': "miao", '繆': "miao", '冼': "xian", '覃': "qin", '召': "shao",
	'牟': "mou", '葛': "ge", '俞': "yu", '车': "che", '車': "che", '盛': "sheng", '纪': "ji", '於': "yu", '沈': "shen", '石': "shi",
}

// readingOf is the usual pinyin of a character without tone, "" for a character without one.
func readingOf(r rune) string {
	s, _, _ := strings.Cut(pinyin.PinyinDict[int(r)], ",")
	return toneless(s)
}

func toneless(s string) string {
	var b strings.Builder
	for _, c := range s {
		switch {
		case c < 0x80:
			b.WriteByte(byte(c))
		case strings.ContainsRune("āáǎà", c):
			b.WriteByte('a')
		case strings.ContainsRune("ēéěèê", c):
			b.WriteByte('e')
		case strings.ContainsRune("īíǐì", c):
			b.WriteByte('i')
		case strings.ContainsRune("ōóǒò", c):
			b.WriteByte('o')
		case strings.ContainsRune("ūúǔùüǖǘǚǜ", c):
			b.WriteByte('u')
		case strings.ContainsRune("ńňǹ", c):
			b.WriteByte('n')
		}
	}
	return b.String()
}
