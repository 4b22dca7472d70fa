package core

import "time"

// Stated is what the person stated, over all stages.
type Stated struct {
	Emails     []string    `yaml:"emails" doc:"Personal e-mail addresses."`
	Phones     []string    `yaml:"phones" doc:"Phone numbers, E.164 or as written."`
	Residence  Address     `yaml:"residence" doc:"Where the person says they live and work from."`
	Stays      []Stay      `yaml:"stays" doc:"Travel and stays elsewhere that the person announced."`
	Work       []Job       `yaml:"work" doc:"Work history."`
	Education  []Study     `yaml:"education" doc:"Education."`
	Accounts   []Handle    `yaml:"accounts" doc:"Public accounts the person names (code hosting, portfolio, social)."`
	Referees   []Referee   `yaml:"referees" doc:"Referees and emergency contacts given by the person."`
	Relations  []Relation  `yaml:"relations" doc:"Relations to other people in this folder (couple, family, flatmate, colleague)."`
	Equipment  []Equipment `yaml:"equipment" doc:"Equipment and software the person declared to use."`
	ReferredBy string      `yaml:"referred_by" doc:"Dossier id of the person who referred this one."`
}

// Stay is an announced stay elsewhere.
type Stay struct {
	City    string `yaml:"city" doc:"City."`
	Country string `yaml:"country" doc:"Country, ISO 3166-1 alpha-2." format:"country" required:"true"`
	From    Date   `yaml:"from" doc:"First day." required:"true"`
	To      Date   `yaml:"to" doc:"Last day; open when absent."`
}

// Covers reports whether t lies in the stay, one day of margin on each side for travel.
func (s Stay) Covers(t time.Time) bool {
	if t.Before(s.From.AddDate(0, 0, -1)) {
		return false
	}
	return !s.To.Given() || t.Before(s.To.AddDate(0, 0, 2))
}

// Job is one line of the work history.
type Job struct {
	Employer     string   `yaml:"employer" doc:"Employer." required:"true"`
	Title        string   `yaml:"title" doc:"Title."`
	From         Date     `yaml:"from" doc:"First month."`
	To           Date     `yaml:"to" doc:"Last month; current when absent."`
	FullTime     bool     `yaml:"full_time" doc:"The person says it was full time."`
	Technologies []string `yaml:"technologies" doc:"Technologies the person says to have used there."`
}

// Study is one line of the education.
type Study struct {
	School string `yaml:"school" doc:"School or university." required:"true"`
	Degree string `yaml:"degree" doc:"Degree."`
	From   Date   `yaml:"from" doc:"First month."`
	To     Date   `yaml:"to" doc:"Last month."`
}

// Handle is a public account.
type Handle struct {
	Kind   string `yaml:"kind" doc:"Kind of account, e.g. github, gitlab, linkedin, portfolio." required:"true"`
	Handle string `yaml:"handle" doc:"Name of the account or its address." required:"true"`
	Since  Date   `yaml:"since" doc:"When the person says it was made."`
}

// Referee is somebody the person named to speak for them.
type Referee struct {
	Email    string `yaml:"email" doc:"E-mail address."`
	Phone    string `yaml:"phone" doc:"Phone number."`
	Employer string `yaml:"employer" doc:"Employer."`
	Relation string `yaml:"relation" doc:"Relation to the person, e.g. former manager, emergency contact."`
}

// Relation is a stated relation to another dossier.
type Relation struct {
	Person string `yaml:"person" doc:"Dossier id of the other person." required:"true"`
	Kind   string `yaml:"kind" doc:"Kind of relation." enum:"couple,family,flatmate,friend,former_colleague,umbrella_company,other" required:"true"`
}

// Equipment is a thing the person declared.
type Equipment struct {
	Kind string `yaml:"kind" doc:"Kind of equipment." enum:"network_kvm,usb_gadget,capture_card,remote_tool,virtual_camera,keep_awake,vpn,dev_tunnel,overlay_network,second_device,other" required:"true"`
	What string `yaml:"what" doc:"Product, e.g. PiKVM, TeamViewer."`
	On   string `yaml:"on" doc:"Where it is used." enum:"company_device,own_server,phone,home_router,other"`
	From Date   `yaml:"from" doc:"Since when."`
}
