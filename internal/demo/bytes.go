package demo

import (
	"encoding/json"
	"strconv"
)

// quoted is a JSON string.
func quoted(s string) []byte {
	b, err := json.Marshal(s)
	if err != nil {
		return []byte(`""`)
	}
	return b
}

// appendTime writes Unix milliseconds as 2026-11-20T08:30:15.123Z (Howard Hinnant's days to civil).
func appendTime(b []byte, ms int64) []byte {
	b = appendClock(b, ms, 'T')
	f := ms % 1000
	return append(b, '.', byte('0'+f/100), byte('0'+f/10%10), byte('0'+f%10), 'Z')
}

// appendClock writes Unix milliseconds as 2026-11-20T08:30:15, with the given sign in the middle.
func appendClock(b []byte, ms int64, sep byte) []byte {
	sec := ms / 1000
	z := sec/86_400 + 719_468
	era := z / 146_097
	doe := z - era*146_097
	yoe := (doe - doe/1460 + doe/36_524 - doe/146_096) / 365
	doy := doe - (365*yoe + yoe/4 - yoe/100)
	mp := (5*doy + 2) / 153
	d, m, y := doy-(153*mp+2)/5+1, mp+3, yoe+era*400
	if m > 12 {
		m -= 12
		y++
	}
	s := sec % 86_400
	b = strconv.AppendInt(b, y, 10)
	b = two(append(b, '-'), m)
	b = two(append(b, '-'), d)
	b = two(append(b, sep), s/3600)
	b = two(append(b, ':'), s/60%60)
	return two(append(b, ':'), s%60)
}

func two(b []byte, n int64) []byte { return append(b, byte('0'+n/10), byte('0'+n%10)) }

const hexdigits = "0123456789abcdef"

// appendHex writes n as that many hexadecimal digits, lowest first.
func appendHex(b []byte, n uint64, digits int) []byte {
	for range digits {
		b = append(b, hexdigits[n&15])
		n >>= 4
	}
	return b
}

// appendUUID writes what n stands for in the shape of a UUID.
func appendUUID(b []byte, n uint64) []byte {
	m := mix(n)
	b = appendHex(b, n, 8)
	b = appendHex(append(b, '-'), n>>32, 4)
	b = appendHex(append(b, '-', '4'), n>>48, 3)
	b = appendHex(append(b, '-', 'a'), m>>52, 3)
	return appendHex(append(b, '-'), m, 12)
}

// appendSession writes the identifier of a sign-in session: of a person, a day and a number.
func appendSession(b []byte, key uint64, day int, k uint8) []byte {
	n := mix(key ^ uint64(day)<<8 ^ uint64(k))
	b = append(b, "idx"...)
	for range 12 {
		b = append(b, letters[n%36])
		n /= 36
	}
	return b
}
