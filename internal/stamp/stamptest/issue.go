package stamptest

import (
	"cmp"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// config is what openssl is told; words in capitals are filled in.
const config = `
[req]
distinguished_name = name
prompt = no
x509_extensions = root
[name]
CN = Example Root
[root]
basicConstraints = critical,CA:true
keyUsage = critical,keyCertSign,cRLSign
subjectKeyIdentifier = hash
[ca]
default_ca = root_ca
[root_ca]
dir = .
database = index.txt
new_certs_dir = .
serial = serial
certificate = ca.pem
private_key = ca.key
default_md = sha256
policy = any
unique_subject = no
[any]
commonName = supplied
[stamper]
basicConstraints = critical,CA:false
keyUsage = critical,digitalSignature
USAGE
[tsa]
serial = ./ts-serial
crypto_device = builtin
signer_cert = ./tsa.pem
signer_key = ./tsa.key
certs = ./ca.pem
signer_digest = DIGEST
default_policy = 1.2.3.4.1
digests = sha256
accuracy = secs:1, millisecs:500
ordering = yes
tsa_name = yes
ess_cert_id_chain = no
ess_cert_id_alg = ESS
`

// issue makes a root, a certificate of an authority under it, and what openssl needs to answer.
func (a *Authority) issue(t testing.TB, c Choices) {
	t.Helper()
	text := strings.NewReplacer("USAGE", "extendedKeyUsage = "+cmp.Or(c.Usage, "critical,timeStamping"), "DIGEST", cmp.Or(c.Digest, "sha256"), "ESS", cmp.Or(c.ESS, "sha256")).Replace(config)
	for name, text := range map[string]string{"openssl.cnf": text, "index.txt": "", "serial": "1000\n", "ts-serial": "01\n"} {
		if err := os.WriteFile(filepath.Join(a.dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	key := []string{"-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"}
	if c.RSA {
		key = []string{"-newkey", "rsa:2048"}
	}
	if c.From.IsZero() {
		c.From = time.Now().Add(-24 * time.Hour)
	}
	if c.To.IsZero() {
		c.To = time.Now().Add(10 * 365 * 24 * time.Hour)
	}
	const form = "20060102150405Z"
	a.openssl(t, append([]string{"req", "-x509", "-config", "openssl.cnf", "-nodes", "-days", "7300", "-keyout", "ca.key", "-out", "ca.pem"}, key...)...)
	a.openssl(t, append([]string{"req", "-new", "-config", "openssl.cnf", "-nodes", "-subj", "/CN=Example Time-Stamp Authority", "-keyout", "tsa.key", "-out", "tsa.csr"}, key...)...)
	a.openssl(t, "ca", "-config", "openssl.cnf", "-batch", "-notext", "-extensions", "stamper", "-in", "tsa.csr", "-out", "tsa.pem",
		"-startdate", c.From.UTC().Format(form), "-enddate", c.To.UTC().Format(form))
}
