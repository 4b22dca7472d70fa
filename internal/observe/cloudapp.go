package observe

import (
	"strings"

	"github.com/taupier-eu/taupier/internal/core"
	"github.com/taupier-eu/taupier/sigma"
)

// CloudApp is the row of a CloudAppEvents export (Defender for Cloud Apps): the record itself in an
// advanced-hunting export, its properties in the streaming API. It is absent for anything else.
func CloudApp(rec sigma.Value) sigma.Value {
	if p := rec.Get("properties"); p.IsObject() && strings.HasSuffix(rec.Get("category").Text(), "CloudAppEvents") {
		return p
	}
	if Has(rec, "ActionType") && HasAny(rec, "Timestamp", "TimeGenerated") && HasAny(rec, "AccountId", "AccountObjectId", "IPAddress", "RawEventData") {
		return rec
	}
	return sigma.Value{}
}

// ReadCloudApp reads what every row of CloudAppEvents says: when, who and from where.
func ReadCloudApp(row sigma.Value, k *Keeper) (core.Observation, error) {
	at, err := Time(row, "Timestamp", "TimeGenerated")
	if err != nil {
		return core.Observation{}, err
	}
	o := core.Observation{
		At:      at,
		Account: k.Lower(cloudAccount(row)),
		IP:      Addr(row.Get("IPAddress").Text()),
		Place:   k.Place(Text(row, "CountryCode"), Text(row, "City")),
		ASOrg:   k.Keep(Text(row, "ISP")),
		Agent:   k.Keep(Text(row, "UserAgent")),
	}
	if anonymous, _ := row.Get("IsAnonymousProxy").Bool(); anonymous || row.Get("IsAnonymousProxy").Text() == "1" {
		o.Tag = "anonymizer"
	}
	return o, nil
}

// cloudAccount prefers a name that looks like a mail address, since ids say nothing to a dossier.
func cloudAccount(row sigma.Value) string {
	raw := row.Get("RawEventData")
	for _, s := range []string{Text(row, "AccountId"), Text(row, "AccountUpn"), Text(raw, "UserId", "UserName", "userEmail"), Text(row, "AccountDisplayName")} {
		if strings.Contains(s, "@") {
			return s
		}
	}
	return Text(row, "AccountId", "AccountObjectId", "AccountDisplayName")
}
