package core

import (
	"strings"
	"time"
)

// Recorded is what the company recorded about the person.
type Recorded struct {
	Accounts       []string        `yaml:"accounts" doc:"Sign-in names, handles and user names of the person in company systems and logs."`
	Devices        []Device        `yaml:"devices" doc:"Devices issued."`
	Shipments      []Shipment      `yaml:"shipments" doc:"Deliveries of devices."`
	Payroll        []Payee         `yaml:"payroll" doc:"Payroll accounts over time; only from the contract on."`
	Interviews     []Meeting       `yaml:"interviews" doc:"Interview notes as structured facts."`
	IdentityChecks []IdentityCheck `yaml:"identity_checks" doc:"Identity checks made."`
	Verifications  []Verification  `yaml:"verifications" doc:"What was verified with third parties, and what they said."`
	Domains        []DomainAge     `yaml:"domains" doc:"When domains of mail addresses were registered, where the company looked it up."`
	CodeAccounts   []CodeAccount   `yaml:"code_accounts" doc:"Facts read from public code-hosting accounts."`
	InPerson       []InPerson      `yaml:"in_person" doc:"Steps that need presence: visits, pick-ups, identity checks on site."`
	Accommodations []Accommodation `yaml:"accommodations" doc:"Agreed accommodations; never the reason behind them."`
	Tickets        []Ticket        `yaml:"tickets" doc:"Tickets and agreements that explain something."`
	Incidents      []Incident      `yaml:"incidents" doc:"Recorded events."`
}

// Device is a device issued to the person.
type Device struct {
	Serial   string  `yaml:"serial" doc:"Serial number." required:"true"`
	Hostname string  `yaml:"hostname" doc:"Host name in endpoint logs."`
	Model    string  `yaml:"model" doc:"Model."`
	Issued   Date    `yaml:"issued" doc:"Day it was issued."`
	Returned Date    `yaml:"returned" doc:"Day it came back."`
	From     Address `yaml:"returned_from" doc:"Where the returned device was sent from."`
}

// Shipment is one delivery of a device.
type Shipment struct {
	Device     string     `yaml:"device" doc:"Serial number of the device."`
	Ordered    Date       `yaml:"ordered" doc:"Day it was ordered."`
	To         Address    `yaml:"to" doc:"Delivery address."`
	Kind       string     `yaml:"kind" doc:"What the address is." enum:"home,office,relative,parcel_shop,mailbox,forwarder,virtual_office,business,unknown"`
	Redirected []Redirect `yaml:"redirected" doc:"Changes of the address after ordering."`
	Delivered  Delivery   `yaml:"delivered" doc:"Proof of delivery."`
}

// Redirect is a change of delivery address.
type Redirect struct {
	At     Date    `yaml:"at" doc:"When."`
	To     Address `yaml:"to" doc:"New address."`
	Asked  string  `yaml:"asked_by" doc:"Who asked." enum:"worker,carrier,company,unknown"`
	Reason string  `yaml:"reason" doc:"Reason given."`
}

// Delivery is the proof of delivery.
type Delivery struct {
	At       Date   `yaml:"at" doc:"When."`
	City     string `yaml:"city" doc:"City."`
	Country  string `yaml:"country" doc:"Country, ISO 3166-1 alpha-2." format:"country"`
	Received string `yaml:"received_by" doc:"Who signed for it." enum:"worker,household,relative,neighbour,reception,other,unknown"`
	Shown    string `yaml:"shown" doc:"How the worker showed to hold it." enum:"id,video,none"`
}

// Place is where the delivery took place.
func (d Delivery) Place() Place { return Place{Country: strings.ToUpper(d.Country), City: d.City} }

// Payee is one payroll account, from a date on. Account may be an IBAN, a wallet or a token that
// stands for it; only its equality with others matters, never its country or its bank.
type Payee struct {
	From        Date   `yaml:"from" doc:"First day used."`
	Account     string `yaml:"account" doc:"IBAN, wallet or a token that stands for it."`
	HolderCheck string `yaml:"holder_check" doc:"Result of the Verification of Payee (Regulation (EU) 2024/886)." enum:"match,close,no_match,not_done"`
	Method      string `yaml:"method" doc:"How it is paid." enum:"bank,emoney,crypto,other"`
	Paper       string `yaml:"document_hash" doc:"SHA-256 of the supporting bank document."`
}

