package demo

import "strconv"

// fragments are the parts of records that depend on the person alone.
type fragments struct {
	oktaActor, oktaLaptop, oktaPhone                                               []byte
	entraUser, entraLaptop, entraPhone                                             []byte
	google, slack, slackPhone, zoom, mdm, github, winlog, nested, sysUser, osquery []byte
}

func (p *person) prepare() {
	id := mix(p.key)
	f := &p.json
	full, mail := string(quoted(p.name.full())), string(quoted(p.mail()))
	agent, phone := string(quoted(p.agent)), string(quoted(p.phoneAgent))
	f.oktaActor = []byte(`{"actor":{"id":"00u` + string(appendHex(nil, id, 16)) + `","type":"User","alternateId":` + mail + `,"displayName":` + full + `,"detailEntry":null},"client":{"userAgent":{"rawUserAgent":`)
	f.oktaLaptop = []byte(agent + `,"os":"` + []string{"Windows 10", "Mac OS X", "Linux"}[p.os] + `","browser":"` + []string{"EDGE", "CHROME", "FIREFOX"}[p.os] + `"},"zone":"null","device":"Computer","id":null,"ipAddress":"`)
	f.oktaPhone = []byte(phone + `,"os":"` + phoneSystem(p) + `","browser":"UNKNOWN"},"zone":"null","device":"Mobile","id":null,"ipAddress":"`)
	p.prepareEntra(full, mail, agent, phone)
	p.prepareTools(full, mail, agent)
	p.prepareMachine()
}

func phoneSystem(p *person) string {
	if p.phoneModel == "iPhone" {
		return "iOS (iPhone)"
	}
	return "Android Mobile"
}

var oktaApps = []string{"Google Workspace", "Microsoft Office 365", "GitHub Enterprise Cloud", "Slack", "Zoom", "Armorel Wiki", "Lucca"}

// okta writes one event of the Okta System Log.
func (w *world) okta(b []byte, e *ev, x *extra) []byte {
	p, l := w.actor(e), &w.lines.all[e.net]
	b = append(b, p.json.oktaActor...)
	switch {
	case e.phone, x != nil && x.agent == p.phoneAgent:
		b = append(b, p.json.oktaPhone...)
	case x != nil && x.agent != "":
		b = append(b, quoted(x.agent)...)
		b = append(b, `,"os":"Windows 10","browser":"CHROME"},"zone":"null","device":"Computer","id":null,"ipAddress":"`...)
	default:
		b = append(b, p.json.oktaLaptop...)
	}
	b = append(b, l.ip...)
	b = append(b, `","geographicalContext":`...)
	b = append(b, l.okta...)
	b = append(b, `},"device":null,"authenticationContext":{"authenticationProvider":null,"credentialProvider":null,"credentialType":null,"issuer":null,"interface":null,"authenticationStep":0,"externalSessionId":"`...)
	if x != nil && x.session != "" {
		b = append(b, x.session...)
	} else {
		b = appendSession(b, p.key, int(e.day), e.k)
	}
	b = append(b, '"', '}')
	b = oktaAct(b, e, x, p)
	b = append(b, `,"published":"`...)
	b = appendTime(b, e.at)
	b = append(b, `","securityContext":{"asNumber":`...)
	b = strconv.AppendInt(b, int64(l.asn), 10)
	b = append(b, `,"asOrg":"`...)
	b = append(b, l.org...)
	b = append(b, `","isp":"`...)
	b = append(b, l.org...)
	b = append(b, `","domain":".","isProxy":`...)
	b = strconv.AppendBool(b, l.proxy)
	b = append(b, `},"severity":"INFO","debugContext":{"debugData":{"requestId":"`...)
	b = appendHex(b, uint64(e.n)*0x9E3779B97F4A7C15, 16)
	b = append(b, `","requestUri":"/idp/idx/identify","url":"/idp/idx/identify?","threatSuspected":"false"`...)
	if l.tag != "" {
		b = append(b, `,"tunnels":"[{\"anonymous\":true,\"operator\":\"`...)
		b = append(b, l.tag...)
		b = append(b, `\",\"type\":\"VPN\"}]"`...)
	}
	b = append(b, `}},"legacyEventType":null,"transaction":{"type":"WEB","id":"`...)
	b = appendHex(b, uint64(e.n)^p.key, 12)
	b = append(b, `","detail":{}},"uuid":"`...)
	b = appendUUID(b, mix(p.key^uint64(e.at)^uint64(e.act)<<56))
	b = append(b, `","version":"0","request":{"ipChain":[`...)
	b = append(b, l.chain...)
	b = append(b, ']', '}')
	if l.spur != nil {
		b = append(append(b, `,"spur":`...), l.spur...)
	}
	return append(b, '}', '\n')
}

