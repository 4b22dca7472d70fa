// Package witness keeps what a ledger says outside the machine that holds it. Whoever owns that machine can write a new history
// and sign it; he cannot change what a witness has seen. A witness gets checkpoints only: sizes and hashes, no entry.
//
// Between two Taupiers it speaks C2SP tlog-witness (https://c2sp.org/tlog-witness): the witness checks that the ledger has only
// grown since the checkpoint it knows, keeps the new one, and answers with a cosignature (https://c2sp.org/tlog-cosignature).
// Other witnesses of that protocol serve as well.
package witness
