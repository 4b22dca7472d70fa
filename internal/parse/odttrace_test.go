package parse

import (
	"strings"
	"testing"
)

func TestAnODTTellsOfItsMakingAndWhatItHides(t *testing.T) {
	const ns = `xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="t" xmlns:style="s" xmlns:fo="f" xmlns:xlink="x"`
	make := func(ground string) []byte {
		return makeZip(t, entry{"mimetype", "application/vnd.oasis.opendocument.text"}, entry{"Basic/Standard/Module1.xml", "<m/>"},
			entry{"meta.xml", `<office:document-meta ` + ns + `><office:meta><editing-cycles>12</editing-cycles><editing-duration>PT1H5M30S</editing-duration></office:meta></office:document-meta>`},
			entry{"content.xml", `<office:document-content ` + ns + `><office:automatic-styles><style:style style:name="W"><style:text-properties fo:color="#ffffff" fo:language="fr" fo:country="FR"/></style:style>` +
				`<style:style style:name="T"><style:text-properties fo:font-size="1pt"/></style:style><style:style style:name="G"><style:paragraph-properties fo:background-color="` + ground + `"/></style:style></office:automatic-styles>` +
				`<office:body><office:text><text:p>Seen <text:a xlink:href="https://example.com/me">me</text:a><text:span text:style-name="W">in white</text:span><text:span text:style-name="T">in dots</text:span></text:p></office:text></office:body></office:document-content>`})
	}
	got, _ := File("cv.odt", make("transparent"))
	if got.Problem != "" || got.Revisions != 12 || got.EditMinutes != 65 || !got.Active || strings.Join(got.Languages, ",") != "fr-FR" || strings.Join(got.Links, ",") != "https://example.com/me" {
		t.Errorf("%+v", got)
	}
	if got.Hidden != "in white\nin dots" || got.Text != "Seen me" {
		t.Errorf("hidden %q, text %q", got.Hidden, got.Text)
	}
	if dark, _ := File("cv.odt", make("#1f3864")); dark.Hidden != "in dots" || !strings.Contains(dark.Text, "in white") {
		t.Errorf("hidden %q, text %q", dark.Hidden, dark.Text)
	}
}
