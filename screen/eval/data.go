package eval

import _ "embed"

//go:embed data/variants.txt
var variantLines string
