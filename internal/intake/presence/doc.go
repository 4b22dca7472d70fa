// Package presence reads what was exported of a person's public accounts into people/<id>/presence: answers
// of a code host's API as they were received, a user's own archive, the log of a cloned repository, the
// positions of a career network, a structured CV. Nothing is fetched here. Names and addresses of authors
// leave this package as digests only.
package presence
