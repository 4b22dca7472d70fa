package notify

import (
	"encoding/base64"
	"io"
	"mime"
	"mime/multipart"
	"net/mail"
	"strings"
	"testing"
)

func TestACheckpointIsMailedByteForByteAndEncryptedOrNotAtAll(t *testing.T) {
	signed := []byte("taupier/ledger\n7\nAAAA\n\n— taupier Az3grl=\n")
	p, o := openPost(t, true)
	m, err := NewMail(o)
	if err != nil {
		t.Fatal(err)
	}
	if err := m.SendCheckpoint(t.Context(), "notary@example.com", 7, signed, at); err != nil {
		t.Fatal(err)
	}
	if len(p.letters) != 1 || p.plain != 0 || p.to[0] != "notary@example.com" {
		t.Fatalf("%d letters to %v, %d of them plain", len(p.letters), p.to, p.plain)
	}
	if got := attachment(t, p.letters[0]); got != string(signed) {
		t.Errorf("the file is %q", got)
	}

	open, o := openPost(t, false)
	if m, err = NewMail(o); err != nil {
		t.Fatal(err)
	}
	if err := m.SendCheckpoint(t.Context(), "notary@example.com", 7, signed, at); err == nil || len(open.letters) != 0 {
		t.Errorf("without encryption: %v, %d letters", err, len(open.letters))
	}
}

// attachment is the last part of a letter.
func attachment(t *testing.T, letter string) (last string) {
	t.Helper()
	msg, err := mail.ReadMessage(strings.NewReader(letter))
	if err != nil {
		t.Fatal(err)
	}
	_, more, err := mime.ParseMediaType(msg.Header.Get("Content-Type"))
	if err != nil {
		t.Fatal(err)
	}
	parts := multipart.NewReader(msg.Body, more["boundary"])
	for {
		part, err := parts.NextPart()
		if err == io.EOF {
			return last
		}
		if err != nil {
			t.Fatal(err)
		}
		var r io.Reader = part
		if part.Header.Get("Content-Transfer-Encoding") == "base64" {
			r = base64.NewDecoder(base64.StdEncoding, part)
		}
		body, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		last = string(body)
	}
}
