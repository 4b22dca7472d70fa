package dossier

import "fmt"

// maxWord bounds the words that are compared.
const maxWord = 64

// suggestion names the known word that a misspelt one is nearest to, or is "". The first of equals wins.
func suggestion(word string, known []string) string {
	best, least := "", mistakes(len(word))+1
	for _, k := range known {
		if n := distance(word, k); n < least {
			best, least = k, n
		}
	}
	if best == "" {
		return ""
	}
	return fmt.Sprintf("; did you mean %q?", best)
}

// mistakes is how many a word of that length may hold and still be taken for another.
func mistakes(length int) int {
	switch {
	case length > maxWord:
		return 0
	case length <= 3:
		return 1
	}
	return max(2, length/3)
}

// distance counts the letters to add, drop, change or swap with their neighbour to make one word of the
// other (Damerau and Levenshtein, each pair swapped once at most).
func distance(a, b string) int {
	x, y := []rune(a), []rune(b)
	if len(x) > maxWord || len(y) > maxWord {
		return maxWord
	}
	var before []int
	row := make([]int, len(y)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(x); i++ {
		next := make([]int, len(y)+1)
		next[0] = i
		for j := 1; j <= len(y); j++ {
			change := row[j-1]
			if x[i-1] != y[j-1] {
				change++
			}
			next[j] = min(row[j]+1, next[j-1]+1, change)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				next[j] = min(next[j], before[j-2]+1)
			}
		}
		before, row = row, next
	}
	return row[len(y)]
}