// Meeting is one interview, as structured facts.
type Meeting struct {
	At            Date   `yaml:"at" doc:"When."`
	Medium        string `yaml:"medium" doc:"How." enum:"video,phone,in_person,chat"`
	Camera        string `yaml:"camera" doc:"Camera." enum:"on,off,broken"`
	Liveness      string `yaml:"liveness" doc:"Request to show liveness (turn the head, hand before the face)." enum:"passed,refused,failed,not_asked"`
	NameInCall    string `yaml:"name_in_call" doc:"Name shown in the call, compared by the interviewer." enum:"same,different,changed,not_noted"`
	Voices        string `yaml:"voices" doc:"Voices heard on the candidate's side." enum:"one,several,altered,not_noted"`
	RemoteDesktop bool   `yaml:"remote_desktop" doc:"The candidate's screen was a remote desktop."`
	OtherAccounts bool   `yaml:"other_accounts" doc:"The shared screen showed accounts under other names."`
	Reading       bool   `yaml:"reading" doc:"Answers were read out from another screen, by the interviewer's note."`
	SamePerson    string `yaml:"same_person" doc:"Is it the person of the previous call or of the work?" enum:"yes,no,unsure,not_noted"`
	Country       string `yaml:"country" doc:"Country the candidate said to call from, ISO 3166-1 alpha-2." format:"country"`

	Protocol string    `yaml:"protocol" doc:"Version of the interview script that was followed, as taupier interview script prints it."`
	Delay    string    `yaml:"delay" doc:"Delay before answers or between picture and sound, by the interviewer's note." enum:"none,noticeable,long,not_noted"`
	Requests []Request `yaml:"requests" doc:"What was asked for in the call, the same of every candidate, and what came of it."`
	Answers  []Reply   `yaml:"answers" doc:"Answers compared with what the person had stated: employers, projects, studies, the place stated."`
}

// Request is one thing that the interviewer asked for.
type Request struct {
	What   string `yaml:"what" doc:"What was asked for." enum:"turn_head,hand_before_face,move_camera,share_screen,show_document,call_back,come_in_person,other" required:"true"`
	Result string `yaml:"result" doc:"What came of it; not_possible when an ordinary reason was given." enum:"done,refused,not_possible,not_asked" required:"true"`
}

// Reply is one answer beside one statement. It compares the person with their own words, never with what
// somebody from a place or with a language is thought to know.
type Reply struct {
	About  string `yaml:"about" doc:"Which statement." enum:"employer,project,education,residence,account,other" required:"true"`
	Item   string `yaml:"item" doc:"Which one, as written in stated."`
	Result string `yaml:"result" doc:"Does the answer agree with it?" enum:"agrees,contradicts,unsure,not_asked" required:"true"`
}

// IdentityCheck is one identity check and its result.
type IdentityCheck struct {
	At        Date   `yaml:"at" doc:"When."`
	Kind      string `yaml:"kind" doc:"Kind of check." enum:"chip,document,liveness,in_person"`
	Result    string `yaml:"result" doc:"Result." enum:"passed,failed,declined,unreadable,pending"`
	Altered   bool   `yaml:"altered" doc:"The provider found traces of editing."`
	ImageOnly bool   `yaml:"image_only" doc:"Only a picture or scan was shown, the original refused."`
	OtherData bool   `yaml:"other_data" doc:"The document states another residence or spelling than the dossier."`
	Document  string `yaml:"document_hash" doc:"Keyed hash of the document number."`
}

// Verification is what a third party said.
type Verification struct {
	At     Date   `yaml:"at" doc:"When."`
	Of     string `yaml:"of" doc:"What was verified." enum:"employer,education,address,phone,email,reference,account,company" required:"true"`
	Item   string `yaml:"item" doc:"Which one, as written in stated."`
	Result string `yaml:"result" doc:"What came back." enum:"confirmed,denied,no_answer,voip,new,mailbox,forwarder,virtual_office,not_a_home,other_identity,listed,young_company" required:"true"`
}

// DomainAge is when a domain was registered, as a public register told whoever looked. Nothing is looked
// up by the product.
type DomainAge struct {
	Domain     string `yaml:"domain" doc:"The domain, e.g. of a referee's address." required:"true"`
	Registered Date   `yaml:"registered" doc:"Day of its registration by the register (WHOIS, RDAP)." required:"true"`
	At         Date   `yaml:"at" doc:"When it was looked up."`
}

// CodeAccount is what was read from a public code-hosting account.
type CodeAccount struct {
	Kind         string `yaml:"kind" doc:"github, gitlab, …"`
	Handle       string `yaml:"handle" doc:"Name of the account." required:"true"`
	Created      Date   `yaml:"created" doc:"When the account was made."`
	FirstCommit  Date   `yaml:"first_commit" doc:"Author date of the earliest own commit."`
	Repos        int    `yaml:"repos_older_than_account" doc:"Own repositories with commits older than the account."`
	AuthorNames  int    `yaml:"author_names" doc:"Distinct author names in own commits."`
	CopiedRepos  int    `yaml:"copied_repos" doc:"Own repositories whose commits were found earlier under others."`
	DormantYears int    `yaml:"dormant_years" doc:"Longest gap without activity, in years."`
	Contributors int    `yaml:"contributors" doc:"Largest number of contributors in an own repository without a visible community."`
	Renamed      Date   `yaml:"renamed" doc:"When the account was renamed."`
	ForkDeclared bool   `yaml:"forks_declared" doc:"The person said that these repositories come from elsewhere (course, fork, import)."`
}

