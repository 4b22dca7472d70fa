package core

import "net/netip"

// Company is company.yaml: what the company says of itself.
type Company struct {
	Name        string         `yaml:"name" doc:"Name of the company." required:"true"`
	Country     string         `yaml:"country" doc:"Country of the seat, ISO 3166-1 alpha-2." format:"country"`
	TimeZone    string         `yaml:"time_zone" doc:"IANA time zone, e.g. Europe/Paris."`
	Domains     []string       `yaml:"domains" doc:"Own mail domains."`
	Offices     []Office       `yaml:"offices" doc:"Offices."`
	Networks    []Network      `yaml:"networks" doc:"Networks the company knows: own egress, VPN, gateways, coworking spaces."`
	RemoteTools []string       `yaml:"remote_tools" doc:"Remote-control tools the company allows, e.g. TeamViewer."`
	Adverts     []string       `yaml:"adverts" doc:"Texts of the company's job advertisements; whoever quotes them shares nothing."`
	Policy      Policy         `yaml:"policy" doc:"Decisions of the company on its own monitoring."`
	Retention   Retention      `yaml:"retention" doc:"How long what is kept."`
	Mappings    []FieldMap     `yaml:"mappings" doc:"How to read logs in other formats (CSV or JSON)."`
	Input       string         `yaml:"-"`
	Lines       map[string]int `yaml:"-"`
}

// Office is a place where the company works.
type Office struct {
	City    string `yaml:"city" doc:"City." required:"true"`
	Country string `yaml:"country" doc:"Country, ISO 3166-1 alpha-2." format:"country" required:"true"`
}

// Network is a range the company knows.
type Network struct {
	Range netip.Prefix `yaml:"range" doc:"Address range in CIDR notation." required:"true"`
	Kind  Where        `yaml:"kind" doc:"What it is." enum:"own,gateway,coworking,mobile,hosting,vpn,relay,proxy" required:"true"`
	Label string       `yaml:"label" doc:"Name for reports."`
}

// Policy is what the company decided about its monitoring.
type Policy struct {
	WorksCouncil string   `yaml:"works_council" doc:"Date or reference of the consultation of the works council."`
	DPIA         string   `yaml:"dpia" doc:"Date or reference of the data-protection impact assessment."`
	SignalsOff   []string `yaml:"signals_off" doc:"Ids of signals the company does not use."`
	Lookups      []string `yaml:"lookups" doc:"Public services that may be asked about accounts which a person named, with the person's knowledge. None when absent." enum:"github"`
	NewHireDays  int      `yaml:"new_hire_days" doc:"How long a hire counts as new, in days (default 90)."`

	PriorPer10000 int         `yaml:"prior_per_10000" doc:"How many cases the company expects among 10,000 remote workers (default 10, from 1 to 500). It moves the thresholds of review and urgent, by no more than a factor of 4.5 on the odds."`
	Weights       []OwnWeight `yaml:"weights" doc:"Weights of the company's own, in place of those of the catalogue."`
}

// OwnWeight is a weight that the company estimated on its own data.
type OwnWeight struct {
	Signal string `yaml:"signal" doc:"Id of the signal." required:"true"`
	Weight int    `yaml:"weight" doc:"Hundredths of a natural-log odds ratio, from 0 to 300." required:"true"`
	Why    string `yaml:"why" doc:"What it was estimated on." required:"true"`
}

// Retention is how long what is kept.
type Retention struct {
	RawDays         int `yaml:"raw_days" doc:"Days raw events are kept; 0 keeps none."`
	EvidenceDays    int `yaml:"evidence_days" doc:"Days evidence of findings is kept."`
	ApplicationDays int `yaml:"application_days" doc:"Days, from the application on, that keyed hashes of it are kept for comparison with later ones (taupier scan --data-dir); 0 keeps none."`
}

// FieldMap tells how to read the records of a log that no reader knows.
type FieldMap struct {
	Files  string            `yaml:"files" doc:"Glob of paths inside the folder, e.g. logs/vpn/*.csv." required:"true"`
	Source string            `yaml:"source" doc:"Name for reports, e.g. vpn." required:"true"`
	Kind   Kind              `yaml:"kind" doc:"What each record is." enum:"signin,signin.denied,activity,device.seen,clone,download,upload" required:"true"`
	Time   string            `yaml:"time" doc:"Field with the time." required:"true"`
	Layout string            `yaml:"layout" doc:"Go time layout; RFC 3339, Unix seconds and milliseconds are recognised without."`
	Fields map[string]string `yaml:"fields" doc:"Which field holds account, ip, country, city, device, session, agent, asn, as_org, target, value."`
	Only   map[string]string `yaml:"only" doc:"Keep only records whose fields equal these values."`
}
