package parse

import (
	"bytes"
	"path"
	"strings"
)

// kindOf tells what a file is from its content, without opening it.
func kindOf(name string, data []byte) string {
	head := data[:min(len(data), 1024)]
	switch {
	case bytes.HasPrefix(head, []byte("%PDF-")):
		return "pdf"
	case bytes.HasPrefix(data, []byte("PK\x03\x04")), bytes.HasPrefix(data, []byte("PK\x05\x06")):
		return "archive"
	case isImage(data), isHEIF(data):
		return "image"
	case bytes.HasPrefix(data, []byte("{\\rtf")):
		return "rtf"
	case bytes.HasPrefix(data, []byte(oleMagic)):
		return "ole"
	case isProgram(head):
		return "program"
	case bytes.Contains(head, []byte("%PDF-")): // other bytes may stand before it, as long as they are of no kind
		return "pdf"
	case isMail(name, head):
		return "mail"
	}
	return "unknown"
}

const oleMagic = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

// isProgram reports whether a file is made to be run.
func isProgram(head []byte) bool {
	for _, magic := range []string{"MZ", "\x7fELF", "#!", "\xcf\xfa\xed\xfe", "\xfe\xed\xfa\xcf", "L\x00\x00\x00\x01\x14\x02\x00"} {
		if bytes.HasPrefix(head, []byte(magic)) {
			return true
		}
	}
	return false
}

// isMail reports whether a file is a mail as programs save it: by its name, or by headers that only mail has.
func isMail(name string, head []byte) bool {
	if strings.EqualFold(path.Ext(name), ".eml") {
		return true
	}
	lower := bytes.ToLower(head)
	for _, first := range []string{"received:", "return-path:", "delivered-to:", "mime-version:"} {
		if bytes.HasPrefix(lower, []byte(first)) {
			return true
		}
	}
	return false
}
