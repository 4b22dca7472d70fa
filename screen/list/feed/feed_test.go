package feed

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/taupier-eu/taupier/screen/list"
)

const sample = `type,value,source,date
wallet,0x52908400098527886E0F7030069857D2E4169EE7,CERT Example,2026-11-20
wallet,0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed,CERT Example,2026-11-22
WALLET,bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4,,
`

func TestAnAddressIsItsOwnName(t *testing.T) {
	got, err := Read(strings.NewReader(sample), "in/CERT Example.csv")
	if err != nil {
		t.Fatal(err)
	}
	const name = "feed-cert-example"
	want := &list.List{
		Name: name, Title: "Indicators: CERT Example.csv", Published: time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC),
	}
	for i, e := range []list.Entry{{Line: 2, Listed: "2026-11-20", Remarks: "CERT Example"}, {Line: 3, Listed: "2026-11-22", Remarks: "CERT Example"}, {Line: 4}} {
		v := []string{"0x52908400098527886E0F7030069857D2E4169EE7", "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4"}[i]
		e.List, e.ID, e.Kind, e.Wallets, e.Names = name, "wallet:"+v, list.Wallet, []list.WalletAddress{{Address: v}}, []list.Name{{Text: v, Primary: true}}
		want.Entries = append(want.Entries, e)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestAnIndicatorThatCannotBeUsedIsNamed(t *testing.T) {
	bad := sample + "domain,example.com,x,2026-11-20\nemail,a@example.com,x,\nwallet,0x12,x,\nwallet,0x52908400098527886E0F7030069857D2E4169EE8,x,yesterday\nwallet,bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4,x,\n"
	got, err := Read(strings.NewReader(bad), "a.csv")
	if err != nil {
		t.Fatal(err)
	}
	if len(got.Entries) != 3 || len(got.Rejected) != 5 {
		t.Fatalf("%d entries, %v", len(got.Entries), got.Rejected)
	}
	for i, says := range []string{`type "domain"`, `type "email"`, `value "0x12"`, `date "yesterday"`, "stands twice"} {
		if p := got.Rejected[i]; p.Line != 5+i || !strings.Contains(p.Reason, says) {
			t.Errorf("%+v, want line %d: %s", p, 5+i, says)
		}
	}
}

func TestAFeedWithNothingInItIsRefused(t *testing.T) {
	for _, text := range []string{"", "type,value,source,date\n", "type,value\nwallet,x\n"} {
		if _, err := Read(strings.NewReader(text), "a.csv"); err == nil || !strings.Contains(err.Error(), "a.csv") {
			t.Errorf("%q: got %v", text, err)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add(sample)
	f.Add("type,value,source,date\nwallet,\x00\n")
	f.Fuzz(func(t *testing.T, text string) {
		l, err := Read(strings.NewReader(text), "a.csv")
		if err == nil && len(l.Entries) == 0 {
			t.Error("an empty list and no error")
		}
	})
}
