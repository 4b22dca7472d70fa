package intake

import (
	"bytes"
	"slices"
	"strings"

	"github.com/taupier-eu/taupier/internal/intake/evtx"
)

// framing is how a file is cut into records.
type framing struct {
	cut   cut
	path  []string // keys that lead to the list of a wrapper; nil when the objects are the records
	comma byte     // delimiter of a CSV file
	says  string   // why nothing can be cut
}

type cut int

const (
	cutNothing cut = iota
	cutLines       // one object on each line
	cutValues      // lists, wrappers, objects one after the other, on as many lines as they like
	cutRows        // CSV
	cutEvents      // an event log of Windows
)

const (
	saysBinary = "a binary file, not a log: export it as JSON lines, JSON or CSV"
	saysEmpty  = "the file holds nothing but white space: fill it, export it again, or remove it"
	saysText   = "neither JSON nor CSV with a header row: export it as JSON lines, JSON or CSV"
)

// frame tells the framing from the beginning of a file.
func frame(head []byte, whole bool) framing {
	if evtx.Is(head) {
		return framing{cut: cutEvents}
	}
	if bytes.IndexByte(head, 0) >= 0 {
		return framing{says: saysBinary}
	}
	p := head[spaces(head, false):]
	if len(p) == 0 && whole {
		return framing{says: saysEmpty}
	}
	switch first := bytes.TrimLeft(p, "[ \t\r\n"); {
	case len(p) == 0:
		return framing{cut: cutLines}
	case p[0] == '[' && (len(first) == 0 || first[0] == '{' || first[0] == ']'):
		f := framing{cut: cutValues}
		if len(first) > 0 && first[0] == '{' {
			f.path, _, _ = wrapped(first)
		}
		return f
	case p[0] == '{':
		return frameObjects(p, whole)
	case mostlyObjects(p, whole):
		return framing{cut: cutLines}
	}
	return frameRows(bytes.TrimLeft(head, "\r\n"), whole)
}

// frameObjects tells JSON lines from wrappers and from objects that take as many lines as they like.
func frameObjects(p []byte, whole bool) framing {
	path, n, v := wrapped(p)
	switch {
	case path != nil:
		return framing{cut: cutValues, path: path}
	case v == complete && lines(p[:n]) > 0:
		return framing{cut: cutValues}
	case mostlyObjects(p, whole):
		return framing{cut: cutLines}
	}
	return framing{cut: cutValues}
}

// mostlyObjects reports whether at least half of the first lines hold one object each.
func mostlyObjects(p []byte, whole bool) bool {
	seen, objects := 0, 0
	for seen < 64 && len(p) > 0 {
		line, rest, ended := bytes.Cut(p, newline)
		if p = rest; !ended && !whole {
			break
		}
		if line = trim(line); len(line) == 0 {
			continue
		}
		seen++
		if isObject(line) {
			objects++
		}
	}
	return objects > 0 && 2*objects >= seen
}

// lists are the keys, in lower case, under which vendors put the records of an export.
var lists = []string{
	"value", "values", "records", "items", "events", "entries", "logins", "participants", "meetings", "operation_logs",
	"data", "results", "result", "logs", "auditlogs", "audit_logs", "audit_events", "activities", "sessions", "devices", "computers",
	"users", "signins", "alerts", "detections", "resources", "rows", "list", "objects", "attendancerecords", "shipments",
}

// ofRecord are keys, in lower case, of something that happened, and so not of a wrapper: an event
// of Google Workspace holds a list of events, and a call holds its participants.
var ofRecord = []string{
	"id", "uuid", "type", "event", "eventtype", "event_type", "eventname", "action", "operation", "actor", "user", "person",
	"time", "timestamp", "@timestamp", "ts", "date", "datetime", "eventtime", "published", "creationtime", "createddatetime",
	"created_at", "createdat", "start_time", "starttime", "startdatetime", "activitydatetime", "insertid", "uid",
}

// ofPage are parts of keys with which a vendor describes one page of an export.
var ofPage = []string{
	"odata", "next", "prev", "page", "total", "count", "cursor", "more", "etag", "kind", "link", "meta", "from", "to", "took",
	"timed_out", "_shards", "success", "error", "message", "result_info", "limit", "offset", "size", "token", "status",
}

// wrapped looks at the object at the beginning of p. It returns the keys that lead to the list of
// records when it is a wrapper, and how long the object is.
func wrapped(p []byte) (path []string, n int, v verdict) {
	record, paged := false, true
	n, v = eachMember(p, func(raw []byte, at int) bool {
		key := strings.ToLower(string(raw))
		switch {
		case path == nil && p[at] == '[' && slices.Contains(lists, key) && listsObjects(p[at:]):
			path = []string{string(raw)}
			return true
		case path == nil && p[at] == '{' && key == "hits" && hasHits(p[at:]):
			path = []string{string(raw), "hits"}
			return true
		}
		record = record || slices.Contains(ofRecord, key)
		paged = paged && slices.ContainsFunc(ofPage, func(part string) bool { return strings.Contains(key, part) })
		return true
	})
	alone := v != complete || len(trim(p[n:])) == 0
	if record || !alone && !paged {
		path = nil
	}
	return path, n, v
}

// listsObjects reports whether the list at p begins with an object, or is empty.
func listsObjects(p []byte) bool {
	p = p[1+spaces(p[1:], false):]
	return len(p) > 0 && (p[0] == '{' || p[0] == ']')
}

// hasHits reports whether the object at p is that of a search answer: hits.hits[].
func hasHits(p []byte) bool {
	found := false
	_, _ = eachMember(p, func(key []byte, at int) bool {
		found = string(key) == "hits" && p[at] == '[' && listsObjects(p[at:])
		return !found
	})
	return found
}
