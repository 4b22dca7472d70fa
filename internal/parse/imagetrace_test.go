package parse

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"strings"
	"testing"
)

// exif is a block of EXIF with text fields of the first directory.
func exif(fields map[uint16]string) []byte {
	be := binary.BigEndian
	out := []byte("MM\x00\x2a\x00\x00\x00\x08")
	out = be.AppendUint16(out, uint16(len(fields)))
	at := uint32(8 + 2 + 12*len(fields) + 4)
	var texts []byte
	for _, tag := range []uint16{0x010f, 0x0110, 0x0131, 0x0132} {
		text := fields[tag] + "\x00"
		out = be.AppendUint16(be.AppendUint16(out, tag), 2)
		out = be.AppendUint32(be.AppendUint32(out, uint32(len(text))), at+uint32(len(texts)))
		texts = append(texts, text...)
	}
	return append(append(out, 0, 0, 0, 0), texts...)
}

func segment(marker byte, data []byte) []byte {
	return append(binary.BigEndian.AppendUint16([]byte{0xff, marker}, uint16(len(data)+2)), data...)
}

func TestAPictureTellsOfItsMaking(t *testing.T) {
	plain := makeImage(t, "jpeg", 64, 64)
	made := exif(map[uint16]string{0x010f: "Example", 0x0110: "Phone 9", 0x0131: "Retouch 4", 0x0132: "2026:05:01 09:30:00"})
	c2pa := append([]byte("JP\x00\x01\x00\x00\x00\x01\x00\x00\x00\x40jumb\x00\x00\x00\x20jumd"), "c2pa"...)
	data := bytes.Join([][]byte{plain[:2], segment(0xe1, append([]byte("Exif\x00\x00"), made...)), segment(0xeb, c2pa), plain[2:]}, nil)
	got, _ := File("photo.jpg", data)
	if got.Problem != "" || !got.EXIF || !got.C2PA || got.Camera != "Example Phone 9" || strings.Join(got.Programs, ",") != "Retouch 4" || got.Created.Format("2006-01-02 15:04") != "2026-05-01 09:30" {
		t.Errorf("%q EXIF %t C2PA %t camera %q programs %v created %s", got.Problem, got.EXIF, got.C2PA, got.Camera, got.Programs, got.Created)
	}
	if bare, _ := File("photo.jpg", plain); bare.EXIF || bare.XMP || bare.C2PA || bare.DHash != got.DHash || got.DHash == 0 {
		t.Errorf("%+v", bare)
	}
}

func TestXMPOfAPNGIsRead(t *testing.T) {
	plain := makeImage(t, "png", 64, 64)
	packet := `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmp:CreatorTool="Painter 7"/></rdf:RDF></x:xmpmeta>`
	body := append([]byte("iTXtXML:com.adobe.xmp\x00\x00\x00\x00\x00"), packet...)
	chunk := binary.BigEndian.AppendUint32(nil, uint32(len(body)-4))
	chunk = binary.BigEndian.AppendUint32(append(chunk, body...), crc32.ChecksumIEEE(body))
	const head = 8 + 25 // signature and the first chunk
	got, _ := File("photo.png", bytes.Join([][]byte{plain[:head], chunk, plain[head:]}, nil))
	if got.Problem != "" || !got.XMP || strings.Join(got.Programs, ",") != "Painter 7" {
		t.Errorf("%q XMP %t programs %v", got.Problem, got.XMP, got.Programs)
	}
}

func TestAPictureOfATelephoneIsKnownWithoutItsPixels(t *testing.T) {
	got, _ := File("photo.heic", []byte("\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic"))
	if got.Kind != "image" || got.Problem != "" || got.DHash != 0 {
		t.Errorf("%+v", got)
	}
}
