// Package ledger is the record of every act: an append-only tree of entries (RFC 6962 hashes), checkpoints signed over its
// root, and a verifier that needs nothing but an export and a public key, so that whoever runs the server cannot rewrite
// what happened without it showing.
//
// What an entry says of a person is not in the tree: the tree holds a salted commitment to it. Erasing the detail and its
// salt leaves every proof valid and nothing to guess from (GDPR art. 17 beside art. 5(2)).
//
// The package does no input or output of its own: the store keeps leaves, hashes and details in the transaction of the act.
package ledger
