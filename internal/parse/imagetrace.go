package parse

import (
	"bytes"
	"io"
	"strings"
	"time"

	"github.com/bep/imagemeta"
)

// isHEIF reports whether data is a picture in the container of telephones (HEIC, AVIF).
func isHEIF(data []byte) bool {
	if len(data) < 12 || string(data[4:8]) != "ftyp" {
		return false
	}
	switch string(data[8:12]) {
	case "heic", "heix", "heim", "heis", "mif1", "msf1", "avif", "avis":
		return true
	}
	return false
}

// formatOf is the form of a picture as its first bytes tell it.
func formatOf(data []byte) (imagemeta.ImageFormat, bool) {
	switch {
	case bytes.HasPrefix(data, []byte("\xff\xd8\xff")):
		return imagemeta.JPEG, true
	case bytes.HasPrefix(data, []byte("\x89PNG")):
		return imagemeta.PNG, true
	case bytes.HasPrefix(data, []byte("RIFF")):
		return imagemeta.WebP, true
	case isHEIF(data) && string(data[8:11]) == "avi":
		return imagemeta.AVIF, true
	case isHEIF(data):
		return imagemeta.HEIF, true
	}
	return imagemeta.ImageFormatAuto, false
}

// exifKept are the fields of EXIF that are read. Where a picture was taken and the number of a camera
// are not.
var exifKept = map[string]bool{"Make": true, "Model": true, "Software": true, "DateTimeOriginal": true, "ModifyDate": true, "OffsetTime": true, "OffsetTimeOriginal": true}

// imageTraces reads what a picture tells of its making, none of which needs its pixels.
func (d *document) imageTraces(data []byte) {
	d.C2PA = hasC2PA(data)
	format, ok := formatOf(data)
	if !ok {
		return
	}
	fields := map[string]string{}
	_, _ = imagemeta.Decode(imagemeta.Options{ // what it cannot read was not given
		R: bytes.NewReader(data), ImageFormat: format, Sources: imagemeta.EXIF | imagemeta.XMP,
		LimitNumTags: 2000, LimitTagSize: 4 << 10, Timeout: 2 * time.Second,
		ShouldHandleTag: func(t imagemeta.TagInfo) bool {
			d.EXIF = d.EXIF || t.Source == imagemeta.EXIF
			return exifKept[t.Tag]
		},
		HandleTag: func(t imagemeta.TagInfo) error {
			if s, ok := t.Value.(string); ok && t.Source == imagemeta.EXIF && fields[t.Tag] == "" {
				fields[t.Tag] = s
			}
			return nil
		},
		HandleXMP: func(r io.Reader) error {
			packet, err := io.ReadAll(io.LimitReader(r, maxXMP))
			if err != nil {
				return err
			}
			d.readXMP(packet)
			_, err = io.Copy(io.Discard, r)
			return err
		},
	})
	if !d.XMP {
		d.readXMP(packetIn(data))
	}
	d.Camera = clip(strings.Join(strings.Fields(fields["Make"]+" "+fields["Model"]), " "), maxField)
	d.programs(fields["Software"])
	d.Producer = first(d.Producer, fields["Software"])
	made := first(fields["DateTimeOriginal"], fields["ModifyDate"])
	if t, err := time.Parse("2006:01:02 15:04:05", made); err == nil {
		d.Created, d.Zone = stamp(t.Format("2006-01-02T15:04:05") + first(fields["OffsetTimeOriginal"], fields["OffsetTime"]))
	}
}

// packetIn finds an XMP packet that stands unpacked in a file, as in the text chunks of PNG.
func packetIn(data []byte) []byte {
	const begin, end = "<x:xmpmeta", "</x:xmpmeta>"
	from := bytes.Index(data, []byte(begin))
	if from < 0 {
		return nil
	}
	data = data[from:min(len(data), from+maxXMP)]
	to := bytes.Index(data, []byte(end))
	if to < 0 {
		return nil
	}
	return data[:to+len(end)]
}

// hasC2PA reports whether a signed account of a picture's origin (C2PA) is there: in a segment of
// JPEG, a chunk of PNG or WebP, or a box of HEIF. Only its presence is told.
func hasC2PA(data []byte) bool {
	i := bytes.Index(data, []byte("jumb"))
	if i < 0 {
		return bytes.Contains(data, []byte("C2PA"))
	}
	return bytes.Contains(data[i:min(len(data), i+4096)], []byte("c2pa"))
}
