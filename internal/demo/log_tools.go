package demo

import "strconv"

func (p *person) prepareTools(full, mail, agent string) {
	f := &p.json
	f.google = []byte(`"actor":{"email":` + mail + `,"profileId":"1` + strconv.FormatUint(mix(p.key^5)%1e17+1e17, 10) + `"},"ipAddress":"`)
	who := `{"user_id":"U0` + upper(string(appendHex(nil, mix(p.key^6), 8))) + `","username":` + string(quoted(p.user)) + `,"date_first":`
	f.slack = []byte(who)
	f.slackPhone = []byte(`,"user_agent":` + agent + `,"isp":"`)
	f.zoom = []byte(`{"id":"` + string(appendHex(nil, mix(p.key^7), 22)) + `","user_id":"` + strconv.Itoa(16778240+p.at) + `","user_name":` + full + `,"email":` + mail +
		`,"device":"` + []string{"Windows", "Mac", "Linux"}[p.os] + `","ip_address":"`)
	f.mdm = []byte(`","device":"` + p.serial + `","hostname":"` + p.hostname + `","user":` + mail + `,"ip":"`)
	f.github = []byte(`,"actor":"` + p.handle() + `","actor_id":` + strconv.Itoa(7000000+p.at*31) + `,"actor_ip":"`)
}

// handle is the person's account in the company's own GitHub organisation.
func (p *person) handle() string {
	if p.github == "" {
		return p.user
	}
	return p.github + "-armorel"
}

func upper(s string) string {
	b := []byte(s)
	for i, c := range b {
		if c >= 'a' {
			b[i] = c - 32
		}
	}
	return string(b)
}

var docs = []string{"Release notes draft", "Harbour survey 2026", "Team minutes", "Tide model parameters", "Onboarding checklist", "Price list", "Support macros", "Quarter plan", "Berth inventory", "Design review", "Travel costs", "Interview guide"}

// google writes one activity of the Google Workspace Reports API.
func (w *world) google(b []byte, e *ev, x *extra) []byte {
	p, l := w.actor(e), &w.lines.all[e.net]
	app := "drive"
	switch e.act {
	case actGoogleLogin:
		app = "login"
	case actAdminRole:
		app = "admin"
	}
	b = append(b, `{"kind":"admin#reports#activity","id":{"time":"`...)
	b = appendTime(b, e.at)
	b = append(b, `","uniqueQualifier":"-`...)
	b = strconv.AppendUint(b, mix(p.key^uint64(e.at))>>2, 10)
	b = append(b, `","applicationName":"`...)
	b = append(b, app...)
	b = append(b, `","customerId":"C03armor1"},"etag":"\"`...)
	b = appendHex(b, mix(uint64(e.n)), 16)
	b = append(b, `\"",`...)
	b = append(b, p.json.google...)
	b = append(b, l.ip...)
	b = append(b, '"', ',')
	b = append(b, l.google...)
	if l.spur != nil {
		b = append(append(b, `,"spur":`...), l.spur...)
	}
	b = append(b, `,"events":[`...)
	switch e.act {
	case actGoogleLogin:
		b = append(b, `{"type":"login","name":"login_success","parameters":[{"name":"login_type","value":"saml"},{"name":"is_suspicious","boolValue":false}]}`...)
	case actAdminRole:
		b = append(b, `{"type":"DELEGATED_ADMIN_SETTINGS","name":"ASSIGN_ROLE","parameters":[{"name":"ROLE_NAME","value":"`+x.b+`"},{"name":"USER_EMAIL","value":"`+x.a+`"}]}`...)
	default:
		b = w.drive(b, e, x, p)
	}
	return append(b, ']', '}', '\n')
}

var driveNames = [acts]string{actView: "view", actEdit: "edit", actDownload: "download", actShareOut: "change_user_access"}

