package access

import (
	"fmt"
	"strings"
	"time"

	"github.com/taupier-eu/taupier/internal/observe"
	"github.com/taupier-eu/taupier/sigma"
)

// column is what a column of an access log means.
type column int

const (
	none column = iota
	when
	user
	address
	country
	city
	device
	session
	agent
	asn
	asOrg
	tag
	result
	event
	managed
	columnCount
)

// names are the headers in use, in lower case without spaces, dashes, dots and underscores. Of
// several columns with one meaning the first one in the record counts.
var names = map[string]column{
	"time": when, "timestamp": when, "date": when, "datetime": when, "logintime": when, "eventtime": when, "when": when,
	"signintime": when, "accesstime": when, "starttime": when, "connecttime": when, "createdat": when, "eventtimestamp": when, "dateutc": when, "timeutc": when,
	"user": user, "username": user, "email": user, "useremail": user, "account": user, "accountname": user, "login": user, "who": user,
	"useraccount": user, "userid": user, "mail": user, "emailaddress": user,
	"ip": address, "ipaddress": address, "srcip": address, "sourceip": address, "clientip": address, "remoteip": address,
	"srcaddr": address, "remoteaddr": address, "remoteaddress": address, "publicip": address, "clientaddress": address, "sourceaddress": address,
	"country": country, "countrycode": country, "geocountry": country, "srccountry": country,
	"city": city, "geocity": city, "srccity": city,
	"device": device, "deviceserial": device, "serial": device, "serialnumber": device, "hostname": device, "host": device, "devicename": device,
	"session": session, "sessionid": session,
	"useragent": agent, "agent": agent, "browser": agent,
	"asn": asn, "asnumber": asn,
	"asorg": asOrg, "asname": asOrg, "isp": asOrg, "asorganization": asOrg, "asnorg": asOrg,
	"tag": tag, "operator": tag, "vpnoperator": tag, "iptag": tag,
	"result": result, "status": result, "outcome": result, "success": result, "loginstatus": result, "issuccess": result,
	"event": event, "action": event, "eventtype": event, "activity": event,
	"managed": managed, "devicemanaged": managed,
}

type row [columnCount]sigma.Value

// columns finds what each column means; flat is false when the record holds anything but scalars.
func columns(rec sigma.Value) (c row, flat bool) {
	var buf [24]byte
	for name, v := range rec.Fields() {
		if v.IsObject() || v.IsArray() {
			return c, false
		}
		if m := meaning(buf[:0], name); m != none && !c[m].Exists() {
			c[m] = v
		}
	}
	return c, true
}

// meaning looks a header up without its case and punctuation.
func meaning(buf []byte, name string) column {
	for i := 0; i < len(name); i++ {
		switch b := name[i]; {
		case b >= 'A' && b <= 'Z':
			buf = append(buf, b|0x20)
		case b >= 'a' && b <= 'z':
			buf = append(buf, b)
		case b == ' ' || b == '_' || b == '-' || b == '.' || b == '(' || b == ')':
		default:
			return none
		}
		if len(buf) == cap(buf) {
			return none
		}
	}
	return names[string(buf)]
}

func text(v sigma.Value) string { return strings.TrimSpace(v.Text()) }

func readTime(c row) (time.Time, error) {
	s := text(c[when])
	if s == "" {
		return time.Time{}, fmt.Errorf("no time: fill the time column, such as 2026-05-01T09:00:00Z")
	}
	t, ok := observe.ReadTime(s)
	if !ok {
		return time.Time{}, fmt.Errorf("%q is not a time: write it such as 2026-05-01T09:00:00Z, or map the file in company.yaml with its layout", observe.Clip(s))
	}
	return t, nil
}

func readUser(c row) (string, error) {
	s := text(c[user])
	if s == "" || s == "-" {
		return "", fmt.Errorf("no user: fill the user column, or leave such lines out of the export")
	}
	return s, nil
}

// denied reports whether a result says that the person did not get in.
func denied(s string) bool {
	switch strings.ToLower(s) {
	case "false", "no", "0", "denied", "deny", "fail", "failed", "failure", "blocked", "block", "rejected", "reject", "error", "refused", "unauthorized", "invalid":
		return true
	}
	return false
}

// left reports whether an event is the end of a session, which is no sign-in.
func left(s string) bool {
	s = strings.ToLower(s)
	for _, w := range [...]string{"logout", "log out", "logoff", "log off", "signout", "sign out", "sign-out", "disconnect", "terminate", "ended"} {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}
