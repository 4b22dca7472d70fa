package parse

import (
	"testing"

	"codeberg.org/go-pdf/fpdf"
)

// fuzz feeds whatever bytes come under a name to File and holds the answer against what the parent
// takes. The readers must return, since a fuzzer has no child that can be stopped.
func fuzz(f *testing.F, name string, seeds ...[]byte) {
	for _, s := range seeds {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		p, stated := File(name, data)
		if err := (&answer{p, stated}).check(name); err != nil {
			t.Errorf("%v: %.500v", err, p)
		}
	})
}

func FuzzPDF(f *testing.F) {
	fuzz(f, "cv.pdf", makePDF(f, nil), makePDF(f, func(p *fpdf.Fpdf) {
		p.SetAttachments([]fpdf.Attachment{{Content: []byte("x"), Filename: "a.txt"}})
		p.LinkString(1, 1, 2, 2, "https://example.com")
		p.SetTextRenderingMode(3)
		p.Text(1, 1, "unseen")
	}))
}

func FuzzDOCX(f *testing.F) { fuzz(f, "cv.docx", makeDOCX(f, run("<w:vanish/>", "unseen"))) }
func FuzzODT(f *testing.F)  { fuzz(f, "cv.odt", makeODT(f)) }

func FuzzArchive(f *testing.F) {
	fuzz(f, "files.zip", makeZip(f, entry{"cv.txt", story}, entry{"b.zip", string(makeZip(f, entry{"c.txt", "x"}))}))
}

func FuzzRTF(f *testing.F) {
	fuzz(f, "cv.rtf", []byte(`{\rtf1\ansi{\fonttbl{\f0 A;}}{\colortbl;\red255\green255\blue255;}{\info{\creatim\yr2026\mo5}}\u8364?\'e9{\v a}{\cf1 b}\bin3 abc}`))
}

func FuzzMail(f *testing.F) {
	fuzz(f, "a.eml", []byte("Subject: =?utf-8?q?a=C3=A9?=\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n<a href=x:y>z</a>\r\n--b\r\nContent-Type: message/rfc822\r\n\r\nSubject: x\r\n\r\ny\r\n--b--\r\n"))
}

func FuzzCompound(f *testing.F) {
	fuzz(f, "a.msg", compound("__substg1.0_0037001F"), compound("WordDocument"), circularCompound())
}

func FuzzPicture(f *testing.F) {
	fuzz(f, "photo.jpg", makeImage(f, "jpeg", 16, 16), makeImage(f, "png", 16, 16), makeImage(f, "gif", 16, 16), []byte("\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic"))
}

func FuzzResume(f *testing.F) {
	fuzz(f, "cv.json", []byte(`{"basics":{"email":"a@example.com","profiles":[{"network":"x","username":"y"}]},"work":[{"name":"A","startDate":"2021-03"}]}`))
}

func FuzzText(f *testing.F) {
	fuzz(f, "cv.txt", []byte("\xff\xfeD\x00"), []byte("a\u200b\u200b\u200bb"))
}