// drive writes an event of Google Drive.
func (w *world) drive(b []byte, e *ev, x *extra, p *person) []byte {
	kind, title := "access", docs[e.n%uint32(len(docs))]
	if x != nil {
		title = x.a
	}
	if e.act == actShareOut {
		kind = "acl_change"
	}
	b = append(b, `{"type":"`...)
	b = append(b, kind...)
	b = append(b, `","name":"`...)
	b = append(b, driveNames[e.act]...)
	b = append(b, `","parameters":[{"name":"primary_event","boolValue":true},{"name":"doc_id","value":"1`...)
	b = appendHex(b, mix(uint64(e.n)), 16)
	b = append(b, `"},{"name":"doc_type","value":"document"},{"name":"doc_title","value":"`...)
	b = append(b, title...)
	b = append(b, `"},`...)
	if e.act == actShareOut {
		b = append(b, `{"name":"visibility","value":"shared_externally"},{"name":"visibility_change","value":"external"},{"name":"new_value","multiValue":["can_edit"]},{"name":"target_user","value":"`...)
		b = append(b, x.b...)
		b = append(b, `"},`...)
	} else {
		b = append(b, `{"name":"visibility","value":"people_within_domain_with_link"},`...)
	}
	b = append(b, `{"name":"owner","value":"`...)
	b = append(b, p.user...)
	return append(b, `@armorel.test"}]}`...)
}

var repos = []string{"tides", "berths", "booking-web", "booking-api", "mobile", "charts", "billing", "infra", "harbour-sync", "design-system", "weather", "ops-scripts"}

var githubNames = [acts]string{actFetch: "git.fetch", actPush: "git.push", actMerge: "pull_request.merge", actClone: "git.clone", actZip: "repo.download_zip",
	actPublic: "repo.access", actMember: "org.add_member", actToken: "personal_access_token.access_granted"}

// github writes one event of the GitHub audit log.
func (w *world) github(b []byte, e *ev, x *extra) []byte {
	p, l := w.actor(e), &w.lines.all[e.net]
	repo := repos[(uint32(p.key)%5+e.n%4)%uint32(len(repos))]
	if x != nil && x.a != "" && e.act != actMember {
		repo = x.a
	}
	b = append(b, `{"@timestamp":`...)
	b = strconv.AppendInt(b, e.at, 10)
	b = append(b, `,"_document_id":"`...)
	b = appendHex(b, mix(p.key^uint64(e.at)), 16)
	b = append(b, `","action":"`...)
	b = append(b, githubNames[e.act]...)
	b = append(b, '"')
	b = append(b, p.json.github...)
	b = append(b, l.ip...)
	b = append(b, `","actor_location":{"country_code":"`...)
	b = append(b, cities[l.city].country...)
	b = append(b, `"},"business":"armorel","org":"armorel","org_id":90210,"created_at":`...)
	b = strconv.AppendInt(b, e.at, 10)
	switch e.act {
	case actMember:
		b = append(b, `,"user":"`+x.a+`","permission":"`+x.b+`"`...)
	default:
		b = append(b, `,"repo":"armorel/`...)
		b = append(b, repo...)
		b = append(b, `","repository":"armorel/`...)
		b = append(b, repo...)
		b = append(b, `","repository_public":`...)
		b = strconv.AppendBool(b, e.act == actPublic)
		b = append(b, `,"transport_protocol_name":"ssh","user_agent":"git/2.51.0"`...)
		if e.act == actPublic {
			b = append(b, `,"access":"public","visibility":"public","previous_visibility":"private"`...)
		}
	}
	if l.spur != nil {
		b = append(append(b, `,"spur":`...), l.spur...)
	}
	return append(b, '}', '\n')
}

var topics = []string{"Stand-up", "Sprint review", "1:1", "Customer call", "All hands", "Design critique", "Planning", "Incident review"}

