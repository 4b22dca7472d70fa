// Package backup writes and reads the one file in which a server's data leaves its machine: encrypted to the keys of people
// (age), closed by a manifest with the hash of every part, signed by the key of the ledger. Parts are kept as they are, without
// compression, so that nothing in a file can grow when it is read.
//
// The package knows names, sizes and hashes. What a database is, and whether its ledger holds, is for whoever calls it.
package backup
