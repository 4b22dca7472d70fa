package app

import (
	"bytes"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A file goes into a case through the page, comes out in a bundle, and the bundle is verified where there is no server: in words, in
// both languages, and as JSON. A byte changed is exit code 6.
func TestABundleFromTheServerVerifiesWithoutIt(t *testing.T) {
	dir := t.TempDir()
	s := serveDemo(t, dir)
	c := s.signIn(t, "analyst")
	res, err := c.PostForm(s.firstPerson(t, c)+"/view", url.Values{"text": {"This may be a journey"}, "hypothesis": {"a journey"}})
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	page := s.base + res.Header.Get("Location")
	var form bytes.Buffer
	m := multipart.NewWriter(&form)
	if err := m.WriteField("note", "Sent by the carrier on request"); err != nil {
		t.Fatal(err)
	}
	part, err := m.CreateFormFile("file", "delivery.txt")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(part, "signed for in Porto"); err != nil {
		t.Fatal(err)
	}
	if err := m.Close(); err != nil {
		t.Fatal(err)
	}
	if res, err = c.Post(page+"/evidence", m.FormDataContentType(), &form); err != nil || res.StatusCode != http.StatusSeeOther {
		t.Fatal(res, err)
	}
	res.Body.Close()
	if res, err = c.PostForm(page+"/bundle.zip", url.Values{"for": {"legal"}}); err != nil || res.StatusCode != http.StatusOK {
		t.Fatal(res, err)
	}
	data, err := io.ReadAll(res.Body)
	res.Body.Close()
	if err != nil {
		t.Fatal(err)
	}
	s.kill(t)
	file, key := filepath.Join(t.TempDir(), "bundle.zip"), filepath.Join(dir, "ledger.pub")
	for _, try := range []struct {
		args []string
		says string
	}{
		{[]string{"--key", key}, "The bundle holds."}, {[]string{"--key", key, "--lang", "fr"}, "Le dossier tient."},
		{nil, "not who signed"}, {[]string{"--key", key, "-o", "json"}, `"holds": true`},
	} {
		if err := os.WriteFile(file, data, 0o600); err != nil {
			t.Fatal(err)
		}
		if code, out, errs := run(t, append([]string{"evidence", "verify", file}, try.args...)...); code != exitOK || !strings.Contains(out, try.says) {
			t.Errorf("%v: exit code %d\n%s%s", try.args, code, out, errs)
		}
		bad := bytes.Replace(data, []byte("signed for in Porto"), []byte("signed for in Lyon!"), 1)
		if err := os.WriteFile(file, bad, 0o600); err != nil {
			t.Fatal(err)
		}
		if code, out, errs := run(t, append([]string{"evidence", "verify", file}, try.args...)...); code != exitIntegrity || strings.Contains(out, try.says) {
			t.Errorf("%v: exit code %d\n%s%s", try.args, code, out, errs)
		}
	}
	if code, _, _ := run(t, "evidence", "verify", filepath.Join(t.TempDir(), "none.zip")); code != exitIO {
		t.Errorf("no such file: exit code %d", code)
	}
	if code, _, _ := run(t, "evidence", "verify", file, "-o", "xml"); code != exitUsage {
		t.Errorf("no such form: exit code %d", code)
	}
}