// InPerson is a step that needed presence.
type InPerson struct {
	At     Date   `yaml:"at" doc:"When."`
	Kind   string `yaml:"kind" doc:"What." enum:"interview,identity_check,pick_up,visit,meeting,unboxing_video"`
	Result string `yaml:"result" doc:"What happened." enum:"done,declined,cancelled,stand_in,not_offered"`
}

// Accommodation is an agreed arrangement; the reason is never recorded.
type Accommodation struct {
	Kind string `yaml:"kind" doc:"What was agreed." enum:"camera_off,text_instead_of_voice,remote_only,flexible_hours,other"`
	From Date   `yaml:"from" doc:"Since when."`
}

// Ticket is an agreement or request that explains something.
type Ticket struct {
	ID       string `yaml:"id" doc:"Reference."`
	Kind     string `yaml:"kind" doc:"What it is about." enum:"travel,remote_tool,network_kvm,usb_gadget,virtual_camera,keep_awake,vpn,dev_tunnel,overlay_network,address_change,shipping,bank_change,phone_change,own_device,second_device,bulk_clone,data_transfer,publication,privilege,shared_factor,shift,mfa,offboarding,other" required:"true"`
	At       Date   `yaml:"at" doc:"When it was opened."`
	From     Date   `yaml:"from" doc:"First day it covers; the day it was opened when absent."`
	To       Date   `yaml:"to" doc:"Last day it covers; open when absent."`
	City     string `yaml:"city" doc:"City, for travel."`
	Country  string `yaml:"country" doc:"Country, for travel, ISO 3166-1 alpha-2." format:"country"`
	What     string `yaml:"what" doc:"Tool or thing it is about."`
	Approved string `yaml:"approved" doc:"Was it agreed?" enum:"yes,no,pending"`
}

// Covers reports whether the ticket was agreed and covers t, a day of margin on each side.
func (k Ticket) Covers(t time.Time) bool {
	if k.Approved == "no" || k.Approved == "pending" {
		return false
	}
	from := k.From
	if !from.Given() {
		from = k.At
	}
	if from.Given() && !t.IsZero() && t.Before(from.AddDate(0, 0, -1)) {
		return false
	}
	return !k.To.Given() || t.Before(k.To.AddDate(0, 0, 2))
}

// Explained reports whether an agreed ticket of that kind covers t. A ticket or declaration that
// names a product explains that product only; what may be "" to accept any.
func (d *Dossier) Explained(kind string, t time.Time, what string) bool {
	for _, k := range d.Recorded.Tickets {
		if k.Kind == kind && k.Covers(t) && sameProduct(k.What, what) {
			return true
		}
	}
	for _, e := range d.Stated.Equipment {
		if e.Kind == kind && sameProduct(e.What, what) && (!e.From.Given() || t.IsZero() || !t.Before(e.From.Time)) {
			return true
		}
	}
	return false
}

func sameProduct(declared, seen string) bool {
	if declared == "" || seen == "" {
		return true
	}
	a, b := strings.ToLower(declared), strings.ToLower(seen)
	return strings.Contains(a, b) || strings.Contains(b, a)
}

// Announced reports whether a stay or an agreed travel ticket places the person in country at t.
func (d *Dossier) Announced(country string, t time.Time) bool {
	for _, s := range d.Stated.Stays {
		if strings.EqualFold(s.Country, country) && s.Covers(t) {
			return true
		}
	}
	for _, k := range d.Recorded.Tickets {
		if k.Kind == "travel" && strings.EqualFold(k.Country, country) && k.Covers(t) {
			return true
		}
	}
	return false
}

// Incident is a recorded event.
type Incident struct {
	At   Date   `yaml:"at" doc:"When."`
	Kind string `yaml:"kind" doc:"What happened." enum:"threat_to_publish,ransom_mail,code_published,rightful_owner,tax_number_in_use,resigned_on_check,contract_switch,prepayment_demand,crypto_only,successor_offered,credentials_leaked,wrong_identity,own_decisions_unknown,invoice_by_young_company,third_place_return,other" required:"true"`
	Ref  string `yaml:"ref" doc:"Where it is recorded: ticket, mail id, file."`
	What string `yaml:"what" doc:"Short description, without personal data of third persons."`
}
