package stamp

import (
	"bytes"
	"os"
	"strings"
	"testing"
)

func TestAFileOfAuthoritiesHoldsCertificatesAndNothingElse(t *testing.T) {
	good, err := os.ReadFile("testdata/ca.pem")
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		data []byte
		want string
	}{
		"one":             {good, ""},
		"two, with words": {append(append(bytes.Clone(good), "Example Root, from its site\n"...), good...), ""},
		"empty":           {nil, "no certificate"},
		"not PEM":         {[]byte{0x30, 0}, "no certificate"},
		"a key":           {[]byte("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"), "a PRIVATE KEY among"},
		"a broken one":    {[]byte("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"), "certificate 1"},
		"a broken second": {append(bytes.Clone(good), "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"...), "certificate 2"},
	} {
		ca, err := ReadCA(c.data)
		if (err == nil) != (c.want == "") || err != nil && !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", name, err)
		}
		if err == nil && ca.Ends().Year() != 2046 {
			t.Errorf("%s ends %s", name, ca.Ends())
		}
	}
}
