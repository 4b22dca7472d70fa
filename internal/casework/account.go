package casework

import "time"

// AccountChange is what payroll needs to know of one change of the account that somebody is paid to. The account itself stays in
// the payroll system: only its last four characters are kept, by which it is found there.
type AccountChange struct {
	ID     string    `json:"-"` // the same at each reading of the same change
	Person string    `json:"-"`
	At     time.Time `json:"-"`                // first day used
	First  bool      `json:"first,omitempty"`  // no account before is known
	Before string    `json:"before,omitempty"` // end of the account before
	Tail   string    `json:"tail"`             // end of the account
	Holder string    `json:"holder,omitempty"` // result of the Verification of Payee: match, close, no_match, not_done
	Method string    `json:"method,omitempty"` // bank, emoney, crypto, other
	Shared int       `json:"shared,omitempty"` // how many others are paid to it who state no relation
}

// Asks reports whether the change itself raises a question for payroll, beside that it is one.
func (c AccountChange) Asks() bool { return c.Holder == "no_match" || c.Shared > 0 }
