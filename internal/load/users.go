package load

import (
	"fmt"

	"github.com/taupier-eu/taupier/internal/access"
)

// roles of ten users: six analysts, and one of each of four others whose pages are asked for.
var roles = []access.Role{access.Analyst, access.Analyst, access.Analyst, access.CISO, access.Analyst, access.Payroll, access.Analyst, access.Recruiter, access.Analyst, access.Auditor}

// Users are who works on the cases. Each has a dossier; one in ten stands above others.
func Users(s Size) []access.Actor {
	var out []access.Actor
	for i := range s.Users {
		at := s.People - 1 - i
		if i%10 == 4 {
			at = s.People/width/width - i
		}
		out = append(out, access.Actor{
			User: fmt.Sprintf("u-%03d", i), Name: fmt.Sprintf("User %03d", i), Person: personID(max(at, 1)), Roles: []access.Role{roles[i%len(roles)]},
		})
	}
	return out
}
