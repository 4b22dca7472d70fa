package passwordtest

import (
	"testing"

	"github.com/taupier-eu/taupier/internal/access"
)

func TestACheapHashIsOfItsPasswordAndOfNoOther(t *testing.T) {
	for password, want := range map[string]bool{"quatre chats gris": true, "quatre chats verts": false, "": false} {
		if got, err := access.IsPassword(Cheap("quatre chats gris"), password); got != want || err != nil {
			t.Errorf("%q: %v %v", password, got, err)
		}
	}
}
