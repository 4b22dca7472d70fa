package bundle

import _ "embed" // the text that comes with every bundle

//go:embed readme.txt
var readme string
