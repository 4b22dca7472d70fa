package list

// Kind is what an entry is.
type Kind string

// The kinds of entries. Lists that tell more are brought to these.
const (
	Person   Kind = "person"
	Company  Kind = "company" // any organisation: firm, ministry, group, fund
	Vessel   Kind = "vessel"
	Aircraft Kind = "aircraft"
	Wallet   Kind = "wallet" // an entry that is nothing but an address of a digital currency
	Other    Kind = "other"
)

// Entry is one person or thing on a list, as published. Sex is on some lists and is not kept.
type Entry struct {
	List        string // short name of the list: "ofac-sdn", "ofac-cons", "un", "eu", "uk", "fr", "ch-seco", "opensanctions"
	ID          string // the list's own reference, stable between versions
	Kind        Kind
	Names       []Name  // the primary name first
	Births      []Birth // several when the list is not sure
	BirthPlaces []string
	Nations     []string // nationalities, citizenships: ISO 3166-1 alpha-2 when known, else as published
	Documents   []Document
	Programmes  []string // as published: "DPRK3", "1718"
	Wallets     []WalletAddress
	Addresses   []Address
	Emails      []string
	Websites    []string
	Listed      string // ISO date on which it was listed, "" when the list does not say
	Remarks     string
	Line        int // in the source, 1-based; 0 when the format has none
}

// Name is one name of an entry.
type Name struct {
	Text    string // whole, in the order in which it is published, cleaned of typographic quotes only
	Family  string // when the list tells the parts
	Given   string
	Middle  string // patronymic, father's name, further given names
	Weak    bool   // a low-quality alias in the list's own words: never enough by itself
	Former  bool
	Primary bool
}

// Birth is what a list knows of a date of birth.
type Birth struct {
	Year, Month, Day int // Month and Day are 0 when unknown
	Until            int // last year of a range, else 0
	Circa            bool
}

// Document is a passport, national id, tax or registration number, or the IMO number of a vessel.
type Document struct {
	Type    string // "passport", "national-id", "tax", "registration", "imo", "swift", "other"
	Number  string // as published
	Country string // ISO 3166-1 alpha-2 when known, else as published
	Note    string // "expires 2016", "stolen"
}

// WalletAddress is an address of a digital currency.
type WalletAddress struct {
	Currency string // as the list calls it: "XBT", "ETH", "USDT"
	Address  string // as published
}

// Address is a postal address.
type Address struct {
	Text    string // all parts, comma-separated, without the country
	City    string
	Country string // ISO 3166-1 alpha-2 when known, else as published
}
