// Package store keeps everything the server must not lose, in SQLite or PostgreSQL, under one SQL text.
//
// Nothing changes without a line in the ledger: the only way to a transaction that writes is DB.Act, which takes the entry
// first and commits both or neither. What Act has acknowledged is on disk.
//
// The portable part of SQL that statements keep to: $1 placeholders; text and bigint only; times as microseconds since 1970 in
// UTC; flags as 0 and 1; documents as JSON in text, with a column for all that is searched; pages by key, never by offset.
//
// One process owns a store: a second one is refused (core.ErrUnavailable). Reading beside it, for an export, is allowed.
package store
