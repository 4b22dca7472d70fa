package screen

// bruteForce answers a query with the scorer of Screen and without its index: every word of the query is put beside every
// word of the lists, and every name is judged.
func bruteForce(s *Screener, q Query) []Hit {
	w := newSearch(s.index)
	w.brute = true
	return w.run(&q)
}
