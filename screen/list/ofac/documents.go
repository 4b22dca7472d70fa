package ofac

import (
	"strings"

	"github.com/taupier-eu/taupier/screen/list"
	"github.com/taupier-eu/taupier/screen/list/source"
)

// documents are the kinds of numbers that entries have, by how OFAC's word for them begins. The longest beginning counts.
var documents = []struct{ begins, kind string }{
	{"Vessel Registration Identification", "imo"}, {"Identification Number IMO", "imo"}, {"Company Number IMO", "registration"},
	{"Passport", "passport"}, {"Diplomatic Passport", "passport"}, {"Stateless Person Passport", "passport"}, {"British National Overseas Passport", "passport"},
	{"National ID No.", "national-id"}, {"National Foreign ID Number", "national-id"}, {"Cedula No.", "national-id"}, {"D.N.I.", "national-id"},
	{"C.U.R.P.", "national-id"}, {"Identification Number", "national-id"}, {"Personal ID Card", "national-id"}, {"SSN", "national-id"}, {"Tazkira", "national-id"},
	{"Citizen's Card Number", "national-id"}, {"Residency Number", "national-id"}, {"Kenyan ID No.", "national-id"}, {"Bosnian Personal ID No.", "national-id"},
	{"Moroccan Personal ID No.", "national-id"}, {"Turkish Identification Number", "national-id"}, {"Numero de Identidad", "national-id"}, {"C.U.I.", "national-id"},
	{"CNP (Personal Numerical Code)", "national-id"}, {"UAE Identification", "national-id"}, {"Tarjeta de Identidad", "national-id"}, {"N.I.E.", "national-id"},
	{"Federal ID Card", "national-id"}, {"Stateless Person ID Card", "national-id"}, {"Refugee ID Card", "national-id"},
	{"Driver's License No.", "other"}, {"Birth Certificate Number", "other"}, {"Travel Document Number", "other"}, {"Seafarer's Identification Document", "other"},
	{"Electoral Registry No.", "other"}, {"Credencial electoral", "other"}, {"Cartilla de Servicio Militar Nacional", "other"}, {"Pilot License Number", "other"},
	{"VisaNumberID", "other"}, {"Immigration No.", "other"}, {"Public Security and Immigration No.", "other"},
	{"Tax ID No.", "tax"}, {"NIT #", "tax"}, {"RUC #", "tax"}, {"R.F.C.", "tax"}, {"RTN", "tax"}, {"C.U.I.T.", "tax"}, {"V.A.T. Number", "tax"}, {"RIF #", "tax"},
	{"Italian Fiscal Code", "tax"}, {"Fiscal Code", "tax"}, {"Romanian Tax Registration", "tax"}, {"Paraguayan tax identification number", "tax"}, {"C.I.F.", "tax"},
	{"N.I.F.", "tax"}, {"US FEIN", "tax"}, {"Numero Unico de Identificacao Tributaria (NUIT)", "tax"},
	{"Registration Number", "registration"}, {"Registration ID", "registration"}, {"Company Number", "registration"}, {"Folio Mercantil No.", "registration"},
	{"Government Gazette Number", "registration"}, {"Commercial Registry Number", "registration"}, {"Matricula Mercantil No", "registration"},
	{"Trade License No.", "registration"}, {"Business Registration Document #", "registration"}, {"Business Registration Number", "registration"},
	{"Unified Social Credit Code (USCC)", "registration"}, {"United Social Credit Code Certificate (USCCC)", "registration"}, {"Business Number", "registration"},
	{"Chamber of Commerce Number", "registration"}, {"Legal Entity Number", "registration"}, {"LE Number", "registration"}, {"D-U-N-S Number", "registration"},
	{"License", "registration"}, {"UK Company Number", "registration"}, {"Certificate of Incorporation Number", "registration"}, {"Public Registration Number", "registration"},
	{"C.R. No.", "registration"}, {"Enterprise Number", "registration"}, {"Registered Charity No.", "registration"}, {"Organization Code", "registration"},
	{"Economic Register Number (CBLS)", "registration"}, {"Central Registration System Number", "registration"}, {"Registration Certificate Number (Dubai)", "registration"},
	{"Istanbul Chamber of Comm. No.", "registration"}, {"Dubai Chamber of Commerce Membership No.", "registration"}, {"MSB Registration Number", "registration"},
	{"Afghan Money Service Provider License Number", "registration"}, {"Chinese Commercial Code", "registration"}, {"Global Intermediary Identification Number", "registration"},
	{"Romanian C.R.", "registration"}, {"Russian State Individual Business Registration Number Pattern (OGRNIP)", "registration"}, {"RSIN", "registration"},
	{"Aircraft Manufacturer's Serial Number (MSN)", "other"}, {"Aircraft Tail Number", "other"}, {"Previous Aircraft Tail Number", "other"}, {"MMSI", "other"},
	{"Aircraft Mode S Transponder Code", "other"}, {"SWIFT/BIC", "swift"}, {"BIK (RU)", "other"}, {"Bank Identification Code", "other"},
}

// begun is the place in documents of what s begins with, -1 for none. The word must end there.
func begun(s string) int {
	at := -1
	for i, d := range documents {
		if strings.HasPrefix(s, d.begins) && (len(s) == len(d.begins) || s[len(d.begins)] == ' ') && (at < 0 || len(d.begins) > len(documents[at].begins)) {
			at = i
		}
	}
	return at
}

// addIdentifier adds what the XML forms call an identification or a feature, by its type, where it belongs. Sex and
// telephone numbers are not kept; what has no place of its own goes to the remarks.
func addIdentifier(e *list.Entry, kind, number, country, note string) {
	kind, number = source.Trim(strings.ReplaceAll(kind, "’", "'")), source.Trim(number)
	currency, wallet := strings.CutPrefix(kind, "Digital Currency Address - ")
	switch {
	case kind == "Gender" || strings.HasPrefix(kind, "Phone Number"):
	case kind == "Nationality of Registration" || kind == "Registration Country" || kind == "Vessel Flag":
		e.Nations = source.Add(e.Nations, list.Country(first(country, number)))
	case number == "":
	case wallet:
		e.Wallets = source.Add(e.Wallets, list.WalletAddress{Currency: source.Trim(currency), Address: number})
	case kind == "Email Address":
		e.Emails = source.Add(e.Emails, number)
	case kind == "Website":
		e.Websites = source.Add(e.Websites, number)
	case begun(kind) >= 0:
		imo, isIMO := strings.CutPrefix(number, "IMO ")
		d := list.Document{Type: documents[begun(kind)].kind, Number: source.Trim(imo), Country: list.Country(source.Trim(country)), Note: note}
		if isIMO && (kind == "Identification Number" || kind == "Vessel Registration Identification") {
			d.Type = "imo"
		}
		d.Type = ofVessel(d.Type, e.Kind)
		e.Documents = source.Add(e.Documents, d)
	default:
		e.Remarks = source.Sentences(e.Remarks, source.Joined(strings.TrimRight(kind, ":- "), number, country))
	}
}

// ofVessel keeps apart the two kinds of IMO numbers, which have one form: those of ships, and those of the companies that
// own them.
func ofVessel(kind string, of list.Kind) string {
	if kind == "imo" && of != list.Vessel {
		return "registration"
	}
	return kind
}

func first(a, b string) string {
	if a = source.Trim(a); a != "" {
		return a
	}
	return source.Trim(b)
}

// personName is written as the delimited form writes it: "FAMILY, Given Middle".
func personName(family, rest string) string {
	switch {
	case family == "":
		return rest
	case rest == "":
		return family
	}
	return family + ", " + rest
}
