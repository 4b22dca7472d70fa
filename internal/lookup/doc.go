// Package lookup asks a public service about an account that a person named. It is the only part of the
// product that sends anything anywhere, and does so only where the company's policy names the service and
// somebody says yes to the list of requests. Every request is logged, answers are kept as received, a repeated
// request carries the ETag of the kept answer, and a spent rate limit ends the run instead of being waited out.
package lookup
