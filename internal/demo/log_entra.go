package demo

import "strconv"

func (p *person) prepareEntra(full, mail, agent, phone string) {
	f := &p.json
	uid := string(appendUUID(nil, mix(p.key^3)))
	f.entraUser = []byte(`"userDisplayName":` + full + `,"userPrincipalName":` + mail + `,"userId":"` + uid + `","appId":"00000002-0000-0ff1-ce00-000000000000","appDisplayName":`)
	f.entraLaptop = []byte(`"userAgent":` + agent + `,"deviceDetail":{"deviceId":"` + string(appendUUID(nil, mix(p.key^4))) + `","displayName":"` + p.hostname + `","operatingSystem":"` +
		[]string{"Windows10", "MacOs", "Linux"}[p.os] + `","browser":"Edge 141.0","isCompliant":true,"isManaged":true,"trustType":"Azure AD joined"}`)
	f.entraPhone = []byte(`"userAgent":` + phone + `,"deviceDetail":{"deviceId":"` + p.phoneID + `","displayName":"` + p.phoneModel + `","operatingSystem":"` +
		[]string{"Ios", "Android"}[btoi(p.phoneModel != "iPhone")] + `","browser":"Mobile Safari","isCompliant":true,"isManaged":true,"trustType":"Azure AD registered"}`)
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

var entraApps = []string{`"Office 365 Exchange Online"`, `"Microsoft Teams"`, `"Office 365 SharePoint Online"`, `"Azure Portal"`, `"Microsoft Office"`}

// entra writes one sign-in as Microsoft Graph gives it (auditLogs/signIns), without the separator.
func (w *world) entra(b []byte, e *ev, x *extra) []byte {
	p, l := w.actor(e), &w.lines.all[e.net]
	b = append(b, `{"id":"`...)
	b = appendUUID(b, mix(p.key^uint64(e.at)))
	b = append(b, `","createdDateTime":"`...)
	b = append(appendClock(b, e.at, 'T'), 'Z', '"', ',')
	b = append(b, p.json.entraUser...)
	b = append(b, entraApps[e.n%uint32(len(entraApps))]...)
	b = append(b, `,"ipAddress":"`...)
	b = append(b, l.ip...)
	b = append(b, `","clientAppUsed":"Browser","correlationId":"`...)
	b = appendUUID(b, mix(p.key^uint64(e.n)))
	b = append(b, `","conditionalAccessStatus":"success","isInteractive":true,"riskDetail":"none","riskLevelAggregated":"none","riskState":"none","riskEventTypes_v2":[],"resourceDisplayName":"Microsoft Graph","autonomousSystemNumber":`...)
	b = strconv.AppendInt(b, int64(l.asn), 10)
	b = append(b, ',')
	switch {
	case x != nil && x.foreign:
		b = append(b, `"userAgent":`...)
		b = append(b, quoted(x.agent)...)
		b = append(b, `,"deviceDetail":{"deviceId":"`...)
		b = append(b, x.b...)
		b = append(b, `","displayName":"`...)
		b = append(b, x.a...)
		b = append(b, `","operatingSystem":"Windows10","browser":"Chrome 141.0.0","isCompliant":false,"isManaged":false,"trustType":""}`...)
	case e.phone:
		b = append(b, p.json.entraPhone...)
	default:
		b = append(b, p.json.entraLaptop...)
	}
	if e.act == actEntraDenied {
		b = append(b, `,"status":{"errorCode":50126,"failureReason":"Error validating credentials due to invalid username or password.","additionalDetails":null},`...)
	} else {
		b = append(b, `,"status":{"errorCode":0,"failureReason":"Other.","additionalDetails":"MFA requirement satisfied by claim in the token"},`...)
	}
	b = append(b, l.entra...)
	if l.spur != nil {
		b = append(append(b, `,"spur":`...), l.spur...)
	}
	return append(b, '}')
}
