// Package stamp asks a time-stamp authority (RFC 3161) to say when a signed checkpoint of the ledger was there, and checks what it
// said. A witness says that a ledger only grew; an authority says before when it had grown so far. It learns one hash.
//
// A token holds when it is DER, is signed over exactly these bytes by one certificate, which is in the token, is for time stamping and
// nothing else, and was issued by an authority of a file that the company chose. Certificates are judged at the time of the stamp: an
// authority's certificate ends after some years, and what it stamped before does not. Whether a certificate was revoked is not asked,
// as that takes a network.
package stamp
