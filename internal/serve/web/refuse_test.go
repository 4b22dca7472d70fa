package web

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func TestWhoIsRefusedWithoutAPageIsToldInBothLanguages(t *testing.T) {
	w := httptest.NewRecorder()
	refuse(w, http.StatusMisdirectedRequest, "refused_name")
	if got := w.Body.String(); w.Code != http.StatusMisdirectedRequest || !strings.Contains(got, "not known under that name") || !strings.Contains(got, "pas connu sous ce nom") {
		t.Errorf("%d %s", w.Code, got)
	}
}
