package sigma

// ring is a queue in one piece of memory, which grows by doubling.
type ring[T any] struct {
	slots []T // a power of two
	head  int
	n     int
}

func (r *ring[T]) push(v T) {
	if r.n == len(r.slots) {
		bigger := make([]T, max(4, 2*len(r.slots)))
		for i := range r.n {
			bigger[i] = *r.at(i)
		}
		r.slots, r.head = bigger, 0
	}
	r.slots[(r.head+r.n)&(len(r.slots)-1)] = v
	r.n++
}

// at is the i-th oldest.
func (r *ring[T]) at(i int) *T { return &r.slots[(r.head+i)&(len(r.slots)-1)] }

func (r *ring[T]) pop() T {
	at := &r.slots[r.head]
	v := *at
	var zero T
	*at = zero // what it refers to can go
	r.head = (r.head + 1) & (len(r.slots) - 1)
	r.n--
	return v
}

// list is the queue, oldest first.
func (r *ring[T]) list() []T {
	out := make([]T, 0, r.n)
	for i := range r.n {
		out = append(out, *r.at(i))
	}
	return out
}
