package evtx

import "errors"

// cost is what may still be spent: templates let few bytes stand for many.
type cost struct {
	tokens int // tokens and values read
	bytes  int // bytes written
}

var (
	recordCost = cost{tokens: 64 << 10, bytes: 1 << 20}
	chunkCost  = cost{tokens: 1 << 20, bytes: 16 << 20}
)

const (
	maxDepth    = 32 // elements and templates inside each other
	maxElements = 8 << 10
	maxName     = 512 // characters of a name
)

var (
	errTokens   = errors.New("it unpacks to more than 65536 parts")
	errElements = errors.New("it has more than 8192 elements")
	errBytes    = errors.New("it unpacks to more than 1 MiB")
	errChunk    = errors.New("its chunk unpacks to far more than a log holds")
	errDepth    = errors.New("its elements are nested deeper than 32")
)
