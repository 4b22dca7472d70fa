package stamp

import (
	"bytes"
	"math/big"
	"os"
	"strings"
	"testing"
	"time"
	"unicode"
)

// kept is an answer that openssl gave to a question with the number 2^62, and who issued its certificate.
func kept(t testing.TB) (answer []byte, nonce *big.Int, ca *CA) {
	t.Helper()
	answer, err := os.ReadFile("testdata/answer.der")
	if err != nil {
		t.Fatal(err)
	}
	pem, err := os.ReadFile("testdata/ca.pem")
	if err != nil {
		t.Fatal(err)
	}
	if ca, err = ReadCA(pem); err != nil {
		t.Fatal(err)
	}
	return answer, new(big.Int).Lsh(big.NewInt(1), 62), ca
}

func TestAnAnswerThatWasKeptIsReadForEver(t *testing.T) {
	answer, nonce, ca := kept(t)
	token, s, err := open(answer, note, nonce, ca)
	if err != nil || s.By != "Example Time-Stamp Authority" || s.At.Format(time.DateOnly) != "2026-11-25" {
		t.Fatalf("%+v %v", s, err)
	}
	if !bytes.Contains(answer, token) {
		t.Error("the token is not a part of the answer")
	}
}

func TestForeignWordsAreShortAndPlain(t *testing.T) {
	for in, want := range map[string]string{"déjà vu": "déjà vu", "a\x00b\x1b[1mc\n": "a b [1mc ", "\xff\xfe": " ", strings.Repeat("é", 400): strings.Repeat("é", mostWords) + "…"} {
		if got := Plain(in); got != want {
			t.Errorf("%q is %q, want %q", in, got, want)
		}
	}
}

// Whatever is answered: it ends, an error is plain, and what is accepted says what the authority signed.
func FuzzAnswer(f *testing.F) {
	answer, nonce, ca := kept(f)
	_, want, err := open(answer, note, nonce, ca)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(answer)
	f.Fuzz(func(t *testing.T, data []byte) {
		_, s, err := open(data, note, nonce, ca)
		if err == nil && s != want {
			t.Errorf("nobody signed %+v", s)
		}
		if err != nil && strings.ContainsFunc(err.Error(), func(r rune) bool { return r == unicode.ReplacementChar || unicode.IsControl(r) }) {
			t.Errorf("%q", err)
		}
	})
}
