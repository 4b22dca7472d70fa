package intake

import "sync"

const (
	batchBytes   = 256 << 10
	batchRecords = 512
)

// Record is one JSON object, as bytes that the consumer still has to parse.
type Record struct {
	Line int    // 1-based physical line where it starts; of the row in a CSV file; the number of the record in an event log
	Raw  []byte // valid UTF-8 without NUL bytes, owned by the batch
}

// Batch is a run of records in the order of the file. It owns the bytes of its records.
type Batch struct {
	Records []Record

	bytes []byte
}

var batches = sync.Pool{New: func() any {
	return &Batch{Records: make([]Record, 0, batchRecords), bytes: make([]byte, 0, batchBytes)}
}}

// Release gives the memory back. Neither the batch nor its records may be used afterwards.
func (b *Batch) Release() {
	if cap(b.bytes) > batchBytes {
		b.bytes = make([]byte, 0, batchBytes) // one very long record must not stay in the pool
	}
	clear(b.Records)
	b.Records, b.bytes = b.Records[:0], b.bytes[:0]
	batches.Put(b)
}

// fits reports whether a record can be added without moving those that are there.
func (b *Batch) fits(size int) bool {
	return len(b.Records) == 0 || len(b.Records) < batchRecords && len(b.bytes)+size <= cap(b.bytes)
}

// add copies a record in.
func (b *Batch) add(line int, raw []byte) {
	at := len(b.bytes)
	b.bytes = append(b.bytes, raw...)
	b.Records = append(b.Records, Record{Line: line, Raw: b.bytes[at:len(b.bytes):len(b.bytes)]})
}