// oktaAct writes what happened, from displayMessage to target.
func oktaAct(b []byte, e *ev, x *extra, p *person) []byte {
	what := func(message, event, result, reason string) {
		b = append(b, `,"displayMessage":"`...)
		b = append(b, message...)
		b = append(b, `","eventType":"`...)
		b = append(b, event...)
		b = append(b, `","outcome":{"result":"`...)
		b = append(b, result...)
		b = append(b, `","reason":`...)
		b = append(b, reason...)
		b = append(b, `},"target":`...)
	}
	target := func(kind, id, name string) {
		b = append(b, `[{"id":"`...)
		b = append(b, id...)
		b = append(b, `","type":"`...)
		b = append(b, kind...)
		b = append(b, `","alternateId":`...)
		b = append(b, quoted(name)...)
		b = append(b, `,"displayName":`...)
		b = append(b, quoted(name)...)
		b = append(b, `,"detailEntry":null}]`...)
	}
	switch e.act {
	case actSession:
		what("User login to Okta", "user.session.start", "SUCCESS", "null")
		b = append(b, "null"...)
	case actApp:
		what("User single sign on to app", "user.authentication.sso", "SUCCESS", "null")
		k := e.n % uint32(len(oktaApps))
		b = append(b, `[{"id":"0oa`...)
		b = appendHex(b, mix(uint64(k)), 12)
		b = append(b, `","type":"AppInstance","alternateId":"`...)
		b = append(b, oktaApps[k]...)
		b = append(b, `","displayName":"`...)
		b = append(b, oktaApps[k]...)
		b = append(b, `","detailEntry":{"signOnModeType":"SAML_2_0"}}]`...)
	case actDenied:
		what("User login to Okta", "user.session.start", "FAILURE", `"INVALID_CREDENTIALS"`)
		b = append(b, "null"...)
	case actFactor:
		what("Activate factor for user", "user.mfa.factor.activate", "SUCCESS", `"User set up `+x.a+` factor"`)
		b = append(b, `[{"id":"00u`+string(appendHex(nil, mix(p.key), 16))+`","type":"User","alternateId":"`+p.mail()+`","displayName":`+string(quoted(p.name.full()))+
			`,"detailEntry":null},{"id":"`+x.b+`","type":"AuthenticatorEnrollment","alternateId":"unknown","displayName":"`+x.a+`","detailEntry":null}]`...)
	case actFactorGone:
		what("Reset factor for user", "user.mfa.factor.deactivate", "SUCCESS", `"User reset `+x.a+` factor"`)
		target("User", "00u"+string(appendHex(nil, mix(p.key), 16)), p.mail())
	case actUserMade:
		what("Create Okta user", "user.lifecycle.create", "SUCCESS", "null")
		target("User", "00u"+x.b, x.a)
	case actGranted:
		what("Grant user privilege", "user.account.privilege.grant", "SUCCESS", `"`+x.c+`"`)
		target("User", "00u"+x.b, x.a)
	default:
		what("Request blocked", "security.request.blocked", "DENY", `"Zone blocked"`)
		b = append(b, "null"...)
	}
	return b
}
