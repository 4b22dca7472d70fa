package list

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
)

// Version is eight hexadecimal digits that change whenever anything the list says of the entry does, wherever it stands in
// the file. An answer that a human gave to a hit holds for one version.
func (e *Entry) Version() string {
	told := *e
	told.Line = 0
	data, err := json.Marshal(told)
	if err != nil {
		panic(fmt.Sprintf("BUG: an entry cannot be written: %v", err))
	}
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:4])
}
