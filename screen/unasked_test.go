package screen

import (
	"strings"
	"testing"
)

func TestWhatIsNotComparedIsSaid(t *testing.T) {
	for want, q := range map[string]Query{
		"no letter":        {Name: "\U0001F600\U0001F600"},
		"no letter that":   {Name: "\u200b\u202e."},
		"one letter":       {Name: "K"},
		"longer than 512":  {Name: strings.Repeat("a", 10_000)},
		"longer than":      {Name: strings.Repeat("kim ", 2_500) + "jong un"},
		"first 24":         {Name: strings.Repeat("exam ", 30)},
		`wallet "0xzz"`:    {Name: "Sylvie Example", Wallets: []string{"0xzz"}},
		`number "12"`:      {IDs: []string{"12"}},
		`e-mail "example"`: {Emails: []string{"example"}},
		"fewer than five":  {IDs: []string{"ABCDEF", "X1234567"}},
	} {
		got := q.Unasked()
		if len(got) != 1 || !strings.Contains(got[0].Error(), want) {
			t.Errorf("%s: %v", want, got)
		}
	}
}

func TestWhatIsComparedWholeIsNotDoubted(t *testing.T) {
	for _, n := range []string{
		"", "Sylvie Example", "\u202eRi\u200b Exam\u200d Pyol", "리 예", "李", "Ри Экзам", "Exam \U0001F600 Ri", "O Exam", "X Æ",
	} {
		q := Query{Name: n, IDs: []string{"X-123 4567"}, Wallets: []string{"0x52908400098527886E0F7030069857D2E4169EE7"}, Emails: []string{"a@example.com"}}
		if got := q.Unasked(); len(got) > 0 {
			t.Errorf("%q: %v", n, got)
		}
	}
}
