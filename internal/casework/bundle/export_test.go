package bundle

import "io"

// Named is a file to be packed.
type Named struct {
	Name string
	Data []byte
}

// Pack packs files in the form of a bundle.
func Pack(w io.Writer, files []Named) error {
	var all []packed
	for _, f := range files {
		all = append(all, whole(f.Name, f.Data))
	}
	return pack(w, all)
}
