// Package observe turns the records of vendor logs into observations. There is one folder per
// source; all.go lists them by hand.
package observe

import (
	"hash/maphash"
	"strings"
	"time"

	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/sigma"
)

// Reader reads the records of one kind of log. Readers hold no state and are safe for concurrent use.
type Reader interface {
	// Name is the kind shown for an input, e.g. "okta.system_log".
	Name() string
	// Recognise reports how sure the reader is that the record is its own, from its content alone:
	// 0 not at all, 100 certain. path is a hint that may break a tie, never decide alone.
	Recognise(rec sigma.Value, path string) int
	// Source is the Sigma log source of the record; ok is false when no rule can apply.
	Source(rec sigma.Value) (src sigma.LogSource, ok bool)
	// Read maps one record. It may emit any number of observations through emit, with everything
	// filled except Person, Where, Input and Line. Strings must be kept with k, since the record's
	// buffer is reused. An error rejects the record and says what is wrong with it.
	Read(rec sigma.Value, k *Keeper, emit func(core.Observation)) error
}

// Rooted is implemented by readers whose rules look for fields below the top of the record.
type Rooted interface {
	// Roots lists the objects in which rules look for fields, first hit wins.
	Roots(rec sigma.Value) []sigma.Value
}

// Normaliser is implemented by readers whose records come in several shapes, of which rules know one.
type Normaliser interface {
	// Normalise appends to dst the record in the flat JSON that public Sigma rules expect; changed is
	// false when the record is flat already. Recognise sees records as they came, Source, Read and
	// Roots the normalised ones.
	Normalise(rec sigma.Value, dst []byte) (flat []byte, changed bool)
}

// Glancer is implemented by readers of logs so large that looking twice at a record is felt.
type Glancer interface {
	// Glance gives the source of a record that is certainly the reader's own and flat already; ok is
	// false when it takes more than a glance to tell.
	Glance(rec sigma.Value) (src sigma.LogSource, ok bool)
}

// Splitter is implemented by readers whose records may hold several rows that rules must see one by
// one.
type Splitter interface {
	// Split gives each row as a record of its own that the same reader reads; split is false, and
	// row is not called, when the record is a single one. The row's bytes are the callee's until
	// the next call.
	Split(rec sigma.Value, row func(flat []byte) error) (split bool, err error)
}

// Keeper owns the strings of observations. Most values repeat (accounts, cities, devices), so each
// is kept once. It forgets when it holds too many; that costs memory sharing, never correctness.
// A Keeper is not safe for concurrent use: each worker has its own.
type Keeper struct {
	seen   map[string]string
	recent [keeperRecent]string // by hash: most values were met a moment ago
	seed   maphash.Seed
}

const keeperRecent = 1 << 12

// NewKeeper makes an empty keeper.
func NewKeeper() *Keeper { return &Keeper{seen: map[string]string{}, seed: maphash.MakeSeed()} }

const keeperLimit = 1 << 17

// Keep returns a copy of s that may be held.
func (k *Keeper) Keep(s string) string {
	if s == "" {
		return ""
	}
	slot := &k.recent[maphash.String(k.seed, s)%keeperRecent]
	if *slot == s {
		return *slot
	}
	if v, ok := k.seen[s]; ok {
		*slot = v
		return v
	}
	if len(k.seen) >= keeperLimit {
		clear(k.seen)
	}
	c := strings.Clone(s)
	k.seen[c] = c
	*slot = c
	return c
}

// Lower keeps s in lower case.
func (k *Keeper) Lower(s string) string {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c >= 'A' && c <= 'Z' || c >= 0x80 {
			return k.Keep(strings.ToLower(s))
		}
	}
	return k.Keep(s)
}

// Upper keeps s in upper case: ISO country codes.
func (k *Keeper) Upper(s string) string {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c >= 'a' && c <= 'z' || c >= 0x80 {
			return k.Keep(strings.ToUpper(s))
		}
	}
	return k.Keep(s)
}

// ReadTime reads the times that vendors write: RFC 3339 with or without zone or fraction, a space
// in place of the T, Unix seconds and milliseconds. Times without a zone are UTC.
func ReadTime(s string) (time.Time, bool) {
	return readTime(s)
}
