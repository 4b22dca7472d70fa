package sigma

import "unsafe"

// bytesAsString views b as a string without copying. The result must not outlive b.
func bytesAsString(b []byte) string { return unsafe.String(unsafe.SliceData(b), len(b)) }

// stringAsBytes views s as bytes without copying. They must not be written to.
func stringAsBytes(s string) []byte { return unsafe.Slice(unsafe.StringData(s), len(s)) }