// zoom writes one participant of a meeting as the dashboard reports it, without the separator.
func (w *world) zoom(b []byte, e *ev, x *extra) []byte {
	p, l := w.actor(e), &w.lines.all[e.net]
	off := p.cameraOff || e.n%100 < 14
	camera := cameras[p.key%uint64(len(cameras))]
	if x != nil {
		off, camera = x.host == "off", x.b
		b = append(b, `{"id":"","user_id":"`...)
		b = strconv.AppendInt(b, int64(16778240+p.at), 10)
		b = append(b, `","user_name":`...)
		b = append(b, quoted(x.a)...)
		b = append(b, `,"email":`...)
		b = append(b, quoted(p.accounts[0])...)
		b = append(b, `,"device":"Windows","ip_address":"`...)
	} else {
		b = append(b, p.json.zoom...)
	}
	c := &cities[l.city]
	b = append(b, l.ip...)
	b = append(b, `","location":"`...)
	b = append(b, c.name...)
	b = append(b, ` (`...)
	b = append(b, c.country...)
	b = append(b, ` )","network_type":"Wifi","microphone":"Default","speaker":"Default","camera":"`...)
	if !off {
		b = append(b, camera...)
	}
	b = append(b, `","video_on":`...)
	b = strconv.AppendBool(b, !off)
	b = append(b, `,"data_center":"Europe","connection_type":"UDP","join_time":"`...)
	b = append(appendClock(b, e.at, 'T'), 'Z')
	b = append(b, `","leave_time":"`...)
	b = append(appendClock(b, e.at+int64(15+e.n%45)*60_000, 'T'), 'Z')
	b = append(b, `","meeting_id":"`...)
	b = strconv.AppendUint(b, 81000000000+(uint64(e.at)/1_800_000*131+p.key%9)%999999999, 10)
	b = append(b, `","topic":"`...)
	b = append(b, topics[e.n%uint32(len(topics))]...)
	b = append(b, `","share_application":false,"recording":false`...)
	if l.spur != nil {
		b = append(append(b, `,"spur":`...), l.spur...)
	}
	return append(b, '}')
}

// slack writes one login of team.accessLogs, without the separator.
func (w *world) slack(b []byte, e *ev, _ *extra) []byte {
	p, l := w.actor(e), &w.lines.all[e.net]
	b = append(b, p.json.slack...)
	b = strconv.AppendInt(b, e.at/1000, 10)
	b = append(b, `,"date_last":`...)
	b = strconv.AppendInt(b, e.at/1000+int64(e.n%14400), 10)
	b = append(b, `,"count":`...)
	b = strconv.AppendUint(b, uint64(1+e.n%19), 10)
	b = append(b, `,"ip":"`...)
	b = append(b, l.ip...)
	b = append(b, '"')
	b = append(b, p.json.slackPhone...)
	b = append(b, l.org...)
	b = append(b, `","country":"`...)
	b = append(b, cities[l.city].country...)
	b = append(b, `","region":""`...)
	if l.spur != nil {
		b = append(append(b, `,"spur":`...), l.spur...)
	}
	return append(b, '}')
}

const vpnHeader = "Start,Username,Host,Client IP,Assigned IP,Gateway,Tunnel,Result\n"

// vpn writes one line of the company's own VPN gateway.
func (w *world) vpn(b []byte, e *ev, _ *extra) []byte {
	p, l := w.actor(e), &w.lines.all[e.net]
	b = append(appendClock(b, e.at, 'T'), 'Z', ',')
	b = append(b, p.user...)
	b = append(b, ',')
	b = append(b, p.hostname...)
	b = append(b, ',')
	b = append(b, l.ip...)
	b = append(b, ",10.40."...)
	b = strconv.AppendInt(b, int64(p.at/250), 10)
	b = append(b, '.')
	b = strconv.AppendInt(b, int64(1+p.at%250), 10)
	b = append(b, ",vpn-rennes-1,T"...)
	b = appendHex(b, mix(p.key^uint64(e.at)), 8)
	if e.n%50 == 0 {
		return append(b, ",failed\n"...)
	}
	return append(b, ",established\n"...)
}

// mdm writes one check-in of a managed device.
func (w *world) mdm(b []byte, e *ev, _ *extra) []byte {
	p, l := w.actor(e), &w.lines.all[e.net]
	c := &cities[l.city]
	b = append(b, `{"type":"mdm.checkin","time":"`...)
	b = append(appendClock(b, e.at, 'T'), 'Z')
	b = append(b, p.json.mdm...)
	b = append(b, l.ip...)
	b = append(b, `","country":"`...)
	b = append(b, c.country...)
	b = append(b, `","city":"`...)
	b = append(b, c.name...)
	b = append(b, `","asn":`...)
	b = strconv.AppendInt(b, int64(l.asn), 10)
	b = append(b, `,"as_org":"`...)
	b = append(b, l.org...)
	b = append(b, `","os":"`...)
	b = append(b, []string{"Windows 11 24H2", "macOS 15.7", "Ubuntu 24.04"}[p.os]...)
	b = append(b, `","managed":true`...)
	if l.tag != "" {
		b = append(append(append(b, `,"tag":"`...), l.tag...), '"')
	}
	if l.spur != nil {
		b = append(append(b, `,"spur":`...), l.spur...)
	}
	return append(b, '}', '\n')
}
