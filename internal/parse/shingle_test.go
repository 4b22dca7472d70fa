package parse

import (
	"slices"
	"strings"
	"testing"
)

func alike(a, b []uint64) (n int) {
	for i := range a {
		if a[i] == b[i] {
			n++
		}
	}
	return n
}

func TestShingles(t *testing.T) {
	own := shingles(story)
	t.Run("the same words in other clothes are the same", func(t *testing.T) {
		if !slices.Equal(own, shingles(strings.ToUpper(strings.ReplaceAll(story, " ", "\n  •  ")))) {
			t.Error("they differ")
		}
	})
	t.Run("a text with one word changed stays close", func(t *testing.T) {
		if n := alike(own, shingles(strings.Replace(story, "colleagues", "students", 1))); n < 40 || n == minHashes {
			t.Errorf("%d of %d", n, minHashes)
		}
	})
	t.Run("another text is far", func(t *testing.T) {
		other := strings.Repeat("Taught evening classes in ceramics, repaired kilns; sold glazes at the market. ", 5)
		if n := alike(own, shingles(other)); n > 4 {
			t.Errorf("%d of %d", n, minHashes)
		}
	})
	t.Run("a short text is not signed", func(t *testing.T) {
		words := strings.Fields(strings.ReplaceAll(story, "-", ""))
		if shingles(strings.Join(words[:minWords-1], " ")) != nil || shingles(strings.Join(words[:minWords], " ")) == nil {
			t.Error("the limit is not 40 words")
		}
	})
}
