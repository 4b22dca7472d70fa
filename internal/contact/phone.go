package contact

import (
	"strings"

	"github.com/nyaruka/phonenumbers"
)

// Line is what a numbering plan says a range of numbers is for. Plans let numbers be carried to another
// kind of line, and ordinary home lines have numbers of Internet telephony in many countries.
type Line string

// The kinds of lines that plans tell apart.
const (
	LineUnknown Line = ""
	LineMobile  Line = "mobile"
	LineFixed   Line = "fixed"
	LineEither  Line = "fixed_or_mobile" // a plan that does not tell, such as North America's
	LineVoIP    Line = "voip"
	LineService Line = "service" // toll-free, premium, shared cost, voicemail, pager, company-wide
)

// Phone is one telephone number.
type Phone struct {
	Key    string // equal for every way of writing one number: E.164 digits without "+", or the digits as written
	E164   string // "+33639981234"; "" when the country cannot be told
	Region string // ISO 3166-1 alpha-2 of the numbering plan; "" when unknown or shared
	Line   Line
	Exists bool // the plan has such a number; false also when the country cannot be told
}

const (
	shortestPhone = 8  // fewer digits are nobody's own
	longestPhone  = 64 // bytes; a longer text is no number
)

var lines = map[phonenumbers.PhoneNumberType]Line{
	phonenumbers.MOBILE: LineMobile, phonenumbers.FIXED_LINE: LineFixed, phonenumbers.FIXED_LINE_OR_MOBILE: LineEither,
	phonenumbers.VOIP: LineVoIP, phonenumbers.PERSONAL_NUMBER: LineVoIP,
	phonenumbers.TOLL_FREE: LineService, phonenumbers.PREMIUM_RATE: LineService, phonenumbers.SHARED_COST: LineService,
	phonenumbers.PAGER: LineService, phonenumbers.UAN: LineService, phonenumbers.VOICEMAIL: LineService,
}

// ReadPhone reads a number however it was written; country is where the person lives, ISO 3166-1
// alpha-2, for a number written as it is dialled at home. What is too short to be anybody's own, or no
// number at all, has no Key. Ranges and kinds are those of libphonenumber's metadata, which it
// collects from the plans that states publish (ITU-T E.164).
func ReadPhone(written, country string) Phone {
	written = strings.TrimSpace(strings.ReplaceAll(written, "(0)", ""))
	if len(written) > longestPhone {
		return Phone{}
	}
	digits := strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, written)
	if len(digits) < shortestPhone {
		return Phone{}
	}
	dialled := digits
	country = strings.ToUpper(country)
	switch {
	case strings.HasPrefix(written, "+"):
		dialled = "+" + digits
	case strings.HasPrefix(digits, "00"):
		dialled, digits = "+"+digits[2:], digits[2:]
	}
	n, err := phonenumbers.Parse(dialled, country)
	if len(digits) < shortestPhone {
		return Phone{}
	}
	if err != nil || !phonenumbers.IsPossibleNumber(n) {
		return Phone{Key: digits}
	}
	e164 := phonenumbers.Format(n, phonenumbers.E164)
	p := Phone{Key: e164[1:], E164: e164, Exists: phonenumbers.IsValidNumber(n)}
	if region := phonenumbers.GetRegionCodeForNumber(n); len(region) == 2 && region != "ZZ" {
		p.Region = region
	}
	if p.Exists {
		p.Line = lines[phonenumbers.GetNumberType(n)]
	}
	return p
}
