package core

// Presence is what the exports in people/<id>/presence tell: public accounts, and the career as told
// elsewhere. Facts only. Names and addresses of authors are kept as digests: they are counted, never read.
type Presence struct {
	Accounts []PublicAccount
	Repos    []PublicRepo
	Tellings []Telling
}

// PublicAccount is one account of a code host, as the host's own answer describes it.
type PublicAccount struct {
	Login     string // lower case
	ID        int64  // the host's number, which a new name does not change
	Created   Date
	Updated   Date
	Followers int
	Following int
	At        Evidence
}

// PublicRepo is one repository, merged from every file that speaks of it.
type PublicRepo struct {
	Name         string // owner/name, lower case
	Fork         bool   // by the host's mark
	Stars        int
	Contributors []string // logins, lower case, sorted
	Commits      []PublicCommit
	Elsewhere    []Evidence // commits of it that the host's search found in other people's repositories, earlier
	At           Evidence
}

// PublicCommit is one commit.
type PublicCommit struct {
	SHA    string // lower case hex
	At     Date   // author date, UTC
	Login  string // account that the host names as the author; "" when it names none
	Author string // digest of the author's name; "" when none is written
	See    Evidence
}

// Telling is the career as another place tells it: a structured CV, or the export of a career network.
type Telling struct {
	Input     string
	Work      []Job
	Education []Study
	Lines     []int // of each element of Work
}
