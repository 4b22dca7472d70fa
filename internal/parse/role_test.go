package parse

import "testing"

func TestRole(t *testing.T) {
	for name, want := range map[string]string{
		"people/p1/files/cv.pdf": "cv", "JaneCV.pdf": "cv", "CVJane.pdf": "cv", "cv2026.docx": "cv", "Resume_Final.pdf": "cv",
		"résumé.pdf": "cv", "lebenslauf-2.pdf": "cv", "curriculum vitae.odt": "cv", "cv_identity_engineer.pdf": "cv",
		"cover-letter.pdf": "letter", "CoverLetter.pdf": "letter", "lettre de motivation.pdf": "letter", "Motivationsschreiben.pdf": "letter",
		"photo.jpg": "photo", "portrait_1.png": "photo",
		"notes.txt": "other", "newsletter.pdf": "other", "people/cv/files/notes.txt": "other", "civic.pdf": "other",
	} {
		if got := role(name); got != want {
			t.Errorf("role(%q) = %q, want %q", name, got, want)
		}
	}
}

func TestIdentityDocument(t *testing.T) {
	for name, want := range map[string]bool{
		"passport.pdf": true, "passeport-scan.jpg": true, "ID front.png": true, "carte_identité.jpg": true, "Personalausweis.pdf": true, "passport photo.jpg": true,
		"cv-identity-access-management.pdf": false, "photo.jpg": false, "android.pdf": false, "id/notes.txt": false,
	} {
		if got := identityDocument(name); got != want {
			t.Errorf("identityDocument(%q) = %v, want %v", name, got, want)
		}
	}
}
