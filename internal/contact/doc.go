// Package contact makes the ways in which people write one telephone number, one mailbox or one postal
// address equal, and tells as much about them as numbering plans and dated public lists say. It judges
// nothing: a kind of number, of provider or of address is no reason to think anything of anybody.
package contact
