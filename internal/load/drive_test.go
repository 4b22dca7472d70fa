package load

import (
	"net/http"
	"net/http/httptest"
	"testing"
)

func TestAListThatIsNotThereFailedAndACaseThatIsHiddenDidNot(t *testing.T) {
	s := httptest.NewServer(http.NotFoundHandler())
	defer s.Close()
	if _, err := ask(t.Context(), s.Client(), s.URL, false); err == nil {
		t.Error("a list that is not there counts as a quick one")
	}
	if _, err := ask(t.Context(), s.Client(), s.URL, true); err != nil {
		t.Error(err)
	}
}
