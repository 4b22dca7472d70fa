package sigma

import "unsafe"

// bytesAsString views b as a string without copying. The result must not outlive b.
func bytesAsString(b []byte) string { return unsafe.String(unsafe.SliceData(b), len(b)) }
