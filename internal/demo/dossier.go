package demo

// dossier writes person.yaml.
func (p *person) dossier() string {
	var y page
	y.set(0, "id", p.id)
	y.keys(0, "identity", item{"name", p.name.full(), "born", p.born, "birthplace", p.birthplace, "sex", p.sex,
		"nationality", list(p.name.nation), "languages", list(p.languages...)})
	y.set(0, "stage", p.stage)
	role := item{"title", p.title, "team", p.team, "remote", yes(p.remote), "privileged", yes(p.privileged), "contract", p.contract, "manager", p.manager}
	if p.agency != "" {
		role = append(role, "agency", inline("name", p.agency, "tiers", raw+"1", "id_checked", "yes").raw())
	}
	y.keys(0, "role", role)
	y.keys(0, "dates", p.dates)
	y.line(0, "stated:")
	y.set(1, "emails", list(p.emails...))
	if len(p.phones) > 0 {
		y.set(1, "phones", list(p.phones...))
	}
	c := cities[p.city]
	y.keys(1, "residence", item{"line", p.street, "postcode", p.postcode, "city", c.name, "country", c.country})
	y.items(1, "stays", p.stays)
	y.items(1, "work", p.work)
	y.items(1, "education", p.education)
	y.items(1, "accounts", p.handles)
	y.items(1, "referees", p.referees)
	y.items(1, "relations", p.relations)
	y.items(1, "equipment", p.equipment)
	y.set(1, "referred_by", p.referredBy)
	y.line(0, "recorded:")
	y.set(1, "accounts", list(p.accounts...))
	y.items(1, "devices", p.devices)
	y.items(1, "shipments", p.shipments)
	y.items(1, "payroll", p.payroll)
	y.items(1, "interviews", p.interviews)
	y.items(1, "identity_checks", p.idChecks)
	y.items(1, "verifications", p.verifications)
	y.items(1, "code_accounts", p.codeAccounts)
	y.items(1, "in_person", p.inPerson)
	y.items(1, "accommodations", p.accommodations)
	y.items(1, "tickets", p.tickets)
	y.items(1, "incidents", p.incidents)
	return y.String()
}

func yes(on bool) string {
	if on {
		return raw + "true"
	}
	return ""
}
