package demo

import (
	"fmt"
	"strings"
)

// pdf writes a small PDF: the lines in black on as many pages as they need, the author in its properties.
func pdf(author string, lines []string) []byte {
	const perPage, wide = 52, 95
	var all []string
	for _, l := range lines {
		all = append(all, folded(strings.TrimLeft(l, "# "), wide)...)
	}
	objects := []string{"<</Type /Catalog /Pages 2 0 R>>", "", "<</Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding>>",
		"<</Author " + pdfString(author) + " /Producer (Letterpress 3)>>"}
	var kids []string
	for ; len(all) > 0; all = all[min(perPage, len(all)):] {
		var text strings.Builder
		text.WriteString("BT /F1 10 Tf 50 790 Td 14 TL\n")
		for _, l := range all[:min(perPage, len(all))] {
			text.WriteString(pdfString(l) + " Tj T*\n")
		}
		text.WriteString("ET")
		n := len(objects) + 1
		kids = append(kids, fmt.Sprintf("%d 0 R", n))
		objects = append(objects,
			fmt.Sprintf("<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources <</Font <</F1 3 0 R>>>> /Contents %d 0 R>>", n+1),
			fmt.Sprintf("<</Length %d>>\nstream\n%s\nendstream", text.Len(), text.String()))
	}
	objects[1] = fmt.Sprintf("<</Type /Pages /Kids [%s] /Count %d>>", strings.Join(kids, " "), len(kids))
	out := []byte("%PDF-1.7\n")
	var table strings.Builder
	for i, o := range objects {
		fmt.Fprintf(&table, "%010d 00000 n \n", len(out))
		out = fmt.Appendf(out, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	at := len(out)
	return fmt.Appendf(out, "xref\n0 %d\n0000000000 65535 f \n%strailer\n<</Size %d /Root 1 0 R /Info 4 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, table.String(), len(objects)+1, at)
}

// pdfString writes a string in the encoding of Windows as far as Latin-1 goes; other letters become a question mark.
func pdfString(s string) string {
	out := []byte("(")
	for _, r := range s {
		switch {
		case r == '(' || r == ')' || r == '\\':
			out = append(out, '\\', byte(r))
		case r < 0x80 || r >= 0xa0 && r <= 0xff:
			out = append(out, byte(r))
		default:
			out = append(out, '?')
		}
	}
	return string(append(out, ')'))
}

// folded cuts a line at words into lines of at most width bytes.
func folded(line string, width int) (out []string) {
	for len(line) > width {
		cut := strings.LastIndexByte(line[:width], ' ')
		if cut <= 0 {
			cut = width
		}
		out = append(out, line[:cut])
		line = strings.TrimPrefix(line[cut:], " ")
	}
	return append(out, line)
}
