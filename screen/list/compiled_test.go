package list

import (
	"bytes"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func compiled(t *testing.T) ([]List, []byte) {
	t.Helper()
	lists := []List{
		{Name: "a", Title: "A", Publisher: "P", Published: time.Date(2026, 2, 27, 0, 0, 0, 0, time.UTC), Entries: []Entry{{List: "a", ID: "1", Kind: Person, Names: []Name{{Text: "예시 <x>", Primary: true}}, Births: []Birth{{Year: 1962, Circa: true}}}, {List: "a", ID: "2"}}},
		{Name: "b", Entries: []Entry{{List: "b", ID: "1", Wallets: []WalletAddress{{"XBT", "1x"}}}}},
	}
	var b bytes.Buffer
	if err := Write(&b, lists); err != nil {
		t.Fatal(err)
	}
	return lists, b.Bytes()
}

func TestWhatIsWrittenIsRead(t *testing.T) {
	lists, data := compiled(t)
	got, err := ReadCompiled(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(lists, got); diff != "" {
		t.Error(diff)
	}
}

func TestACutOrDamagedFileIsRefused(t *testing.T) {
	lists, data := compiled(t)
	for n := range len(data) {
		if _, err := ReadCompiled(bytes.NewReader(data[:n])); err == nil {
			t.Errorf("the first %d of %d bytes were read as a whole", n, len(data))
		}
	}
	for i := 10; i < len(data)-8; i++ {
		bad := bytes.Clone(data)
		bad[i] ^= 0x10
		// A bit that pads the last block of the compression carries nothing.
		if got, err := ReadCompiled(bytes.NewReader(bad)); err == nil && !cmp.Equal(lists, got) {
			t.Errorf("byte %d was changed and nobody noticed", i)
		}
	}
}
